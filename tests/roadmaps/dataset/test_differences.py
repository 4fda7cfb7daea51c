"""A plan says of every row what becomes of it, column by column; what was seen is what is stored, or nothing."""

import io

import pytest
from django.core.management import call_command

from roadmaps.dataset.apply import ChangedMeanwhile, load
from roadmaps.dataset.plan import Change
from roadmaps.models import Negotiation, RoadMap
from tests import cast
from tests.roadmaps.dataset import files
from tests.threads import at_once, errors, one_database_for_all_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(dump):
    """One road map, its summary changed in the file and another road map added."""
    cast.road_map("gas", summary="Pipes.")
    folder = dump()
    row = files.rows(folder, "road_maps")[0]
    files.write(
        folder, "road_maps", [row | {"summary": "Pipes and prices.", "number": "1"}, row | {"slug": "ft-oil", "sequence": "2", "title": "Oil"}]
    )
    return folder


def differences(plan):
    return {(table.name, kind, slug): changes for table, kind, slug, changes in plan.differences()}


def test_they_are_told_column_by_column_from_old_to_new(folder):
    assert differences(load(folder, dry_run=True)) == {
        ("road_maps", "updated", "ft-gas"): [Change("number", "", "1"), Change("summary", "Pipes.", "Pipes and prices.")],
        ("road_maps", "created", "ft-oil"): [
            Change("slug", "", "ft-oil"),
            Change("negotiation", "", "fishery-talks"),
            Change("sequence", "", "2"),
            Change("title", "", "Oil"),
            Change("title_basis", "", "attested"),
            Change("summary", "", "Pipes."),
        ],
    }


def test_what_is_removed_is_told_with_its_key(folder):
    cast.road_map("fish", sequence=9)
    for dry_run in (True, False):
        told = differences(load(folder, dry_run=dry_run, prune=True))
        assert Change("title", "Fish", "") in told["road_maps", "removed", "ft-fish"]
    assert not RoadMap.objects.filter(pk="ft-fish").exists()


def test_the_command_tells_them_when_asked_for_more_words(folder):
    for verbosity, said in ((1, 0), (2, 1)):
        out = io.StringIO()
        call_command("load_dataset", folder, "--dry-run", verbosity=verbosity, stdout=out)
        assert out.getvalue().count("road_maps ft-gas updated\n    number: “” → “1”\n    summary: “Pipes.” → “Pipes and prices.”\n") == said


def test_what_was_seen_is_stored(folder):
    seen = load(folder, dry_run=True).fingerprint()
    load(folder, seen=seen)
    assert RoadMap.objects.get(pk="ft-gas").summary == "Pipes and prices."


@pytest.mark.parametrize("change", [{"summary": "Gas."}, {"summary": "Pipes and prices."}, {"number": "31"}])
def test_where_a_row_of_the_file_changed_meanwhile_nothing_is_stored(folder, change):
    seen = load(folder, dry_run=True).fingerprint()
    gas = RoadMap.objects.get()
    for name, value in change.items():
        setattr(gas, name, value)
    gas.save()
    revision = Negotiation.objects.get().revision
    with pytest.raises(ChangedMeanwhile):
        load(folder, seen=seen)
    assert not RoadMap.objects.filter(pk="ft-oil").exists()
    assert Negotiation.objects.get().revision == revision


def test_a_change_of_what_the_file_leaves_alone_does_not_matter(folder):
    seen = load(folder, dry_run=True).fingerprint()
    cast.source("another")
    cast.road_map("fish", sequence=9)
    load(folder, seen=seen)
    assert RoadMap.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_import_what_they_saw_at_the_same_moment_one_is_told(folder, tmp_path):
    with one_database_for_all_threads(tmp_path):
        seen = load(folder, dry_run=True).fingerprint()
        outcomes = at_once(*[lambda: load(folder, seen=seen)] * 2)
        assert [type(error) for error in errors(outcomes)] == [ChangedMeanwhile]
        assert RoadMap.history.filter(slug="ft-oil").count() == 1
