"""Adopting, recording beside and withdrawing are deliberate acts: what changes is shown first, a reason is asked for."""

import pytest
from django.contrib.messages import get_messages

from roadmaps import adoption
from roadmaps.admin.rows import MOST_ROWS
from roadmaps.models import Negotiation, StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import judge, judging, page, seen_on, text_of

pytestmark = pytest.mark.django_db


def judgement_of(claim):
    claim.refresh_from_db()
    return claim.judgement, claim.judgement_reason


@pytest.fixture
def rival():
    """What the record adopts of gas on 20 December 2019."""
    minister = cast.statement("2019-12-20", by="northland", speaker=cast.speaker(), wording="The price is all that is left.", sources=0)
    cast.cite(minister, cast.source(title="Minister hopeful", publisher="The Daily Herring"))
    return cast.adopted(status="agreed", statement=minister, slug="ft-rival")


@pytest.fixture
def claim(rival):
    return cast.claim(status="planned", slug="ft-claim")


class TestShowing:
    def test_who_steps_down_with_speaker_day_source_and_judgement(self, admin_client, claim):
        shown = text_of(admin_client.get(judging("adopted", claim)))
        rivals = shown[shown.index("Steps down: adopted for the same day") : shown.index("What this changes")]
        for said in (
            "agreed, 2019-12-20",
            "Nora North, 2019-12-20",
            "for Northland",
            "The price is all",
            "The Daily Herring: Minister hopeful",
            "adopted",
        ):
            assert said in rivals

    def test_how_it_stands_before_and_after(self, admin_client, claim):
        changes = admin_client.get(judging("adopted", claim)).context["question"].changes
        assert [(moved.before.pk, moved.after.pk) for moved in changes.standings] == [("ft-rival", "ft-claim")]

    def test_how_it_stood_on_a_day_since_overtaken(self, admin_client, claim):
        cast.adopted(status="approved", effective_on="2020-03-01")
        shown = text_of(admin_client.get(judging("adopted", claim)))
        assert "No standing of today changes." in shown
        assert "Gas 2019-12-20 agreed, 2019-12-20, Nora North (Northland) planned, 2019-12-20" in shown

    def test_where_nothing_stands_afterwards_it_says_so(self, admin_client, rival):
        shown = text_of(admin_client.get(judging("withdrawn", rival)))
        assert "nothing recorded" in shown
        assert "steps down" not in shown

    def test_looking_stores_nothing(self, admin_client, claim):
        before = Negotiation.objects.get().revision
        admin_client.get(judging("adopted", claim))
        assert judgement_of(claim)[0] == "recorded"
        assert StatusClaim.history.filter(slug=claim.pk).count() == 1
        assert Negotiation.objects.get().revision == before

    def test_a_statement_with_many_sources_names_some_and_counts_them(self, admin_client):
        claim = cast.claim(statement=cast.statement(sources=12))
        shown = admin_client.get(judging("adopted", claim)).content.decode()
        assert shown.count("The Journal") == 10
        assert "12 in all" in shown


class TestJudging:
    def test_adopting_steps_the_rival_down(self, admin_client, rival, claim):
        assert judge(admin_client, "adopted", claim).status_code == 302
        assert judgement_of(claim) == ("adopted", "It is better attested.")
        assert judgement_of(rival)[0] == "recorded"
        assert claim.history.latest().history_user == "admin"

    def test_withdrawing_keeps_the_claim_with_its_reason(self, admin_client, rival):
        judge(admin_client, "withdrawn", rival, reason="A mistranslation.")
        assert judgement_of(rival) == ("withdrawn", "A mistranslation.")

    def test_recording_beside(self, admin_client, rival):
        judge(admin_client, "recorded", rival, reason="Only one source.")
        assert judgement_of(rival) == ("recorded", "Only one source.")

    def test_the_message_links_to_all_that_changed(self, admin_client, rival, claim):
        (message,) = get_messages(judge(admin_client, "adopted", claim).wsgi_request)
        assert text_of(str(message)).startswith(
            "Adopted: ft-gas: planned (2019-12-20) . Stepped down: ft-gas: agreed (2019-12-20) . Stands otherwise: Gas"
        )
        assert all(f'href="{page(record)}"' in str(message) for record in (claim, rival, claim.road_map))

    def test_no_judgement_without_a_reason(self, admin_client):
        claim = cast.claim()
        for judgement in ("adopted", "withdrawn"):
            assert "This field is required." in judge(admin_client, judgement, claim, reason=" ").content.decode()
            assert judgement_of(claim)[0] == "recorded"

    def test_what_can_not_be_adopted_says_why_and_none_of_the_others_is(self, admin_client):
        sound, promise = cast.claim(), cast.claim(cast.road_map("oil"), effective_on="2021")
        assert "about the future" in judge(admin_client, "adopted", sound, promise).content.decode()
        assert judgement_of(sound)[0] == "recorded"

    def test_of_claims_that_disagree_one_is_adopted_at_most(self, admin_client, rival, claim):
        for chosen in ([cast.claim(status="dropped"), claim], [claim, rival]):
            assert "disagree about the same day: adopt one of them" in text_of(judge(admin_client, "adopted", *chosen))
        assert judgement_of(rival)[0] == "adopted"

    def test_the_judgement_is_no_field_of_a_form(self, admin_client):
        assert "judgement" not in admin_client.get(page(cast.claim())).context["adminform"].form.fields


class TestWhatChangedMeanwhile:
    """What is confirmed is what was shown; else it is shown anew, with the reason that was typed."""

    def confirm(self, client, seen, *claims, judgement="adopted"):
        response = judge(client, judgement, *claims, reason="Better attested.", seen=seen)
        assert response.status_code == 200
        assert "differs from what you were shown" in text_of(response)
        assert 'value="Better attested."' in response.content.decode()
        return response

    def test_another_editor_adopted_a_rival(self, admin_client):
        claim = cast.claim(status="planned")
        seen = seen_on(admin_client.get(judging("adopted", claim)))
        rival = cast.adopted(status="agreed")
        again = self.confirm(admin_client, seen, claim)
        assert judgement_of(rival)[0] == "adopted"
        assert judge(admin_client, "adopted", claim, seen=seen_on(again)).status_code == 302
        assert judgement_of(rival)[0] == "recorded"

    def test_another_editor_withdrew_the_rival(self, admin_client, rival, claim):
        seen = seen_on(admin_client.get(judging("adopted", claim)))
        adoption.withdraw(rival, "A mistranslation.")
        self.confirm(admin_client, seen, claim)
        assert judgement_of(claim)[0] == "recorded"

    def test_another_editor_judged_the_claim_itself(self, admin_client, rival):
        seen = seen_on(admin_client.get(judging("withdrawn", rival)))
        adoption.record_beside(rival, "Only one source.")
        self.confirm(admin_client, seen, rival, judgement="withdrawn")
        assert judgement_of(rival) == ("recorded", "Only one source.")

    def test_another_editor_changed_what_the_claim_says(self, admin_client, rival, claim):
        seen = seen_on(admin_client.get(judging("adopted", claim)))
        claim.status = "dropped"
        claim.save()
        self.confirm(admin_client, seen, claim)

    def test_a_source_was_added(self, admin_client, rival, claim):
        seen = seen_on(admin_client.get(judging("adopted", claim)))
        cast.cite(rival.statement, cast.source())
        self.confirm(admin_client, seen, claim)

    def test_a_claim_is_gone(self, admin_client, rival, claim):
        seen = seen_on(admin_client.get(judging("withdrawn", claim, rival)))
        StatusClaim.objects.filter(pk=claim.pk).delete()
        self.confirm(admin_client, seen, claim, rival, judgement="withdrawn")
        assert judgement_of(rival)[0] == "adopted"

    def test_what_nobody_looked_at_is_not_done(self, admin_client, claim):
        self.confirm(admin_client, "x", claim)
        assert judgement_of(claim)[0] == "recorded"


class TestTheListsActions:
    def choose(self, client, action, *claims, **more):
        data = {"action": action, "_selected_action": [claim.pk for claim in claims], **more}
        return client.post(f"{page(StatusClaim, 'changelist')}?judgement__exact=recorded", data, follow=True)

    def test_they_lead_to_the_question_and_back_to_the_list_as_it_was(self, admin_client, rival, claim):
        response = self.choose(admin_client, "adopt", claim)
        assert "Steps down:" in response.content.decode()
        assert response.context["way_back"] == f"{page(StatusClaim, 'changelist')}?judgement__exact=recorded"
        assert judgement_of(rival)[0] == "adopted"

    def test_at_most_fifty_are_judged_at_once(self, admin_client):
        claims = [cast.claim(effective_on=f"20{number:02}") for number in range(MOST_ROWS + 1)]
        assert "at most 50" in text_of(self.choose(admin_client, "withdraw", *claims))
        assert len(self.choose(admin_client, "withdraw", *claims[1:]).context["question"].claims) == MOST_ROWS


def test_who_may_not_change_may_not_judge(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    claim = cast.claim()
    assert judge(client, "adopted", claim).status_code == 403
    assert judgement_of(claim)[0] == "recorded"


def test_what_is_no_judgement_is_no_page(admin_client):
    assert admin_client.get(judging("applauded", cast.claim())).status_code == 404


def test_without_a_claim_there_is_nothing_to_confirm(admin_client):
    response = admin_client.get(judging("adopted"))
    assert "No claim is chosen" in response.content.decode()
    assert 'type="submit" class="default"' not in response.content.decode()
