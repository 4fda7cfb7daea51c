"""Migrations lead back as well as forth without losing a row, and hold up nobody who reads and writes meanwhile."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

from roadmaps.dataset.release import make_release
from roadmaps.models import Release
from roadmaps.protection import open_to_changes, unprotected
from tests import cast

OURS = ("roadmaps", "tracker")
SQUAWK = Path(sys.executable).with_name("squawk")

ACCEPTED_EVERYWHERE = {
    "require-lock-timeout": "The role that migrates has one: roadmaps/database_roles.py.",
    "require-statement-timeout": "A migration may take long as long as it keeps nobody waiting, which the other rules look after.",
    "prefer-text-field": "The lengths of columns are rules of the record, which the database states too.",
    "prefer-bigint-over-int": "Numbers of releases, versions and the like do not reach two thousand million.",
    "prefer-robust-stmts": "Django notes each migration in the transaction of its statements; one without a transaction must be repeatable by itself.",
}
ACCEPTED_IN = {
    "0002_search_text": "Adds a column without a lasting default, which the code of 0.1.0 does not fill: it was upgraded with the service stopped.",
}
"""What is told of these is known, with the reason why it stays."""


def rows():
    """Of every table of ours, by model; what Django keeps beside is its own matter."""
    models = apps.get_app_config("roadmaps").get_models()
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}  # memory of the same bytes is equal


def migrate(*target):
    call_command("migrate", *target, verbosity=0, skip_checks=True)


@pytest.mark.django_db(transaction=True)
def test_back_to_the_first_and_forth_again_nothing_is_lost():
    cast.one_of_each()
    before = rows()
    assert all(before[model] for model in before if model is not Release)
    try:
        migrate("roadmaps", "0001")
    finally:
        migrate()
    assert rows() == before
    assert unprotected() == []
    call_command("check_record")


@pytest.mark.django_db(transaction=True)
def test_a_step_back_that_would_lose_a_release_is_refused():
    cast.source()
    make_release()
    before = rows()
    with pytest.raises(RuntimeError, match="1 releases of the dataset would be lost"):
        migrate("roadmaps", "0005")
    assert rows() == before
    assert unprotected() == []
    with open_to_changes(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM roadmaps_release")
    try:
        migrate("roadmaps", "0005")
    finally:
        migrate()
    assert Release.objects.count() == 0


def later():
    """Those that meet a database in use: all but the first of each application."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    keys = [key for key in graph.nodes if key[0] in OURS]
    return sorted(key for key in keys if any(app == key[0] for app, _ in graph.nodes[key].dependencies))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole file in any case")
class TestWhoWaits:
    """What two linters say of the SQL of each."""

    def complaints(self, sql, in_a_transaction=True):
        options = ["--reporter=json", "--stdin-filepath=migration.sql", *(["--assume-in-transaction"] if in_a_transaction else [])]
        command = [SQUAWK, *options, f"--exclude={','.join(ACCEPTED_EVERYWHERE)}"]
        said = subprocess.run(command, input=sql, capture_output=True, text=True, check=False).stdout
        return [complaint["rule_name"] for complaint in json.loads(said)]

    @pytest.mark.django_db
    @pytest.mark.parametrize("key", later(), ids=".".join)
    def test_nobody(self, key):
        loader = MigrationLoader(connection)
        migration = loader.graph.nodes[key]
        found = self.complaints("\n".join(loader.collect_sql([(migration, False)])), migration.atomic)
        linter = MigrationLinter(all_warnings_as_errors=True, no_cache=True)
        linter.lint_migration(migration)  # prints what it finds
        if key[1] in ACCEPTED_IN:
            assert found or linter.has_errors, "Nothing is to be accepted in it any more."
        else:
            assert (found, linter.has_errors) == ([], False)

    def test_what_would_make_them_wait_is_told(self):
        sql = 'CREATE INDEX "one" ON "roadmaps_source" ("title");\nALTER TABLE "roadmaps_source" DROP COLUMN "title";'
        assert self.complaints(sql) == ["require-concurrent-index-creation", "ban-drop-column"]
