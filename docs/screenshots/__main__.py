"""Serves the shipped record from a throw-away database, walks through the tasks of docs/editors.md, and takes its pictures."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine
from playwright.sync_api import sync_playwright

from docs.screenshots.chromium import CHROMIUM, NONE_FOUND, OPTIONS

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
"""Of all pictures, so that they differ only where the software does."""


def main() -> int:
    if CHROMIUM is None:
        print(f"No picture is taken, for {NONE_FOUND}.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder, time_machine.travel(NOW, tick=False), served(Path(folder)) as site, sync_playwright() as playwright:
        from docs.screenshots import pages, tasks

        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        pages.take(browser, site)  # first: the tasks change the record
        tasks.walk(browser, site, Path(folder))
    return 0


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the shipped record, which has an account of each role."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{folder}/record.sqlite3"}
    make_record()
    from waitress import create_server

    from config.wsgi import application

    logging.disable(logging.WARNING)  # a browser that waits, or asks for an icon, is no news
    server = create_server(application, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()


def make_record() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    from docs.screenshots.desk import PASSWORD
    from roadmaps.roles import EDITORS, REVIEWERS

    call_command("prepare", stdout=StringIO())
    superuser = User.objects.get()
    superuser.set_password(PASSWORD)
    superuser.save()
    for name, group in {"second-editor": EDITORS, "reviewer": REVIEWERS}.items():
        User.objects.create_user(name, password=PASSWORD, is_staff=True).groups.add(Group.objects.get(name=group))


if __name__ == "__main__":
    sys.exit(main())
