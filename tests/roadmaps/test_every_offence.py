"""check_record names every row that breaks a rule, of whatever kind and in whatever table, however it came in."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import (
    AgendaItem,
    Aim,
    Event,
    Negotiation,
    Party,
    Poll,
    PollAnswer,
    Position,
    Record,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
    Term,
    Topic,
)
from roadmaps.models.record import slug_sets
from roadmaps.rules import offences, record_models
from tests import cast
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker):
    """One of each, and another negotiation with a road map, a summit, an event and a term of its own."""
    with made_once(django_db_blocker):
        made = cast.one_of_each()
        other = cast.negotiation("other-talks", "ot")
        cast.road_map("gas", other)
        cast.summit("summit", under=other)
        cast.event("event", other)
        cast.make(Term, slug="ot-done", negotiation=other, label="done", definition="Done.", status="agreed")
        yield made


def by_raw_sql(record, **values):
    """Changes a row as only a database's own shell would."""
    names = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {record._meta.db_table} SET {names} WHERE slug = %s", [*values.values(), record.pk])  # noqa: S608 - a table's name


def found():
    return [(offence.model, offence.slug, offence.field, str(offence.reason)) for offence in offences()]


def test_a_record_of_every_model_breaks_none(records):
    assert offences() == []


@pytest.mark.parametrize(
    ("model", "field", "value", "reason"),
    [
        (Party, "country", "no", "two capital letters"),
        (Party, "translations", '{"russian": "x"}', "language → text"),
        (Speaker, "name", "", "cannot be blank"),
        (Speaker, "spellings", '[""]', "list of texts"),
        (Topic, "title", "", "cannot be blank"),
        (Source, "language", "EN", "ISO 639"),
        (Source, "web_address", "https://me@example.org/", "user name"),
        (Source, "archive_address", "http://", "http"),
        (Negotiation, "item_plural", "", "cannot be blank"),
        (Negotiation, "code", "F", "lower-case letters"),
        (Term, "definition", "", "cannot be blank"),
        (Aim, "title", "", "cannot be blank"),
        (RoadMapTitle, "language", "r", "ISO 639"),
        (RoadMapTitle, "title", "", "cannot be blank"),
        (Summit, "participants", '{"a": "b"}', "list of texts"),
        (Event, "title", "", "cannot be blank"),
        (Position, "summary", "", "cannot be blank"),
        (Poll, "pollster", "", "cannot be blank"),
        (PollAnswer, "answer", "", "cannot be blank"),
        (Tally, "remaining_on", "Gas", "slugs with a space between"),
    ],
)
def test_a_value_that_no_form_would_take(records, model, field, value, reason):
    record = records[model]
    by_raw_sql(record, **{field: value})
    broken = [
        (broken_model, slug, name, said) for broken_model, slug, name, said in found() if (broken_model, slug, name) == (model, record.pk, field)
    ]
    assert len(broken) >= 1
    assert any(reason in said for *_, said in broken)


@pytest.mark.parametrize(
    ("model", "link", "elsewhere"),
    [
        (StatusClaim, "road_map", "ot-gas"),
        (StatusClaim, "term", "ot-done"),
        (AgendaItem, "road_map", "ot-gas"),
        (Event, "summit", "ot-summit"),
        (Statement, "summit", "ot-summit"),
        (Statement, "event", "ot-event"),
        (Position, "road_map", "ot-gas"),
    ],
)
def test_a_link_into_another_negotiation(records, model, link, elsewhere):
    record = model.objects.under(["fishery-talks"]).first()
    by_raw_sql(record, **{f"{link}_id": elsewhere})
    assert (model, record.pk, link) in {offence[:3] for offence in found()}
    assert any("belongs to another negotiation (other-talks, not fishery-talks)" in said for *_, said in found())


SETS = [(model, field.name) for model in record_models() for field in slug_sets(model)]


@pytest.mark.parametrize(("model", "name"), SETS, ids=str)
def test_a_set_that_names_what_is_not_there(records, model, name):
    record = model.objects.filter(status="disputed").get() if model is StatusClaim else records[model]
    by_raw_sql(record, **{name: "atlantis lemuria"})
    ((_, slug, field, said),) = found()
    assert (slug, field) == (record.pk, name)
    assert "“atlantis lemuria”" in said


def test_every_set_of_keys_is_looked_at():
    assert {model.__name__ for model, _ in SETS} == {"Party", "Negotiation", "Summit", "StatusClaim", "Tally"}


@pytest.mark.parametrize(
    "model", [model for model in record_models() if model.home_paths and model is not Negotiation], ids=lambda model: model.__name__
)
def test_a_slug_that_does_not_begin_with_the_code_of_its_negotiation(records, model: type[Record]):
    """A twin of the row under a key from elsewhere; what would clash with the first is told apart."""
    apart = {
        RoadMap: {"sequence": 99}, Term: {"label": "other"}, AgendaItem: {"road_map_id": "ft-oil"}, StatusClaim: {"judgement": "recorded"},
        Succession: {"from_road_map_id": "ft-oil", "to_road_map_id": "ft-gas"},
    }.get(model, {})  # fmt: skip
    record = model.objects.get(pk=records[model].pk)
    if hasattr(record, "locator"):
        apart = {"locator": "elsewhere"}
    model._base_manager.bulk_create([cast.twin(record, slug="xx-stray", **apart)])
    assert (model, "xx-stray", "slug", "Begin the slug with “ft-”, the short code of its negotiation.") in found()


class TestOnlyTheRowsBesideShowIt:
    def test_two_rivals_are_both_named(self, records):
        gas = RoadMap.objects.get(pk="ft-gas")
        rival = cast.claim(gas, "planned", "2019-12-20")
        by_raw_sql(rival, judgement="adopted")
        named = {slug for _, slug, field, _ in found() if field == "judgement"}
        assert named == set(StatusClaim.objects.adopted().filter(road_map=gas).values_list("pk", flat=True))
        assert len(named) == 2

    def test_adopted_claims_that_repeat_one_another_are_no_rivals(self, records):
        by_raw_sql(cast.claim(RoadMap.objects.get(pk="ft-gas"), "agreed", "2019-12-20"), judgement="adopted")
        assert found() == []

    def test_a_statement_whose_sources_went(self, records):
        spoken = cast.statement(slug="ft-unsourced", sources=0)
        assert [(model, slug, field) for model, slug, field, _ in found()] == [(Statement, spoken.pk, "citations")]

    def test_a_claim_whose_copies_are_not_true(self, records):
        claim = cast.claim(RoadMap.objects.get(pk="ft-oil"), "planned", slug="ft-copied")
        by_raw_sql(claim, reported_on_last="2020-01-01")
        assert {(slug, field) for _, slug, field, _ in found()} == {("ft-copied", "reported_on_last"), ("ft-copied", "ledger_order")}
        by_raw_sql(claim, ledger_order="2019-12-20 2020-01-01 ft-copied")
        assert {(slug, field) for _, slug, field, _ in found()} == {("ft-copied", "reported_on_last")}

    def test_a_term_that_began_to_mean_something_else(self, records):
        claim = cast.claim(RoadMap.objects.get(pk="ft-oil"), "suspended", term=records[Term])
        by_raw_sql(records[Term], status="dropped")
        assert [(slug, field, said) for _, slug, field, said in found()] == [(claim.pk, "term", "“deferred” means “dropped”, not “suspended”.")]


class TestOneNegotiationOfSeveral:
    """What a load asks after writing: the rules of the negotiations that it wrote, and of what is shared."""

    @pytest.fixture
    def broken(self, records):
        by_raw_sql(Summit.objects.get(pk="ot-summit"), parties="atlantis")
        by_raw_sql(records[Summit], parties="lemuria")
        by_raw_sql(records[Source], language="EN")

    @pytest.mark.parametrize(
        ("asked", "slugs"),
        [
            (["fishery-talks"], {"ft-summit"}),
            (["other-talks"], {"ot-summit"}),
            (["fishery-talks", "other-talks"], {"ft-summit", "ot-summit"}),
            ([], set()),
        ],
    )
    def test_others_are_not_looked_at(self, broken, asked, slugs):
        named = {offence.slug for offence in offences(asked)}
        assert {slug for slug in named if slug.startswith(("ft-summit", "ot-"))} == slugs
        assert len(named - slugs) == 1, "the source, which is shared"


class TestTheCommand:
    def test_it_lists_each_with_its_table_its_key_and_its_field_and_fails(self, records):
        by_raw_sql(records[Party], country="no")
        by_raw_sql(records[Summit], parties="atlantis")
        out = io.StringIO()
        with pytest.raises(CommandError, match=r"^2 rules broken\.$") as failed:
            call_command("check_record", stdout=out)
        assert failed.value.returncode == 1
        assert out.getvalue().splitlines() == [
            "party “northland”, country: Write the two capital letters of ISO 3166, e.g. BY.",
            "summit “ft-summit”, parties: There is no party “atlantis”.",
        ]

    def test_it_takes_no_argument(self, records):
        with pytest.raises(CommandError, match="unrecognized arguments"):
            call_command("check_record", "fishery-talks")

    def test_it_changes_nothing(self, records):
        before = {model: list(model.objects.values()) for model in record_models()}
        call_command("check_record", stdout=io.StringIO())
        assert {model: list(model.objects.values()) for model in record_models()} == before


def test_the_queries_grow_with_the_tables_and_not_with_their_rows(records):
    with CaptureQueriesContext(connection) as few:
        offences()
    for number in range(12):
        cast.claim(cast.road_map(f"item-{number}", Negotiation.objects.get(pk="fishery-talks")))
    with CaptureQueriesContext(connection) as many:
        assert offences() == []
    assert len(many) == len(few)
