"""A backup of a database in use, and the way back into one that was lost: Debian's PostgreSQL, two roles, indexes of trigrams."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from drills.neighbours import PostgreSQL, postgresql
from drills.service import Service
from drills.told import check, say
from drills.upgrade import as_owner, as_role, everybody, make_roles

TOPICS = "/api/v1/topics/"


def drill(folder: str) -> None:
    here = Path(folder)
    with postgresql(here / "primary") as primary:
        service = Service(here / "log", DATABASE_URL=as_role(primary, "tracker"), PATH=f"{primary.programs}:{os.environ['PATH']}")
        say("Two roles, the shipped record, a release")
        make_roles(primary, service)
        with as_owner(service, primary):
            service.manage("prepare")
        service.manage("release_dataset")
        token = service.manage("token", "editor", "--label", "drill").split()[-1]
        file = here / "copy"
        with service.serving():
            with everybody(token, service) as people:
                people.during("a backup while others write", lambda: service.manage("backup", str(file)))
            later = service.ask(TOPICS, "POST", {"slug": "after-the-backup", "title": "Later"}, token=token)
            check(later.status == 201, "what is written later", later.body)
        told = json.loads(file.with_name("copy.json").read_text())
        say(f"{told['bytes']:,} bytes, SHA-256 {told['sha256'][:12]}…, PostgreSQL {told['server']}")
        lose(primary)
        come_back(service, primary, file)
        go_on(service, primary, token)


def lose(primary: PostgreSQL) -> None:
    say("Every table is lost")
    tables = primary.ask("SELECT string_agg(tablename, ', ') FROM pg_tables WHERE schemaname = 'public'")
    primary.ask(f"DROP TABLE {tables} CASCADE")


def come_back(service: Service, primary: PostgreSQL, file: Path) -> None:
    say("It is restored by the role that owns the tables, twice")
    with as_owner(service, primary):
        check("Every rule holds." in service.manage("restore", str(file)), "every rule holds, and history is protected")
        try:
            service.manage("restore", str(file))
        except subprocess.CalledProcessError as refused:
            check("With --replace all that it holds is lost" in refused.stderr, "over what is there only when told so", refused.stderr)
        check("Every rule holds." in service.manage("restore", "--replace", str(file)), "and when told so")
    indexes = "SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%trigrams'"
    check(int(primary.ask(indexes)) > 0, "search has its indexes again", primary.ask(indexes))
    held = "SELECT bool_or(has_table_privilege('tracker', quote_ident(tablename), 'UPDATE')) FROM pg_tables WHERE tablename LIKE '%historical%'"
    check(primary.ask(held) == "f", "the role that serves may not change history", primary.ask(held))


def go_on(service: Service, primary: PostgreSQL, token: str) -> None:
    say("And the service goes on")
    with service.serving():
        check(service.status(f"{TOPICS}after-the-backup/") == 404, "what was written after the backup is gone")
        before = int(primary.ask("SELECT revision FROM roadmaps_catalogue"))
        made = service.ask(TOPICS, "POST", {"slug": "after-the-restore", "title": "Again"}, token=token)
        check(made.status == 201, "the token of before signs in, and the next write works", made.body)
        check(int(primary.ask("SELECT revision FROM roadmaps_catalogue")) == before + 1, "and revisions go on")
        check(service.status("/releases/1/dataset.zip") == 200, "the release is there")
