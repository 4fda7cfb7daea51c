"""Taking a record back to an earlier revision: its columns, its links and the rows under it, by today's rules."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps import adoption, revisions
from roadmaps.models import (
    AgendaItem,
    Citation,
    Negotiation,
    Poll,
    PollAnswer,
    Position,
    RoadMap,
    RoadMapTitle,
    Source,
    Statement,
    StatusClaim,
    Tally,
)
from roadmaps.past import Past, written_fields
from roadmaps.reverting import revert
from roadmaps.rules import offences
from tests import cast

pytestmark = pytest.mark.django_db


def revision():
    return Negotiation.objects.get().revision


def take_back(record, to, reason="It was right before.", **options):
    past = Past(type(record), record.pk)
    revert(past, to, reason, **options)
    assert offences() == []


def values(records):
    return [tuple(getattr(record, field.attname) for field in [*written_fields(type(record)), record._meta.pk]) for record in records]


def everything_under(statement):
    return [values(model.objects.filter(statement=statement)) for model in (Citation, StatusClaim, Tally, Position)]


@pytest.fixture
def spoken():
    """A statement with two sources, two claims, a tally and a position."""
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    spoken = cast.statement(sources=2, slug="ft-spoken", wording="As it was", note="A long note.")
    cast.claim(gas, statement=spoken, slug="ft-gas-agreed")
    cast.claim(oil, "disputed", statement=spoken, slug="ft-oil-disputed")
    cast.tally(statement=spoken)
    cast.make(Position, slug="ft-position", statement=spoken, party=cast.party(), summary="Cheaper gas.")
    return spoken


def test_a_changed_record_gets_its_columns_and_links_back():
    source = cast.source("the-source", title="As it was", published_on="2019-12")
    at = source.history.latest().revision
    source.title, source.published_on, source.quality = "As it is", None, "mirror"
    source.save()
    take_back(source, at)
    source = Source.objects.get()
    assert (source.title, str(source.published_on), source.quality, source.version) == ("As it was", "2019-12", "press", 3)


def test_a_set_of_topics_comes_back_with_the_claim(spoken):
    claim, at = StatusClaim.objects.get(pk="ft-oil-disputed"), revision()
    cast.topic("oil")
    claim.disputed_on = "gas oil"
    claim.save()
    take_back(claim, at)
    claim.refresh_from_db()
    assert claim.disputed_on == "gas"


def test_rows_removed_come_back_rows_added_go_and_rows_changed_change_back(spoken):
    before, at = everything_under(spoken), revision()
    spoken.refresh_from_db()
    spoken.wording = "As it is"
    spoken.save()
    kept, removed = spoken.citations.all()
    removed.delete()
    kept.locator = "page 5"
    kept.save()
    cast.make(Citation, statement=spoken, source=cast.source(), locator="under the key of the one removed")
    StatusClaim.objects.get(pk="ft-gas-agreed").delete()
    cast.claim(cast.road_map("fish"), statement=spoken, slug="ft-fish")
    Tally.objects.get().delete()
    Position.objects.get().delete()
    take_back(spoken, at)
    assert everything_under(spoken) == before
    assert Statement.objects.get().wording == "As it was"


def test_a_deleted_record_comes_back_with_all_that_stood_under_it(spoken):
    before, at = everything_under(spoken), revision()
    Statement.objects.get().delete()
    assert not Citation.objects.exists()
    take_back(spoken, at)
    assert everything_under(spoken) == before
    assert (Statement.objects.get().wording, Statement.objects.get().reported_on) == (spoken.wording, spoken.reported_on)


def test_what_stands_two_steps_below_comes_back_as_well():
    gas = cast.road_map("gas")
    title = cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
    cast.make(Citation, road_map_title=title, source=cast.source("the-source"))
    at = revision()
    title.delete()
    take_back(gas, at)
    assert RoadMapTitle.objects.get().citations.get().source_id == "the-source"


def test_answers_and_agenda_items_come_back():
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="P", population="Northland")
    answer = cast.make(PollAnswer, poll=poll, answer="North", percent=51)
    item = cast.make(AgendaItem, summit=cast.summit(), road_map=cast.road_map("gas"), note="First.")
    at = revision()
    answer.delete()
    item.delete()
    cast.make(AgendaItem, summit=item.summit, road_map=cast.road_map("oil"))  # takes the key of the other
    take_back(poll, at)
    take_back(item.summit, at)
    assert (PollAnswer.objects.get().percent, AgendaItem.objects.get().road_map_id, AgendaItem.objects.get().note) == (51, "ft-gas", "First.")


def test_it_is_one_revision_and_every_row_says_why(spoken):
    at = revision()
    Statement.objects.get().delete()
    before = revision()
    take_back(spoken, at, "Deleted by mistake.")
    assert revision() == before + 1
    rows = [model.history.latest() for model in (Statement, Citation, StatusClaim, Tally, Position)]
    assert {(row.revision, row.history_change_reason) for row in rows} == {(before + 1, f"Reverted to revision {at}. Deleted by mistake.")}


def test_what_was_gone_by_then_does_not_come_back(spoken):
    Tally.objects.get().delete()
    at = revision()
    Position.objects.get().delete()
    take_back(spoken, at)
    assert (Tally.objects.count(), Position.objects.count()) == (0, 1)


def test_the_revision_of_its_own_deletion_is_none_to_go_back_to(spoken):
    Statement.objects.get().delete()
    with pytest.raises(ValidationError, match="did not exist"):
        take_back(spoken, revision())


def test_nothing_is_written_of_rows_that_are_as_they_were(spoken):
    at = revision()
    Tally.objects.get().delete()
    take_back(spoken, at)
    assert Statement.history.count() == 1
    assert Citation.history.count() == 2


def test_a_form_from_before_the_deletion_is_still_stale(spoken):
    tally, at = Tally.objects.get(), revision()
    Tally.objects.get().delete()
    take_back(spoken, at)
    tally.note = "Typed before it was deleted."
    with pytest.raises(ValidationError):
        tally.save()


# What the rules refuse today is refused, and nothing is stored.


def test_a_link_that_is_gone_is_named_and_nothing_is_stored(spoken):
    at = revision()
    gone = spoken.citations.last().source_id
    spoken.citations.last().delete()
    Source.objects.get(pk=gone).delete()
    Tally.objects.get().delete()
    before = revision()
    with pytest.raises(ValidationError, match=f"citation “ft-spoken-2”: There is no source “{gone}”"):
        take_back(spoken, at)
    assert not Tally.objects.exists()
    assert revision() == before


def test_a_deleted_record_whose_own_link_is_gone_is_refused(spoken):
    spoken.refresh_from_db()
    spoken.speaker = cast.speaker()
    spoken.save()
    at = revision()
    Statement.objects.get().delete()
    cast.speaker().delete()
    with pytest.raises(ValidationError, match="There is no speaker"):
        take_back(spoken, at)


def test_a_statement_is_not_taken_back_to_when_it_had_no_source():
    spoken = cast.statement()
    with pytest.raises(ValidationError, match="at least one source"):
        take_back(spoken, spoken.history.earliest().revision)
    assert spoken.citations.exists()


def test_a_revision_before_it_existed_is_refused():
    source = cast.source()
    with pytest.raises(ValidationError, match="did not exist"):
        take_back(source, source.history.latest().revision - 1)


def test_what_somebody_wrote_in_between_is_not_taken_back_unseen(spoken):
    at = seen = revision()
    tally = Tally.objects.get()
    tally.note = "Meanwhile."
    tally.save()
    with pytest.raises(ValidationError, match="in between"):
        take_back(spoken, at, seen=seen)
    assert Tally.objects.get().note == "Meanwhile."


# Judgements are the ledger's.


def test_a_claim_that_is_there_keeps_its_judgement(spoken):
    claim, at = StatusClaim.objects.get(pk="ft-gas-agreed"), revision()
    adoption.adopt(claim, "It is better attested.")
    claim.note = "Something else."
    claim.save()
    take_back(claim, at)
    claim.refresh_from_db()
    assert (claim.note, claim.judgement, claim.judgement_reason) == ("", "adopted", "It is better attested.")


def test_a_claim_that_comes_back_without_a_rival_is_adopted_again(spoken):
    adoption.adopt(StatusClaim.objects.get(pk="ft-gas-agreed"), "Well attested.")
    at = revision()
    Statement.objects.get().delete()
    take_back(spoken, at)
    claim = StatusClaim.objects.get(pk="ft-gas-agreed")
    assert (claim.judgement, claim.judgement_reason) == ("adopted", "Well attested.")


def test_a_claim_that_comes_back_beside_a_rival_is_recorded(spoken):
    adoption.adopt(StatusClaim.objects.get(pk="ft-gas-agreed"))
    at = revision()
    Statement.objects.get().delete()
    rival = cast.adopted(cast.road_map("gas"), "planned")
    take_back(spoken, at)
    rival.refresh_from_db()
    assert (StatusClaim.objects.get(pk="ft-gas-agreed").judgement, rival.judgement) == ("recorded", "adopted")


def test_a_withdrawn_claim_comes_back_withdrawn(spoken):
    adoption.withdraw(StatusClaim.objects.get(pk="ft-gas-agreed"), "A mistranslation.")
    at = revision()
    Statement.objects.get().delete()
    take_back(spoken, at)
    assert StatusClaim.objects.get(pk="ft-gas-agreed").judgement == "withdrawn"


def test_an_adopted_claim_is_not_taken_back_over_a_rival_adopted_since():
    gas = cast.road_map("gas")
    claim = cast.adopted(gas, "planned", effective_on="2019-12-20")
    at = revision()
    claim.effective_on = "2019-12-19"
    claim.save()
    cast.adopted(gas, "agreed", effective_on="2019-12-20")
    with pytest.raises(ValidationError, match="is adopted and disagrees"):
        take_back(claim, at)
    claim.refresh_from_db()
    assert str(claim.effective_on) == "2019-12-19"


# Days of publication that nobody typed.


def test_a_day_of_publication_that_follows_from_the_sources_follows_again():
    spoken = cast.statement(said_on="2019-12-20", sources=0)
    citation = cast.make(Citation, statement=spoken, source=cast.source("dated", published_on="2019-12-21"))
    at = revision()
    cast.make(Citation, statement=spoken, source=cast.source())
    citation.delete()
    spoken.refresh_from_db()
    spoken.reported_on = "2020-01"
    spoken.save()
    take_back(spoken, at)
    spoken.refresh_from_db()
    assert str(spoken.reported_on) == "2019-12-21"


def test_one_that_is_inferred_stays_inferred():
    spoken = cast.statement(said_on="2019-12-20")
    at = revision()
    spoken.refresh_from_db()
    spoken.reported_on = "2020-01"
    spoken.save()
    take_back(spoken, at)
    spoken.refresh_from_db()
    assert (str(spoken.reported_on), spoken.reported_on_inferred) == ("2019-12-20", True)


def test_a_road_map_keeps_its_claims(spoken):
    gas, at = RoadMap.objects.get(pk="ft-gas"), revision()
    cast.claim(gas, "planned")
    gas.summary = "x"
    gas.save()
    take_back(gas, at)
    assert gas.claims.count() == 2


def test_everything_that_is_written_under_a_lock_takes_the_reason_that_was_given():
    with revisions.because("All of it at once."):
        source = cast.source()
    assert source.history.get().history_change_reason == "All of it at once."
    assert cast.source().history.get().history_change_reason is None
