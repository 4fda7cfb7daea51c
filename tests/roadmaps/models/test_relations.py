"""How each claim stands to the ledger: in force, earlier, later, agreeing, contradicting, apart, withdrawn."""

import datetime

import pytest

from roadmaps.models import StatusClaim
from tests import cast

pytestmark = pytest.mark.django_db


def relations(day="2020-06-01", known_on=None):
    asked = StatusClaim.objects.with_relation(datetime.date.fromisoformat(day), known_on and datetime.date.fromisoformat(known_on))
    return {claim.pk.removeprefix("ft-"): claim.relation for claim in asked}


@pytest.fixture
def ledger():
    """Planned in September, agreed in December, approved in March."""
    cast.adopted(status="planned", effective_on="2019-09-06", slug="ft-planned")
    cast.adopted(status="agreed", effective_on="2019-12-20", slug="ft-agreed")
    cast.adopted(status="approved", effective_on="2020-03-01", slug="ft-approved")


def test_the_adopted_claims_are_earlier_in_force_and_later(ledger):
    assert relations("2020-01-01") == {"planned": "earlier", "agreed": "in_force", "approved": "later"}


def test_before_the_first_all_are_later(ledger):
    assert set(relations("2019-01-01").values()) == {"later"}


@pytest.mark.parametrize(
    ("status", "effective_on", "relation"),
    [
        ("agreed", "2019-12-21", "agrees"),
        ("agreed", "2020-02", "agrees"),
        ("planned", "2019-12-21", "contradicts"),
        ("planned", "2019-12-19", "agrees"),
        ("agreed", "2019-12-19", "contradicts"),
        ("disputed", "2019-12-21", "contradicts"),
        ("planned", "2019-09-05", "apart"),
    ],
)
def test_a_recorded_claim_is_compared_on_its_own_effective_day(ledger, status, effective_on, relation):
    cast.claim(status=status, effective_on=effective_on, said_on="2020-03-05", slug="ft-beside")
    assert relations()["beside"] == relation


def test_another_dispute_contradicts():
    cast.topic("oil")
    cast.adopted(status="disputed", disputed_on=[cast.topic("gas").pk], slug="ft-adopted")
    cast.claim(status="disputed", disputed_on="oil", slug="ft-beside")
    assert relations() == {"adopted": "in_force", "beside": "contradicts"}


def test_a_claim_about_a_part_or_the_future_is_apart(ledger):
    cast.claim(status="disputed", about="the price", slug="ft-part")
    cast.claim(status="implemented", effective_on="2021", said_on="2020-03-05", slug="ft-promise")
    found = relations()
    assert (found["part"], found["promise"]) == ("apart", "apart")


def test_a_withdrawn_claim_is_withdrawn_whatever_it_says(ledger):
    cast.claim(status="agreed", judgement="withdrawn", slug="ft-struck")
    assert relations()["struck"] == "withdrawn"


def test_what_was_not_public_is_no_measure(ledger):
    cast.adopted(status="suspended", effective_on="2020-01-01", said_on="2020-05-01", slug="ft-late-news")
    cast.claim(status="agreed", effective_on="2020-01-15", said_on="2020-01-15", slug="ft-beside")
    assert relations()["beside"] == "contradicts"
    assert relations(known_on="2020-04-30")["beside"] == "agrees"


def test_of_the_same_day_the_later_report_is_in_force_and_then_the_later_slug():
    cast.adopted(status="agreed", effective_on="2019-12-20", said_on="2019-12-22", slug="ft-a")
    cast.adopted(status="agreed", effective_on="2019-12-20", said_on="2019-12-20", slug="ft-b")
    cast.adopted(status="agreed", effective_on="2019-12-20", said_on="2019-12-22", slug="ft-c")
    assert relations() == {"b": "earlier", "a": "earlier", "c": "in_force"}


def test_it_can_be_filtered_by(ledger):
    cast.claim(status="planned", effective_on="2020-01-01", said_on="2020-01-01", slug="ft-beside")
    asked = StatusClaim.objects.with_relation(datetime.date(2020, 6, 1)).filter(relation="contradicts")
    assert [claim.pk for claim in asked] == ["ft-beside"]
