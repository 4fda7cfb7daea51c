"""The database's verdict on a tally is that of the reconciliation, whatever was counted."""

import datetime
from itertools import product

import pytest

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Negotiation, Tally, TallyStage
from roadmaps.questions.reconciliation import Verdict, reconcile
from tests import cast

pytestmark = pytest.mark.django_db


def by_reconciliation(known_on=None):
    return {told.tally.pk: told.verdict for negotiation in Negotiation.objects.all() for told in reconcile(negotiation, known_on)}


def by_database(known_on=None):
    return {tally.pk: Verdict(tally.verdict) for tally in Tally.objects.filter(unit="item").with_verdict(known_on)}


@pytest.fixture
def talks():
    """Of three chapters gas is agreed (known later) and then approved, oil disputed; and another negotiation beside them."""
    gas, oil, _ = cast.road_map("gas"), cast.road_map("oil"), cast.road_map("fish")
    cast.adopted(gas, "agreed", "2019-12-01", reported_on="2019-12-15")
    cast.adopted(gas, "approved", "2020-02-01")
    cast.adopted(oil, "disputed", "2019-12-01")
    cast.claim(oil, "agreed", "2019-12-02")
    elsewhere = cast.negotiation("other-talks", "ot")
    cast.adopted(cast.road_map("gas", under=elsewhere), "agreed", "2019-12-01")


BOUNDS = [(None, None), (0, 0), (1, 1), (2, 3), (None, 0), (2, None), ("0.5", "0.5")]


def test_they_agree_on_every_stage_day_total_and_bounds(talks):
    spoken = cast.statement("2019-10-01")
    for stage, day, total, (low, high) in product(TallyStage, ["2019-11-01", "2019-12-10", "2020-02", None], [None, 3, 28], BOUNDS):
        cast.tally(day, statement=spoken, stage=stage, total=total, agreed_min=low, agreed_max=None if total is None and high is None else high)
    for known_on in (None, datetime.date(2019, 12, 14)):
        told = by_reconciliation(known_on)
        assert set(told.values()) == set(Verdict)
        assert by_database(known_on) == told


def test_what_is_no_count_of_items_is_not_comparable(talks):
    cast.tally(unit="measure")
    cast.tally(basis="not_a_count")
    assert {tally.verdict for tally in Tally.objects.with_verdict()} == {Verdict.NOT_COMPARABLE}


def test_they_agree_on_the_shipped_record():
    load(SHIPPED)
    told = by_reconciliation()
    assert len(told) > 20
    assert by_database() == told


def test_all_verdicts_are_given_in_one_query(talks, django_assert_num_queries):
    for _ in range(3):
        cast.tally()
    with django_assert_num_queries(1):
        list(Tally.objects.with_verdict().filter(verdict=Verdict.MORE_NAMED))
