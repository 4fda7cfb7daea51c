"""The day on which a statement became public: typed, or taken from its earliest dated source, or from the day it was said."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps.models import Citation, Statement, StatusClaim
from tests import cast

pytestmark = pytest.mark.django_db


def cite(statement, published_on):
    return cast.make(Citation, statement=statement, source=cast.source(published_on=published_on))


def day(statement):
    stored = Statement.objects.get(pk=statement.pk)
    return str(stored.reported_on), stored.reported_on_inferred


def test_what_is_typed_stays_whatever_the_sources_say():
    spoken = cast.statement("2019-12-20", reported_on="2019-12-22")
    cite(spoken, "2019-12-21")
    assert day(spoken) == ("2019-12-22", False)


def test_without_a_dated_source_it_is_the_day_it_was_said_and_marked_as_inferred():
    assert day(cast.statement("2019-12-20")) == ("2019-12-20", True)


def test_a_dated_source_gives_it():
    spoken = cast.statement("2019-12-20")
    cite(spoken, "2019-12-22")
    assert day(spoken) == ("2019-12-22", False)


def test_a_dated_source_gives_it_to_a_statement_without_any_date():
    spoken = cast.statement(said_on=None)
    cite(spoken, "2019-12-22")
    assert day(spoken) == ("2019-12-22", False)


def test_the_earliest_of_several_gives_it():
    spoken = cast.statement("2019-11", sources=0)
    for published_on in ("2019-12-24", "2019-12-22", "2019-12"):
        cast.make(Citation, statement=spoken, source=cast.source(published_on=published_on))
    spoken = Statement.objects.get()
    spoken.reported_on = None
    spoken.save()
    assert day(spoken) == ("2019-12-22", False)


def test_an_inferred_day_is_kept_as_inferred_when_the_statement_is_saved_again():
    spoken = cast.statement("2019-12-20")
    spoken.wording = "All is agreed."
    spoken.save()
    assert day(spoken) == ("2019-12-20", True)


def test_a_day_typed_over_an_inferred_one_stays():
    spoken = cast.statement("2019-12-20")
    spoken.reported_on = "2019-12-21"
    spoken.save()
    assert day(spoken) == ("2019-12-21", False)


def test_a_statement_without_any_date_has_none():
    assert day(cast.statement(said_on=None)) == ("None", False)


def test_it_did_not_become_public_before_it_was_said():
    with pytest.raises(ValidationError, match="became public before it was said"):
        cast.statement("2019-12-20", reported_on="2019-12-19")


def test_a_month_of_publication_may_begin_before_the_day_it_was_said():
    assert day(cast.statement("2019-12-20", reported_on="2019-12")) == ("2019-12", False)


class TestItsClaims:
    """They carry a copy, by which they stand in the ledger."""

    def test_they_follow_when_it_is_corrected(self):
        claim = cast.claim()
        spoken = claim.statement
        spoken.reported_on = "2020-02-01"
        spoken.save()
        stored = StatusClaim.objects.get()
        assert (str(stored.reported_on_last), stored.ledger_order) == ("2020-02-01", f"2019-12-20 2020-02-01 {claim.pk}")

    def test_they_follow_when_a_source_gives_it(self):
        claim = cast.claim()
        cite(claim.statement, "2019-12-23")
        assert str(StatusClaim.objects.get().reported_on_last) == "2019-12-23"

    def test_following_makes_no_version_and_no_history_of_theirs(self):
        claim = cast.claim()
        claim.statement.reported_on = "2020-02-01"
        claim.statement.save()
        assert (StatusClaim.objects.get().version, StatusClaim.history.count()) == (1, 1)

    def test_a_claim_needs_a_statement_with_a_date(self):
        undated = cast.statement(said_on=None)
        with pytest.raises(ValidationError, match="needs a statement with a date"):
            cast.claim(statement=undated, effective_on="2019-12-20")
        assert not StatusClaim.objects.exists()

    def test_a_statement_with_claims_keeps_a_date(self):
        spoken = cast.claim().statement
        spoken.said_on = spoken.reported_on = None
        with pytest.raises(ValidationError, match="about the future, or of no day at all"):
            spoken.save()
        assert day(spoken) == ("2019-12-20", True)

    def test_it_does_not_move_before_what_an_adopted_claim_says(self):
        spoken = cast.adopted(effective_on="2019-12-20").statement
        spoken.said_on, spoken.reported_on = "2019-12-01", "2019-12-01"
        with pytest.raises(ValidationError, match="would then be about the future"):
            spoken.save()

    def test_a_claim_without_a_date_of_effect_takes_the_day_it_was_said(self):
        spoken = cast.statement("2019-12-20", reported_on="2019-12-22")
        claim = cast.make(StatusClaim, slug="ft-c", statement=spoken, road_map=cast.road_map(), status="agreed")
        assert str(claim.effective_on) == "2019-12-20"

    def test_or_the_day_it_became_public_when_that_is_all_there_is(self):
        spoken = cast.statement(said_on=None, reported_on="2019-12-22")
        claim = cast.make(StatusClaim, slug="ft-c", statement=spoken, road_map=cast.road_map(), status="agreed")
        assert str(claim.effective_on) == "2019-12-22"
