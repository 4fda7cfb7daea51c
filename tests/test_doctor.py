"""manage.py doctor says what is wrong with an installation, and what to do."""

from collections import namedtuple
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from config import doctor
from roadmaps.models import Citation
from roadmaps.protection import open_to_changes
from tests import cast


def said(*arguments) -> str:
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


@pytest.mark.django_db
def test_nothing_is_wrong_with_a_new_one():
    told = said()
    assert "WRONG" not in told
    asked = [line.removeprefix("ok    ") for line in told.splitlines() if line.startswith("ok ") and " disk of " not in line]
    assert asked == ["settings", "static files", "database", "migrations", "cache", "protection", "clock", "record"]
    assert told.endswith("Nothing is wrong.\n")


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_named_with_its_cure():
    MigrationRecorder(connection).record_unapplied("roadmaps", "0004_roles")
    told = said()
    assert "WRONG migrations: Not applied: roadmaps.0004_roles.\n      → Run manage.py migrate (manage.py backup before)" in told
    assert told.endswith("1 thing is wrong.")
    assert " record" not in told  # of tables that are not there yet nothing is asked


def test_a_database_that_does_not_answer_is_told_and_the_rest_goes_on(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    told = said()
    assert "WRONG database: It does not answer" in told
    assert "ok    cache" in told


@pytest.mark.django_db
def test_a_rule_that_is_broken_is_told_unless_the_record_is_left_out():
    Citation._base_manager.filter(statement=cast.statement()).delete()
    assert "WRONG record: 1 of its rules are broken." in said()
    assert " record" not in said("--without-record")


@pytest.mark.django_db
def test_history_that_is_not_protected_is_told():
    with open_to_changes():
        assert "WRONG protection (roadmaps.W001): Rows of history or releases can be changed" in said()


@pytest.mark.django_db
def test_a_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: namedtuple("Usage", "free")(5 * 1024**2))
    assert ": Only 5 MB are free.\n" in said()


@pytest.mark.django_db
def test_a_clock_that_is_wrong_is_told(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has the clock of this machine")
    monkeypatch.setattr(doctor, "time", lambda: 1_000_000_000)
    assert "WRONG clock: The clock of the database is " in said()


@pytest.mark.django_db
def test_settings_of_production_are_gone_through(settings):
    settings.PRODUCTION, settings.SECRET_KEY, settings.CACHES = (
        True,
        "short",
        {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    )
    settings.API_RATES = {"anonymous": 600}
    told = said()
    assert "WRONG settings (config.E001): SECRET_KEY can be guessed" in told
    assert "note  settings (config.W001): CACHE_URL is not set" in told
