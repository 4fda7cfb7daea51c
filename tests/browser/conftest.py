"""A real Chromium at the desk, and a live server behind it."""

import os

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import expect

from docs.screenshots.chromium import CHROMIUM, NONE_FOUND, OPTIONS
from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from tests.browser.watching import watch
from tracker.caching import answers

# Playwright keeps an event loop in the thread of the tests, so Django takes every question of theirs to the database for
# one that would hold up a coroutine. There is none: the loop stands still while a test runs, and the server has other threads.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no failure


def pytest_sessionstart():
    if not CHROMIUM:
        pytest.exit(f"no test in a browser is run, for {NONE_FOUND}", returncode=0)


@pytest.fixture(autouse=True)
def nothing_is_kept():
    """What was answered of the record of another test, which may have had the same revisions."""
    answers.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": OPTIONS}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file: a browser asks for several things at once, which in memory would share one connection and its transaction."""
    connections["default"].settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Started once the file is there: before, Django takes the database for one in memory, and lets all threads share its connection."""
    return live_server


@pytest.fixture
def shipped_record(transactional_db):
    """Under a second; the database is emptied after each test."""
    load(SHIPPED)


@pytest.fixture
def wrong():
    """What went wrong in any window: nothing may."""
    noticed = []
    yield noticed
    assert noticed == []


@pytest.fixture
def window(live_server, new_context, wrong):
    """Opens a browser of its own for somebody who is logged in already, or for nobody."""

    def enter(account=None, **options):
        context = new_context(base_url=live_server.url, **options)
        watch(context, live_server.url, wrong)
        if account:
            client = Client()
            client.force_login(account)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return context.new_page()

    return enter
