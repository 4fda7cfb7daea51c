"""`search` finds what holds each of its words, in any letter case and script, on both databases alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import PollAnswer, Position, RoadMapTitle
from roadmaps.models.poll import Poll
from tests import cast
from tests.tracker.api import read, refused, rows, wrong
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
RESOURCES = [prefix for prefix, _, _ in router.registry]


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_list_takes_it(resource):
    cast.one_of_each()
    everything = read(f"{resource}/")["results"]
    assert everything
    slug = everything[0]["slug"]
    assert slug in rows(f"{resource}/", search=slug.upper())
    assert rows(f"{resource}/", search="nowhere-to-be-found") == []


@pytest.mark.parametrize("words", ["рынак", "РЫНАК ГАЗУ", "газу рынак", "ынак", "адзіны", "gas рынак", "Сёмы", "семы", "зʼезд", "з’езд", "З'ЕЗД"])
def test_a_road_map_by_its_titles_in_any_language(words):
    gas = cast.road_map("gas")
    cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Адзіны рынак газу: сёмы з'езд")
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынак (друкавана так)")
    cast.road_map("oil")
    assert rows("road-maps/", search=words) == ["ft-gas"]
    assert read("road-maps/", search=words)["count"] == 1


@pytest.mark.parametrize("words", ["нефть", "газу нефть", "100%", "_"])
def test_each_word_must_stand_somewhere(words):
    cast.make(RoadMapTitle, road_map=cast.road_map("gas"), language="be", kind="press", title="рынак газу")
    assert rows("road-maps/", search=words) == []


@pytest.mark.parametrize("resource", ["statements", "status-claims", "tallies", "positions"])
@pytest.mark.parametrize("words", ["Nora", "NORTH nora"])
def test_what_is_said_by_who_says_it(resource, words):
    for speaker in ("nora-north", "stan-south"):
        spoken = cast.statement(by="southland", speaker=cast.speaker(speaker), slug=f"ft-{speaker[:4]}-speech")
        cast.claim(cast.road_map("gas"), statement=spoken, slug=f"ft-{speaker[:4]}-claim")
        cast.make(Position, slug=f"ft-{speaker[:4]}-wish", statement=spoken, party=cast.party("southland"), summary="Cheap.")
        cast.tally(statement=spoken)
    found = read(f"{resource}/", search=words)["results"]
    assert len(found) == 1
    assert "Stan" not in str(found)


def test_a_poll_by_its_answers():
    for name, answer in (("a", "Good neighbours"), ("b", "One state")):
        poll = cast.make(Poll, slug=f"ft-{name}", negotiation=cast.negotiation(), question="Whither?", pollster="The Asker", population="adults")
        cast.make(PollAnswer, poll=poll, answer=answer, percent=50)
    assert rows("polls/", search="neighbour") == ["ft-a"]


def test_it_narrows_beside_the_filters_and_keeps_the_order():
    for name in ("sea-gas", "sea-oil", "land-gas"):
        cast.road_map(name)
    cast.adopted(cast.road_map("sea-oil"))
    assert rows("road-maps/", search="sea", ordering="-sequence") == ["ft-sea-oil", "ft-sea-gas"]
    assert rows("road-maps/", search="sea", status="agreed") == ["ft-sea-oil"]


def test_a_longest_search_of_the_most_words_is_answered():
    assert rows("road-maps/", search=" ".join(["x" * 11] * 8) + "y" * 5) == []


@pytest.mark.parametrize(
    "words",
    [
        "x" * 101,
        "a b c d e f g h i",
        "ﷺ ﷺ ﷺ",  # signs that fold to several words each
        " ",
        "\u3000",
        "a\x00",
        ": –",
        "x" * 1_000,
    ],
)
@pytest.mark.parametrize("resource", ["road-maps", "topics"])
def test_too_many_words_and_no_words_are_refused(resource, words):
    assert wrong(refused(f"{resource}/", search=words), "search")["allowed"] == []


def test_it_is_given_once():
    assert wrong(refused("topics/", search=["gas", "oil"]), "search")


def test_a_word_costs_no_query_of_its_own():
    cast.road_map("gas")

    def queries(words):
        with CaptureQueriesContext(connection) as captured:
            read("road-maps/", search=words)
        return len(captured)

    assert queries("gas") == queries("g a s ft - chapter") or queries("gas") == queries("g a s")
