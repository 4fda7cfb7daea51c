"""A bad row is refused with file, line, column, value and reason; all at once; nothing is stored."""

import pytest

from roadmaps.dataset.apply import load
from roadmaps.dataset.read import Refused
from roadmaps.models import RoadMap, Source, Statement, StatusClaim
from tests import cast
from tests.roadmaps.dataset import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(dump):
    """A sound package of one adopted claim, and the database empty of changes."""
    cast.topic("gas")
    cast.adopted(cast.road_map("gas"), statement=cast.statement(slug="ft-said"), slug="ft-claim")
    cast.source("report", web_address="https://example.org/")
    return dump()


def refused(folder):
    with pytest.raises(Refused) as refusal:
        load(folder)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("table", "slug", "cells", "complaint"),
    [
        ("status_claims", "ft-claim", {"status": "disputed"}, "at least one topic"),
        ("status_claims", "ft-claim", {"status": "settled"}, "status: “settled” – Value 'settled' is not a valid choice"),
        ("status_claims", "ft-claim", {"effective_on": "2019-13-01"}, "effective_on: “2019-13-01” – “2019-13-01” is not a date that exists"),
        ("status_claims", "ft-claim", {"effective_on": "2021"}, "about the future"),
        ("status_claims", "ft-claim", {"about": "the price"}, "can not be adopted"),
        ("status_claims", "ft-claim", {"road_map": "ft-nowhere"}, "road_map: “ft-nowhere” – There is no road map “ft-nowhere”."),
        ("status_claims", "ft-claim", {"status": "disputed", "disputed_on": "gas sun"}, "There is no topic “sun”"),
        ("status_claims", "ft-claim", {"note": "a\x00b"}, "NUL"),
        ("status_claims", "ft-claim", {"road_map": "ft-\x00"}, "NUL"),
        ("negotiations", "fishery-talks", {"parties": "a\x00b"}, "NUL"),
        ("status_claims", "ft-claim", {"judgement": "withdrawn"}, "Say why"),
        ("statements", "ft-said", {"said_on": "", "reported_on": ""}, "needs a statement with a date"),
        ("statements", "ft-said", {"voice": "party"}, "Name the party"),
        ("statements", "ft-said", {"reported_on_inferred": "yes"}, "Write true or false."),
        ("sources", "report", {"web_address": "ftp://example.org/"}, "web_address: “ftp://example.org/” – Write a web address"),
        ("sources", "report", {"language": "English"}, "language"),
        ("road_maps", "ft-gas", {"sequence": "٣"}, "digits 0–9"),
        ("road_maps", "ft-gas", {"sequence": "-1"}, "sequence"),
        ("road_maps", "ft-gas", {"title_basis": "unknown"}, "Give a title and its basis"),
        ("topics", "gas", {"translations": '{"ru": 1}'}, "language → text"),
        ("topics", "gas", {"translations": "{"}, "not JSON"),
        ("topics", "gas", {"translations": "[" * 3000}, "not JSON"),
        ("topics", "gas", {"translations": "[" * 900 + "]" * 900}, "language → text"),
        ("negotiations", "fishery-talks", {"code": "xx"}, "can not be changed"),
    ],
)
def test_it_names_the_file_the_line_and_the_reason(folder, table, slug, cells, complaint):
    files.change(folder, table, slug, **cells)
    before = StatusClaim.objects.values().get()
    problems = refused(folder)
    assert any(complaint in problem for problem in problems), problems
    assert any(problem.startswith(f"{table}.csv, line ") or complaint == "needs a statement with a date" for problem in problems)
    assert StatusClaim.objects.values().get() == before


def test_all_bad_rows_are_listed_at_once(folder):
    files.change(folder, "sources", "report", web_address="ftp://example.org/", language="EN")
    files.change(folder, "status_claims", "ft-claim", status="settled")
    assert len(refused(folder)) == 3


def test_a_statement_without_a_source_is_refused(folder):
    row = files.rows(folder, "statements")[0]
    files.write(folder, "statements", [row, row | {"slug": "ft-unsourced"}])
    assert any("statements.csv, line 3" in problem and "at least one source" in problem for problem in refused(folder))
    assert not Statement.objects.filter(pk="ft-unsourced").exists()


def test_rivals_both_adopted_are_refused(folder):
    row = files.rows(folder, "status_claims")[0]
    files.write(folder, "status_claims", [row, row | {"slug": "ft-rival", "status": "planned"}])
    assert any("disagrees" in problem for problem in refused(folder))
    assert StatusClaim.objects.count() == 1


def test_a_key_with_nul_is_refused_before_any_database_is_asked_for_it(folder):
    row = files.rows(folder, "negotiations")[0]
    files.write(folder, "negotiations", [row | {"slug": "fishery\x00talks"}])
    assert any("negotiations.csv, line 2, slug" in problem and "NUL" in problem for problem in refused(folder))


def test_a_slug_that_stands_twice_is_refused_with_both_lines(folder):
    row = files.rows(folder, "sources")[0]
    files.write(folder, "sources", [row, row])
    assert any("line 3" in problem and "line 2 already" in problem for problem in refused(folder))


def test_a_new_row_whose_sequence_is_taken_is_refused(folder):
    row = files.rows(folder, "road_maps")[0]
    files.write(folder, "road_maps", [row, row | {"slug": "ft-twin"}])
    assert refused(folder)
    assert RoadMap.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("slug,title\n", "missing"),
        ("slug,title,translations,colour\n", "Unknown or doubled column"),
        ("slug,title,translations\nsun,Sun\n", "The row has 2 cells"),
        ('slug,title,translations\nsun,"Sun\n', "can not be read"),
    ],
)
def test_a_broken_file_is_refused(folder, text, complaint):
    (folder / "topics.csv").write_text(text)
    assert any("topics.csv" in problem and complaint in problem for problem in refused(folder))


def test_a_file_that_is_not_utf8_is_refused(folder):
    (folder / "topics.csv").write_bytes("slug,title,translations\ngas,Газ,\n".encode("cp1251"))
    assert any("can not be read" in problem for problem in refused(folder))


def test_a_file_that_is_no_table_is_refused_with_what_is_allowed(folder):
    (folder / "prices.csv").write_text("slug\n")
    assert any("prices.csv" in problem and "road_maps" in problem for problem in refused(folder))


def test_two_files_for_one_table_are_refused(folder):
    (folder / "topics.xlsx").write_bytes(b"")
    assert any("topics.xlsx" in problem and "Another file" in problem for problem in refused(folder))


def test_a_path_without_files_is_refused(tmp_path):
    assert "no file here" in refused(tmp_path)[0]
    assert "no file here" in refused(tmp_path / "nowhere.csv")[0]
    assert not Source.objects.exists()


def test_what_the_database_refuses_is_found_among_many_rows_by_few_questions(folder, django_assert_max_num_queries):
    row = files.rows(folder, "status_claims")[0] | {"judgement": "recorded"}
    alike = [row | {"slug": f"ft-claim-{number}"} for number in range(300)]
    files.write(folder, "status_claims", [*alike, row | {"slug": "ft-odd", "status": "disputed"}])
    with django_assert_max_num_queries(120):
        (problem,) = refused(folder)
    assert problem.startswith("status_claims.csv, line 302, ")


def test_what_only_a_check_of_the_database_refuses_is_listed_with_all_the_rest(folder):
    files.change(folder, "status_claims", "ft-claim", status="disputed")
    files.change(folder, "topics", "gas", title="")
    found = refused(folder)
    assert any("status_claims.csv" in problem and "at least one topic" in problem for problem in found)
    assert any("topics.csv" in problem and "title" in problem for problem in found)
