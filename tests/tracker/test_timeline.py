"""What happened in a negotiation, in order of date."""

import pytest

from roadmaps.questions.timeline import EntryKind
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def december(db):
    """A deadline set in November and due in December, a summit, a signing of some day of December, a count, and gas agreed."""
    cast.summit(held_on="2019-12-20")
    cast.event("signing", happened_on="2019-12")
    cast.event("promise", kind="deadline", set_on="2019-11-13", due_on="2019-12-01")
    cast.event("undated-promise", kind="deadline", due_on="2019-12-08")
    spoken = cast.statement("2019-12-20", reported_on="2019-12-21")
    cast.tally("2019-12-20", statement=spoken)
    cast.adopted(cast.road_map("gas"), "agreed", "2019-12-20", statement=spoken, basis="derived")


def timeline(**parameters):
    return read("negotiations/fishery-talks/timeline/", **parameters)["results"]


def told(**parameters):
    return [(entry["kind"], entry["on"]) for entry in timeline(**parameters)]


ALL = [
    ("deadline_set", "2019-11-13"),
    ("deadline_due", "2019-12-01"),
    ("deadline_due", "2019-12-08"),
    ("summit", "2019-12-20"),
    ("tally", "2019-12-20"),
    ("change", "2019-12-20"),
    ("event", "2019-12"),
]


def test_all_stands_in_order_of_the_last_day(december):
    assert told() == ALL


def test_of_one_day_what_happened_comes_before_what_was_said(december):
    assert [kind for kind, on in told() if on == "2019-12-20"] == ["summit", "tally", "change"]


def test_an_entry_holds_exactly_what_its_kind_says(december):
    held = {"summit": "summit", "event": "event", "deadline_set": "event", "deadline_due": "event", "tally": "tally", "change": "change"}
    entries = timeline()
    assert {entry["kind"] for entry in entries} == set(EntryKind.values) == set(held)
    for entry in entries:
        assert [name for name in ("summit", "event", "tally", "change") if entry[name]] == [held[entry["kind"]]]


def test_an_entry_has_its_date_as_exactly_as_it_is_known(december):
    signing = next(entry for entry in timeline() if entry["kind"] == "event")
    assert (signing["on"], signing["on_first"], signing["on_last"]) == ("2019-12", "2019-12-01", "2019-12-31")


def test_a_change_tells_from_what_to_what(december):
    (entry,) = timeline(kind="change")
    change = entry["change"]
    assert (change["road_map"]["slug"], change["previous_status"], change["status"], change["basis"]) == ("ft-gas", "unrecorded", "agreed", "derived")


def test_by_kind(december):
    assert told(kind=["deadline_set", "event"]) == [ALL[0], ALL[-1]]


@pytest.mark.parametrize(
    ("days", "found"),
    [("2019-11", ALL[:1]), ("2019-12-20", ALL[3:]), ("2019-12-01/2019-12-08", [*ALL[1:3], ALL[-1]]), ("2018", [])],
)
def test_by_days_that_overlap(december, days, found):
    assert told(on=days) == found


def test_a_count_of_no_day_stands_when_it_was_said_or_became_public_else_at_the_end(december):
    for said_on, reported_on, slug in (("2019-12-02", None, "ft-said"), (None, "2019-12-03", "ft-reported"), (None, None, "ft-undated")):
        cast.tally(None, statement=cast.statement(said_on, reported_on=reported_on, slug=slug))
    assert [on for kind, on in told(kind="tally")] == ["2019-12-02", "2019-12-03", "2019-12-20", None]
    assert timeline()[-1]["on_last"] is None
    assert None not in [on for _, on in told(on="2019")]


def test_it_is_walked_page_by_page_forth_and_back(december):
    page, walked = read("negotiations/fishery-talks/timeline/", page_size=2), []
    assert (page["count"], page["previous"], page["revision"]) == (7, None, read("negotiations/fishery-talks/")["revision"])
    while True:
        walked += [(entry["kind"], entry["on"]) for entry in page["results"]]
        if page["next"] is None:
            break
        page = read(page["next"].removeprefix("http://testserver/api/v1/"))
    assert walked == ALL
    back = read(page["previous"].removeprefix("http://testserver/api/v1/"))
    assert [(entry["kind"], entry["on"]) for entry in back["results"]] == ALL[4:6]
    first = read(read(back["previous"].removeprefix("http://testserver/api/v1/"))["previous"].removeprefix("http://testserver/api/v1/"))
    assert (len(first["results"]), first["previous"]) == (2, None)


def test_what_other_talks_did_is_not_in_it(december):
    other = cast.negotiation("other-talks", "ot")
    cast.summit(under=other)
    cast.adopted(cast.road_map("gas", other))
    assert len(told()) == 7


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "party"), ("on", "next week"), ("as_of", "2019-12-20"), ("page_size", "501"), ("cursor", "W10")]
)
def test_a_wrong_parameter_is_refused_by_its_name(december, name, value):
    assert wrong(refused("negotiations/fishery-talks/timeline/", **{name: value}), name)


def test_of_a_negotiation_that_is_not_there_there_is_none(db):
    refused("negotiations/atlantis/timeline/", 404)
