"""Which records lack something, or contradict each other, as the desk finds them."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from roadmaps.models import Citation, RoadMap, Source, StatusClaim
from tests import cast

pytestmark = pytest.mark.django_db


def keys(found):
    return sorted(record.pk.removeprefix("ft-") for record in found)


def claim_from(*qualities, slug, **fields):
    spoken = cast.statement(sources=0)
    for quality in qualities:
        cast.make(Citation, statement=spoken, source=cast.source(quality=quality))
    return cast.claim(statement=spoken, slug=slug, **fields)


def test_a_road_map_without_a_title():
    cast.road_map("gas")
    cast.road_map("oil", title="", title_basis="unknown")
    assert keys(RoadMap.objects.without_title()) == ["oil"]


def test_a_road_map_without_a_claim_or_with_a_withdrawn_one_only():
    cast.claim(cast.road_map("gas"))
    cast.claim(cast.road_map("oil"), judgement="withdrawn")
    cast.road_map("fish")
    assert keys(RoadMap.objects.without_claim()) == ["fish", "oil"]


def test_a_claim_with_a_single_source():
    claim_from("press", slug="ft-one")
    claim_from("press", "press", slug="ft-two")
    assert keys(StatusClaim.objects.on_one_source()) == ["one"]


def test_two_places_in_one_source_are_a_single_source():
    claim = claim_from("press", slug="ft-one")
    cast.make(Citation, statement=claim.statement, source=Source.objects.get(), locator="p. 2")
    assert keys(StatusClaim.objects.on_one_source()) == ["one"]


def test_a_claim_only_from_second_hand():
    claim_from("aggregator", "mirror", "machine_translated", slug="ft-copies")
    claim_from("aggregator", "wire", slug="ft-one-is-better")
    claim_from("primary", slug="ft-speech")
    claim_from(slug="ft-none-at-all")
    assert keys(StatusClaim.objects.only_second_hand()) == ["copies"]


def test_what_is_withdrawn_is_not_kept():
    cast.claim(judgement="withdrawn", slug="ft-struck")
    cast.claim(slug="ft-beside")
    assert keys(StatusClaim.objects.kept()) == ["beside"]


@pytest.fixture
def ledger():
    """Planned in September, agreed in December."""
    cast.adopted(status="planned", effective_on="2019-09-06", slug="ft-planned")
    cast.adopted(status="agreed", effective_on="2019-12-20", slug="ft-agreed")


@pytest.mark.parametrize(
    ("status", "effective_on", "contradicted"),
    [
        ("planned", "2019-12-20", ["agreed"]),
        ("planned", "2020-05-01", ["agreed"]),
        ("agreed", "2019-10-01", ["planned"]),
        ("agreed", "2019-12-21", []),
        ("agreed", "2019-09-05", []),
    ],
)
def test_it_is_the_adopted_claim_in_force_that_day_which_a_recorded_one_contradicts(ledger, status, effective_on, contradicted):
    cast.claim(status=status, effective_on=effective_on, said_on="2020-06-01")
    assert keys(StatusClaim.objects.contradicted()) == contradicted


def test_neither_a_part_nor_the_future_nor_what_is_withdrawn_contradicts(ledger):
    cast.claim(status="planned", about="the price")
    cast.claim(status="dropped", effective_on="2021")
    cast.claim(status="planned", judgement="withdrawn")
    assert keys(StatusClaim.objects.contradicted()) == []


def test_a_contradiction_on_another_road_map_is_none(ledger):
    cast.claim(cast.road_map("oil"), status="planned")
    assert keys(StatusClaim.objects.contradicted()) == []


def test_sources_without_a_date_and_pages_without_an_archived_copy():
    page, copy = "https://example.org/1", "https://archive.example/1"
    cast.source("ft-undated", web_address=page, archive_address=copy)
    cast.source("ft-on-paper", published_on="2019")
    cast.source("ft-only-there", published_on="2019", web_address=page)
    assert keys(Source.objects.undated()) == ["undated"]
    assert keys(Source.objects.not_archived()) == ["only-there"]


def test_what_nobody_touched_since():
    with time_machine.travel(timezone.now() - datetime.timedelta(days=400)):
        source = [cast.source(f"ft-{name}") for name in ("old", "edited")][-1]
    source.title = "Edited"
    source.save()
    assert keys(Source.objects.untouched_since(timezone.now() - datetime.timedelta(days=365))) == ["old"]


def test_numbers_of_rows_do_not_multiply():
    spoken = cast.statement(sources=2)
    for _ in range(3):
        cast.claim(statement=spoken)
    counted = type(spoken).objects.with_number_of("claims", "citations", "tallies").get()
    assert (counted.number_of_claims, counted.number_of_citations, counted.number_of_tallies) == (3, 2, 0)
