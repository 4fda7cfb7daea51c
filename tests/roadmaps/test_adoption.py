"""Judging claims: adopt, record beside, withdraw. At most one of those that disagree on a day is adopted."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps import adoption
from roadmaps.models import Judgement, Negotiation, RoadMap, StatusClaim
from tests import cast

pytestmark = pytest.mark.django_db


def judgements():
    return dict(StatusClaim.objects.values_list("slug", "judgement"))


def test_a_new_claim_is_recorded_beside():
    assert cast.claim().judgement == Judgement.RECORDED


def test_adopting_makes_it_count_with_its_reason_in_history():
    claim = cast.claim()
    assert adoption.adopt(claim, "The minister said it on television.") == []
    claim.refresh_from_db()
    assert (claim.judgement, claim.judgement_reason) == ("adopted", "The minister said it on television.")
    assert claim.history.latest().history_change_reason == "adopted: The minister said it on television."


def test_its_rivals_step_down_and_say_for_whom():
    rival = cast.adopted(status="negotiating", slug="ft-rival")
    claim = cast.claim(status="agreed", slug="ft-better")
    assert adoption.adopt(claim, "Better attested.", by=cast.reviewer()) == [rival]
    assert judgements() == {"ft-rival": "recorded", "ft-better": "adopted"}
    assert StatusClaim.objects.get(pk="ft-rival").judgement_reason == "Stepped down for ft-better. Better attested."


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("the same status repeated", {"status": "agreed"}),
        ("another day", {"status": "planned", "effective_on": "2019-12-19"}),
        ("a month that ends on another day", {"status": "planned", "effective_on": "2019-11"}),
    ],
)
def test_what_does_not_disagree_on_the_day_stays_adopted(name, other):
    kept = cast.adopted(**{"effective_on": "2019-12-20", "said_on": "2019-12-21", **other})
    assert adoption.adopt(cast.claim(status="agreed", effective_on="2019-12-20")) == []
    kept.refresh_from_db()
    assert kept.judgement == "adopted", name


def test_a_claim_on_another_road_map_is_no_rival():
    cast.adopted(cast.road_map("oil"), "planned")
    assert adoption.adopt(cast.claim(cast.road_map("gas"), "agreed")) == []


def test_another_dispute_of_the_same_day_is_a_rival():
    cast.topic("oil")
    rival = cast.adopted(status="disputed", disputed_on="gas")
    rival_of = cast.claim(status="disputed", disputed_on=[cast.topic("gas").pk, "oil"])
    assert adoption.adopt(rival_of, by=cast.reviewer()) == [rival]


def test_a_month_and_its_last_day_are_the_same_day():
    rival = cast.adopted(status="planned", effective_on="2019-12", said_on="2020-01-01")
    assert adoption.adopt(cast.claim(status="agreed", effective_on="2019-12-31", said_on="2020-01-01"), by=cast.reviewer()) == [rival]


@pytest.mark.parametrize("beside", [{"about": "the price"}, {"effective_on": "2020-01-01", "said_on": "2019-12-20"}, {"effective_on": "2020"}])
def test_a_claim_about_a_part_or_the_future_is_refused_and_its_rivals_stay(beside):
    rival = cast.adopted(status="planned", effective_on=beside.get("effective_on", "2019-12-20"), said_on="2020-12-31")
    claim = cast.claim(status="agreed", **{"said_on": "2019-12-20", **beside})
    with pytest.raises(ValidationError, match="can not be adopted: record it beside, and file a promise as an event of kind deadline"):
        adoption.adopt(claim, by=cast.reviewer())
    assert judgements() == {rival.pk: "adopted", claim.pk: "recorded"}


def test_recording_beside_and_adopting_again():
    claim = cast.adopted()
    adoption.record_beside(claim, "Only one source.")
    assert RoadMap.objects.as_of().get().standing is None
    adoption.adopt(claim)
    assert RoadMap.objects.as_of().get().standing == claim


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_withdrawing_needs_a_reason(reason):
    claim = cast.adopted()
    with pytest.raises(ValidationError, match="Say why the claim is withdrawn"):
        adoption.withdraw(claim, reason)
    assert judgements() == {claim.pk: "adopted"}


def test_what_is_withdrawn_counts_nowhere():
    kept, struck = cast.adopted(status="agreed", by="northland"), cast.claim(status="planned", by="northland", said_on="2019-12-21")
    assert RoadMap.objects.as_of().get().contradicting == 1
    adoption.withdraw(struck, "A mistranslation.")
    found = RoadMap.objects.as_of(according_to="northland").get()
    assert (found.standing, found.contradicting) == (kept, 0)


def test_each_judgement_moves_the_revision_once():
    cast.adopted(status="planned")
    claim = cast.claim(status="agreed")
    before = Negotiation.objects.get().revision
    adoption.adopt(claim, by=cast.reviewer())
    assert Negotiation.objects.get().revision == before + 1
    assert {row.revision for row in StatusClaim.history.filter(revision__gt=before)} == {before + 1}


def test_saving_a_rival_as_adopted_is_refused_and_names_the_other():
    rival = cast.adopted(status="planned", slug="ft-rival")
    with pytest.raises(ValidationError, match="“ft-rival” of the same day is adopted and disagrees"):
        cast.adopted(status="agreed")
    assert judgements() == {rival.pk: "adopted"}


def test_an_edit_that_makes_an_adopted_claim_a_rival_is_refused():
    cast.adopted(status="planned", effective_on="2019-12-20")
    other = cast.adopted(status="agreed", effective_on="2019-12-19")
    other.effective_on = "2019-12-20"
    with pytest.raises(ValidationError, match="is adopted and disagrees"):
        other.save()


def test_an_edit_that_moves_an_adopted_claim_into_the_future_is_refused():
    claim = cast.adopted(effective_on="2019-12-20")
    claim.effective_on = "2020-01-01"
    with pytest.raises(ValidationError, match="about the future"):
        claim.save()
    assert str(StatusClaim.objects.get().effective_on) == "2019-12-20"


def test_a_judgement_on_a_claim_that_changed_meanwhile_is_refused():
    claim = cast.claim()
    other = StatusClaim.objects.get()
    other.note = "Seen on page 3."
    other.save()
    with pytest.raises(ValidationError, match="changed by somebody else"):
        adoption.adopt(claim)
    assert judgements() == {claim.pk: "recorded"}
