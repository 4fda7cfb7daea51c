"""Dates known to the day, the month or the year: how they are written, kept and refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.models import DateSpan, Source, Summit
from roadmaps.models.dates import DateSpanFormField
from tests import cast

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
spans = st.tuples(days, days).map(lambda pair: DateSpan(min(pair), max(pair)))


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-12-07", "2019-12-07", "2019-12-07"),
        ("2019-12", "2019-12-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-12-25/2019-12-31", "2019-12-25", "2019-12-31"),
        ("2019-11/2019-12", "2019-11-01", "2019-12-31"),
        ("2018/2019-02", "2018-01-01", "2019-02-28"),
        (" 2019-12-07\n", "2019-12-07", "2019-12-07"),
    ],
)
def test_text_gives_the_first_and_the_last_day(text, first, last):
    assert DateSpan.parse(text) == DateSpan(day(first), day(last))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2019-13", "month"),
        ("2019-13-01", "month"),
        ("2019-02-29", "day"),
        ("2019-12-00", "day"),
        ("2019-12-32", "day"),
        ("0000", "before 1900"),
        ("1899-12-31", "before 1900"),
        ("2019-12-31/2019-12-01", "ends before it begins"),
        ("2019-1-1", "is not a date: write"),
        ("19-12-07", "is not a date: write"),
        ("07.12.2019", "is not a date: write"),
        ("2019-12-07T10:00", "is not a date: write"),
        ("2019-12-07/", "is not a date: write"),
        ("/2019", "is not a date: write"),
        ("2019/2020/2021", "is not a date: write"),
        ("٢٠١٩", "is not a date: write"),
        ("２０１９", "is not a date: write"),
        ("soon", "is not a date: write"),
        ("-2019", "is not a date: write"),
        ("20190", "is not a date: write"),
        ("2019-12-07\x00", "is not a date: write"),
    ],
)
def test_what_is_not_a_date_is_refused_with_the_reason_and_what_is_allowed(text, complaint):
    with pytest.raises(ValueError, match=complaint) as refused:
        DateSpan.parse(text)
    assert text in str(refused.value)
    assert DateSpan.ALLOWED in str(refused.value) or "ends before" in str(refused.value)


@pytest.mark.parametrize("text", ["2019-12-07", "2019-12", "2020-02", "2019", "2019-12-25/2019-12-31", "2018-01-01/2019-12-31"])
def test_it_is_written_as_it_was_read(text):
    assert str(DateSpan.parse(text)) == text


@pytest.mark.parametrize(
    ("long", "short"), [("2019-12-01/2019-12-31", "2019-12"), ("2019-01/2019-12", "2019"), ("2019-12-07/2019-12-07", "2019-12-07")]
)
def test_it_is_written_in_the_shortest_form(long, short):
    assert str(DateSpan.parse(long)) == short


@given(spans)
def test_reading_what_was_written_gives_the_same_span(span):
    assert DateSpan.parse(str(span)) == span


@given(spans)
def test_it_begins_no_later_than_it_ends(span):
    again = DateSpan.parse(f"{span.first}/{span.last}")
    assert again.first <= again.last


@given(st.text(max_size=30).filter(lambda text: not any(character.isdigit() for character in text)))
def test_text_without_a_digit_is_never_a_date(text):
    with pytest.raises(ValueError, match="is not a date: write 2019-12-07"):
        DateSpan.parse(text)


class TestField:
    """The field of a model."""

    def test_it_is_kept_in_two_columns(self, db):
        stored = Summit.objects.get(pk=cast.summit(held_on="2019-12").pk)
        assert (stored.held_on_first, stored.held_on_last) == (day("2019-12-01"), day("2019-12-31"))
        assert stored.held_on == DateSpan.parse("2019-12")

    @pytest.mark.parametrize(
        "given_as", ["2019-12-07", datetime.date(2019, 12, 7), DateSpan.parse("2019-12-07")], ids=lambda given_as: type(given_as).__name__
    )
    def test_it_takes_text_a_date_or_a_span(self, given_as):
        assert str(Summit(held_on=given_as).held_on) == "2019-12-07"

    @pytest.mark.parametrize("nothing", [None, ""])
    def test_what_is_not_known_is_none_in_both_columns(self, nothing):
        source = Source(published_on=nothing)
        assert (source.published_on, source.published_on_first, source.published_on_last) == (None, None, None)

    def test_it_can_be_set_through_its_columns(self):
        source = Source(published_on_first=day("2019-12-01"), published_on_last=day("2019-12-31"))
        assert str(source.published_on) == "2019-12"

    def test_a_new_value_replaces_one_that_was_refused(self):
        source = Source(published_on="soon")
        source.published_on = "2019"
        assert str(source.published_on) == "2019"

    @pytest.mark.parametrize("wrong", ["2019-13-01", "soon", datetime.datetime(2019, 12, 7, 10), 20191207])
    def test_what_is_not_a_date_is_refused_by_its_name_and_nothing_is_stored(self, db, wrong):
        with pytest.raises(ValidationError) as refused:
            cast.source(published_on=wrong)
        assert list(refused.value.message_dict) == ["published_on"]
        assert not Source.objects.exists()

    def test_where_it_is_needed_it_is_asked_for(self, db):
        with pytest.raises(ValidationError) as refused:
            cast.summit(held_on=None)
        assert list(refused.value.message_dict) == ["held_on"]

    def test_it_is_filtered_by_its_columns_and_says_so(self, db):
        with pytest.raises(TypeError, match="filter by held_on_first and held_on_last"):
            Summit.objects.filter(held_on="2019-12-07").first()

    @pytest.mark.parametrize(
        "columns", [{"first": "2019-12-31", "last": "2019-12-01"}, {"first": None, "last": "2019-12-01"}, {"first": "2019-12-01", "last": None}]
    )
    def test_the_database_refuses_half_a_span_and_a_reversed_one(self, db, columns):
        source = cast.source()
        with pytest.raises(IntegrityError), transaction.atomic():
            Source._base_manager.filter(pk=source.pk).update(**{f"published_on_{name}": value for name, value in columns.items()})

    def test_history_keeps_it(self, db):
        source = cast.source(published_on="2019-12")
        source.published_on = "2019-12-07"
        source.save()
        assert [str(row.published_on) for row in source.history.all()] == ["2019-12-07", "2019-12"]


class TestFormField:
    """The one text box in which an editor types it."""

    def test_it_cleans_to_a_span(self):
        assert DateSpanFormField().clean(" 2019-12 ") == DateSpan.parse("2019-12")

    def test_it_shows_a_span_as_text_and_what_was_typed_as_it_was(self):
        field = DateSpanFormField()
        assert (field.prepare_value(DateSpan.parse("2019")), field.prepare_value("soon")) == ("2019", "soon")

    def test_an_empty_box_is_none_where_it_may_be(self):
        assert DateSpanFormField(required=False).clean("") is None
        with pytest.raises(ValidationError, match="required"):
            DateSpanFormField().clean("")

    def test_the_same_text_is_no_change(self):
        field = DateSpanFormField()
        assert not field.has_changed(DateSpan.parse("2019-12"), "2019-12")
        assert field.has_changed(DateSpan.parse("2019-12"), "2019-12-01")

    def test_what_is_not_a_date_is_refused_with_an_example(self):
        with pytest.raises(ValidationError, match="write 2019-12-07, 2019-12, 2019"):
            DateSpanFormField().clean("7 December")


def test_the_desk_shows_an_example_beside_the_box(admin_client: Client):
    assert "2019-12-25/2019-12-31" in admin_client.get("/admin/roadmaps/summit/add/").content.decode()
