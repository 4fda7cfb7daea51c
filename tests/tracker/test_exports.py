"""Every list can be taken away as CSV or NDJSON: all of its rows, as it is filtered, searched and ordered."""

import csv
import io
import json

import pytest
from django.test import Client

from roadmaps.models import Citation, RoadMapTitle, Statement
from tests import cast
from tests.once import made_once
from tests.tracker import talks
from tests.tracker.api import read, wrong
from tracker.api.projection import Reading
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
RESOURCES = [prefix for prefix, _, _ in router.registry]
CSV, NDJSON = "text/csv; charset=utf-8", "application/x-ndjson; charset=utf-8"


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        talks.both()
        unspoken = cast.road_map("fish", cast.negotiation(), title="", title_basis="unknown")
        cast.make(RoadMapTitle, road_map=unspoken, language="ru", kind="press", title="Рыба")
        for slug in ("second", "third"):
            cast.make(Citation, statement=Statement.objects.get(pk="ft-speech"), source=cast.source(slug), quote=f"={slug}")
        yield


def exported(path, accept="*/*", **parameters):
    return Client().get(f"/api/v1/{path}", parameters, headers={"accept": accept})


def lines(path, **parameters) -> list[bytes]:
    return exported(path, format="ndjson", **parameters).getvalue().splitlines(keepends=True)


def table(path, **parameters) -> list[dict[str, str]]:
    content = exported(path, format="csv", **parameters).getvalue()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def slugs(rows) -> list[str]:
    return [row["slug"] for row in rows]


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_line_of_ndjson_is_byte_for_byte_a_row_of_the_list(both_talks, resource):
    found = lines(f"{resource}/")
    shown = Client().get(f"/api/v1/{resource}/").content
    assert len(found) > 1
    assert b'"results":[' + b",".join(line.removesuffix(b"\n") for line in found) + b"]}" in shown


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_row_of_csv_says_in_columns_what_the_list_says(both_talks, resource):
    """Compared by each name that leads to a plain value, however deep."""
    found = table(f"{resource}/")
    for cells, row in zip(found, read(f"{resource}/")["results"], strict=True):
        expected = dict(flat(row))
        assert {name: cells[name].removeprefix("'") for name in expected} == expected
        assert all(cells[name] == "" for name in cells.keys() - expected.keys())


def flat(value, name=""):
    """The cells of a row, by what is in it: so one of a kind that is empty here has none."""
    match value:
        case dict() if name.endswith("translations"):
            yield name, "; ".join(f"{language}: {text}" for language, text in value.items())
        case dict():
            for part in value:
                yield from flat(value[part], f"{name}_{part}" if name else part)
        case [dict(), *_]:
            for part in value[0]:
                texts = [dict(flat(one))[part] for one in value]
                yield f"{name}_{part}", "; ".join(texts) if any(texts) else ""
        case []:
            return
        case list():
            yield name, "; ".join(value)
        case None:
            return
        case bool():
            yield name, str(value).lower()
        case float():
            yield name, f"{value:g}"
        case _:
            yield name, str(value)


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_columns_are_there_before_and_without_any_row(both_talks, resource):
    header = exported(f"{resource}/", format="csv").getvalue().partition(b"\r\n")[0]
    assert exported(f"{resource}/", format="csv", search="nowhere-to-be-found").getvalue() == header + b"\r\n"
    assert header.startswith(b'\xef\xbb\xbf"slug"')
    assert lines(f"{resource}/", search="nowhere-to-be-found") == []


def test_where_nothing_is_recorded_the_columns_of_the_standing_are_empty(both_talks):
    fish = next(row for row in table("road-maps/") if row["slug"] == "ft-fish")
    standing = {name: cell for name, cell in fish.items() if name.startswith("standing_")}
    assert {"standing_status", "standing_party_title", "standing_sources_publisher"} <= standing.keys()
    assert set(standing.values()) == {""}


def test_what_is_listed_in_a_cell_stays_beside_what_it_belongs_to_and_is_no_formula(both_talks):
    (speech,) = table("statements/", speaker="nora-north")
    cited = read("statements/ft-speech/")["sources"]
    assert speech["sources_slug"].split("; ") == [source["slug"] for source in cited]
    assert [quote.removeprefix("'") for quote in speech["sources_quote"].split("; ")] == [source["quote"] for source in cited]
    assert sorted(source["quote"] for source in cited) == ["", "=second", "=third"]
    assert not speech["sources_quote"].startswith("=")
    assert speech["sources_locator"] == ""


def test_a_cell_that_a_spreadsheet_program_would_run_is_marked_and_json_is_left_alone(both_talks):
    cast.topic("danger", title="=1+1")
    assert next(row for row in table("topics/") if row["slug"] == "danger")["title"] == "'=1+1"
    assert json.loads(next(line for line in lines("topics/") if b"danger" in line))["title"] == "=1+1"


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "disputed"},
        {"search": "рыба"},
        {"ordering": "-status"},
        {"as_of": "2020-01-01", "status": "unrecorded"},
        {"negotiation": "grain-talks", "known_on": "2021-05-05"},
        {"according_to": "northland", "ordering": "-sequence"},
    ],
)
def test_it_holds_what_the_list_holds_in_its_order(both_talks, asked):
    found = slugs(read("road-maps/", **asked)["results"])
    assert slugs(table("road-maps/", **asked)) == slugs(map(json.loads, lines("road-maps/", **asked))) == found


def test_it_holds_all_pages(both_talks, monkeypatch):
    monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", 2)
    for number in range(7):
        cast.adopted(cast.road_map(f"item-{number}"))
    assert slugs(table("road-maps/")) == slugs(read("road-maps/", page_size=500)["results"])
    assert len(lines("road-maps/")) == 10


@pytest.mark.parametrize(("accept", "expected"), [("text/csv", CSV), ("application/x-ndjson", NDJSON), ("*/*", "application/json")])
def test_it_can_be_asked_for_by_accept(both_talks, accept, expected):
    assert exported("topics/", accept)["Content-Type"] == expected


@pytest.mark.parametrize(("name", "expected"), [("csv", CSV), ("ndjson", NDJSON), ("json", "application/json")])
def test_the_parameter_says_more_than_accept(both_talks, name, expected):
    assert exported("topics/", "application/json", format=name)["Content-Type"] == expected


def test_the_file_is_named_for_its_negotiation_days_and_revision_and_headers_say_the_same(both_talks):
    asked = {"negotiation": "fishery-talks", "as_of": "2020-01-01", "known_on": "2019-12-31", "according_to": "northland"}
    answer, revision = exported("road-maps/", format="csv", **asked), read("road-maps/", **asked)["revision"]
    named = f"road-maps_fishery-talks_as-of-2020-01-01_known-on-2019-12-31_according-to-northland_revision-{revision}.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{named}"'
    said = {name: answer[name] for name in ("As-Of", "Known-On", "According-To", "Revision")}
    assert said == {"As-Of": "2020-01-01", "Known-On": "2019-12-31", "According-To": "northland", "Revision": str(revision)}


def test_what_belongs_to_no_negotiation_is_named_for_its_list(both_talks):
    answer = exported("topics/", format="ndjson")
    assert answer["Content-Disposition"] == 'attachment; filename="topics.ndjson"'
    assert "Revision" not in answer


def test_head_answers_the_headers_and_asks_for_no_rows(both_talks, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().head("/api/v1/topics/?format=csv")
    assert (answer.status_code, answer["Content-Type"], answer.getvalue()) == (200, CSV, b"")


def problem(answer, code):
    assert (answer.status_code, answer["Content-Type"]) == (code, "application/problem+json")
    return answer.json()


@pytest.mark.parametrize("format", ["csv", "ndjson"])
@pytest.mark.parametrize("given", [{"page_size": "10"}, {"cursor": "x"}])
def test_it_has_no_pages(format, given):
    (name,) = given
    assert "no pages" in wrong(problem(exported("topics/", format=format, **given), 400), name)["detail"]


@pytest.mark.parametrize("accept", ["*/*", "text/csv"])
def test_a_wrong_question_is_a_problem_before_anything_is_sent(accept):
    assert wrong(problem(exported("road-maps/", accept, format="csv", as_of="2019-13-01"), 400), "as_of")
    assert wrong(problem(exported("road-maps/", accept, format="csv", colour="red"), 400), "colour")


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are():
    assert wrong(problem(exported("topics/", format="xlsx"), 400), "format")["allowed"] == ["json", "csv", "ndjson"]
    assert wrong(problem(exported("topics/", format=""), 400), "format")
    assert wrong(problem(exported("topics/", format=["csv", "ndjson"]), 400), "format")
    problem(exported("topics/", "application/pdf"), 406)


def test_one_record_is_no_list():
    cast.topic()
    assert wrong(problem(exported("topics/gas/", format="csv"), 400), "format")
    problem(exported("topics/gas/", "text/csv"), 406)


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_an_export_that_breaks_off_says_so_and_does_not_end_as_if_it_were_whole(both_talks, format, monkeypatch):
    def burst(reading, size):
        yield next(whole(reading, size))
        raise RuntimeError("the disk is gone")

    whole = Reading.in_parts
    monkeypatch.setattr(Reading, "in_parts", burst)
    sent: list[bytes] = []
    with pytest.raises(RuntimeError):
        sent.extend(exported("topics/", format=format).streaming_content)
    assert b'"gas"' in sent[-2]
    assert sent[-1].endswith(b"This export broke off here: it is not complete.\r\n")
