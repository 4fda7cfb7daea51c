"""Counts as they were reported: in what words they are shown, which statuses their stage covers, what they refuse."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from roadmaps.models import Status, Tally, TallyStage
from roadmaps.models.status import DEFINITIONS
from tests import cast


class TestInWords:
    """worded_count(): what a list, a link and a page show."""

    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ({"agreed_min": 16, "agreed_max": 16, "total": 31}, "16 of 31"),
            ({"agreed_min": Decimal("28.50"), "agreed_max": Decimal("28.50"), "total": Decimal("30.00")}, "28.5 of 30"),
            ({"agreed_min": 26, "agreed_max": 27, "total": 33}, "26–27 of 33"),
            ({"agreed_min": 20, "total": 30}, "≥ 20 of 30"),
            ({"agreed_max": 20, "total": 30}, "≤ 20 of 30"),
            ({"agreed_min": 16, "agreed_max": 16}, "16 of ?"),
            ({"agreed_min": 0, "agreed_max": 0, "total": 0}, "0 of 0"),
            ({"agreed_min": Decimal("100.00"), "agreed_max": Decimal("100.00"), "total": Decimal("1E+3")}, "100 of 1000"),
            ({"percent_min": 46, "percent_max": 46}, "46 %"),
            ({"percent_min": 46}, "≥ 46 %"),
            ({"percent_max": Decimal("99.90")}, "≤ 99.9 %"),
            ({"percent_min": 80, "percent_max": 90}, "80–90 %"),
            ({"percent_min": 0}, "≥ 0 %"),
            ({"total": 31}, "total 31"),
            ({"total": 0}, "total 0"),
            ({"remaining": 3}, "in words only"),
            ({}, "in words only"),
        ],
    )
    def test_every_way_of_counting_has_its_own(self, numbers, words):
        assert Tally(**numbers).worded_count() == words

    def test_a_number_of_items_comes_before_a_share(self):
        assert Tally(agreed_min=16, agreed_max=16, total=31, percent_min=50).worded_count() == "16 of 31"

    def test_it_is_the_same_before_and_after_storing(self, db):
        stored = cast.tally(agreed="28.5", total=30)
        assert Tally.objects.get().worded_count() == stored.worded_count() == "28.5 of 30"

    def test_a_tally_is_called_by_who_counted_and_what(self, db):
        spoken = cast.statement(by="northland", speaker=cast.speaker())
        assert str(cast.tally(statement=spoken, agreed=2)) == "Nora North, 2019-12-20: 2 of 3"


class TestStages:
    """What the word "agreed" of a count meant, and which statuses of the ledger count for it."""

    def test_each_later_stage_covers_less(self):
        stages = [TallyStage.LISTED, TallyStage.AGREED, TallyStage.APPROVED, TallyStage.IMPLEMENTED]
        covered = [set(stage.covers) for stage in stages]
        assert all(later < earlier for earlier, later in pairwise(covered))

    @pytest.mark.parametrize(
        ("stage", "statuses"),
        [
            ("listed", {"planned", "negotiating", "disputed", "suspended", "agreed", "approved", "implementing", "implemented"}),
            ("agreed", {"agreed", "approved", "implementing", "implemented"}),
            ("ready_to_sign", {"agreed", "approved", "implementing", "implemented"}),
            ("endorsed_by_one_side", set()),
            ("approved", {"approved", "implementing", "implemented"}),
            ("implemented", {"implemented"}),
        ],
    )
    def test_what_each_covers(self, stage, statuses):
        assert set(TallyStage(stage).covers) == statuses

    def test_what_was_given_up_or_replaced_counts_for_none(self):
        assert {Status.DROPPED, Status.REPLACED}.isdisjoint(status for stage in TallyStage for status in stage.covers)

    def test_only_one_sides_endorsement_has_no_equal_among_the_statuses(self):
        assert [stage.value for stage in TallyStage if not Tally(stage=stage).counts_statuses()] == ["endorsed_by_one_side"]


class TestTheVocabularyOfStatuses:
    def test_every_status_has_a_definition_of_its_own(self):
        defined = [str(status.definition) for status in Status]
        assert set(DEFINITIONS) == set(Status)
        assert len(set(defined)) == len(Status) == 10
        assert all(text.endswith(".") for text in defined)

    def test_they_stand_in_the_order_of_a_negotiation(self):
        assert [Status.PLANNED.rank, Status.AGREED.rank, Status.IMPLEMENTED.rank, Status.REPLACED.rank] == [0, 3, 6, 9]
        assert sorted(Status, key=lambda status: status.rank) == list(Status)


@pytest.mark.django_db
class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("numbers", "field"),
        [
            ({"agreed": "28.555"}, "agreed_min"),
            ({"agreed": "many"}, "agreed_min"),
            ({"agreed": "NaN"}, "agreed_min"),
            ({"total": "12345678"}, "total"),
            ({"percent_min": "100.5", "percent_max": "100.5"}, "percent_min"),
            ({"remaining_on": "gas"}, "remaining_on"),
            ({"remaining_on": "Gas"}, "remaining_on"),
            ({"unit": "page"}, "unit"),
            ({"stage": "settled"}, "stage"),
            ({"basis": ""}, "basis"),
        ],
    )
    def test_by_the_name_of_its_field(self, numbers, field):
        with pytest.raises(ValidationError) as refused:
            cast.tally(**numbers)
        assert field in refused.value.message_dict
        assert not Tally.objects.exists()

    def test_more_agreed_than_there_are(self):
        with pytest.raises(ValidationError, match="More are agreed, or remain, than there are"):
            cast.tally(agreed=4, total=3)

    def test_more_at_least_than_at_most(self):
        with pytest.raises(ValidationError, match="“At least” is more than “at most”"):
            cast.tally(agreed_min=3, agreed_max=2)


@pytest.mark.django_db
def test_a_later_count_leaves_an_earlier_one_as_it_was():
    first = cast.tally("2019-11-09", agreed=16, total=31)
    cast.tally("2019-11-29", agreed=20, total=30)
    first.refresh_from_db()
    assert (first.worded_count(), first.version) == ("16 of 31", 1)


@pytest.mark.django_db
def test_topics_said_to_remain_are_kept_sorted_and_protected():
    for slug in ("tax", "gas", "oil"):
        cast.topic(slug)
    tally = cast.tally(remaining=3, remaining_on=["tax", "gas", "oil"])
    assert tally.remaining_on == "gas oil tax"
    assert [found.pk for found in Tally.objects.filter(remaining_on__has="oil")] == [tally.pk]
    with pytest.raises(Exception, match="“oil” is named in “topics said to remain”"):
        cast.topic("oil").delete()
