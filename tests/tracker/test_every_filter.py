"""Every declared filter of every list finds what it names and leaves out the rest; a filter without a case here fails."""

import pytest

from tests.once import made_once
from tests.tracker import talks
from tests.tracker.api import read, refused, rows, wrong
from tracker.api.filters import Day, Key, Keys, Overlap, Words
from tracker.api.urls import router

pytestmark = pytest.mark.django_db

FISHERY = {
    "negotiations": {"party": "northland", "ended": "true"},
    "parties": {"kind": "state"},
    "speakers": {"party": "northland"},
    "topics": {},
    "terms": {"negotiation": "fishery-talks", "status": "disputed"},
    "aims": {"negotiation": "fishery-talks", "topic": "gas"},
    "road-maps": {
        "negotiation": "fishery-talks", "status": "disputed", "disputed_on": "gas", "basis": "stated", "topic": "gas",
        "title_basis": "attested", "summit": "ft-summit", "source": "journal", "ended": "true",
    },
    "summits": {
        "negotiation": "fishery-talks", "level": "heads_of_state", "party": "northland", "held_on": "2019", "road_map": "ft-gas", "source": "journal",
    },
    "events": {"negotiation": "fishery-talks", "kind": "signing", "summit": "ft-summit", "happened_on": "2019-12", "source": "journal"},
    "sources": {"kind": "news", "quality": "press", "published_on": "2019-12-20", "statement": "ft-speech"},
    "statements": {
        "negotiation": "fishery-talks", "speaker": "nora-north", "party": "northland", "voice": "party", "said_on": "2019-12-20",
        "reported_on": "2019-12", "summit": "ft-summit", "event": "ft-deal", "road_map": "ft-gas", "source": "journal",
    },
    "status-claims": {
        "negotiation": "fishery-talks", "road_map": "ft-gas", "statement": "ft-speech", "status": "disputed", "disputed_on": "gas",
        "term": "ft-deadlock", "basis": "stated", "topic": "gas", "party": "northland", "speaker": "nora-north", "summit": "ft-summit",
        "effective_on": "2019-12-01/2019-12-24", "source": "journal",
    },
    "tallies": {"negotiation": "fishery-talks", "statement": "ft-speech", "unit": "item", "stage": "agreed", "counted_on": "2019"},
    "positions": {"negotiation": "fishery-talks", "statement": "ft-speech", "party": "northland", "stance": "supports", "held_on": "2019-12"},
    "polls": {"negotiation": "fishery-talks", "fielded_on": "2019-12-31", "source": "journal"},
}  # fmt: skip
"""Resource → filter → a value that holds for all of the fishery talks and for nothing of the grain talks."""

ELSEWHERE = {
    ("events", "due_on"): ("2022-06", ["gt-deadline"]),
    ("status-claims", "judgement"): ("recorded", ["gt-claim"]),
    ("positions", "topic"): ("gas", ["ft-position"]),
    ("positions", "road_map"): ("ft-gas", ["ft-wish"]),
}
"""Filters that single out something else: (resource, filter) → value, and what it finds."""

WITHOUT_A_VALUE = {
    ("road-maps", "disputed_on"): ["gt-wheat"],
    ("events", "summit"): ["gt-deadline"],
    ("status-claims", "disputed_on"): ["gt-before", "gt-claim"],
    ("status-claims", "term"): ["gt-before"],
}
"""Rows that hold nothing where the filter looks, so that no value finds them."""

CASES = [(resource, name, value) for resource, given in FISHERY.items() for name, value in given.items()]


def filtersets():
    return {prefix: view.filterset_class.base_filters for prefix, view, _ in router.registry}


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        talks.both()
        yield


@pytest.mark.parametrize(("resource", "name", "value"), CASES)
def test_it_finds_what_it_names_and_leaves_out_the_rest(both_talks, resource, name, value):
    everything = rows(f"{resource}/")
    found = rows(f"{resource}/", **{name: value})
    assert found == talks.of_the_fishery(everything) != []
    assert len(found) < len(everything)
    assert read(f"{resource}/", **{name: value})["count"] == len(found)


@pytest.mark.parametrize(("case", "expected"), ELSEWHERE.items())
def test_it_singles_out_what_is_unlike_the_rest_of_its_talks(both_talks, case, expected):
    (resource, name), (value, found) = case, expected
    assert rows(f"{resource}/", **{name: value}) == found


def test_no_declared_filter_is_left_untested():
    declared = {
        (resource, name) for resource, filters in filtersets().items() for name, declared in filters.items() if not isinstance(declared, Day | Key)
    }
    assert declared == {(resource, name) for resource, name, _ in CASES} | set(ELSEWHERE)
    assert len(declared) > 55


def test_only_road_maps_take_the_question():
    asked = {resource: {name for name, declared in filters.items() if isinstance(declared, Day | Key)} for resource, filters in filtersets().items()}
    assert {resource: names for resource, names in asked.items() if names} == {"road-maps": {"as_of", "known_on", "according_to"}}


def repeatable():
    return [
        (resource, name) for resource, filters in filtersets().items() for name, declared in filters.items() if isinstance(declared, Words | Keys)
    ]


@pytest.mark.parametrize(("resource", "name"), [case for case in repeatable() if case not in ELSEWHERE and case[1] != "statement"])
def test_given_twice_it_finds_either(both_talks, resource, name):
    """With every value that there is, everything that has one is found, and each row once."""
    every_value = filtersets()[resource][name].field.allowed()
    without = WITHOUT_A_VALUE.get((resource, name), [])
    assert rows(f"{resource}/", **{name: every_value}) == [slug for slug in rows(f"{resource}/") if slug not in without]


def narrow():
    return [
        (resource, name)
        for resource, filters in filtersets().items()
        for name, declared in filters.items()
        if isinstance(declared, Words | Keys | Overlap)
    ]


@pytest.mark.parametrize(("resource", "name"), narrow())
def test_a_value_that_it_does_not_take_is_refused_by_its_name(both_talks, resource, name):
    error = wrong(refused(f"{resource}/", **{name: "atlantis"}), name)
    assert "“atlantis”" in error["detail"]
    field = filtersets()[resource][name].field
    assert error["allowed"] == (field.allowed() if hasattr(field, "allowed") else [])


@pytest.mark.parametrize("resource", FISHERY)
def test_all_filters_together_narrow_to_what_meets_each(both_talks, resource):
    found = rows(f"{resource}/", **FISHERY[resource])
    assert found == talks.of_the_fishery(rows(f"{resource}/")) or not FISHERY[resource]
    if "negotiation" in FISHERY[resource]:
        assert rows(f"{resource}/", **{**FISHERY[resource], "negotiation": "grain-talks"}) == []


@pytest.mark.parametrize(
    ("resource", "name"),
    [(resource, name) for resource, filters in filtersets().items() for name, found in filters.items() if isinstance(found, Overlap)],
)
def test_a_span_finds_what_touches_its_first_and_its_last_day(both_talks, resource, name):
    """The fishery talks' dates lie on 20 December 2019 or in that month; a deadline is due in 2022."""
    first, last = ("2021-12-31/2022-01-01", "2022-12-31") if name == "due_on" else ("2019-01-01/2019-12-20", "2019-12-20/2020-02")
    before, after = ("2021", "2023") if name == "due_on" else ("2019-11", "2020")
    for span in (first, last):
        assert rows(f"{resource}/", **{name: span}), span
    for span in (before, after):
        assert rows(f"{resource}/", **{name: span}) == [], span


def test_what_is_not_dated_is_found_by_no_span(both_talks):
    assert "gt-deadline" in rows("events/")
    assert rows("events/", happened_on="1900-01-01/2999-12-31") == ["ft-deal"]


def test_a_road_map_that_nothing_is_said_of_is_found_as_unrecorded_only(both_talks):
    assert rows("road-maps/", status="unrecorded") == []
    assert rows("road-maps/", status="unrecorded", as_of="2020-01-01") == ["gt-wheat"]
    assert rows("road-maps/", status="unrecorded", according_to="northland") == ["gt-wheat"]
    assert rows("road-maps/", disputed_on="gas", as_of="2019-12-19") == []
    assert rows("road-maps/", basis="derived", according_to="the-union") == ["gt-wheat"]
