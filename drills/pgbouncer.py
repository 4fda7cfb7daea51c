"""PgBouncer in transaction mode: two connections for sixteen who read, export and write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drills.neighbours import pgbouncer, postgresql
from drills.service import Service
from drills.told import check, say

EXPORTS = ("/api/v1/status-claims/?format=ndjson", "/api/v1/statements/?format=csv")
HOST = "localhost"
"""Stands in the addresses of what is exported."""
PAGES = ("/", "/negotiations/union-state-2019/", "/api/v1/road-maps/?negotiation=union-state-2019", "/api/v1/topics/", "/feed/")


def drill(folder: str) -> None:
    here = Path(folder)
    with postgresql(here / "primary") as primary, pgbouncer(here / "pgbouncer", primary, pool=2) as address:
        direct = Service(here / "log", DATABASE_URL=primary.url)
        say("Loading the shipped record: past PgBouncer, as the lock of manage.py prepare belongs to a session")
        direct.manage("prepare")
        token = direct.manage("token", "editor", "--label", "drill").split()[-1]
        with direct.serving():
            wanted = {path: direct.ask(path, Host=HOST).body for path in EXPORTS}
        service = Service(here / "log", DATABASE_URL=address, CONN_MAX_AGE="0", THREADS="16")
        with service.serving():
            say("Sixteen at once")

            def work(number: int) -> list[bool]:
                made = service.ask("/api/v1/topics/", "POST", {"slug": f"drill-{number}", "title": "Drill"}, token=token).status
                read = [service.status(path) for path in PAGES * 3]
                same = [service.ask(path, Host=HOST).body == wanted[path] for path in EXPORTS]
                return [made == 201, set(read) == {200}, *same]

            with ThreadPoolExecutor(16) as pool:
                outcomes = list(pool.map(work, range(16)))
            check(all(outcome[0] for outcome in outcomes), "16 writes are stored", outcomes)
            check(all(outcome[1] for outcome in outcomes), f"{16 * 3 * len(PAGES)} reads are answered", outcomes)
            check(all(all(outcome[2:]) for outcome in outcomes), "32 exports are, byte by byte, as without PgBouncer", outcomes)
            check(service.ask("/api/v1/dataset.zip").body[:2] == b"PK", "the dataset is made")
            check(service.ask("/readyz").json["status"] == "ready", "/readyz is content")
            used = int(primary.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres' AND backend_type = 'client backend'")) - 1
            check(used <= 2, f"PostgreSQL had {used} connections for it")
