"""Goal 2, as those see it who read while others write: over HTTP, from a server in a process of its own. And what a worker keeps in memory."""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.db import connection

from bench import many
from bench.asking import get
from bench.exporting import resident
from bench.postgresql import free_port
from bench.reading import ours
from bench.timing import FULL, Effort, Result
from roadmaps.models import RoadMap

READERS, SECONDS = 8, 60
WRITTEN = {f"{many.CODE}-item-3": many.CODE, "us19-gas-market": "union-state-2019"}
"""The road maps whose titles the two writers change, each by one of them, and their negotiations."""


def while_others_write(effort: Effort) -> Iterator[Result]:
    titles = dict(RoadMap.objects.filter(pk__in=WRITTEN).values_list("pk", "title"))
    with server() as port:
        seen = Watch(port, SECONDS if effort is FULL else SECONDS / 6).run()
    for slug, title in titles.items():
        rename(slug, title)
    told = f"{seen['answers']:,} answers, {seen['not modified']:,} of them 304, {seen['writes']:,} writes in {SECONDS if effort is FULL else SECONDS // 6} s"
    yield Result(2, f"stale answers to {READERS} readers while 2 write", [seen["stale"]], "answers", at_most=0, details=told)
    yield Result(2, "errors meanwhile", [seen["errors"]], "answers", at_most=0, details="every answer but 200 and 304")


@contextmanager
def server() -> Iterator[int]:
    """The real one, on the database of this process."""
    port = free_port()
    command = [sys.executable, "-m", "waitress", "--host=127.0.0.1", f"--port={port}", "--threads=8", "config.wsgi:application"]
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port), "/api/v1/topics/?page_size=1", {})
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not begin to answer.")


def ask(to: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> tuple[int, str, bytes]:
    to.request("GET", address, headers=headers)
    answer = to.getresponse()
    return answer.status, answer.headers.get("ETag", ""), answer.read()


def rename(slug: str, title: str) -> None:
    road_map = RoadMap.objects.get(pk=slug)
    road_map.title = title
    road_map.save()


class Watch:
    """Writers number the titles that they give. A reader notes the last number committed before he asks: an older one in the answer is stale.

    Half of them send the tag of the answer that they have; a 304 then stands for that answer.
    """

    def __init__(self, port: int, seconds: float):
        self.port, self.until = port, time.monotonic() + seconds
        self.committed = dict.fromkeys(WRITTEN, -1)
        self.seen: Counter[str] = Counter()

    def run(self) -> Counter[str]:
        work = [*((self.write, slug) for slug in WRITTEN), *((self.read, number) for number in range(READERS))]
        threads = [Thread(target=does, args=[argument]) for does, argument in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.seen

    def write(self, slug: str) -> None:
        number = 0
        while time.monotonic() < self.until:
            rename(slug, f"Title {number}")
            self.committed[slug] = number
            number += 1
            time.sleep(0.01)  # so that there is something to read twice
        self.seen["writes"] += number
        connection.close()

    def read(self, reader: int) -> None:
        to = http.client.HTTPConnection("127.0.0.1", self.port)
        had: dict[str, tuple[str, int]] = {}
        while time.monotonic() < self.until:
            slug = list(WRITTEN)[reader % 2]
            address = (
                f"/api/v1/road-maps/?negotiation={WRITTEN[slug]}&as_of=2019-12-20"
                if reader % 4 < 2
                else f"/api/v1/road-maps/{slug}/?as_of=2019-12-20"
            )
            tag, number = had.get(slug, ("", -1))
            committed = self.committed[slug]
            try:
                status, tag, body = ask(to, address, {"If-None-Match": tag} if tag and reader >= READERS // 2 else {})
            except (OSError, http.client.HTTPException):
                self.seen["errors"] += 1
                to = http.client.HTTPConnection("127.0.0.1", self.port)
                continue
            if status == 200:
                number = number_in(json.loads(body), slug)
                had[slug] = tag, number
            self.seen["answers"] += 1
            self.seen["not modified"] += status == 304
            self.seen["errors"] += status not in (200, 304)
            self.seen["stale"] += number < committed


def number_in(answer: dict, slug: str) -> int:
    title = next(row["title"] for row in answer.get("results", [answer]) if row["slug"] == slug)
    return int(title.removeprefix("Title ")) if title.startswith("Title ") else -1


# --- Memory -------------------------------------------------------------------------------------

REQUESTS, ADDRESSES, LOOKS = 100_000, 10_000, 10


def memory_of_a_worker(effort: Effort) -> Iterator[Result]:
    """Any of the addresses each time; their answers together are more than is kept. Half of the requests fill it, the other half shows whether it grows."""
    draw, sizes = random.Random(2), [resident()]
    for number in range(1, REQUESTS + 1):
        page = draw.randrange(ADDRESSES)
        address = f"/api/v1/road-maps/?negotiation={many.CODE}&as_of={2000 + page // 336}-{1 + page // 28 % 12:02}-{1 + page % 28:02}&page_size={1 + page % 8}"
        assert get(ours(), address).status == 200, address
        if number % (REQUESTS // LOOKS) == 0:
            sizes.append(resident())
    told = f"MB after each tenth of {REQUESTS:,} requests of {ADDRESSES:,} addresses: {', '.join(f'{size:.0f}' for size in sizes)}"
    yield Result(2, "memory growth of a worker in the second half of the requests", [sizes[-1] - sizes[LOOKS // 2]], "MB", at_most=5, details=told)
    yield Result(2, "memory growth in all, of which 64 MB are kept answers", [sizes[-1] - sizes[0]], "MB", at_most=150, details=told)
