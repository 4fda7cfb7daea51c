"""Nobody overwrites what he has not seen: a write of what has changed since it was read is refused."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps.models import Negotiation, Source, StaleRecord, Topic
from roadmaps.rules import record_models
from tests import cast

pytestmark = pytest.mark.django_db


def read_twice(record):
    return (type(record).objects.get(pk=record.pk) for _ in range(2))


def test_a_version_begins_at_one_and_counts_the_writes():
    source = cast.source()
    assert source.version == 1
    source.save()
    source.save()
    assert (source.version, Source.objects.get().version) == (3, 3)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_the_second_to_save_is_refused_for_every_model(model):
    first, second = read_twice(cast.one_of_each()[model])
    first.save()
    with pytest.raises(StaleRecord, match=f"you edited version {second.version}, it is now {first.version}"):
        second.save()


def test_the_refusal_says_nothing_was_stored_and_it_was_not():
    first, second = read_twice(cast.source(title="As it was"))
    first.title, second.title = "By the first", "By the second"
    first.save()
    with pytest.raises(StaleRecord, match=r"changed by somebody else in between.*Nothing was stored"):
        second.save()
    assert Source.objects.get().title == "By the first"
    assert Source.history.count() == 2


def test_the_refused_keeps_what_it_had_and_can_be_asked_what_is_stored():
    first, second = read_twice(cast.source())
    first.save()
    second.title = "By the second"
    with pytest.raises(StaleRecord) as refused:
        second.save()
    assert (second.title, second.version, refused.value.stored_version) == ("By the second", 1, 2)


def test_what_was_read_again_can_be_saved():
    first, second = read_twice(cast.source())
    first.save()
    second.refresh_from_db()
    second.title = "By the second"
    second.save()
    assert Source.objects.get().title == "By the second"


def test_deleting_what_has_changed_is_refused():
    first, second = read_twice(cast.source())
    first.save()
    with pytest.raises(StaleRecord):
        second.delete()
    assert Source.objects.exists()


def test_saving_what_was_deleted_does_not_bring_it_back():
    first, second = read_twice(cast.source())
    first.delete()
    with pytest.raises(StaleRecord, match="it is now deleted"):
        second.save()
    assert not Source.objects.exists()


def test_creating_what_exists_is_refused_and_does_not_overwrite():
    cast.topic("gas", title="Gas")
    with pytest.raises(ValidationError, match="already exists"):
        Topic(slug="gas", title="Another").save()
    assert Topic.objects.get().title == "Gas"


def test_a_refused_save_can_be_corrected_and_saved():
    source = cast.source()
    source.title = ""
    with pytest.raises(ValidationError):
        source.save()
    source.title = "Corrected"
    source.save()
    assert (Source.objects.get().title, source.version) == ("Corrected", 2)


def test_the_revision_of_a_negotiation_is_the_locks_and_not_the_readers():
    talks = cast.negotiation()
    cast.road_map()
    cast.road_map("oil")
    stored = Negotiation.objects.get().revision
    talks.revision = 1
    talks.save()
    assert Negotiation.objects.get().revision == stored + 1
