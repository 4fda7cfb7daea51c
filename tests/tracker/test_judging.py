"""Claims are judged by what is done to them, never by a field: adopt, record beside, withdraw."""

import pytest
from django.contrib.auth.models import Permission

from roadmaps.models import StatusClaim
from tests import cast
from tests.tracker.api import read
from tests.tracker.writing import Writer, complaints, editor, good, problem, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return cast.claim(cast.road_map("gas"), "agreed", "2019-12-20", slug="ft-claim")


def judgement() -> str:
    return StatusClaim.objects.get(pk="ft-claim").judgement


def test_to_adopt_a_claim_moves_the_standing(claim):
    answer = editor().post("status-claims/ft-claim/adopt/", version=1, reason="Confirmed.")
    judged = good(answer)
    changes = judged.pop("changes")
    assert judged == read("status-claims/ft-claim/")
    assert (judged["judgement"], judged["judgement_reason"], judged["relation"], judged["version"]) == ("adopted", "Confirmed.", "in_force", 2)
    assert answer["ETag"].startswith('"2-')
    assert [(moved["before"], moved["after"]["claim"]["slug"]) for moved in changes["standings"]] == [(None, "ft-claim")]


def test_who_and_why_stand_in_the_history(claim):
    editor().post("status-claims/ft-claim/adopt/", version=1, reason="Confirmed.")
    row = StatusClaim.history.first()
    assert (row.history_user_id, row.history_change_reason) == ("ed-editor", "adopted: Confirmed.")


def test_to_record_a_claim_beside_takes_it_out_of_the_ledger(claim):
    editor().post("status-claims/ft-claim/adopt/", version=1)
    (moved,) = good(editor().post("status-claims/ft-claim/record-beside/", version=2))["changes"]["standings"]
    assert (moved["before"]["claim"]["slug"], moved["after"]) == ("ft-claim", None)
    assert judgement() == "recorded"


def test_to_withdraw_a_claim_takes_a_reason(claim):
    assert complaints(editor().post("status-claims/ft-claim/withdraw/", version=1))["reason"]
    assert judgement() == "recorded"
    assert good(editor().post("status-claims/ft-claim/withdraw/", version=1, reason="Misread."))["judgement"] == "withdrawn"


def test_an_editor_does_not_adopt_over_a_rival(claim):
    cast.adopted(cast.road_map("gas"), "dropped", "2019-12-20", slug="ft-rival")
    assert "ft-rival" in problem(editor().post("status-claims/ft-claim/adopt/", version=1), 403)["detail"]
    assert judgement() == "recorded"


def test_a_reviewer_does_and_the_rival_steps_down(claim):
    cast.adopted(cast.road_map("gas"), "dropped", "2019-12-20", slug="ft-rival")
    changes = good(reviewer().post("status-claims/ft-claim/adopt/", version=1))["changes"]
    assert {change["claim"]["slug"]: change["judgement"] for change in changes["claims"]} == {"ft-claim": "adopted", "ft-rival": "recorded"}
    assert changes["standings"][0]["before"]["claim"]["slug"] == "ft-rival"


def test_a_claim_about_a_part_is_not_adopted():
    cast.claim(slug="ft-claim", about="the price")
    assert "can not be adopted" in problem(editor().post("status-claims/ft-claim/adopt/", version=1))["detail"]
    assert judgement() == "recorded"


def test_who_judges_says_which_version_he_has_read(claim):
    for action in ("adopt", "record-beside", "withdraw"):
        assert problem(reviewer().post(f"status-claims/ft-claim/{action}/", reason="So."), 428)
        assert problem(reviewer().post(f"status-claims/ft-claim/{action}/", version=7, reason="So."), 412)
    assert judgement() == "recorded"


def test_nobody_judges_without_signing_in_or_without_a_role(claim):
    for writer, refused in ((Writer(), 401), (Writer(cast.user("stranger")), 403)):
        assert problem(writer.post("status-claims/ft-claim/adopt/", version=1), refused)


def test_to_judge_is_to_change_and_not_to_add(claim):
    clerk = cast.user("clerk")
    clerk.user_permissions.set(Permission.objects.filter(codename="add_statusclaim"))
    assert problem(Writer(clerk).post("status-claims/ft-claim/adopt/", version=1), 403)
    clerk = cast.user("judge")
    clerk.user_permissions.set(Permission.objects.filter(codename="change_statusclaim"))
    good(Writer(clerk).post("status-claims/ft-claim/adopt/", version=1))


def test_a_judgement_is_no_field(claim):
    assert "judgement" in complaints(editor().patch("status-claims/ft-claim/", {"judgement": "adopted"}))
    assert judgement() == "recorded"


def test_a_claim_that_there_is_not_is_not_judged():
    assert problem(editor().post("status-claims/ft-claim/adopt/", version=1), 404)
