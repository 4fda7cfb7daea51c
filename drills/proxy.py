"""As docs/operations.md sets it up: production behind nginx and TLS, two processes on one socket, of the very files in deploy/."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import shlex
import socket
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from drills.neighbours import PostgreSQL, free_port, postgresql, program, redis, running
from drills.service import ROOT, Answer, Service
from drills.told import check, say

NAME = "tracker.example"
DEPLOY = ROOT / "deploy"
LIST = "/api/v1/topics/"


def drill(folder: str) -> None:
    here, port, cache = Path(folder), free_port(), free_port()
    program("nginx", "nginx"), program("openssl", "openssl")
    with ExitStack() as stack:
        database = stack.enter_context(postgresql(here / "primary"))
        stack.enter_context(redis(here, cache))
        service = Service(here / "log", **settings(here, database.url_of("tracker", "tracker"), f"redis://127.0.0.1:{cache}/0"))
        set_up(service, database)
        listening = stack.enter_context(socket.create_server(("127.0.0.1", port), backlog=1024))
        service.port = port
        processes = [stack.enter_context(process(service, listening)) for _ in range(2)]
        plain, tls = stack.enter_context(nginx(here, port))
        outside = Outside(plain, tls, here / "fullchain.pem")
        what_everybody_sees(outside)
        what_is_for_the_inside(service, outside)
        made_up_addresses(outside)
        ninety_who_stall(outside)
        restarted_one_after_the_other(service, outside, listening, processes, stack)
        a_backup(service, here)
        the_log(service)


def settings(here: Path, database: str, cache: str) -> dict[str, str]:
    """deploy/tracker.env, with what a host fills in."""
    lines = (DEPLOY / "tracker.env").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    (here / "metrics").mkdir()
    ours = {"SECRET_KEY": secrets.token_urlsafe(60), "METRICS_TOKEN": secrets.token_urlsafe(20), "DATABASE_URL": database, "CACHE_URL": cache}
    return told | ours | {"PROMETHEUS_MULTIPROC_DIR": str(here / "metrics")}


def set_up(service: Service, database: PostgreSQL) -> None:
    say("Making two roles, one that migrates and one that serves")
    database.ask("CREATE DATABASE tracker")
    database.ask(service.manage("database_roles"), "tracker")
    say("Gathering the style sheets, as the Containerfile does, and preparing the database")
    (gather,) = re.findall(r"RUN (TRACKER_ENV=.*?--no-input)", (DEPLOY / "Containerfile").read_text(), re.DOTALL)
    bare = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-c", gather], cwd=ROOT, env=bare, check=True, capture_output=True)
    Service(service.log, **{**service.environment, "DATABASE_URL": database.url_of("tracker_owner", "tracker")}).manage("prepare")
    service.manage("check", "--deploy", "--fail-level", "WARNING")
    check("Nothing is wrong." in service.manage("doctor"), "the doctor finds nothing wrong")


@contextmanager
def process(service: Service, listening: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """What the unit starts, with the socket where systemd hands it over."""
    (command,) = re.findall(r"^ExecStart=(.*)$", (DEPLOY / "tracker@.service").read_text(), re.MULTILINE)
    command = command.replace("/opt/tracker/.venv/bin/python", shlex.quote(sys.executable))
    with service.log.open("ab") as log:
        started = subprocess.Popen(
            ["bash", "-c", f"LISTEN_PID=$$ LISTEN_FDS=1 exec {command}"],
            cwd=ROOT, env=service.environment, stdout=log, stderr=log, pass_fds=[3], preexec_fn=lambda: os.dup2(listening.fileno(), 3),
        )  # fmt: skip
    try:
        yield started
    finally:
        started.terminate()
        started.wait()


@contextmanager
def nginx(here: Path, port: int) -> Iterator[tuple[int, int]]:
    """Debian's, with deploy/nginx.conf on ports of its own."""
    plain, tls = free_port(), free_port()
    key, certificate = here / "privkey.pem", here / "fullchain.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program("openssl", "openssl"), *request], check=True, capture_output=True)
    site = (
        (DEPLOY / "nginx.conf").read_text().replace("/etc/letsencrypt/live/tracker.example", str(here)).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    )
    site = (
        re.sub(r"\n +listen \[::\].*", "", site)
        .replace("listen 80;", f"listen 127.0.0.1:{plain};")
        .replace("listen 443 ", f"listen 127.0.0.1:{tls} ")
    )
    temporary = "".join(f"{kind}_temp_path {here}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (here / "nginx.conf").write_text(
        f"pid {here}/nginx.pid;\nerror_log {here}/nginx.log;\nevents {{}}\nhttp {{ access_log off;\n{temporary}{site} }}\n"
    )
    command = [program("nginx", "nginx"), "-c", str(here / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with running([*command, "-g", "daemon off;"], tls):
        yield plain, tls


class Outside:
    """Who comes over the net, and through the proxy."""

    def __init__(self, plain: int, tls: int, certificate: Path):
        self.plain, self.tls = plain, tls
        self.trusting = ssl.create_default_context(cafile=certificate)
        self.trusting.check_hostname = False

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, secure: bool = True, **headers: str) -> Answer:
        made = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=30, context=self.trusting) if secure else None
        connection = made or http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        try:
            connection.request(method, path, body, {"Host": NAME, "Connection": "close", **headers})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def what_everybody_sees(outside: Outside) -> None:
    say("From outside")
    until = monotonic() + 30
    while outside.ask(LIST).status == 502 and monotonic() < until:
        sleep(0.2)
    page = outside.ask("/")
    check(page.status == 200, "the first page is there, over TLS", page)
    check("max-age=31536000" in page.headers["Strict-Transport-Security"], "it says that nothing else is to be used")
    (sheet,) = set(re.findall(rb'"(/static/tracker/pages\.[^"]*css)"', page.body))
    check(outside.ask(sheet.decode()).status == 200, "its style sheet is there")
    sent_on = outside.ask("/negotiations/?x=1", secure=False)
    check((sent_on.status, sent_on.headers["Location"]) == (301, f"https://{NAME}/negotiations/?x=1"), "http leads to https", sent_on)


def what_is_for_the_inside(service: Service, outside: Outside) -> None:
    check({outside.ask(path).status for path in ("/livez", "/readyz", "/metrics")} == {404}, "probes and metrics are not seen from outside")
    check(service.ask("/readyz").json["status"] == "ready", "from inside /readyz is content")
    check(service.status("/metrics") == 404, "without the token there are no metrics inside either")
    told = service.ask("/metrics", token=service.environment["METRICS_TOKEN"]).body.decode()
    check('tracker_answer_seconds_count{method="GET",route="pages:home",status="2xx"}' in told, "with it there are")


def made_up_addresses(outside: Outside) -> None:
    left = [int(outside.ask(LIST, **{"X-Forwarded-For": f"198.51.100.{number}"}).headers["RateLimit-Remaining"]) for number in range(5)]
    check(left == list(range(left[0], left[0] - 5, -1)), "who makes up addresses is counted as one", left)


def ninety_who_stall(outside: Outside) -> None:
    half = f"POST /language/ HTTP/1.1\r\nHost: {NAME}\r\nCookie: csrftoken={'a' * 32}\r\nContent-Length: 1000\r\n\r\nhalf".encode()
    stalled = [outside.trusting.wrap_socket(socket.create_connection(("127.0.0.1", outside.tls)), server_hostname=NAME) for _ in range(90)]
    for each in stalled:
        each.sendall(half)
    check({outside.ask(LIST).status for _ in range(20)} == {200}, "90 who stall in the middle of a body stop nobody")
    for each in stalled:
        each.close()


def restarted_one_after_the_other(service: Service, outside: Outside, listening: socket.socket, processes: list, stack: ExitStack) -> None:
    say("Restarting one process after the other under load, readers and writers")
    token = service.manage("token", "editor", "--label", "drill").split()[-1]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answered: Counter[int] = Counter()
    over, written = Event(), []

    def read() -> None:
        while not over.is_set():
            answered[outside.ask("/topics/").status] += 1

    def write() -> None:
        while not over.is_set():
            slug = f"drill-{len(written)}"
            answered[outside.ask(LIST, "POST", json.dumps({"slug": slug, "title": slug}).encode(), **headers).status] += 1
            written.append(slug)

    threads = [Thread(target=read) for _ in range(3)] + [Thread(target=write)]
    for thread in threads:
        thread.start()
    for each in processes:
        sleep(1)
        each.terminate()
        check(each.wait(timeout=35) == 0, "a process has stopped in peace", each.returncode)
        stack.enter_context(process(service, listening))
        sleep(5)
    over.set()
    for thread in threads:
        thread.join()
    check(set(answered) == {200, 201}, f"nobody was refused: {dict(answered)}", answered)
    stored = {outside.ask(f"{LIST}{slug}/", **headers).status for slug in written}
    check(stored == {200}, f"all {len(written)} writes that were acknowledged are there", stored)


def a_backup(service: Service, here: Path) -> None:
    service.manage("backup", str(here / "backup"))
    check((here / "backup").stat().st_size > 100_000, "the role that serves can make a backup")


def the_log(service: Service) -> None:
    lines = [json.loads(line) for line in service.log.read_text().splitlines()]
    accesses = [line for line in lines if line["logger"] == "tracker.accesses"]
    check(len(accesses) > 100, f"the log is one JSON object a line ({len(lines)} lines, {len(accesses)} of requests)")
