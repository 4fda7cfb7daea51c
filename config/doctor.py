"""Everything that can be asked of an installation from within: what is wrong, and what to do about it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import time

from django.conf import settings
from django.core.checks import CheckMessage, Tags, run_checks
from django.db import connection

from config.checks import files_are_gathered
from roadmaps.rules import offences
from tracker import health
from tracker.health import Finding

LEAST_FREE = 1024**3
"""Bytes. A backup or an export of a large record wants as much."""
MOST_APART = 2
"""Seconds between the clock of the database and that of this machine."""


def findings(*, of_the_record: bool = True) -> Iterator[Finding]:
    yield from of_settings()
    yield of_files()
    yield from of_disks()
    found = list(health.findings())
    yield from found
    if not any(finding.wrong and finding.stops for finding in found):
        yield from of_what_the_database_keeps()
        yield of_the_clock()
        if of_the_record:
            yield of_rules()


def of_settings() -> Iterator[Finding]:
    yield from _told("settings", run_checks(include_deployment_checks=settings.PRODUCTION))


def of_what_the_database_keeps() -> Iterator[Finding]:
    """Its options, and whether it protects history: a warning to who migrates, but wrong where it serves."""
    yield from (found._replace(stops=True) for found in _told("protection", run_checks(tags=[Tags.database], databases=[connection.alias])))


def _told(what: str, messages: list[CheckMessage]) -> Iterator[Finding]:
    told = [message for message in messages if not message.is_silenced()]
    for message in told:
        yield Finding(f"{what} ({message.id})", str(message.msg), str(message.hint or ""), stops=message.is_serious())
    if not told:
        yield Finding(what)


def of_files() -> Finding:
    missing = next(files_are_gathered(), None)
    return Finding("static files", str(missing.msg), str(missing.hint)) if missing else Finding("static files")


def of_disks() -> Iterator[Finding]:
    """Of this machine; the database may stand on another."""
    places = {Path(tempfile.gettempdir())} | ({Path(connection.settings_dict["NAME"]).resolve().parent} if connection.vendor == "sqlite" else set())
    for place in sorted(places):
        free = shutil.disk_usage(place).free
        wrong = f"Only {free / 1024**2:,.0f} MB are free." if free < LEAST_FREE else ""
        yield Finding(f"disk of {place}", wrong, "Make room, or move the folder to a larger disk.")


def of_the_clock() -> Finding:
    """A standing is one of a day, and what is signed expires: both go by the clock."""
    if connection.vendor != "postgresql":
        return Finding("clock")
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time())
    wrong = f"The clock of the database is {apart:,.0f} seconds away from this machine's." if apart > MOST_APART else ""
    return Finding("clock", wrong, "Let both machines keep time by NTP (timedatectl status).")


def of_rules() -> Finding:
    number = len(offences())
    return Finding("record", f"{number} of its rules are broken." if number else "", "manage.py check_record lists them; correct them at the desk.")
