"""How a road map stands: as of a day, known on a day, according to a party."""

import datetime

import pytest

from roadmaps.models import RoadMap
from tests import cast

pytestmark = pytest.mark.django_db


def on(text):
    return datetime.date.fromisoformat(text)


def standing(day, **question):
    return RoadMap.objects.as_of(on(day), **question).get(pk="ft-gas")


def test_nothing_recorded_is_no_standing():
    cast.road_map()
    assert standing("2020-01-01").standing is None


def test_the_last_adopted_claim_effective_by_the_day_stands():
    cast.adopted(status="planned", effective_on="2019-09-06")
    cast.adopted(status="agreed", effective_on="2019-12-20")
    assert standing("2019-12-19").standing.status == "planned"
    assert standing("2019-12-20").standing.status == "agreed"


def test_a_month_counts_from_its_last_day():
    cast.adopted(effective_on="2019-12", said_on="2020-01-05")
    assert standing("2019-12-30").standing is None
    assert standing("2019-12-31").standing.status == "agreed"


def test_a_claim_reported_later_but_effective_earlier_displaces_nothing():
    cast.adopted(status="agreed", effective_on="2019-12-20")
    cast.adopted(status="negotiating", effective_on="2019-11-01", said_on="2020-03-01")
    assert standing("2020-06-01").standing.status == "agreed"


def test_since_is_the_start_of_the_unbroken_run():
    cast.adopted(status="disputed", effective_on="2019-09-01")
    cast.adopted(status="negotiating", effective_on="2019-10-01")
    cast.adopted(status="disputed", effective_on="2019-11")
    cast.adopted(status="disputed", effective_on="2019-12-20")
    found = standing("2020-01-01")
    assert (str(found.since), found.previous_status, str(found.standing.effective_on)) == ("2019-11", "negotiating", "2019-12-20")


def test_another_dispute_is_another_run():
    cast.topic("oil")
    cast.topic("gas")
    cast.adopted(status="disputed", effective_on="2019-09-01", disputed_on="gas oil")
    cast.adopted(status="disputed", effective_on="2019-12-20", disputed_on="gas")
    assert str(standing("2020-01-01").since) == "2019-12-20"


def test_known_on_restricts_the_evidence_to_what_was_public():
    cast.adopted(status="agreed", effective_on="2019-11-01", reported_on="2019-12-05")
    assert RoadMap.objects.as_of(known_on=on("2019-12-04")).get().standing is None
    assert RoadMap.objects.as_of(known_on=on("2019-12-05")).get().standing.status == "agreed"


def test_according_to_a_party_counts_its_own_word_adopted_or_not():
    gas = cast.road_map()
    cast.adopted(gas, "agreed", "2019-12-20", by="northland")
    cast.claim(gas, "disputed", "2019-12-20", by="southland")
    assert standing("2019-12-20", according_to="northland").standing.status == "agreed"
    assert standing("2019-12-20", according_to="southland").standing.status == "disputed"
    assert standing("2019-12-20").contradicting == 1


def test_a_party_is_silent_where_only_the_joint_body_speaks():
    cast.party("the-union", kind="joint_body")
    spoken = cast.statement(voice="joint", party=cast.party("the-union"))
    cast.claim(cast.road_map(), statement=spoken)
    assert standing("2019-12-20", according_to="northland").standing is None
    assert standing("2019-12-20", according_to="the-union").standing.status == "agreed"


def test_it_is_filtered_and_ordered_like_any_relation():
    cast.adopted(cast.road_map("gas"), "disputed", "2019-12-20")
    cast.adopted(cast.road_map("oil"), "agreed", "2019-12-20")
    cast.road_map("fish")
    asked = RoadMap.objects.as_of(on("2019-12-20"))
    assert [found.pk for found in asked.filter(standing__status="disputed")] == ["ft-gas"]
    assert [found.pk for found in asked.filter(standing__isnull=True)] == ["ft-fish"]
    assert [found.pk for found in asked.filter(standing__disputed_on__has="gas")] == ["ft-gas"]


@pytest.mark.parametrize("number", [1, 30])
def test_it_is_one_query_for_any_number(number, django_assert_num_queries):
    for index in range(number):
        cast.adopted(cast.road_map(f"item-{index}"), "agreed", "2019-12-20")
    with django_assert_num_queries(1):
        assert all(found.standing.status == "agreed" for found in RoadMap.objects.as_of(on("2019-12-20")))
