"""Every declared filter of every list finds what it names and leaves out the rest; a filter without a case here fails."""

import pytest

from tests.once import made_once
from tests.tracker import talks
from tests.tracker.api import read, refused, rows, wrong
from tracker.api.parameters import Day, Key, Keys, Ordering, Overlap, Search, Words
from tracker.api.urls import router

pytestmark = pytest.mark.django_db

FISHERY = {
    "negotiations": {"party": "northland", "started": "2018", "ended": "true"},
    "parties": {"kind": "state", "negotiation": "fishery-talks"},
    "speakers": {"party": "northland", "negotiation": "fishery-talks"},
    "topics": {},
    "terms": {"negotiation": "fishery-talks", "status": "disputed"},
    "aims": {"negotiation": "fishery-talks", "group": "sea", "topic": "gas", "source": "journal"},
    "road-maps": {
        "negotiation": "fishery-talks", "status": "disputed", "previous_status": "unrecorded", "disputed_on": "gas", "basis": "stated",
        "since": "2019-12", "contradicted": "false", "topic": "gas", "number": "7", "title_basis": "attested", "summit": "ft-summit",
        "source": "journal", "speaker": "nora-north", "ended": "true",
    },
    "summits": {
        "negotiation": "fishery-talks", "level": "heads_of_state", "party": "northland", "held_on": "2019", "road_map": "ft-gas", "source": "journal",
    },
    "events": {
        "negotiation": "fishery-talks", "kind": "signing", "certainty": "reported", "summit": "ft-summit", "happened_on": "2019-12",
        "source": "journal",
    },
    "sources": {
        "negotiation": "fishery-talks", "kind": "news", "quality": "press", "read_extent": "full", "language": "en", "publisher": "The Journal",
        "published_on": "2019-12-20", "statement": "ft-speech", "road_map": "ft-gas",
    },
    "statements": {
        "negotiation": "fishery-talks", "speaker": "nora-north", "party": "northland", "voice": "party", "said_on": "2019-12-20",
        "reported_on": "2019-12", "summit": "ft-summit", "event": "ft-deal", "road_map": "ft-gas", "topic": "gas", "source": "journal",
    },
    "status-claims": {
        "negotiation": "fishery-talks", "road_map": "ft-gas", "statement": "ft-speech", "status": "disputed", "disputed_on": "gas",
        "term": "ft-deadlock", "basis": "stated", "topic": "gas", "party": "northland", "voice": "party", "speaker": "nora-north",
        "summit": "ft-summit", "event": "ft-deal", "effective_on": "2019-12-01/2019-12-24", "said_on": "2019-12", "reported_on": "2019-12",
        "source": "journal",
    },
    "tallies": {
        "negotiation": "fishery-talks", "statement": "ft-speech", "unit": "item", "stage": "agreed", "basis": "stated", "remaining_on": "gas",
        "party": "northland", "speaker": "nora-north", "counted_on": "2019", "source": "journal",
    },
    "positions": {
        "negotiation": "fishery-talks", "statement": "ft-speech", "party": "northland", "speaker": "nora-north", "stance": "supports",
        "held_on": "2019-12", "source": "journal",
    },
    "polls": {
        "negotiation": "fishery-talks", "pollster": "The Asker", "wording_known": "false", "fielded_on": "2019-12-31", "source": "journal",
    },
}  # fmt: skip
"""Resource → filter → a value that holds for all of the fishery talks and for nothing of the grain talks."""

ELSEWHERE = {
    ("negotiations", "succeeds"): ("fishery-talks", ["grain-talks"]),
    ("parties", "member"): ("northland", ["the-union"]),
    ("events", "set_on"): ("2021-05", ["gt-deadline"]),
    ("status-claims", "relation"): ("contradicts", ["gt-claim"]),
    ("events", "due_on"): ("2022-06", ["gt-deadline"]),
    ("status-claims", "judgement"): ("recorded", ["gt-claim"]),
    ("positions", "topic"): ("gas", ["ft-position"]),
    ("positions", "road_map"): ("ft-gas", ["ft-wish"]),
}
"""Filters that single out something else: (resource, filter) → value, and what it finds."""

WITHOUT_A_VALUE = {
    ("road-maps", "disputed_on"): ["gt-wheat"],
    ("events", "summit"): ["gt-deadline"],
    ("status-claims", "disputed_on"): ["gt-at-first", "gt-before", "gt-claim"],
    ("status-claims", "term"): ["gt-at-first", "gt-before"],
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
        (resource, name)
        for resource, filters in filtersets().items()
        for name, declared in filters.items()
        if not isinstance(declared, Day | Key | Search | Ordering)
    }
    assert declared == {(resource, name) for resource, name, _ in CASES} | set(ELSEWHERE)
    assert len(declared) > 90


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
    """The fishery talks' dates lie on 20 December 2019 or in that month, but for these."""
    before, first, last, after = {
        "started": ("2017", "2017/2018-01-01", "2018-12-31/2019", "2019"),
        "set_on": ("2020", "2021-01-01/2021-05-05", "2021-05-05/2021-12-31", "2022"),
        "due_on": ("2021", "2021-12-31/2022-01-01", "2022-12-31", "2023"),
    }.get(name, ("2019-11", "2019-01-01/2019-12-20", "2019-12-20/2020-02", "2020"))
    for span in (first, last):
        assert rows(f"{resource}/", **{name: span}), span
    for span in (before, after):
        assert rows(f"{resource}/", **{name: span}) == [], span


def test_what_is_not_dated_is_found_by_no_span_but_can_be_asked_for(both_talks):
    assert "gt-deadline" in rows("events/")
    assert rows("events/", happened_on="1900-01-01/2999-12-31") == ["ft-deal"]
    assert rows("events/", happened_on="undated") == ["gt-deadline"]
    assert rows("events/", happened_on=["undated", "2019"]) == ["ft-deal", "gt-deadline"]


@pytest.mark.parametrize(
    ("resource", "name"),
    [(resource, name) for resource, filters in filtersets().items() for name, found in filters.items() if isinstance(found, Overlap)],
)
def test_of_what_may_be_undated_every_row_is_found_by_a_span_or_as_undated(both_talks, resource, name):
    everything = rows(f"{resource}/")
    if filtersets()[resource][name].extra["may_be_undated"]:
        assert rows(f"{resource}/", **{name: ["undated", "1900-01-01/2999-12-31"]}) == everything
    else:
        assert rows(f"{resource}/", **{name: "1900-01-01/2999-12-31"}) == everything
        assert "undated" not in wrong(refused(f"{resource}/", **{name: "undated"}), name)["detail"].partition("”")[2]


def test_a_road_map_that_nothing_is_said_of_is_found_as_unrecorded_only(both_talks):
    assert rows("road-maps/", status="unrecorded") == []
    assert rows("road-maps/", status="unrecorded", as_of="2020-01-01") == ["gt-wheat"]
    assert rows("road-maps/", status="unrecorded", according_to="northland") == ["gt-wheat"]
    assert rows("road-maps/", disputed_on="gas", as_of="2019-12-19") == []
    assert rows("road-maps/", basis="derived", according_to="the-union") == ["gt-wheat"]
