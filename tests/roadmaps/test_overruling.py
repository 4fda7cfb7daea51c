"""Adopting over an adopted rival of the day is up to a reviewer, wherever it is tried."""

import pytest

from roadmaps import adoption
from roadmaps.models import StatusClaim
from tests import cast
from tests.roadmaps.admin import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def rival():
    return cast.adopted(status="agreed", slug="ft-rival")


@pytest.fixture
def claim(rival):
    return cast.claim(status="planned", slug="ft-claim")


def judgements():
    return dict(StatusClaim.objects.values_list("slug", "judgement"))


def test_a_reviewer_may_and_stands_in_the_history_of_both(rival, claim):
    adoption.adopt(claim, "Better attested.", by=cast.reviewer())
    assert judgements() == {"ft-rival": "recorded", "ft-claim": "adopted"}
    assert {record.history.latest().history_user for record in (rival, claim)} == {"rita-reviewer"}


def test_an_editor_may_not_and_is_told_what_stands_against_it(claim):
    with pytest.raises(adoption.MayNotOverrule, match=r"“ft-claim” disagrees .* \(ft-rival\)\. .* up to a reviewer"):
        adoption.adopt(claim, "Better attested.", by=cast.editor())
    assert judgements() == {"ft-rival": "adopted", "ft-claim": "recorded"}


def test_where_nobody_is_named_nobody_is_overruled(claim):
    with pytest.raises(adoption.MayNotOverrule):
        adoption.adopt(claim, "Better attested.")
    assert judgements()["ft-rival"] == "adopted"


def test_an_inactive_reviewer_may_not(claim):
    reviewer = cast.reviewer()
    reviewer.is_active = False
    with pytest.raises(adoption.MayNotOverrule):
        adoption.adopt(claim, by=reviewer)


def test_an_editor_adopts_where_nothing_adopted_of_the_day_disagrees():
    agreeing, other_day = cast.adopted(status="agreed"), cast.adopted(status="planned", effective_on="2019-12-19")
    claim = cast.claim(status="agreed", effective_on="2019-12-20")
    adoption.adopt(claim, "It says the same.", by=cast.editor())
    assert set(judgements().values()) == {"adopted"}
    assert set(judgements()) == {agreeing.pk, other_day.pk, claim.pk}


def test_an_editor_withdraws_and_records_beside_what_is_adopted(rival):
    adoption.record_beside(rival, "Only one source.", by=cast.editor())
    adoption.withdraw(rival, "A mistranslation.", by=cast.editor())
    assert judgements() == {"ft-rival": "withdrawn"}


# The same at the desk.


def judge(client, user, *claims):
    client.force_login(user)
    return desk.judge(client, "adopted", *claims)


def test_the_page_tells_an_editor_why_and_keeps_the_reason_that_was_typed(client, claim):
    response = judge(client, cast.editor(), claim)
    assert response.status_code == 200
    assert "up to a reviewer" in response.content.decode()
    assert "It is better attested." in response.content.decode()
    assert judgements() == {"ft-rival": "adopted", "ft-claim": "recorded"}


def test_of_several_claims_none_is_adopted_when_one_would_overrule(client, claim):
    harmless = cast.claim(cast.road_map("oil"), slug="ft-harmless")
    judge(client, cast.editor(), harmless, claim)
    assert judgements() == {"ft-rival": "adopted", "ft-claim": "recorded", "ft-harmless": "recorded"}


def test_a_reviewer_adopts_over_a_rival_on_the_page(client, claim):
    assert judge(client, cast.reviewer(), claim).status_code == 302
    assert judgements() == {"ft-rival": "recorded", "ft-claim": "adopted"}
