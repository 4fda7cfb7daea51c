"""Every write leaves history: who, when, what, why, under which negotiation, at which revision."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from roadmaps.models import Catalogue, Negotiation, Record, RoadMap, Source, StatusClaim
from roadmaps.rules import record_models
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    return cast.one_of_each()


def kinds(record):
    return [row.history_type for row in type(record).history.filter(slug=record.pk)]


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_model_keeps_its_creation_its_changes_and_its_place(records, model: type[Record]):
    record = records[model]
    record.refresh_from_db()
    record.save()
    assert kinds(record)[-1] == "+"
    assert kinds(record)[0] == "~"
    latest = record.history.latest()
    assert (latest.scope, latest.revision) == (record.scope, current_revision(record))
    assert latest.version == record.version


def current_revision(record):
    return Negotiation.objects.get(pk=record.scope).revision if record.scope else Catalogue.objects.get().revision


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_value_of_a_row_stands_in_its_history(records, model):
    record = model.objects.get(pk=records[model].pk)
    latest = record.history.latest()
    for field in model._meta.concrete_fields:
        if field.name not in ("version", "revision", "search_text"):
            assert getattr(latest, field.attname) == getattr(record, field.attname), field.name


def test_it_says_who_and_why(editor):
    source = cast.source()
    source._history_user, source._change_reason = editor, "The title was cut short."
    source.title = "The whole title"
    source.save()
    latest = source.history.latest()
    assert (latest.history_user, latest.history_change_reason, latest.title) == ("editor", "The title was cut short.", "The whole title")


def test_the_editors_name_outlives_the_editor(editor):
    source = cast.source()
    source._history_user = editor
    source.save()
    get_user_model().objects.all().delete()
    assert source.history.latest().history_user == "editor"


def test_what_nobody_signed_has_no_editor():
    assert cast.source().history.latest().history_user is None


def test_a_deletion_stays_in_history_with_its_last_values():
    source = cast.source("gone", title="What it was")
    source.delete()
    row = Source.history.get(slug="gone", history_type="-")
    assert row.title == "What it was"


def test_deleting_many_leaves_history_of_each():
    for slug in ("one", "other"):
        cast.source(slug)
    Source.objects.filter(slug__in=["one", "other"]).delete()
    assert sorted(Source.history.filter(history_type="-").values_list("slug", flat=True)) == ["one", "other"]


def test_a_slug_used_again_goes_on_in_the_same_history():
    cast.source("again").delete()
    cast.source("again")
    assert [row.history_type for row in Source.history.filter(slug="again")] == ["+", "-", "+"]


@pytest.mark.parametrize(
    "write",
    [
        lambda: RoadMap.objects.update(summary="x"),
        lambda: RoadMap.objects.filter(pk="ft-gas").update(summary="x"),
        lambda: RoadMap.objects.bulk_create([RoadMap(slug="ft-oil")]),
        lambda: RoadMap.objects.bulk_update(RoadMap.objects.all(), ["summary"]),
        lambda: Negotiation.objects.get().road_maps.update(summary="x"),
    ],
    ids=["update", "filtered update", "bulk_create", "bulk_update", "related update"],
)
def test_what_would_leave_none_is_refused(write):
    cast.road_map()
    with pytest.raises(TypeError, match="would leave no history"):
        write()
    assert RoadMap.objects.get().summary == ""


def test_a_refused_save_leaves_none():
    claim = cast.claim()
    claim.status = "unheard_of"
    with pytest.raises(ValidationError):
        claim.save()
    assert StatusClaim.history.filter(slug=claim.pk).count() == 1
