"""Standings, runs and relations on the very days where they change: months, years, spans, late reports, days to come."""

import datetime

import pytest

from roadmaps.models import RoadMap, StatusClaim
from roadmaps.questions.progress import progress
from tests import cast

pytestmark = pytest.mark.django_db


def day(text):
    return text and datetime.date.fromisoformat(text)


def stands(as_of=None, known_on=None, according_to=None):
    found = RoadMap.objects.as_of(day(as_of), day(known_on), according_to).get(pk="ft-gas")
    return found.standing and found.standing.status


def relation(slug, as_of="2030-01-01", known_on=None):
    return StatusClaim.objects.with_relation(day(as_of), day(known_on)).get(pk=slug).relation


class TestSpans:
    """A claim counts from the last day of what is known of its date."""

    @pytest.mark.parametrize(
        ("effective_on", "before", "from_day"),
        [
            ("2019-12-20", "2019-12-19", "2019-12-20"),
            ("2019-11", "2019-11-29", "2019-11-30"),
            ("2020-02", "2020-02-28", "2020-02-29"),
            ("2019-02", "2019-02-27", "2019-02-28"),
            ("2019", "2019-12-30", "2019-12-31"),
            ("2019-12-25/2020-01-05", "2020-01-04", "2020-01-05"),
            ("2019-11/2019-12", "2019-12-30", "2019-12-31"),
            ("1900", "1900-12-30", "1900-12-31"),
        ],
    )
    def test_it_counts_from_the_last_day_and_not_a_day_before(self, effective_on, before, from_day):
        cast.adopted(status="agreed", effective_on=effective_on, said_on="2021-01-01")
        assert (stands(before), stands(from_day)) == (None, "agreed")

    def test_a_year_comes_after_every_day_of_it_but_its_last(self):
        cast.adopted(status="planned", effective_on="2019", said_on="2021-01-01")
        cast.adopted(status="agreed", effective_on="2019-12-30", said_on="2021-01-01")
        assert (stands("2019-12-30"), stands("2019-12-31")) == ("agreed", "planned")

    def test_a_span_of_the_same_last_day_is_of_one_day_and_the_later_report_stands(self):
        cast.adopted(status="agreed", effective_on="2019-12", said_on="2020-03-01", slug="ft-late")
        cast.adopted(status="agreed", effective_on="2019-12-31", said_on="2020-02-01", slug="ft-soon")
        assert RoadMap.objects.as_of(day("2019-12-31")).get().standing.pk == "ft-late"
        assert RoadMap.objects.as_of(day("2019-12-31"), known_on=day("2020-02-15")).get().standing.pk == "ft-soon"

    def test_since_says_no_more_than_is_known(self):
        cast.adopted(status="agreed", effective_on="2019-11", said_on="2021-01-01")
        cast.adopted(status="agreed", effective_on="2020", said_on="2021-01-01")
        found = RoadMap.objects.as_of(day("2020-12-31")).get()
        assert (str(found.since), str(found.standing.effective_on)) == ("2019-11", "2020")
        assert str(RoadMap.objects.as_of(day("2020-12-30")).get().standing.effective_on) == "2019-11"


class TestRuns:
    """since, previous_status: the unbroken run of one status and dispute."""

    @pytest.fixture
    def there_and_back(self):
        for status, effective_on in (("agreed", "2019-10-01"), ("agreed", "2019-10-15"), ("suspended", "2019-11-01"), ("agreed", "2019-12-01")):
            cast.adopted(status=status, effective_on=effective_on)

    @pytest.mark.parametrize(
        ("as_of", "since", "last_confirmed", "previous"),
        [
            ("2019-10-01", "2019-10-01", "2019-10-01", None),
            ("2019-10-14", "2019-10-01", "2019-10-01", None),
            ("2019-10-31", "2019-10-01", "2019-10-15", None),
            ("2019-11-30", "2019-11-01", "2019-11-01", "agreed"),
            ("2019-12-01", "2019-12-01", "2019-12-01", "suspended"),
            ("2999-12-31", "2019-12-01", "2019-12-01", "suspended"),
        ],
    )
    def test_a_status_that_returns_begins_anew(self, there_and_back, as_of, since, last_confirmed, previous):
        found = RoadMap.objects.as_of(day(as_of)).get()
        assert (str(found.since), str(found.standing.effective_on), found.previous_status) == (since, last_confirmed, previous)

    def test_a_recorded_claim_between_breaks_no_run(self, there_and_back):
        cast.claim(cast.road_map(), "dropped", "2019-10-10", said_on="2019-10-10")
        assert str(RoadMap.objects.as_of(day("2019-10-31")).get().since) == "2019-10-01"

    def test_what_is_not_yet_known_breaks_none_either(self, there_and_back):
        cast.adopted(status="dropped", effective_on="2019-10-10", said_on="2020-05-01")
        assert str(RoadMap.objects.as_of(day("2019-10-31")).get().since) == "2019-10-15"
        assert str(RoadMap.objects.as_of(day("2019-10-31"), day("2020-04-30")).get().since) == "2019-10-01"

    def test_one_partys_run_is_made_of_its_own_words(self, there_and_back):
        for status, said_on in (("agreed", "2019-10-05"), ("dropped", "2019-11-10"), ("dropped", "2019-12-10")):
            cast.claim(cast.road_map(), status, said_on, said_on=said_on, by="southland")
        found = RoadMap.objects.as_of(day("2020-01-01"), according_to="southland").get()
        assert (str(found.since), str(found.standing.effective_on), found.previous_status) == ("2019-11-10", "2019-12-10", "agreed")

    def test_the_points_of_progress_lie_where_runs_begin(self, there_and_back):
        points = progress(cast.negotiation(), day=day("2020-01-01"))
        assert [point.day.isoformat() for point in points] == ["2019-10-01", "2019-11-01", "2019-12-01"]
        assert [move.previous_status for point in points for move in point.moves] == ["unrecorded", "agreed", "suspended"]


class TestRelations:
    """Each recorded claim is measured on its own effective day, whatever day is asked about."""

    @pytest.fixture
    def agreed_in_december(self):
        cast.adopted(status="planned", effective_on="2019-09-06", slug="ft-planned")
        cast.adopted(status="agreed", effective_on="2019-12", said_on="2020-01-10", slug="ft-agreed")

    @pytest.mark.parametrize(
        ("effective_on", "status", "expected"),
        [
            ("2019-09-05", "planned", "apart"),
            ("2019-09-06", "planned", "agrees"),
            ("2019-12-30", "planned", "agrees"),
            ("2019-12-30", "agreed", "contradicts"),
            ("2019-12-31", "agreed", "agrees"),
            ("2019-12", "agreed", "agrees"),
            ("2019", "planned", "contradicts"),
            ("2019-11", "planned", "agrees"),
            ("2020-01", "planned", "contradicts"),
        ],
    )
    def test_on_the_days_of_the_border(self, agreed_in_december, effective_on, status, expected):
        cast.claim(status=status, effective_on=effective_on, said_on="2020-02-01", slug="ft-beside")
        assert {relation("ft-beside", as_of) for as_of in ("2019-01-01", "2019-12-31", "2030-01-01")} == {expected}

    @pytest.mark.parametrize(
        ("as_of", "of_planned", "of_agreed"),
        [
            ("2019-09-05", "later", "later"),
            ("2019-09-06", "in_force", "later"),
            ("2019-12-30", "in_force", "later"),
            ("2019-12-31", "earlier", "in_force"),
        ],
    )
    def test_of_the_adopted_as_of_the_days_of_the_border(self, agreed_in_december, as_of, of_planned, of_agreed):
        assert (relation("ft-planned", as_of), relation("ft-agreed", as_of)) == (of_planned, of_agreed)

    def test_known_on_a_day_before_the_report_the_earlier_one_is_in_force_still(self, agreed_in_december):
        assert relation("ft-planned", "2020-02-01", known_on="2020-01-09") == "in_force"
        assert relation("ft-planned", "2020-02-01", known_on="2020-01-10") == "earlier"

    def test_a_claim_of_today_about_today_is_not_about_the_future(self, agreed_in_december):
        cast.claim(status="agreed", effective_on="2020-02-01", said_on="2020-02-01", slug="ft-today")
        cast.claim(status="agreed", effective_on="2020-02-02", said_on="2020-02-01", slug="ft-tomorrow")
        cast.claim(status="agreed", effective_on="2020-02", said_on="2020-02-01", slug="ft-this-month")
        cast.claim(status="agreed", effective_on="2020-03", said_on="2020-02-01", slug="ft-next-month")
        found = [relation(f"ft-{name}") for name in ("today", "tomorrow", "this-month", "next-month")]
        assert found == ["agrees", "apart", "agrees", "apart"]

    def test_one_on_another_road_map_is_no_measure(self, agreed_in_december):
        cast.claim(cast.road_map("oil"), "planned", "2020-01-15", said_on="2020-02-01", slug="ft-on-oil")
        assert relation("ft-on-oil") == "apart"

    def test_recorded_claims_are_not_measured_by_one_another(self):
        for name in ("one", "other"):
            cast.claim(status="agreed", slug=f"ft-{name}")
        assert {relation("ft-one"), relation("ft-other")} == {"apart"}

    def test_each_claim_has_exactly_one_whatever_is_asked(self, agreed_in_december):
        cast.claim(status="agreed", about="the price", slug="ft-part")
        cast.claim(status="agreed", judgement="withdrawn", slug="ft-struck")
        for as_of in ("1900-01-01", "2019-12-31", "2999-12-31"):
            found = list(StatusClaim.objects.with_relation(day(as_of)).values_list("pk", "relation"))
            assert len(found) == len(dict(found)) == 4
            assert None not in dict(found).values()


class TestDaysToCome:
    def test_a_claim_about_a_month_that_is_running_counts_from_its_end(self):
        """Said in the middle of December of all December: it is past by its first day, and stands from its last."""
        cast.adopted(status="agreed", effective_on="2019-12", said_on="2019-12-15")
        assert (stands("2019-12-15"), stands("2019-12-31"), stands("2999-01-01")) == (None, "agreed", "agreed")

    def test_as_of_a_later_day_known_on_an_earlier_one(self):
        cast.adopted(status="agreed", effective_on="2019-12", said_on="2019-12-15")
        assert stands("2020-06-01", known_on="2019-12-15") == "agreed"
        assert stands("2020-06-01", known_on="2019-12-14") is None

    def test_known_on_alone_asks_as_of_that_day(self):
        cast.adopted(status="agreed", effective_on="2019-12", said_on="2019-12-15")
        assert stands(known_on="2019-12-20") is None
        assert stands(known_on="2019-12-31") == "agreed"

    def test_a_promise_stands_for_nobody(self):
        cast.claim(status="implemented", effective_on="2020", said_on="2019-12-15", by="northland")
        assert stands("2999-01-01") is None
        assert stands("2999-01-01", according_to="northland") is None
