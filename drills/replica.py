"""A primary and a streaming standby: who reads where, and what a standby that lags, stops or is cut off does to readers."""

from __future__ import annotations

import time
from pathlib import Path

from drills.neighbours import postgresql
from drills.service import Service
from drills.told import check, say, within

LIST = "/api/v1/topics/"
PAGES = (LIST, "/", "/negotiations/union-state-2019/", "/api/v1/road-maps/?negotiation=union-state-2019")
LAG = 3


def drill(folder: str) -> None:
    here = Path(folder)
    with postgresql(here / "primary") as primary:
        service = Service(here / "log", DATABASE_URL=primary.url, MAX_REPLICA_LAG=str(LAG))
        say("Loading the shipped record into the primary, and copying it for the standby")
        service.manage("prepare")
        token = service.manage("token", "editor", "--label", "drill").split()[-1]
        standby = primary.standby(here / "standby")
        try:
            service.environment["DATABASE_REPLICA_URL"] = standby.url
            with service.serving():
                editors_read_what_they_wrote(service, token)
                nobody_is_answered_from_the_standby(service)
                one_that_lags(service, standby, token)
                one_that_dies(service, standby)
                no_primary(service, primary)
        finally:
            if (standby.folder / "postmaster.pid").exists():
                standby.stop()


def nobody_is_answered_from_the_standby(service: Service) -> None:
    say("Readers who are nobody in particular")
    before = service.statements("replica"), service.statements("default")
    for _ in range(20):
        for path in PAGES:
            service.ask(path)
    replica, primary = service.statements("replica") - before[0], service.statements("default") - before[1]
    check(replica > 10 * primary, f"the standby is asked ({replica:.0f} statements, the primary {primary:.0f})", (replica, primary))


def editors_read_what_they_wrote(service: Service, token: str) -> None:
    say("An editor, who writes and reads again at once")
    seen = []
    for number in range(50):
        slug = f"drill-{number}"
        made = service.ask(LIST, "POST", {"slug": slug, "title": slug}, token=token)
        check(made.status == 201, "it is written", made.body) if number == 0 else None
        seen.append((made.status, service.status(f"{LIST}{slug}/", token=token)))
    check(set(seen) == {(201, 200)}, "50 of 50 writes are read by their editor at once", seen)
    within(LAG, "everybody else sees the last one", lambda: service.status(f"{LIST}drill-49/") == 200)
    mine, others = service.ask(f"{LIST}drill-1/", token=token), service.ask(f"{LIST}drill-1/")
    check(mine.headers["ETag"] == others.headers["ETag"], "both databases give it one tag")


def one_that_lags(service: Service, standby, token: str) -> None:
    say("The standby stands still")
    standby.ask("SELECT pg_wal_replay_pause()")
    service.ask(LIST, "POST", {"slug": "drill-late", "title": "Late"}, token=token)
    check(service.status(f"{LIST}drill-late/", token=token) == 200, "its editor reads what he wrote")
    within(LAG + 2, "everybody else sees it when the standby is too far behind", lambda: service.status(f"{LIST}drill-late/") == 200)
    check("behind" in service.checks()["replica"], f"/readyz says so: {service.checks()['replica']}")
    check(service.status("/readyz") == 200, "and is ready all the same")
    standby.ask("SELECT pg_wal_replay_resume()")
    within(5, "it is used again when it has caught up", lambda: service.checks()["replica"] == "ok")


def one_that_dies(service: Service, standby) -> None:
    say("The standby dies under load")
    with service.load(*PAGES) as answered:
        time.sleep(2)
        standby.stop("immediate")
        time.sleep(4)
    check(set(answered) == {200}, f"nobody notices: {answered.total()} answers, all 200", answered)
    check("does not answer" in service.checks()["replica"], f"/readyz says so: {service.checks()['replica']}")
    standby.start()
    within(15, "it is used again when it is back", lambda: service.checks()["replica"] == "ok")


def no_primary(service: Service, primary) -> None:
    say("The primary dies under load")
    with service.load(*PAGES) as answered:
        time.sleep(1)
        primary.stop("immediate")
        time.sleep(LAG + 3)
        refused = service.ask(LIST)
        check(service.status("/readyz") == 503, "/readyz says that it is not ready")
        primary.start()
        within(10, "it is ready again when the primary is back", lambda: service.status("/readyz") == 200)
    check(refused.status == 503 and refused.headers["Retry-After"] is not None, "beyond the limit a reader is told to come back", refused)
    check(set(answered) <= {200, 503}, f"and never that it is a fault of ours: {dict(answered)}", answered)
