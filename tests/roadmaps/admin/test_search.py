"""The desk's search boxes and autocomplete find a record by any of its words, in any letter case and script."""

import json

import pytest
from django.urls import reverse

from roadmaps.models import AgendaItem, Citation, RoadMap, RoadMapTitle, StatusClaim, Succession
from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas():
    gas = cast.road_map("gas", number="7")
    cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Адзіны рынак газу")
    cast.road_map("oil")
    return gas


def found(client, model, words):
    return [row.pk for row in client.get(page(model, "changelist"), {"q": words}).context["cl"].result_list]


@pytest.mark.parametrize("words", ["РЫНАК", "рынак газу", "gas", "GAS", "7"])
def test_a_road_map_is_found_by_its_titles_in_any_language_and_its_number(admin_client, gas, words):
    assert found(admin_client, RoadMap, words) == ["ft-gas"]


@pytest.mark.parametrize("words", ["рынак", "Nora", "north GAS"])
def test_a_claim_is_found_by_its_road_map_and_its_speaker(admin_client, gas, words):
    claim = cast.claim(gas, statement=cast.statement(speaker=cast.speaker("nora-north")))
    cast.claim(cast.road_map("oil"))
    assert found(admin_client, StatusClaim, words) == [claim.pk]


def test_a_record_that_matches_in_several_ways_is_listed_once(admin_client, gas):
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа, рынак")
    assert found(admin_client, RoadMap, "рынак") == ["ft-gas"]


@pytest.mark.parametrize(("words", "expected"), [("РЫНАК", ["ft-gas"]), ("7", ["ft-gas"]), ("ft", ["ft-gas", "ft-oil"]), ("coal", [])])
def test_autocomplete_finds_the_same(admin_client, gas, words, expected):
    query = {"term": words, "app_label": "roadmaps", "model_name": StatusClaim._meta.model_name, "field_name": "road_map"}
    answer = admin_client.get(reverse("admin:autocomplete"), query)
    assert [row["id"] for row in json.loads(answer.content)["results"]] == expected


def test_autocomplete_finds_a_source_by_its_publisher(admin_client):
    cast.source("the-source", publisher="Звязда")
    query = {"term": "звязда", "app_label": "roadmaps", "model_name": Citation._meta.model_name, "field_name": "source"}
    assert "the-source" in admin_client.get(reverse("admin:autocomplete"), query).content.decode()


@pytest.mark.parametrize("words", ["MEETING", "meeting рынак"])
def test_an_agenda_item_is_found_by_its_summit_and_its_road_map(admin_client, gas, words):
    item = cast.make(AgendaItem, summit=cast.summit("meeting"), road_map=gas)
    assert found(admin_client, AgendaItem, words) == [item.pk]


@pytest.mark.parametrize("words", ["рынак", "oil", "газу нафты"])
def test_a_succession_is_found_by_the_titles_of_both_road_maps(admin_client, gas, words):
    oil = RoadMap.objects.get(pk="ft-oil")
    cast.make(RoadMapTitle, road_map=oil, language="be", kind="press", title="Рынак нафты")
    succession = cast.make(Succession, slug="ft-gas-to-oil", from_road_map=gas, to_road_map=oil, kind="continues")
    assert found(admin_client, Succession, words) == [succession.pk]
