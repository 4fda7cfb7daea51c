"""Every rule that the database itself holds: named, said in words on saving, and kept where saving is passed by."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from roadmaps.models import (
    AgendaItem,
    Catalogue,
    Citation,
    Event,
    Negotiation,
    PollAnswer,
    Position,
    RoadMap,
    Source,
    Statement,
    StatusClaim,
    Succession,
    Tally,
    Term,
)
from roadmaps.rules import record_models
from tests import cast
from tests.once import made_once

pytestmark = pytest.mark.django_db

BROKEN = [
    ("negotiation_ends_after_it_started", Negotiation, {"started": "2019", "ended": "2018"}),
    ("negotiation_does_not_succeed_itself", Negotiation, {"slug": "twin", "succeeds_id": "twin"}),
    ("term_label_is_unique_in_negotiation", Term, {}),
    ("roadmap_sequence_is_unique_in_negotiation", RoadMap, {}),
    ("roadmap_number_is_unique_in_negotiation", RoadMap, {"sequence": 9}),
    ("roadmap_title_is_unknown_or_given", RoadMap, {"sequence": 9, "number": "", "title": ""}),
    ("roadmap_title_is_unknown_or_given", RoadMap, {"sequence": 9, "number": "", "title_basis": "unknown"}),
    ("succession_is_stated_once", Succession, {}),
    ("succession_links_two", Succession, {"to_road_map_id": "ft-gas"}),
    ("agendaitem_once_per_summit", AgendaItem, {}),
    ("event_has_the_dates_of_its_kind", Event, {"kind": "deadline"}),
    ("event_has_the_dates_of_its_kind", Event, {"kind": "deadline", "due_on": "2020"}),
    ("event_has_the_dates_of_its_kind", Event, {"due_on": "2020"}),
    ("event_has_the_dates_of_its_kind", Event, {"set_on": "2018"}),
    ("event_has_the_dates_of_its_kind", Event, {"happened_on": None}),
    ("statement_speaks_for_its_party", Statement, {"voice": "party", "party_id": None}),
    ("statement_speaks_for_its_party", Statement, {"voice": "joint", "party_id": None}),
    ("statement_speaks_for_its_party", Statement, {"voice": "press", "party_id": "northland"}),
    ("statement_is_reported_after_it_is_said", Statement, {"reported_on": "2019-12-19", "reported_on_inferred": False}),
    ("statusclaim_dispute_has_topics", StatusClaim, {"status": "disputed", "disputed_on": ""}),
    ("statusclaim_dispute_has_topics", StatusClaim, {"status": "agreed", "disputed_on": "gas"}),
    ("statusclaim_adopted_is_whole_and_past", StatusClaim, {"judgement": "adopted", "about": "the price"}),
    ("statusclaim_adopted_is_whole_and_past", StatusClaim, {"judgement": "adopted", "effective_on": "2020"}),
    ("statusclaim_withdrawn_has_a_reason", StatusClaim, {"judgement": "withdrawn", "judgement_reason": ""}),
    ("source_web_address_is_http", Source, {"web_address": "ftp://example.org/"}),
    ("source_archive_address_is_http", Source, {"archive_address": "javascript:alert(1)"}),
    ("citation_stands_under_one", Citation, {"statement_id": None}),
    ("citation_stands_under_one", Citation, {"road_map_id": "ft-gas"}),
    ("citation_once_per_statement", Citation, {}),
    ("pollanswer_percent_is_a_share", PollAnswer, {"percent": 101}),
    ("pollanswer_percent_is_a_share", PollAnswer, {"percent": -1}),
    ("position_is_on_one_thing", Position, {"topic_id": "gas", "road_map_id": "ft-gas"}),
    ("tally_bounds_are_in_order", Tally, {"agreed_min": 2, "agreed_max": 1}),
    ("tally_bounds_are_in_order", Tally, {"percent_min": 50, "percent_max": 40}),
    ("tally_agrees_on_no_more_than_there_is", Tally, {"agreed_min": 4, "agreed_max": 4}),
    ("tally_agrees_on_no_more_than_there_is", Tally, {"agreed_min": None, "agreed_max": 4}),
    ("tally_agrees_on_no_more_than_there_is", Tally, {"remaining": 4}),
    *(
        ("tally_is_not_negative", Tally, {"agreed_min": None, "agreed_max": None, name: -1})
        for name in ("agreed_min", "total", "remaining", "percent_max")
    ),
]


@pytest.fixture(scope="module")
def one_of_each(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        records = cast.one_of_each()
        records[RoadMap].number = "31"
        records[RoadMap].save()
        yield records


def refusal_of_the_database(record) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(record)._base_manager.bulk_create([record])
    return str(refused.value)


def broken_by(name, model):
    return next(constraint for constraint in model._meta.constraints if constraint.name == name)


def is_named_in(text, constraint) -> bool:
    """SQLite names the columns of what must be unique, not the constraint."""
    return constraint.name in text or (connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint) and "UNIQUE" in text)


@pytest.mark.parametrize(("name", "model", "values"), BROKEN)
def test_saving_says_in_words_what_is_broken_and_stores_nothing(one_of_each, name, model, values):
    constraint = broken_by(name, model)
    before = model.objects.count()
    with pytest.raises(ValidationError) as refused:
        cast.twin(one_of_each[model], **values).save()
    said = [message for messages in refused.value.message_dict.values() for message in messages]
    assert str(constraint.violation_error_message) in said or by_its_field(said)
    assert model.objects.count() == before


@pytest.mark.parametrize("model", record_models())
def test_a_save_asks_about_all_checks_of_a_row_at_once(one_of_each, model):
    stated = any(isinstance(constraint, models.CheckConstraint) for constraint in model._meta.constraints)
    with CaptureQueriesContext(connection) as captured:
        model.objects.get(pk=one_of_each[model].pk).save()
    asked = [query["sql"] for query in captured if 'AS "_check"' in query["sql"] and "EXISTS" not in query["sql"]]  # which unique constraints ask
    assert len(asked) == stated


def by_its_field(said) -> bool:
    """A field that holds the same rule says it first, in words of its own."""
    return any(
        part in message for message in said for part in ("already exists", "There is no", "less than or equal", "greater than or equal", "http")
    )


@pytest.mark.parametrize(("name", "model", "values"), BROKEN)
def test_the_database_refuses_what_passes_saving_by(one_of_each, name, model, values):
    assert is_named_in(refusal_of_the_database(cast.twin(one_of_each[model], **values)), broken_by(name, model))


def vocabularies():
    return [
        (constraint.name, model, field.name)
        for model in record_models()
        for field in model._meta.concrete_fields
        for constraint in model._meta.constraints
        if constraint.name == f"{model._meta.model_name}_{field.name}_is_known"
    ]


@pytest.mark.parametrize(("name", "model", "field"), vocabularies())
@pytest.mark.parametrize("word", ["unheard_of", ""])
def test_a_word_outside_its_vocabulary_is_refused_twice(one_of_each, name, model, field, word):
    with pytest.raises(ValidationError) as refused:
        cast.twin(one_of_each[model], **{field: word}).save()
    assert field in refused.value.message_dict or f"“{field}” must be one of" in str(refused.value)
    assert f"{model._meta.model_name}_" in refusal_of_the_database(cast.twin(one_of_each[model], **{field: word}))


def test_every_field_of_a_fixed_vocabulary_has_its_constraint():
    chosen = {(model, field.name) for model in record_models() for field in model._meta.concrete_fields if field.choices}
    assert chosen == {(model, field) for _, model, field in vocabularies()}


def spans():
    return [
        (constraint.name, model, field.name)
        for model in record_models()
        for field in model._meta.private_fields
        for constraint in model._meta.constraints
        if constraint.name == f"{model._meta.model_name}_{field.name}_in_order"
    ]


@pytest.mark.parametrize(("name", "model", "field"), spans())
def test_a_span_the_wrong_way_round_is_refused_by_the_database(one_of_each, name, model, field):
    reversed_span = {f"{field}_first": "2019-12-31", f"{field}_last": "2019-12-01"}
    kind = {"kind": "deadline", "happened_on": None, "due_on": "2020"} if field in ("set_on", "due_on") else {}
    assert "_in_order" in refusal_of_the_database(cast.twin(one_of_each[model], **kind, **reversed_span)) or connection.vendor == "postgresql"


def test_every_span_has_its_constraint():
    assert {(model, field) for _, model, field in spans()} == {
        (model, field.name) for model in record_models() for field in model._meta.private_fields
    }


@pytest.mark.parametrize("cited", ["road_map", "road_map_title", "succession", "summit", "agenda_item", "event", "aim", "poll"])
def test_one_place_in_a_source_is_cited_once_for_one_thing(one_of_each, cited):
    link = Citation._meta.get_field(cited)
    under = {cited: one_of_each[link.related_model], "source": cast.source()}
    first = cast.make(Citation, slug="ft-first-citation", **under, locator="p. 1")
    with pytest.raises(ValidationError, match="cited here already, at the same place"):
        cast.make(Citation, slug="ft-second-citation", **under, locator="p. 1")
    assert is_named_in(refusal_of_the_database(cast.twin(first)), broken_by(f"citation_once_per_{cited}", Citation))
    assert cast.make(Citation, slug="ft-second-citation", **under, locator="p. 2")


def test_no_named_constraint_is_left_untested():
    named = {constraint.name for model in record_models() for constraint in model._meta.constraints}
    generated = {name for name, *_ in (*vocabularies(), *spans())} | {name for name in named if name.startswith("citation_once_per_")}
    assert named == {name for name, *_ in BROKEN} | generated


def test_the_catalogue_is_one_row():
    with pytest.raises(IntegrityError), transaction.atomic():
        Catalogue.objects.create(pk=2)
