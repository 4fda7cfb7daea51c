"""Adopting, recording beside and withdrawing are deliberate acts with a reason."""

import pytest
from django.urls import reverse

from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db


def judge(client, judgement, *claims, reason="It is better attested."):
    address = reverse("admin:roadmaps_statusclaim_judge", args=[judgement])
    return client.post(f"{address}?{'&'.join(f'claim={claim.pk}' for claim in claims)}", {"reason": reason})


def judgement_of(claim):
    claim.refresh_from_db()
    return claim.judgement, claim.judgement_reason


def test_the_action_leads_to_the_question_and_shows_who_steps_down(admin_client):
    rival, claim = cast.adopted(status="agreed"), cast.claim(status="planned")
    response = admin_client.post(page(claim, "changelist"), {"action": "adopt", "_selected_action": [claim.pk]}, follow=True)
    assert "Steps down:" in response.content.decode()
    assert judgement_of(rival)[0] == "adopted"


def test_adopting_steps_the_rival_down(admin_client):
    rival, claim = cast.adopted(status="agreed"), cast.claim(status="planned")
    assert judge(admin_client, "adopted", claim).status_code == 302
    assert judgement_of(claim) == ("adopted", "It is better attested.")
    assert judgement_of(rival)[0] == "recorded"
    assert claim.history.latest().history_user == "admin"


def test_withdrawing_keeps_the_claim_with_its_reason(admin_client):
    claim = cast.adopted()
    judge(admin_client, "withdrawn", claim, reason="A mistranslation.")
    assert judgement_of(claim) == ("withdrawn", "A mistranslation.")


def test_no_judgement_without_a_reason(admin_client):
    claim = cast.claim()
    assert judge(admin_client, "adopted", claim, reason=" ").status_code == 200
    assert judgement_of(claim)[0] == "recorded"


def test_what_can_not_be_adopted_says_why_and_none_of_the_others_is(admin_client):
    sound, promise = cast.claim(), cast.claim(cast.road_map("oil"), effective_on="2021")
    response = judge(admin_client, "adopted", sound, promise)
    assert "about the future" in response.content.decode()
    assert judgement_of(sound)[0] == "recorded"


def test_the_judgement_is_no_field_of_a_form(admin_client):
    assert "judgement" not in admin_client.get(page(cast.claim())).context["adminform"].form.fields


def test_who_may_not_change_may_not_judge(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    claim = cast.claim()
    assert judge(client, "adopted", claim).status_code == 403
    assert judgement_of(claim)[0] == "recorded"
