"""What each resource answers, field by field: the contract on which generated clients rest."""

import pytest

from roadmaps.models import AgendaItem, Citation, Negotiation, Poll, PollAnswer, RoadMap, RoadMapTitle, Source, Succession
from tests import cast
from tests.once import made_once
from tests.tracker import talks
from tests.tracker.api import read, refused, rows
from tracker.api.pagination import NegotiationPages
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
AT = "http://testserver/api/v1"
RESOURCES = [prefix for prefix, _, _ in router.registry]


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    """The fishery and the grain talks; gas became wheat, and what stands under a record has rows too."""
    with made_once(django_db_blocker):
        talks.both()
        gas, wheat = RoadMap.objects.get(pk="ft-gas"), RoadMap.objects.get(pk="gt-wheat")
        cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Рынак газу", note="As printed.")
        cast.make(Succession, slug="gt-from-ft", from_road_map=gas, to_road_map=wheat, kind="renames", on="2021", note="By decree.")
        cast.make(PollAnswer, poll=Poll.objects.get(pk="ft-poll"), answer="Yes", percent="50.5", bound="at_least")
        cast.make(Citation, slug="ft-cites-agenda", agenda_item=AgendaItem.objects.get(pk="ft-summit-1"), source=Source.objects.get(pk="journal"))
        yield


def link(resource, slug, title):
    return {"slug": slug, "title": title, "url": f"{AT}/{resource}/{slug}/"}


def day(name, text, first=None, last=None):
    return {name: text, f"{name}_first": first or text, f"{name}_last": last or first or text}


FISHERY = link("negotiations", "fishery-talks", "Fishery talks")
NORTH = link("parties", "northland", "Northland")
GAS = link("topics", "gas", "Gas")
ROAD_MAP = link("road-maps", "ft-gas", "Gas")
SPEECH = link("statements", "ft-speech", "Nora North, 2019-12-20")
SUMMIT = link("summits", "ft-summit", "Summit")
JOURNAL = {
    "slug": "journal",
    "url": f"{AT}/sources/journal/",
    "publisher": "The Journal",
    "web_address": "",
    "quality": "press",
    "locator": "",
    "quote": "",
}

EXPECTED = {
    "negotiations": {
        "slug": "fishery-talks", "url": FISHERY["url"], "code": "ft", "title": "Fishery talks", "translations": {}, "item_singular": "chapter",
        "item_plural": "chapters", "summary": "", **day("started", "2018", "2018-01-01", "2018-12-31"), **day("ended", "2019-12-31"),
        "parties": [NORTH], "succeeds": None, "version": 1,
    },
    "parties": {
        "slug": "northland", "url": NORTH["url"], "name": "Northland", "translations": {}, "kind": "state", "members": [], "country": "", "version": 1,
    },
    "speakers": {
        "slug": "nora-north", "url": f"{AT}/speakers/nora-north/", "name": "Nora North", "spellings": [], "party": NORTH, "role": "", "version": 1,
    },
    "topics": {"slug": "gas", "url": GAS["url"], "title": "Gas", "translations": {}, "version": 1},
    "terms": {
        "slug": "ft-deadlock", "url": f"{AT}/terms/ft-deadlock/", "negotiation": FISHERY, "label": "deadlock", "translations": {},
        "definition": "Stuck.", "status": "disputed", "version": 1,
    },
    "aims": {
        "slug": "ft-aim", "url": f"{AT}/aims/ft-aim/", "negotiation": FISHERY, "title": "One sea", "translations": {}, "group": "sea", "topic": GAS,
        "note": "", "version": 1,
    },
    "summits": {
        "slug": "ft-summit", "url": SUMMIT["url"], "negotiation": FISHERY, "title": "Summit", "translations": {}, "level": "heads_of_state", "place": "",
        **day("held_on", "2019-12-20"), "outcome": "", "parties": [NORTH], "participants": [], "note": "", "version": 1,
    },
    "events": {
        "slug": "ft-deal", "url": f"{AT}/events/ft-deal/", "negotiation": FISHERY, "summit": SUMMIT, "title": "Deal", "kind": "signing", "place": "",
        **day("happened_on", "2019-12-20"), **day("set_on", None), **day("due_on", None), "certainty": "reported", "outcome": "",
        "participants": [], "note": "", "version": 1,
    },
    "statements": {
        "slug": "ft-speech", "url": SPEECH["url"], "negotiation": FISHERY, "speaker": link("speakers", "nora-north", "Nora North"), "voice": "party",
        "party": NORTH, **day("said_on", "2019-12-20"), **day("reported_on", "2019-12-20"), "reported_on_inferred": False, "summit": SUMMIT,
        "event": link("events", "ft-deal", "Deal"), "wording": "", "note": "",
    },
    "status-claims": {
        "slug": "ft-claim", "url": f"{AT}/status-claims/ft-claim/", "road_map": ROAD_MAP, "status": "disputed", "label": "deadlock",
        "term": link("terms", "ft-deadlock", "deadlock"), "disputed_on": [GAS], **day("effective_on", "2019-12-20"), "basis": "stated", "about": "",
        "note": "", "judgement": "adopted", "judgement_reason": "", "relation": "in_force", "statement": SPEECH,
        "speaker": link("speakers", "nora-north", "Nora North"), "party": NORTH, "voice": "party", "said_on": "2019-12-20",
        "reported_on": "2019-12-20", "reported_on_last": "2019-12-20", "wording": "", "version": 1,
    },
    "tallies": {
        "statement": SPEECH, **day("counted_on", "2019-12-20"), "unit": "item", "stage": "agreed", "agreed_min": 1.0, "agreed_max": 1.0, "total": 3.0,
        "remaining": None, "percent_min": None, "percent_max": None, "worded_count": "1 of 3", "basis": "stated", "remaining_on": [GAS],
        "as_worded": "", "note": "", "version": 1,
    },
    "positions": {
        "slug": "ft-position", "url": f"{AT}/positions/ft-position/", "statement": SPEECH, "party": NORTH, "topic": GAS, "road_map": None,
        **day("held_on", "2019-12-20"), "stance": "supports", "summary": "More fish.", "note": "", "version": 1,
    },
    "polls": {
        "slug": "ft-poll", "url": f"{AT}/polls/ft-poll/", "negotiation": FISHERY, "question": "Fish?", "wording_known": False,
        "pollster": "The Asker", "population": "North", **day("fielded_on", "2019-12", "2019-12-01", "2019-12-31"), "sample": None, "method": "",
        "note": "", "answers": [{"slug": "ft-poll-1", "answer": "Yes", "percent": 50.5, "bound": "at_least"}], "version": 1,
    },
    "sources": {
        "slug": "journal", "url": JOURNAL["url"], "title_is_descriptive": False, "publisher": "The Journal", "author": "", "web_address": "",
        "archive_address": "", **day("published_on", "2019-12-20"), "language": "en", "kind": "news", "quality": "press", "read_extent": "full",
        "note": "", "version": 1,
    },
}  # fmt: skip
"""Resource → its first row, but for its sources and what counts writes."""
NUMBERED = {"tallies": {"slug", "url"}, "sources": {"title"}, "statements": {"version"}, "negotiations": {"revision"}}
"""Values that the cast numbers, or that count writes: they are there, and only that is held here."""


def first(resource):
    return next(row for row in read(f"{resource}/")["results"] if talks.of_the_fishery([row["slug"]]))


@pytest.mark.parametrize("resource", EXPECTED)
def test_a_row_of_a_list_has_these_fields_with_these_values(both_talks, resource):
    row = first(resource)
    sources = row.pop("sources", None)
    for name in NUMBERED.get(resource, ()):
        assert row.pop(name)
    assert row == EXPECTED[resource]
    if sources is not None:
        assert [{name: value for name, value in cited.items() if name != "title"} for cited in sources] == [JOURNAL]


def test_every_resource_is_held_here_and_the_road_maps_in_their_own_file():
    assert set(EXPECTED) == set(RESOURCES) - {"road-maps"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_detail_says_of_each_field_what_the_list_says(both_talks, resource):
    for row in read(f"{resource}/")["results"]:
        shown = read(f"{resource}/{row['slug']}/")
        assert {name: shown[name] for name in row} == row


@pytest.mark.parametrize(
    ("resource", "more"),
    [
        ("road-maps", {"as_of", "known_on", "according_to", "revision", "summary", "sources", "titles", "summits", "came_from", "became", "claims"}),
        ("summits", {"agenda"}),
        ("statements", {"claims", "tallies", "positions"}),
        *((resource, set()) for resource in RESOURCES if resource not in ("road-maps", "summits", "statements")),
    ],
)
def test_a_detail_adds_these_fields(both_talks, resource, more):
    row = first(resource)
    assert read(f"{resource}/{row['slug']}/").keys() - row.keys() == more


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_fields_are_the_same_whatever_the_row_holds(both_talks, resource):
    """Nothing is left out where nothing is known: a program finds every field in every row."""
    listed = read(f"{resource}/")["results"]
    assert len({frozenset(row) for row in listed}) == 1
    assert len({frozenset(read(f"{resource}/{row['slug']}/")) for row in listed}) == 1


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_address_in_an_answer_leads_to_what_it_names(both_talks, resource):
    for slug, url in {(link["slug"], link["url"]) for row in read(f"{resource}/")["results"] for link in links(row)}:
        assert url.startswith(AT)
        assert read(url.removeprefix(f"{AT}/"))["slug"] == slug


def links(value):
    """Every record that stands somewhere in an answer with its address."""
    if isinstance(value, list):
        yield from (found for part in value for found in links(part))
    elif isinstance(value, dict):
        if "url" in value:
            yield value
        yield from (found for part in value.values() for found in links(part))


@pytest.mark.parametrize("resource", RESOURCES)
def test_no_list_is_null_and_no_date_has_one_half(both_talks, resource):
    for row in read(f"{resource}/")["results"]:
        for name, value in row.items():
            if name.endswith("_first"):
                whole, last = row[name.removesuffix("_first")], row[name.replace("_first", "_last")]
                assert (value is None) == (whole is None) == (last is None)
            if name in ("sources", "parties", "members", "disputed_on", "answers", "participants", "spellings", "remaining_on"):
                assert isinstance(value, list)


class TestWhatStandsUnderARecord:
    def test_a_title(self, both_talks):
        assert read("road-maps/ft-gas/")["titles"] == [
            {"slug": "ft-gas-1", "language": "be", "kind": "press", "title": "Рынак газу", "note": "As printed.", "sources": []}
        ]

    def test_a_succession_is_the_same_from_both_ends(self, both_talks):
        (step,) = read("road-maps/ft-gas/")["became"]
        assert read("road-maps/gt-wheat/")["came_from"] == [step]
        assert step == {
            "slug": "gt-from-ft", "kind": "renames", "from_road_map": ROAD_MAP, "to_road_map": link("road-maps", "gt-wheat", "Wheat"),
            **day("on", "2021", "2021-01-01", "2021-12-31"), "note": "By decree.", "sources": [],
        }  # fmt: skip

    def test_a_place_on_an_agenda_as_the_summit_and_as_the_road_map_show_it(self, both_talks):
        (item,) = read("summits/ft-summit/")["agenda"]
        (met,) = read("road-maps/ft-gas/")["summits"]
        assert (item["slug"], item["road_map"], item["basis"]) == ("ft-summit-1", ROAD_MAP, "stated")
        assert (met["slug"], met["url"], met["level"], met["held_on_last"], met["basis"]) == (
            "ft-summit", SUMMIT["url"], "heads_of_state", "2019-12-20", "stated",
        )  # fmt: skip
        assert item["sources"] == met["sources"] != []

    def test_what_a_statement_asserts_is_shown_as_in_its_own_lists(self, both_talks):
        shown = read("statements/ft-speech/")
        for name, resource in (("claims", "status-claims"), ("tallies", "tallies"), ("positions", "positions")):
            assert shown[name] == read(f"{resource}/", statement="ft-speech")["results"] != []


class TestTheRevision:
    @pytest.mark.parametrize("resource", [prefix for prefix, view, _ in router.registry if issubclass(view.pagination_class, NegotiationPages)])
    def test_a_list_of_one_negotiation_names_it_and_a_wider_one_does_not(self, both_talks, resource):
        stored = Negotiation.objects.get(pk="grain-talks").revision
        assert read(f"{resource}/", negotiation="grain-talks")["revision"] == stored
        assert read(f"{resource}/", negotiation=["grain-talks", "fishery-talks"])["revision"] is None
        assert read(f"{resource}/")["revision"] is None

    @pytest.mark.parametrize("resource", ["parties", "speakers", "topics", "sources", "negotiations"])
    def test_a_list_of_what_is_shared_has_none(self, both_talks, resource):
        assert set(read(f"{resource}/")) == {"count", "next", "previous", "results"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_is_walked_page_by_page_in_its_order(both_talks, resource):
    whole = rows(f"{resource}/")
    page, walked = read(f"{resource}/", page_size=1), []
    while True:
        walked += [row["slug"] for row in page["results"]]
        if page["next"] is None:
            break
        page = read(page["next"].removeprefix(f"{AT}/"))
    assert walked == whole
    assert page["previous"] is not None or len(whole) == 1


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_slug_that_names_nothing_and_a_method_that_takes_signing_in(both_talks, resource, client):
    assert refused(f"{resource}/ft-atlantis/", 404)["title"] == "There is nothing at this address"
    answer = client.put(f"/api/v1/{resource}/ft-atlantis/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
