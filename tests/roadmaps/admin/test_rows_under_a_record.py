"""What stands under a record is added, corrected and deleted on its page, under its reason."""

import pytest

from roadmaps.models import AgendaItem, Citation, Negotiation, Poll, PollAnswer, Position, RoadMapTitle, Statement, StatusClaim, Tally
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


def send(client, record, **typed):
    """Posts the page as it is, with what is typed into it; ``citations-0-source`` is written citations_0_source."""
    given = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(page(record), filled_in(client, page(record)) | given)


def added(prefix, number, **typed):
    """One more row in the table of that name."""
    return {f"{prefix}__TOTAL_FORMS": number + 1, **{f"{prefix}__{number}__{name}": value for name, value in typed.items()}}


@pytest.fixture
def poll():
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="For or against?", pollster="The Asker", population="all")
    for answer, percent in (("For", 60), ("Against", 30)):
        cast.make(PollAnswer, poll=poll, answer=answer, percent=percent)
    return poll


def answers():
    return [(answer.pk, answer.answer, str(answer.percent)) for answer in PollAnswer.objects.all()]


class TestAnswers:
    def test_one_is_added_with_the_next_number(self, admin_client, poll):
        response = send(admin_client, poll, **added("answers", 2, answer="Neither", percent="9.5", bound="at_most"), reason="From the table.")
        assert response.status_code == 302, errors(response)
        assert answers()[2] == ("ft-poll-3", "Neither", "9.50")
        assert PollAnswer.objects.get(pk="ft-poll-3").history.get().history_change_reason == "From the table."

    def test_one_is_corrected_and_the_other_is_not_written(self, admin_client, poll):
        send(admin_client, poll, answers__1__percent="31", reason="A misprint.")
        assert answers() == [("ft-poll-1", "For", "60.00"), ("ft-poll-2", "Against", "31.00")]
        assert [PollAnswer.history.filter(slug=f"ft-poll-{number}").count() for number in (1, 2)] == [1, 2]
        assert PollAnswer.history.latest().history_change_reason == "A misprint."

    def test_one_is_deleted_with_the_reason(self, admin_client, poll):
        send(admin_client, poll, answers__0__DELETE="on", reason="Not in the source.")
        assert [slug for slug, *_ in answers()] == ["ft-poll-2"]
        gone = PollAnswer.history.get(history_type="-")
        assert (gone.slug, gone.history_change_reason, gone.history_user) == ("ft-poll-1", "Not in the source.", "admin")

    def test_a_wrong_one_is_refused_by_its_field_and_nothing_else_is_stored(self, admin_client, poll):
        response = send(admin_client, poll, answers__0__percent="101", answers__1__percent="31", question="Otherwise?")
        assert "less than or equal to 100" in errors(response)
        assert [percent for *_, percent in answers()] == ["60.00", "30.00"]
        assert Poll.objects.get().question == "For or against?"

    def test_one_that_somebody_else_changed_meanwhile_is_refused(self, admin_client, poll):
        data = filled_in(admin_client, page(poll))
        other = PollAnswer.objects.get(pk="ft-poll-1")
        other.percent = 61
        other.save()
        response = admin_client.post(page(poll), data | {"answers-0-percent": "62"})
        assert "Answer ft-poll-1: somebody else changed this in between" in errors(response)
        assert answers()[0][2] == "61.00"

    def test_the_page_moves_the_negotiation_once_and_each_row_bears_that_revision(self, admin_client, poll):
        before = Negotiation.objects.get().revision
        send(admin_client, poll, question="Otherwise?", answers__0__percent="59")
        written = {poll.history.latest().revision, PollAnswer.history.latest().revision}
        assert written == {Negotiation.objects.get().revision} == {before + 1}


class TestSources:
    """Every kind of record that cites does so on its own page."""

    def test_a_source_is_added_to_a_summit_and_an_agenda_with_it(self, admin_client):
        summit, gas, source = cast.summit(), cast.road_map(), cast.source()
        typed = {**added("citations", 0, source=source.pk, locator="p. 1"), **added("agenda", 0, road_map=gas.pk, basis="implied")}
        response = send(admin_client, summit, **typed)
        assert response.status_code == 302, errors(response)
        assert [(cited.pk, cited.locator) for cited in summit.citations.all()] == [("ft-summit-1", "p. 1")]
        assert [(item.road_map_id, item.basis) for item in summit.agenda.all()] == [("ft-gas", "implied")]

    def test_a_road_map_twice_on_one_agenda_is_refused(self, admin_client):
        summit, gas = cast.summit(), cast.road_map()
        cast.make(AgendaItem, summit=summit, road_map=gas)
        response = send(admin_client, summit, **added("agenda", 1, road_map=gas.pk, basis="stated"))
        assert "duplicate" in errors(response) or "already" in errors(response)
        assert summit.agenda.count() == 1

    def test_the_last_source_of_a_statement_is_not_deleted(self, admin_client):
        spoken = cast.statement()
        assert "at least one source" in errors(send(admin_client, spoken, citations__0__DELETE="on", citations__TOTAL_FORMS=1))
        assert spoken.citations.count() == 1

    def test_one_of_two_is(self, admin_client):
        spoken = cast.statement(sources=2)
        response = send(admin_client, spoken, citations__0__DELETE="on", citations__TOTAL_FORMS=2, reason="A mirror of the other.")
        assert response.status_code == 302, errors(response)
        assert spoken.citations.count() == 1
        assert Citation.history.get(history_type="-").history_change_reason == "A mirror of the other."

    def test_the_same_place_is_not_cited_twice(self, admin_client):
        spoken = cast.statement()
        source = spoken.citations.get().source_id
        assert "cited here already" in errors(send(admin_client, spoken, **added("citations", 1, source=source)))
        assert send(admin_client, spoken, **added("citations", 1, source=source, locator="p. 2")).status_code == 302

    def test_a_dated_source_added_on_the_page_gives_the_day_of_publication(self, admin_client):
        claim = cast.claim()
        dated = cast.source(published_on="2019-12-23")
        response = send(admin_client, claim.statement, **added("citations", 1, source=dated.pk), reported_on="")
        assert response.status_code == 302, errors(response)
        assert str(Statement.objects.get().reported_on) == "2019-12-23"
        assert str(StatusClaim.objects.get().reported_on_last) == "2019-12-23"

    def test_a_title_is_added_to_a_road_map(self, admin_client):
        gas = cast.road_map()
        response = send(admin_client, gas, **added("titles", 0, language="ru", kind="press", title="Рынок газа"))
        assert response.status_code == 302, errors(response)
        assert RoadMapTitle.objects.get().pk == "ft-gas-1"

    def test_an_event_that_cites_is_deleted_with_its_citations(self, admin_client):
        event = cast.event()
        cast.make(Citation, event=event, source=cast.source("kept"))
        assert admin_client.post(page(event, "delete", event.pk), {"post": "yes", "reason": "Entered twice."}).status_code == 302
        assert not Citation.objects.exists()
        assert type(event).history.latest().history_type == "-"


class TestWhatAStatementAsserts:
    def test_a_claim_a_tally_and_a_position_are_added_at_once(self, admin_client):
        spoken, gas, north = cast.statement(slug="ft-speech"), cast.road_map(), cast.party()
        typed = {
            **added(
                "claims", 0, slug="ft-c", road_map=gas.pk, status="disputed", disputed_on=[cast.topic().pk], effective_on="2019-12-20", basis="stated"
            ),
            **added("tallies", 0, slug="ft-t", unit="item", stage="agreed", agreed_min="16", agreed_max="16", total="31", basis="stated"),
            **added("positions", 0, slug="ft-p", party=north.pk, stance="opposes", summary="Too dear."),
        }
        response = send(admin_client, spoken, **typed, reason="From the speech.")
        assert response.status_code == 302, errors(response)
        made = [model.objects.get() for model in (StatusClaim, Tally, Position)]
        assert [record.pk for record in made] == ["ft-c", "ft-t", "ft-p"]
        assert (made[0].disputed_on, made[0].judgement, made[1].worded_count()) == ("gas", "recorded", "16 of 31")
        assert {record.history.get().history_change_reason for record in made} == {"From the speech."}

    def test_what_breaks_a_rule_leaves_the_others_unstored_too(self, admin_client):
        spoken, gas = cast.statement(), cast.road_map()
        typed = {
            **added("claims", 0, slug="ft-c", road_map=gas.pk, status="agreed", effective_on="2019-12-20", basis="stated"),
            **added("tallies", 0, slug="ft-t", unit="item", stage="agreed", agreed_min="32", agreed_max="32", total="31", basis="stated"),
        }
        assert "More are agreed" in errors(send(admin_client, spoken, **typed))
        assert not StatusClaim.objects.exists()
        assert not Tally.objects.exists()

    def test_an_adopted_claim_is_not_moved_onto_the_day_of_a_rival(self, admin_client):
        cast.adopted(status="planned", effective_on="2019-12-20")
        other = cast.adopted(status="agreed", effective_on="2019-12-19")
        response = send(admin_client, other.statement, claims__0__effective_on="2019-12-20", said_on="2019-12-20")
        assert "is adopted and disagrees" in errors(response)
        other.refresh_from_db()
        assert str(other.effective_on) == "2019-12-19"

    def test_nor_on_its_own_page(self, admin_client):
        """The judgement is no field of the form; what is wrong with it is said above all fields."""
        cast.adopted(status="planned", effective_on="2019-12-20")
        other = cast.adopted(status="agreed", effective_on="2019-12-19")
        response = send(admin_client, other, effective_on="2019-12-20", note="Typed.")
        assert "is adopted and disagrees" in errors(response)
        assert "Typed." in response.content.decode()
