"""The database itself refuses to change history and releases, whoever asks, and every migrate makes sure that it does."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from roadmaps.dataset.release import make_release
from roadmaps.models import Record, Release, Source
from roadmaps.protection import NAME, kept_models, open_to_changes, protect, unprotected
from tests import cast

pytestmark = pytest.mark.django_db
HISTORY = Source.history.model._meta.db_table
REFUSED = pytest.raises(IntegrityError, match="is kept for ever: its rows are neither changed nor deleted")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def tables():
    return sorted(model._meta.db_table for model in kept_models())


def test_they_are_the_history_of_every_record_and_the_releases():
    histories = [model.history.model for model in apps.get_app_config("roadmaps").get_models() if issubclass(model, Record)]
    assert tables() == sorted(model._meta.db_table for model in [*histories, Release])
    assert unprotected() == []


WAYS = {
    "changing a row": "UPDATE {table} SET {key} = {key} + 1000",
    "deleting a row": "DELETE FROM {table} WHERE {key} > 0",
    "writing over a row that is there": (
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        if connection.vendor == "sqlite"
        else "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = 0"
    ),
    "emptying the table": "DELETE FROM {table}" if connection.vendor == "sqlite" else "TRUNCATE {table} CASCADE",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nothing_changes_a_row_of_any(way):
    cast.one_of_each()
    make_release()
    for model in kept_models():
        before = list(model.objects.order_by("pk").values())
        assert before, model
        with REFUSED, transaction.atomic():
            run(way.format(table=model._meta.db_table, key=model._meta.pk.column))
        assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone lets REPLACE walk past the trigger of deletions")
def test_a_connection_that_does_not_ask_for_triggers_within_a_replace_changes_nothing_either():
    cast.source()
    run("PRAGMA recursive_triggers = OFF")
    try:
        with REFUSED, transaction.atomic():
            run(f"INSERT OR REPLACE INTO {HISTORY} SELECT * FROM {HISTORY}")  # noqa: S608
    finally:
        run("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a setting of PostgreSQL")
def test_not_even_what_a_superuser_applies_as_a_replica_does():
    cast.source()
    run("SET LOCAL session_replication_role = replica")
    with REFUSED, transaction.atomic():
        run(f"DELETE FROM {HISTORY}")  # noqa: S608


def without_the_trigger_of_deletions():
    run(f"DROP TRIGGER {HISTORY}_{NAME}_delete" if connection.vendor == "sqlite" else f"DROP TRIGGER {NAME} ON {HISTORY}")


def with_one_that_does_nothing():
    if connection.vendor == "sqlite":
        without_the_trigger_of_deletions()
        run(f"CREATE TRIGGER {HISTORY}_{NAME}_delete BEFORE DELETE ON {HISTORY} BEGIN SELECT 1; END")
    else:
        run(f"ALTER TABLE {HISTORY} DISABLE TRIGGER {NAME}")


@pytest.mark.parametrize("lose", [without_the_trigger_of_deletions, with_one_that_does_nothing])
def test_a_table_that_lost_its_trigger_is_named_with_what_to_do_and_mended(lose):
    cast.source()
    lose()
    assert unprotected() == [HISTORY]
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 rules broken"):
        call_command("check_record", stdout=out)
    assert "(roadmaps.W001) Rows of history or releases can be changed past the software, in: roadmaps_historicalsource." in out.getvalue()
    assert "HINT: Run manage.py migrate" in out.getvalue()
    said = io.StringIO()
    call_command("check", databases=["default"], stderr=said)
    assert "roadmaps.W001" in said.getvalue()
    protect()
    with REFUSED, transaction.atomic():
        run(f"DELETE FROM {HISTORY}")  # noqa: S608


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's triggers call a function")
def test_a_function_that_was_emptied_is_found_in_every_table_and_filled_again():
    run(f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    assert unprotected() == tables()
    protect()
    assert unprotected() == []


def test_the_door_is_shut_again_behind_who_went_through():
    cast.source()
    with open_to_changes():
        Source.history.update(history_change_reason="opened")
    assert Source.history.get().history_change_reason == "opened"
    with REFUSED, transaction.atomic():
        Source.history.update(history_change_reason="past the door")


def test_the_door_is_shut_again_behind_who_stumbled_and_nothing_is_changed():
    cast.source()
    with pytest.raises(IntegrityError, match=r"(?i)null"), open_to_changes():  # noqa: PT012 - both belong to it
        Source.history.update(history_change_reason="opened")
        Source.history.update(slug=None)
    assert (Source.history.get().history_change_reason, unprotected()) == (None, [])


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_rebuilt_is_protected_when_migrate_ends_and_so_is_one_that_was_flushed():
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(Source.history.model)
        else:
            without_the_trigger_of_deletions()
    assert unprotected() == [HISTORY]
    call_command("migrate", verbosity=0, skip_checks=True)
    assert unprotected() == []
    cast.source()
    call_command("flush", interactive=False)
    assert (Source.history.count(), unprotected()) == (0, [])
