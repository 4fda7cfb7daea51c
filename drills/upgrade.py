"""An upgrade under two roles while readers and writers go on: the code before the newest migration, that migration, both codes, the new one.

OLD names another commit to come from, e.g. the tag of the release that runs at your place: OLD=v0.1.0 script/drill upgrade
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread

from drills.neighbours import Missing, PostgreSQL, postgresql, wait_for
from drills.service import ROOT, Service
from drills.told import check, say

MIGRATIONS = ("roadmaps/migrations/0*.py", "tracker/migrations/0*.py")
PAGES = ("/", "/negotiations/union-state-2019/", "/api/v1/road-maps/?negotiation=union-state-2019", "/api/v1/topics/", "/admin/login/")
READERS, WRITERS, PAUSE = 3, 2, 0.02
LONGEST = 5
"""Seconds that anybody may wait for an answer meanwhile."""


def drill(folder: str) -> None:
    here = Path(folder)
    before = code_before(here / "old")
    with postgresql(here / "primary") as primary:
        new = Service(here / "new.log", DATABASE_URL=as_role(primary, "tracker"))
        old = Old(here / "old.log", DATABASE_URL=as_role(primary, "tracker"))
        say("Two roles; the old code makes its tables as the one that owns them, and loads the shipped record")
        make_roles(primary, new)
        with as_owner(old, primary):
            old.manage("prepare")
        token = old.manage("token", "editor", "--label", "drill").split()[-1]
        with old.serving() as process:
            with everybody(token, old) as people:
                people.during("the old code alone", lambda: time.sleep(3))
                with as_owner(new, primary):
                    people.during("the new code migrates", lambda: new.manage("migrate"))
                people.during("the old code on the new tables", lambda: time.sleep(4))
                with new.serving():
                    people.ask(old, new)
                    people.during("both codes", lambda: time.sleep(4))
                    people.ask(new)
                    people.during("the new code alone", lambda: time.sleep(3))
                    process.terminate()
                    people.leave()
                    judge(people, primary, before)
            check("Every rule holds." in new.manage("check_record"), "every rule holds, and history is protected")
            role_of_new_tables(primary)


def code_before(folder: Path) -> str:
    """The commit whose code was laid there: that before the newest migration came, or OLD."""
    git = ["git", "-C", str(ROOT)]
    newest = subprocess.run([*git, "log", "-1", "--format=%H", "--diff-filter=A", "--", *MIGRATIONS], capture_output=True, text=True, check=False)
    commit = os.environ.get("OLD") or f"{newest.stdout.strip()}^"
    packed = subprocess.run([*git, "archive", commit], capture_output=True, check=False)
    if packed.returncode:
        raise Missing(f"the history of the code has no {commit} (a shallow clone?).")
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    described = subprocess.run([*git, "log", "-1", "--format=%h %s", commit], capture_output=True, text=True, check=True).stdout.strip()
    say(f"The old code is {described}")
    return described


class Old(Service):
    """The same, of another folder; what came later is not asked of it."""

    def __init__(self, log: Path, **variables: str):
        super().__init__(log, **variables)
        self.root = log.parent / "old"

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=True).stdout

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{self.port}", "config.wsgi:application"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, cwd=self.root, env=self.environment, stdout=log, stderr=log)
        try:
            wait_for(self.port)
            yield process
        finally:
            process.terminate()
            process.wait()


def as_role(primary: PostgreSQL, role: str) -> str:
    return primary.url.replace("//postgres@", f"//{role}@", 1)


@contextmanager
def as_owner(service: Service, primary: PostgreSQL) -> Iterator[None]:
    serving = service.environment["DATABASE_URL"]
    service.environment["DATABASE_URL"] = as_role(primary, "tracker_owner")
    yield
    service.environment["DATABASE_URL"] = serving


def make_roles(primary: PostgreSQL, service: Service) -> None:
    primary.ask(service.manage("database_roles"))


class People:
    """Readers and writers without rest, who ask whatever is shown to them; each answer is noted under what went on."""

    def __init__(self, token: str, service: Service):
        self.token, self.shown = token, [service]
        self.what = "before"
        self.answers: dict[str, Counter[int]] = defaultdict(Counter)
        self.slowest: dict[str, float] = defaultdict(float)
        self.acknowledged: dict[str, int] = {}
        self.numbers, self.over = count(), Event()
        self.threads = [Thread(target=work, args=[number]) for work, many in ((self.read, READERS), (self.write, WRITERS)) for number in range(many)]

    def ask(self, *services: Service) -> None:
        self.shown = list(services)

    def during(self, what: str, work: Callable[[], object]) -> None:
        self.what, began = what, time.monotonic()
        work()
        answers = self.answers[what].total()
        print(f"    {what}: {time.monotonic() - began:.1f} s, {answers} answers, the slowest after {self.slowest[what]:.2f} s", flush=True)

    def leave(self) -> None:
        self.over.set()
        for thread in self.threads:
            if thread.is_alive():
                thread.join()

    def note(self, service: Service, path: str, **request: object) -> int:
        what, began = self.what, time.monotonic()
        status = service.status(path, **request)
        self.answers[what][status] += 1
        self.slowest[what] = max(self.slowest[what], time.monotonic() - began)
        time.sleep(PAUSE)
        return status

    def one_of(self, number: int) -> Service:
        shown = self.shown
        return shown[number % len(shown)]

    def read(self, number: int) -> None:
        for turn in count(number):
            if self.over.is_set():
                return
            self.note(self.one_of(turn), PAGES[turn % len(PAGES)])

    def write(self, number: int) -> None:
        """One is made, and changed: by the other code where both are shown. What was acknowledged is remembered with its version."""
        while not self.over.is_set():
            turn = next(self.numbers)
            slug = f"drill-{turn}"
            if self.note(self.one_of(turn), "/api/v1/topics/", method="POST", body={"slug": slug, "title": "Made"}, token=self.token) == 201:
                self.acknowledged[slug] = 1
                change = {"method": "PATCH", "body": {"title": "Changed"}, "token": self.token, "If-Match": '"1-a1b2c3"'}
                if self.note(self.one_of(turn + 1), f"/api/v1/topics/{slug}/", **change) == 200:
                    self.acknowledged[slug] = 2


@contextmanager
def everybody(token: str, service: Service) -> Iterator[People]:
    people = People(token, service)
    for thread in people.threads:
        thread.start()
    try:
        yield people
    finally:
        people.leave()


def judge(people: People, primary: PostgreSQL, before: str) -> None:
    answered = sum(people.answers.values(), Counter())
    check(set(answered) <= {200, 201}, f"{answered.total()} requests from {before.split()[0]} on, none refused or broken off", dict(people.answers))
    check(max(people.slowest.values()) < LONGEST, f"nobody waited for {LONGEST} s", dict(people.slowest))
    kept = primary.ask("SELECT slug, version FROM roadmaps_topic WHERE slug LIKE 'drill-%'").splitlines()
    check(
        dict(row.split("|") for row in kept) == {slug: str(version) for slug, version in people.acknowledged.items()},
        f"{len(kept)} acknowledged writes are kept",
    )
    rows = int(primary.ask("SELECT count(*) FROM roadmaps_historicaltopic WHERE slug LIKE 'drill-%'"))
    check(rows == sum(people.acknowledged.values()), f"and each of them has its row of history ({rows})", rows)


def role_of_new_tables(primary: PostgreSQL) -> None:
    held = primary.ask(
        "SELECT string_agg(DISTINCT privilege_type, ' ') FROM information_schema.role_table_grants WHERE grantee = 'tracker' AND table_name = 'roadmaps_release'"
    )
    check(held == "INSERT SELECT", "the role that serves may add to the releases, and read them", held)
