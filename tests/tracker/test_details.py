"""One record, looked up by its slug, with everything that is recorded of it."""

import pytest

from roadmaps.models import AgendaItem, Citation, Position, RoadMapTitle, Succession
from tests import cast
from tests.tracker.api import read, refused

pytestmark = pytest.mark.django_db


def slugs(records) -> list[str]:
    return [record["slug"] for record in records]


def test_a_slug_that_names_nothing_is_a_404_problem():
    assert refused("road-maps/ft-nothing/", 404)["type"] == "/api/problems/#not-found"


def test_a_road_map_shows_its_titles_sources_and_summits():
    gas = cast.road_map("gas")
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
    cast.make(Citation, road_map=gas, source=cast.source("journal-list"))
    summit = cast.summit("sochi", "2019-12-07")
    cast.make(AgendaItem, summit=summit, road_map=gas, basis="implied")
    shown = read("road-maps/ft-gas/")
    assert [(title["language"], title["title"]) for title in shown["titles"]] == [("ru", "Рынок газа")]
    assert slugs(shown["sources"]) == ["journal-list"]
    assert [(met["slug"], met["held_on"], met["basis"]) for met in shown["summits"]] == [("ft-sochi", "2019-12-07", "implied")]


def test_a_road_map_shows_what_it_came_from_and_became():
    gas, fuels = cast.road_map("gas"), cast.road_map("fuels")
    cast.make(Succession, slug="ft-gas-to-fuels", from_road_map=gas, to_road_map=fuels, kind="merges", on="2021-09")
    assert [(step["to_road_map"]["slug"], step["on"]) for step in read("road-maps/ft-gas/")["became"]] == [("ft-fuels", "2021-09")]
    assert [step["from_road_map"]["slug"] for step in read("road-maps/ft-fuels/")["came_from"]] == ["ft-gas"]


def test_a_road_map_shows_every_claim_with_its_relation_and_evidence():
    gas = cast.road_map("gas")
    cast.adopted(gas, "negotiating", "2019-09-06", slug="ft-first")
    cast.adopted(gas, "agreed", "2019-12-20", slug="ft-settled")
    spoken = cast.statement("2019-12-20", by="southland", speaker=cast.speaker(), wording="It is settled.")
    cast.claim(gas, "agreed", statement=spoken, effective_on="2019-12-20", slug="ft-second-voice")
    cast.claim(gas, "dropped", "2019-12-21", said_on="2019-12-21", slug="ft-denied")
    cast.claim(gas, "agreed", "2020-12-31", said_on="2019-12-21", slug="ft-promised")
    cast.adopted(gas, "implemented", "2021-01-01", slug="ft-done")
    cast.claim(gas, "planned", "2019-12-22", said_on="2019-12-22", judgement="withdrawn", slug="ft-misread")

    shown = {claim["slug"]: claim for claim in read("road-maps/ft-gas/", as_of="2020-06-01")["claims"]}

    assert {slug: claim["relation"] for slug, claim in shown.items()} == {
        "ft-first": "earlier",
        "ft-settled": "in_force",
        "ft-second-voice": "agrees",
        "ft-denied": "contradicts",
        "ft-promised": "apart",
        "ft-done": "later",
        "ft-misread": "withdrawn",
    }
    second = shown["ft-second-voice"]
    assert (second["speaker"]["title"], second["party"]["slug"], second["wording"]) == ("Nora North", "southland", "It is settled.")
    assert len(second["sources"]) == 1
    assert second["statement"]["slug"] == spoken.pk


def test_claims_not_yet_public_are_left_out():
    cast.adopted(effective_on="2019-11-01", reported_on="2019-12-05")
    assert read("road-maps/ft-gas/", known_on="2019-12-04")["claims"] == []
    assert len(read("road-maps/ft-gas/", known_on="2019-12-05")["claims"]) == 1


def test_a_road_map_echoes_the_question_and_the_revision():
    gas = cast.road_map()
    cast.party("northland")
    shown = read("road-maps/ft-gas/", known_on="2019-12-04", according_to="northland")
    gas.negotiation.refresh_from_db()
    assert (shown["as_of"], shown["known_on"], shown["according_to"]) == ("2019-12-04", "2019-12-04", "northland")
    assert shown["revision"] == gas.negotiation.revision


def test_a_summit_lists_its_agenda():
    summit = cast.summit()
    for name in ("oil", "gas"):
        cast.make(AgendaItem, summit=summit, road_map=cast.road_map(name))
    assert [item["road_map"]["slug"] for item in read("summits/ft-summit/")["agenda"]] == ["ft-oil", "ft-gas"]


def test_a_statement_shows_all_that_it_asserts():
    spoken = cast.statement("2019-12-20", by="northland", slug="ft-speech", sources=2)
    cast.claim(statement=spoken, slug="ft-claimed")
    cast.tally(statement=spoken, agreed="28.5", total=30)
    cast.make(Position, slug="ft-wish", statement=spoken, party=spoken.party, summary="Wants it.")
    shown = read("statements/ft-speech/")
    assert slugs(shown["claims"]) == ["ft-claimed"]
    assert [(tally["agreed_min"], tally["worded_count"]) for tally in shown["tallies"]] == [(28.5, "28.5 of 30")]
    assert slugs(shown["positions"]) == ["ft-wish"]
    assert len(shown["sources"]) == 2


def test_what_is_not_known_is_null_or_empty():
    spoken = cast.statement(said_on=None, sources=0, slug="ft-rumour")
    shown = read(f"statements/{spoken.pk}/")
    assert [shown[name] for name in ("said_on", "said_on_first", "speaker", "party", "summit")] == [None] * 5
    assert shown["claims"] == shown["sources"] == []
