"""Search reads an index where the server has trigrams, and finds the same where it has not."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from roadmaps import trigrams
from roadmaps.models import RoadMap, Source, StatusClaim
from tests import cast

pytestmark = pytest.mark.django_db
TABLES = trigrams.tables(apps)


def offered() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return connection.vendor == "postgresql" and cursor.fetchone() is not None


def indexed() -> set[str]:
    with connection.cursor() as cursor:
        return {name for table in TABLES for name in connection.introspection.get_constraints(cursor, table) if name.endswith("_trigrams")}


def plan(queryset) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")  # a table of three rows is read as a whole
    return queryset.explain()


def test_every_table_that_is_searched_has_one_where_the_server_offers_it():
    assert indexed() == ({f"{table}_trigrams" for table in TABLES} if offered() else set())


def test_they_can_be_dropped_and_made_again_and_search_finds_the_same_without_them():
    claim = cast.claim(note="Zymurgy settled")
    found = {RoadMap: [], StatusClaim: [claim.pk], Source: []}
    before = indexed()
    connection.check_constraints()  # now, for no index is made over links that wait to be checked
    assert {model: [record.pk for record in model.objects.search("zymurgy")] for model in found} == found
    trigrams.drop(connection, TABLES)
    assert indexed() == set()
    assert {model: [record.pk for record in model.objects.search("zymurgy")] for model in found} == found
    assert trigrams.index(connection, TABLES) == offered()
    assert indexed() == before


def test_search_reads_them():
    if not offered():
        pytest.skip("this server has no trigrams")
    for model in (Source, RoadMap, StatusClaim):
        assert f"{model._meta.db_table}_trigrams" in plan(model.objects.search("zymurgy"))


def test_the_command_makes_them_or_says_why_not(capsys):
    if offered():
        trigrams.drop(connection, TABLES)
        call_command("index_search")
        assert len(indexed()) == len(TABLES)
    else:
        with pytest.raises(CommandError, match="every row"):
            call_command("index_search")
        assert indexed() == set()
