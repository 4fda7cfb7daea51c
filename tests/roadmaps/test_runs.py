"""Unbroken runs of one status: the same that as_of() finds on any day, and where one ends the next begins."""

import datetime

import pytest

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import DateSpan, Negotiation, RoadMap
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.runs import runs
from tests import cast

pytestmark = pytest.mark.django_db


def told(**question):
    found = runs(Ledger(cast.negotiation(), question.pop("according_to", None)), **question)
    return {slug: [(run.status, str(run.since), run.until and str(run.until)) for run in of_one] for slug, of_one in found.items()}


def test_a_run_ends_where_the_next_begins_and_repetitions_make_none():
    gas = cast.road_map("gas")
    cast.road_map("oil")
    for status, day in [("planned", "2019-09-06"), ("negotiating", "2019-12-01"), ("negotiating", "2019-12-07"), ("agreed", "2019-12")]:
        cast.adopted(gas, status, day)
    assert told() == {"ft-gas": [("planned", "2019-09-06", "2019-12-01"), ("negotiating", "2019-12-01", "2019-12"), ("agreed", "2019-12", None)]}


def test_another_dispute_is_another_run():
    gas, oil = cast.road_map("gas"), cast.topic("oil").pk
    cast.adopted(gas, "disputed", "2019-12-01")
    cast.adopted(gas, "disputed", "2019-12-07", disputed_on=oil)
    assert [run[1] for run in told()["ft-gas"]] == ["2019-12-01", "2019-12-07"]


def test_only_what_was_known_counts():
    gas = cast.road_map("gas")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.adopted(gas, "agreed", "2019-12-01", reported_on="2020-01-01")
    assert told(known_on=datetime.date(2019, 12, 31)) == {"ft-gas": [("planned", "2019-09-06", None)]}


def test_a_party_has_runs_of_its_own():
    gas = cast.road_map("gas")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.claim(gas, "agreed", "2019-12-20", by="northland")
    assert told(according_to="northland") == {"ft-gas": [("agreed", "2019-12-20", None)]}


@pytest.fixture
def shipped(db):
    load(SHIPPED)


@pytest.mark.parametrize("side", [None, "belarus", "russia"])
def test_on_every_day_of_change_they_are_what_the_database_answers(shipped, side):
    for negotiation in Negotiation.objects.all():
        found = runs(Ledger(negotiation, side))
        days = {run.since.last for of_one in found.values() for run in of_one}
        for day in days | {day - datetime.timedelta(days=1) for day in days}:
            asked = RoadMap.objects.filter(negotiation=negotiation).as_of(day, according_to=side)
            expected = {each.pk: (each.standing.status, DateSpan(each.since_first, each.since_last)) for each in asked if each.standing}
            holding = {slug: (run.status, run.since) for slug, of_one in found.items() for run in of_one if run.holds_on(day)}
            assert holding == expected, day
