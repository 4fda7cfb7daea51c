"""Recording what was said: all of it or nothing, with every part that is wrong named, and what it changes in the ledger."""

import datetime

import pytest

from roadmaps.models import Citation, Negotiation, Position, RoadMap, Source, Statement, StatusClaim, Tally
from roadmaps.questions.changes import Snapshot
from roadmaps.recording import NotRecorded, Utterance, record, rehearsal
from roadmaps.rules import offences
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    for name in ("gas", "oil", "tax"):
        cast.road_map(name)
    cast.topic("gas")
    return Negotiation.objects.get()


@pytest.fixture
def said(talks):
    """The press reports on 20 December 2019, in one source; of what, each test says."""
    statement = Statement(negotiation=talks, voice="press", said_on="2019-12-20", wording="Nearly all is agreed.")
    return Utterance(statement, citations=[Citation(statement=statement, source=cast.source(published_on="2019-12-21"))])


def says(said, name, status="agreed", adopt=False, **fields):
    claim = StatusClaim(statement=said.statement, road_map=RoadMap.objects.get(pk=f"ft-{name}"), status=status, **fields)
    said.claims.append(claim)
    if adopt:
        said.adopted.append(claim)
    return claim


def stored():
    return {model.__name__: model.objects.count() for model in (Statement, Citation, StatusClaim, Tally, Position)}


def problems(said):
    with pytest.raises(NotRecorded) as refused:
        record(said)
    return {part: " ".join(error.messages) for part, error in refused.value.errors}


class TestKeeping:
    def test_a_speech_is_one_statement_with_its_claims_counts_positions_and_sources(self, said):
        says(said, "gas", "disputed", disputed_on="gas", adopt=True)
        says(said, "oil", adopt=True)
        said.tallies.append(Tally(statement=said.statement, agreed_min=2, agreed_max=2, total=3))
        said.positions.append(Position(statement=said.statement, party=cast.party(), summary="Cheaper gas."))
        record(said, "It was broadcast.")
        assert stored() == {"Statement": 1, "Citation": 1, "StatusClaim": 2, "Tally": 1, "Position": 1}
        assert set(StatusClaim.objects.values_list("judgement", flat=True)) == {"adopted"}
        assert offences() == []

    def test_keys_are_made_from_what_the_parts_say(self, said):
        says(said, "gas")
        said.tallies.append(Tally(statement=said.statement, total=3))
        record(said)
        assert Statement.objects.get().pk == "ft-2019-12-20-press"
        assert StatusClaim.objects.get().pk == "ft-gas-2019-12-20"
        assert Tally.objects.get().pk == "ft-2019-12-20-press-tally"

    def test_a_key_that_is_taken_is_numbered(self, said, talks):
        cast.statement(slug="ft-2019-12-20-press")
        cast.claim(RoadMap.objects.get(pk="ft-gas"), slug="ft-gas-2019-12-20")
        claim = says(said, "gas")
        record(said)
        assert (said.statement.pk, claim.pk) == ("ft-2019-12-20-press-2", "ft-gas-2019-12-20-2")

    def test_a_new_source_is_kept_and_cited(self, said):
        source = Source(
            title="T", publisher="The Daily Herring", published_on="2019-12-20", language="en", kind="news", quality="press", read_extent="full"
        )
        said.sources.append(source)
        said.citations.append(Citation(statement=said.statement, source=source))
        record(said)
        assert Source.objects.filter(pk="the-daily-herring-2019-12-20").exists()
        assert Statement.objects.get().citations.count() == 2

    def test_a_publisher_in_another_script_still_gives_a_key(self, said):
        said.sources.append(Source(title="T", publisher="Звязда", language="be", kind="news", quality="press", read_extent="full"))
        record(said)
        assert said.sources[0].pk == "source"

    def test_it_became_public_with_its_earliest_dated_source_and_its_history_begins_so(self, said):
        record(said)
        assert str(Statement.objects.get().reported_on) == "2019-12-21"
        assert [str(row.reported_on_last) for row in Statement.history.all()] == ["2019-12-21"]

    def test_the_reason_stands_in_the_history_of_every_part_and_the_revision_moves_once(self, said, talks):
        says(said, "gas")
        record(said, "It was broadcast.")
        rows = [Statement.history.get(), StatusClaim.history.get(), Citation.history.get()]
        assert {row.history_change_reason for row in rows} == {"It was broadcast."}
        assert {row.revision for row in rows} == {talks.revision + 1}


class TestRefusing:
    def test_without_a_source_nothing_is_kept(self, said):
        said.citations.clear()
        assert "at least one source" in problems(said)[said.statement]
        assert stored()["Statement"] == 0

    def test_every_part_that_breaks_a_rule_is_named_and_nothing_is_kept(self, said):
        sound = says(said, "oil")
        vague = says(said, "gas", "disputed")
        future = says(said, "tax", effective_on="2031", adopt=True)
        found = problems(said)
        assert sound not in found
        assert "at least one topic" in found[vague]
        assert "about the future" in found[future]
        assert set(stored().values()) == {0}

    def test_a_statement_that_is_wrong_hides_what_hangs_on_it(self, said):
        said.statement.voice = "party"
        says(said, "gas", "disputed")
        assert list(problems(said)) == [said.statement]

    def test_the_revision_stays_when_it_is_refused(self, said, talks):
        says(said, "gas", "disputed")
        problems(said)
        assert Negotiation.objects.get().revision == talks.revision


class TestWhatItChanges:
    def test_an_adopted_claim_moves_the_standing(self, said):
        before = cast.adopted(RoadMap.objects.get(pk="ft-gas"), "planned", "2019-09-06")
        claim = says(said, "gas", adopt=True)
        moved = record(said).standings
        assert [(each.before, each.after) for each in moved] == [(before, claim)]
        assert not moved[0].says_the_same

    def test_a_repetition_is_told_from_a_change(self, said):
        cast.adopted(RoadMap.objects.get(pk="ft-gas"), "agreed", "2019-09-06")
        says(said, "gas", adopt=True)
        assert record(said).standings[0].says_the_same

    def test_a_claim_kept_beside_moves_nothing_and_says_whom_it_contradicts(self, said):
        adopted = cast.adopted(RoadMap.objects.get(pk="ft-gas"), "agreed", "2019-09-06")
        claim = says(said, "gas", "dropped")
        changes = record(said)
        assert changes.standings == []
        (change,) = changes.claims
        assert (change.claim, change.is_new, change.contradicts, change.compared_with) == (claim, True, True, adopted)

    def test_a_rival_of_the_day_steps_down(self, said):
        rival = cast.adopted(RoadMap.objects.get(pk="ft-gas"), "planned", "2019-12-20")
        says(said, "gas", adopt=True)
        assert [change.claim for change in record(said, editor=cast.reviewer()).claims if change.steps_down] == [rival]

    def test_who_may_not_overrule_is_refused_with_all_of_it(self, said):
        rival = cast.adopted(RoadMap.objects.get(pk="ft-gas"), "planned", "2019-12-20")
        says(said, "gas", adopt=True)
        assert rival.pk in str(problems(said))
        assert StatusClaim.objects.get() == rival

    def test_an_adopted_claim_about_an_earlier_day_moves_no_standing_but_the_reception_of_others(self, said):
        gas = RoadMap.objects.get(pk="ft-gas")
        cast.adopted(gas, "agreed", "2020-03-01")
        beside = cast.claim(gas, "dropped", said_on="2020-01-01")
        says(said, "gas", "dropped", adopt=True)
        changes = record(said)
        assert changes.standings == []
        assert {change.claim.pk: change.claim.relation for change in changes.claims} == {"ft-gas-2019-12-20": "earlier", beside.pk: "agrees"}

    def test_what_stood_on_an_earlier_day_moves_though_nothing_does_today(self, said):
        gas = RoadMap.objects.get(pk="ft-gas")
        first = cast.adopted(gas, "planned", "2019-09-06")
        cast.adopted(gas, "agreed", "2020-03-01")
        claim = says(said, "gas", "dropped", adopt=True)
        changes = record(said)
        assert changes.standings == []
        assert [(str(day), moved.before, moved.after) for day, moved in changes.earlier] == [("2019-12-20", first, claim)]

    def test_what_moves_today_is_told_once(self, said):
        says(said, "gas", adopt=True)
        changes = record(said)
        assert (len(changes.standings), changes.earlier) == (1, [])

    def test_what_says_nothing_of_a_road_map_changes_nothing(self, said):
        assert not record(said)

    def test_the_standing_is_that_of_the_day_asked_for(self, said):
        claim = says(said, "gas", adopt=True)
        record(said)
        assert Snapshot(["ft-gas"], datetime.date(2019, 12, 19)).standings() == {}
        assert Snapshot(["ft-gas"], datetime.date(2019, 12, 20)).standings() == {"ft-gas": claim}


class TestRehearsing:
    def test_it_shows_what_would_change_and_keeps_nothing(self, said, talks):
        says(said, "gas", adopt=True)
        with rehearsal():
            changes = record(said)
        assert [moved.after.status for moved in changes.standings] == ["agreed"]
        assert set(stored().values()) == {0}
        assert Negotiation.objects.get().revision == talks.revision
        assert Statement.history.count() == 0
