"""What a view says, and its hash: of the facts that are shown, and of nothing else."""

from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from roadmaps.models import StatusClaim
from roadmaps.written import MODELS
from tests import cast
from tests.tracker import talks
from tests.tracker.citing.views import board, page_of
from tracker.citing.content import Content, Item
from tracker.citing.of_records import content_of_record, content_of_records

pytestmark = pytest.mark.django_db


def says(content: Content) -> dict[str, dict]:
    return {item.slug: item.says for item in content.items}


def test_the_hash_is_of_canonical_json():
    content = Content([Item("counts", {"b": ["é", None], "a": Decimal("28.50")})])
    assert content.hash == sha256('[["","counts",{"a":"28.5","b":["é",null]}]]'.encode()).hexdigest()


@pytest.mark.parametrize("number", [Decimal("28.5"), Decimal("28.50"), Decimal("28.500")])
def test_zeros_that_only_some_databases_keep_do_not_count(number):
    assert Content([Item("x", {"number": number})]).hash == Content([Item("x", {"number": "28.5"})]).hash


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError, match="write it as text"):
        Content([Item("x", {"y": object()})]).hash  # noqa: B018


def test_order_is_a_part_of_what_is_said():
    first, second = Item("a", {}), Item("b", {})
    assert Content([first, second]).hash != Content([second, first]).hash == (Content([second]) + Content([first])).hash


def test_the_board_says_how_each_road_map_stands():
    talks.fishery()
    cast.road_map("oil", cast.negotiation(), title="", title_basis="unknown")
    gas, oil, topic = board().content.items
    assert (gas.slug, gas.says) == (
        "ft-gas",
        {
            "number": "7",
            "title": "Gas",
            "standing": {
                "status": "disputed", "disputed_on": ["gas"], "since": "2019-12-20", "basis": "stated", "claim": "ft-claim",
                "agreeing": 0, "contradicting": 0, "sources": ["journal"],
            },
        },
    )  # fmt: skip
    assert (oil.slug, oil.says) == ("ft-oil", {"number": "", "title": "", "standing": None})
    assert (topic.slug, topic.says) == ("gas", {"title": "Gas"})


def test_a_contradiction_changes_what_the_board_says():
    talks.fishery()
    before = board().content.hash
    cast.claim(cast.road_map("gas"), "agreed", by="southland")
    assert board().content.hash != before


def test_the_board_of_another_day_says_something_else():
    talks.fishery()
    assert board("2019-12-19").content.hash != board().content.hash


def test_a_record_says_its_columns_the_rows_under_it_and_the_titles_of_what_it_names():
    talks.fishery()
    said = says(page_of(StatusClaim.objects.get().statement).content)
    statement = said.pop("ft-speech")
    assert (statement["said_on"], statement["speaker"], statement["party"]) == ("2019-12-20", "nora-north", "northland")
    assert statement["sources"] == [{"slug": "journal", "locator": "", "quote": ""}]
    source = said.pop("journal")
    assert (source["publisher"], source["published_on"], source["quality"]) == ("The Journal", "2019-12-20", "press")
    assert said == {
        "fishery-talks": {"title": "Fishery talks", "item_singular": "chapter", "item_plural": "chapters", "ended": "2019-12-31"},
        "nora-north": {"name": "Nora North"}, "northland": {"name": "Northland"}, "ft-summit": {"title": "Summit"}, "ft-deal": {"title": "Deal"},
    }  # fmt: skip


def test_it_names_no_version_and_no_revision():
    talks.both()
    claim = StatusClaim.objects.get(pk="ft-claim")
    before = content_of_record(claim).hash
    claim.save()  # a version more that says the same
    assert content_of_record(StatusClaim.objects.get(pk="ft-claim")).hash == before
    assert not any({"version", "revision"} & item.says.keys() for item in content_of_record(claim).items)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_kind_of_record_can_be_cited(model):
    cast.one_of_each()
    record = model.objects.first()
    content = content_of_record(record)
    assert content.items[0].slug == record.pk
    assert content.hash == content_of_record(model.objects.get(pk=record.pk)).hash


def test_many_records_cost_as_many_queries_as_one():
    def cost() -> int:
        claims = StatusClaim.objects.order_by("slug")
        with CaptureQueriesContext(connection) as captured:
            assert len(content_of_records(StatusClaim, claims, Q(road_map="ft-gas")).hash) == 64
        return len(captured)

    talks.fishery()
    once = cost()
    for number in range(20):
        cast.claim(cast.road_map(f"item-{number}", cast.negotiation()), "disputed")
    assert cost() == once < 7
