"""check_record finds what breaks a rule that the database cannot state, by whatever way it came in."""

import io

import pytest
from django.core.management import CommandError, call_command

from roadmaps.models import Citation, RoadMap, Source, Statement, StatusClaim, Term
from tests import cast

pytestmark = pytest.mark.django_db


def complaints():
    out = io.StringIO()
    with pytest.raises(CommandError, match="rules broken"):
        call_command("check_record", stdout=out)
    return out.getvalue()


def behind_the_back(record, **values):
    """Changes a row past every rule, as only raw SQL would."""
    type(record)._base_manager.filter(pk=record.pk).update(**values)


def test_a_sound_record_passes():
    cast.adopted()
    out = io.StringIO()
    call_command("check_record", stdout=out)
    assert out.getvalue() == "Every rule holds.\n"


def test_a_statement_without_a_source():
    Citation._base_manager.filter(statement=cast.statement()).delete()
    assert "needs at least one source" in complaints()


def test_rivals_both_adopted():
    rival, claim = cast.adopted(status="agreed"), cast.claim(status="planned")
    behind_the_back(claim, judgement="adopted")
    text = complaints()
    assert rival.pk in text
    assert claim.pk in text


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"ledger_order": "2019-01-01 2019-01-01 x"}, "place in the ledger"),
        ({"reported_on_last": "2020-02-02"}, "day of publication is not true"),
        ({"disputed_on": "sun"}, "There is no topic “sun”"),
        ({"slug": "xx-claim"}, "Begin the slug"),
        ({"search_text": "elsewhere"}, "does not follow from the record"),
    ],
)
def test_a_claim_that_is_not_true_to_what_it_follows_from(values, complaint):
    behind_the_back(cast.claim(status="disputed"), **values)
    assert complaint in complaints()


def test_a_claim_on_a_road_map_of_another_negotiation():
    other = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    behind_the_back(cast.claim(), road_map=other)
    assert "belongs to another negotiation" in complaints()


def test_a_term_that_means_another_status():
    claim = cast.claim(status="agreed")
    term = cast.make(Term, slug="ft-deferred", negotiation=cast.negotiation(), label="deferred", definition="Put off.", status="suspended")
    behind_the_back(claim, term=term)
    assert "means “suspended”, not “agreed”" in complaints()


@pytest.mark.parametrize(
    ("model", "values", "complaint"),
    [
        (Source, {"language": "English"}, "language"),
        (Source, {"web_address": "https://user@example.org/"}, "user name"),
        (RoadMap, {"title": "x" * 301}, "300"),
        (Statement, {"wording": "half a pair: \ud800"}, "half a surrogate"),
    ],
)
def test_a_value_that_its_column_would_refuse(model, values, complaint):
    cast.claim()
    record = model.objects.first()
    for field, value in values.items():
        try:
            behind_the_back(record, **{field: value})
        except Exception as refused:  # PostgreSQL refuses some of these itself
            pytest.skip(f"this database refuses it: {type(refused).__name__}")
    assert complaint in complaints()


def test_it_looks_at_every_claim_of_every_negotiation():
    for code in ("aa", "bb"):
        under = cast.negotiation(f"talks-{code}", code)
        behind_the_back(cast.claim(cast.road_map("gas", under=under)), ledger_order="wrong")
    assert complaints().count("place in the ledger") == StatusClaim.objects.count() == 2
