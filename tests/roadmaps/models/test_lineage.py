"""What became of road maps: successions within a negotiation and from one to the next; terms; negotiations that follow one another."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from roadmaps.models import Negotiation, RoadMapTitle, Succession, Term
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    """A negotiation that follows the fishery talks."""
    return cast.negotiation("fishery-programme", "fp", succeeds=cast.negotiation())


def carry_on(one, other, kind="continues", **fields):
    return cast.make(
        Succession, slug=f"{other.negotiation.code}-{other.pk[3:]}-from-{one.pk}", from_road_map=one, to_road_map=other, kind=kind, **fields
    )


class TestSuccessions:
    def test_two_merge_into_one_of_the_next_negotiation(self, programme):
        merged = cast.road_map("taxes", programme)
        for name in ("tax", "customs"):
            carry_on(cast.road_map(name), merged, "merges", on="2021-09")
        assert [step.from_road_map_id for step in merged.came_from.all()] == ["ft-customs", "ft-tax"]
        assert {str(step.on) for step in merged.came_from.all()} == {"2021-09"}

    def test_one_splits_into_two(self, programme):
        fuel = cast.road_map("fuel")
        for name in ("gas", "oil"):
            carry_on(fuel, cast.road_map(name, programme), "splits")
        assert [step.to_road_map_id for step in fuel.became.all()] == ["fp-gas", "fp-oil"]

    def test_it_belongs_to_where_it_leads_and_is_shown_in_both(self, programme):
        step = carry_on(cast.road_map(), cast.road_map(under=programme))
        assert (step.home, step.scopes()) == (programme, {"fishery-talks", "fishery-programme"})
        assert step.history.get().scope == "fishery-programme"

    def test_its_slug_begins_with_the_code_of_where_it_leads(self, programme):
        with pytest.raises(ValidationError, match="Begin the slug with “fp-”"):
            cast.make(Succession, slug="ft-step", from_road_map=cast.road_map(), to_road_map=cast.road_map(under=programme), kind="continues")

    def test_back_and_forth_are_two_successions(self):
        gas, oil = cast.road_map("gas"), cast.road_map("oil")
        carry_on(gas, oil)
        carry_on(oil, gas)
        with pytest.raises(ValidationError, match="recorded already"):
            cast.make(Succession, slug="ft-again", from_road_map=gas, to_road_map=oil, kind="renames")

    @pytest.mark.parametrize("end", ["from_road_map", "to_road_map"])
    def test_neither_end_is_deleted(self, programme, end):
        step = carry_on(cast.road_map(), cast.road_map(under=programme))
        with pytest.raises(ProtectedError):
            getattr(step, end).delete()

    def test_it_says_where_it_leads(self, programme):
        assert str(carry_on(cast.road_map(), cast.road_map(under=programme))) == "ft-gas → fp-gas"

    def test_deleting_it_moves_both_negotiations(self, programme):
        step = carry_on(cast.road_map(), cast.road_map(under=programme))
        before = {talks.pk: talks.revision for talks in Negotiation.objects.all()}
        step.delete()
        assert {talks.pk: talks.revision for talks in Negotiation.objects.all()} == {pk: number + 1 for pk, number in before.items()}


class TestNegotiationsInTurn:
    def test_one_knows_those_that_follow_it(self, programme):
        assert [talks.pk for talks in cast.negotiation().successors.all()] == ["fishery-programme"]

    def test_the_one_before_is_kept(self, programme):
        with pytest.raises(ProtectedError):
            cast.negotiation().delete()

    def test_codes_are_not_shared(self, programme):
        with pytest.raises(ValidationError) as refused:
            cast.negotiation("third-talks", "fp")
        assert list(refused.value.message_dict) == ["code"]

    @pytest.mark.parametrize("code", ["FT", "f-t", "f t", "фт", "", "x" * 21, "ft\n"])
    def test_a_code_is_lower_case_letters_and_digits(self, code):
        with pytest.raises(ValidationError) as refused:
            cast.negotiation("third-talks", code)
        assert "code" in refused.value.message_dict

    @pytest.mark.parametrize(
        ("started", "ended"), [("2019", "2019"), ("2019-12-07", "2019-12-07"), ("2019-12-07", "2019"), (None, "2019"), ("2019", None)]
    )
    def test_an_end_may_lie_within_the_span_of_the_beginning(self, started, ended):
        assert cast.negotiation(started=started, ended=ended).pk

    @pytest.mark.parametrize(("started", "ended"), [("2019", "2018"), ("2019-12-07", "2019-12-06"), ("2020-01", "2019")])
    def test_but_not_before_it(self, started, ended):
        with pytest.raises(ValidationError, match="It ended before it started"):
            cast.negotiation(started=started, ended=ended)


class TestTerms:
    """A negotiation's own word for a status."""

    def term(self, label="deferred", status="suspended", under=None):
        under = under or cast.negotiation()
        return cast.make(Term, slug=f"{under.code}-{label}-{status}", negotiation=under, label=label, definition="As they say.", status=status)

    def test_a_word_means_one_thing_in_a_negotiation_and_another_elsewhere(self):
        self.term(status="suspended")
        assert self.term(status="negotiating", under=cast.negotiation("other-talks", "ot")).label == "deferred"
        with pytest.raises(ValidationError, match="already exists"):
            self.term(status="dropped")

    def test_two_words_may_mean_the_same(self):
        assert {self.term(label).status for label in ("closed", "settled")} == {"suspended"}

    def test_a_claim_in_a_word_keeps_the_word(self):
        word = self.term()
        cast.claim(status="suspended", term=word)
        with pytest.raises(ProtectedError):
            word.delete()

    def test_a_word_in_use_does_not_begin_to_mean_something_else(self):
        """It would make every claim in this word untrue at once; check_record would then name each of them."""
        word = self.term()
        claim = cast.claim(status="suspended", term=word)
        claim.status = "dropped"
        with pytest.raises(ValidationError, match="“deferred” means “suspended”, not “dropped”"):
            claim.save()


class TestTitles:
    """A road map's titles in other languages, as sources word them."""

    def title(self, text="Рынок газа", language="ru", kind="press"):
        return cast.make(RoadMapTitle, road_map=cast.road_map(), language=language, kind=kind, title=text)

    def test_several_in_one_language_have_their_own_numbers(self):
        assert [self.title(text).pk for text in ("Рынок газа", "Газ", "Рынок природного газа")] == ["ft-gas-1", "ft-gas-2", "ft-gas-3"]

    def test_it_is_called_by_its_words_and_language(self):
        assert str(self.title("Рынак газу", "be")) == "Рынак газу (be)"

    def test_it_goes_with_its_road_map(self):
        self.title().road_map.delete()
        assert not RoadMapTitle.objects.exists()

    def test_a_road_map_without_a_title_is_called_by_what_it_is_and_its_slug(self):
        assert str(cast.road_map("31", title="", title_basis="unknown")) == "chapter of unknown title (ft-31)"
