"""What the shipped files say, recomputed from them."""

import datetime
from collections import Counter

from django.db.models import Count
from django.test import TestCase

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import (
    Aim,
    Citation,
    Event,
    Negotiation,
    Poll,
    Position,
    RoadMap,
    RoadMapTitle,
    Source,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
)
from roadmaps.questions.reconciliation import Verdict, reconcile
from roadmaps.rules import offences

DECEMBER_20 = datetime.date(2019, 12, 20)


def maps(day=None, **question):
    return RoadMap.objects.filter(negotiation="union-state-2019").as_of(day, **question)


def counted(day=None, **question):
    return Counter(found.standing.status if found.standing else "unrecorded" for found in maps(day, **question))


def gas(day):
    return maps(day).get(pk="us19-gas-market")


def counts_by_basis(negotiation):
    return Counter(RoadMap.objects.filter(negotiation=negotiation).values_list("title_basis", flat=True))


class ShippedRecordTests(TestCase):
    """Loaded once for all of them."""

    @classmethod
    def setUpTestData(cls):
        load(SHIPPED)

    def test_there_are_31_road_maps_and_28_programmes(self):
        assert counts_by_basis("union-state-2019") == {"attested": 10, "inferred": 16, "unknown": 5}
        assert counts_by_basis("union-programmes-2021") == {"attested": 14, "inferred": 9, "unknown": 5}

    def test_only_the_31st_has_a_public_number(self):
        assert list(RoadMap.objects.exclude(number="").values_list("pk", "number")) == [("us19-supranational-bodies", "31")]

    def test_every_fact_is_in(self):
        sizes = {model: model.objects.count() for model in (Source, Tally, Position, Poll, Aim)}
        assert sizes == {Source: 250, Tally: 55, Position: 35, Poll: 15, Aim: 15}
        assert Summit.objects.count() + Event.objects.count() == 102
        assert StatusClaim.objects.exclude(basis="derived").count() == 121
        assert StatusClaim.objects.filter(basis="derived").count() == 31 + 28

    def test_on_20_december_gas_oil_and_tax_are_disputed_and_the_others_agreed(self):
        assert counted(DECEMBER_20) == {"agreed": 28, "disputed": 3}
        disputed = maps(DECEMBER_20).filter(standing__status="disputed")
        assert [(found.pk, found.standing.disputed_on, found.standing.basis) for found in disputed] == [
            ("us19-gas-market", "gas", "stated"),
            ("us19-oil-market", "oil", "stated"),
            ("us19-tax", "tax", "stated"),
        ]

    def test_of_the_28_six_rest_on_somebodys_word_and_the_others_are_derived(self):
        agreed = maps(DECEMBER_20).filter(standing__status="agreed")
        assert Counter(found.standing.basis for found in agreed) == {"stated": 6, "derived": 22}
        assert agreed.get(pk="us19-supranational-bodies").standing.basis == "derived"

    def test_what_was_said_of_the_31st_stands_beside_it(self):
        beside = StatusClaim.objects.recorded().filter(road_map="us19-supranational-bodies").exclude(basis="derived")
        assert Counter(claim.status for claim in beside) == {"suspended": 3, "planned": 1}
        assert maps(datetime.date(2019, 12, 24)).get(pk="us19-supranational-bodies").contradicting == 3

    def test_the_two_sides_describe_it_differently(self):
        assert counted(DECEMBER_20, according_to="russia") == {"agreed": 4, "disputed": 3, "unrecorded": 24}
        assert counted(DECEMBER_20, according_to="belarus") == {"agreed": 3, "negotiating": 2, "disputed": 1, "suspended": 1, "unrecorded": 24}

    def test_gas_on_20_december(self):
        found = gas(DECEMBER_20)
        assert (str(found.since), found.previous_status, found.agreeing, found.contradicting) == ("2019-12-20", "negotiating", 1, 1)
        assert found.standing.statement.speaker.name == "Maxim Oreshkin"
        assert "belta-2019-12-20" in found.standing.source_keys()

    def test_stated_comes_before_derived_on_the_day_of_the_list(self):
        assert gas(datetime.date(2019, 9, 6)).standing.status == "negotiating"
        assert counted(datetime.date(2019, 9, 6)) == {"planned": 30, "negotiating": 1}

    def test_other_questions_have_other_answers(self):
        assert counted(datetime.date(2019, 11, 1)) == {"planned": 29, "negotiating": 1, "agreed": 1}
        assert counted(known_on=datetime.date(2019, 12, 1)) == {"planned": 26, "disputed": 3, "negotiating": 1, "agreed": 1}

    def test_it_names_one_where_16_of_31_are_reported(self):
        reconciled = {found.tally.pk: found for found in reconcile(Negotiation.objects.get(pk="union-state-2019"))}
        sixteen = reconciled["us19-tally-2019-11-09-16of31"]
        assert (sixteen.reported_min, sixteen.named_now, sixteen.named_then, sixteen.verdict) == (16, 1, 1, Verdict.FEWER_NAMED)

    def test_asked_without_a_date_the_ended_negotiation_keeps_its_last_standings(self):
        assert counted() == {"agreed": 26, "disputed": 3, "approved": 1, "dropped": 1}
        last = {found.pk: str(found.standing.effective_on) for found in maps().filter(standing__status="disputed")}
        assert last == {"us19-gas-market": "2020-09-29", "us19-oil-market": "2020-09-29", "us19-tax": "2019-12"}
        statuses = {found.pk: found.standing.status for found in maps()}
        assert (statuses["us19-supranational-bodies"], statuses["us19-communications"]) == ("dropped", "approved")
        assert str(Negotiation.objects.get(pk="union-state-2019").ended) == "2021-04-07"

    def test_both_december_summits_have_all_31_on_their_agenda_by_implication(self):
        for slug in ("us19-2019-12-07-sochi-summit", "us19-2019-12-20-st-petersburg-summit"):
            agenda = Summit.objects.get(pk=slug).agenda.all()
            assert len(agenda) == 31
            assert {item.basis for item in agenda} == {"implied"}

    def test_everything_asserted_cites_a_source_and_every_rule_holds(self):
        assert not Statement.objects.filter(citations=None).exists()
        for model in (Summit, Event, Aim, Poll, Succession):
            assert not model.objects.annotate(cited=Count("citations")).filter(cited=0).exists(), model
        assert Citation.objects.exists()
        assert offences() == []

    def test_28_succeed_31_and_tax_and_customs_merge(self):
        assert set(Succession.objects.filter(kind="merges").values_list("from_road_map", "to_road_map")) == {
            ("us19-tax", "us21-tax-customs"),
            ("us19-customs", "us21-tax-customs"),
        }
        assert Succession.objects.count() == 16

    def test_the_word_of_the_sources_is_kept_where_it_differs(self):
        said = StatusClaim.objects.exclude(term=None).values_list("term__label", "status").distinct().order_by("term__label")
        assert sorted(said) == [("deferred", "suspended"), ("delayed", "negotiating"), ("signed", "approved")]

    def test_what_speaks_of_an_instrument_is_about_a_part_and_not_adopted(self):
        treaty = StatusClaim.objects.get(pk="us21-electricity-market-2024-12-06")
        assert (treaty.about, treaty.judgement) == ("the treaty on the electricity market", "recorded")

    def test_every_statement_says_in_words_what_was_said(self):
        assert not Statement.objects.filter(wording="").exists()

    def test_what_one_speaker_said_on_one_day_by_the_same_sources_is_one_statement(self):
        """Unless he gives another's view beside his own: the note of the statement says whose."""
        said = Counter(
            (statement.speaker_id, str(statement.said_on), statement.note, *sorted(citation.source_id for citation in statement.citations.all()))
            for statement in Statement.objects.exclude(speaker=None).prefetch_related("citations")
        )
        assert [utterance for utterance, statements in said.items() if statements > 1] == []

    def test_each_of_two_wordings_of_the_gas_market_cites_its_own_sources(self):
        """One paper words it otherwise, and is no source for the usual wording."""
        usual, otherwise = (RoadMapTitle.objects.get(pk=slug).citations for slug in ("us19-gas-market-1", "us21-gas-market-1"))
        assert set(usual.values_list("source", flat=True)) == {"belta-2019-12-20", "currenttime-2021-09-09"}
        assert set(otherwise.values_list("source", flat=True)) == {"minval-2022-12-16"}

    def test_nobody_is_placed_at_an_occasion_in_which_he_took_no_part(self):
        """Reporting on a meeting, or being quoted by the paper that reports on it, is not speaking there."""
        for statement in Statement.objects.exclude(voice="joint").exclude(summit=None, event=None).select_related("speaker", "summit", "event"):
            present = (statement.summit or statement.event).participants
            assert any(statement.speaker.name in participant for participant in present), statement

    def test_customs_alone_is_disputed_where_customs_alone_was_named_for_the_merged_programme(self):
        june = RoadMap.objects.as_of(datetime.date(2021, 6, 10)).get(pk="us21-tax-customs")
        assert (june.standing.status, june.standing.dispute) == ("disputed", ["customs"])
