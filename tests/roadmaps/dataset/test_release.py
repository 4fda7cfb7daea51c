"""A release of the dataset stays what it was, whatever is edited afterwards and whoever tries to change it."""

import io
import sqlite3
import zipfile
from datetime import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from roadmaps import revisions
from roadmaps.dataset.apply import load
from roadmaps.dataset.archive import archive
from roadmaps.dataset.release import NotReleased, make_release
from roadmaps.models import Release, Source
from roadmaps.models.release import ReleaseIsForEver
from roadmaps.protection import open_to_changes
from roadmaps.rules import offences
from tests import cast

pytestmark = pytest.mark.django_db


def released(**options) -> str:
    told = io.StringIO()
    call_command("release_dataset", stdout=told, **options)
    return told.getvalue()


def archived() -> bytes:
    file = io.BytesIO()
    archive(file)
    return file.getvalue()


def bytes_of(number: int) -> bytes:
    return bytes(Release.objects.get(number=number).content)


def rename(source, title):
    source.title = title
    source.save()


def test_the_first_is_number_1_and_holds_the_dataset_with_what_is_said_of_it():
    cast.adopted()
    with time_machine.travel(datetime.fromisoformat("2026-11-24T12:00:00+00:00"), tick=False):
        told = released(note="As used in the report of May.")
    release = Release.objects.get()
    assert bytes(release.content) == archived()
    assert (release.number, release.note, release.size) == (1, "As used in the report of May.", len(archived()))
    assert release.revisions == revisions.all_latest()
    assert set(release.revisions) == {"", "fishery-talks"}
    assert release.made_at.isoformat() == "2026-11-24T12:00:00+00:00"
    assert told == f"Release 1: {release.size:,} bytes, SHA-256 {release.sha256}.\n"


def test_it_is_byte_identical_after_edits_and_the_next_is_another():
    source = cast.source("journal", title="As it was")
    released()
    before = bytes_of(1)
    rename(source, "As it is")
    released()
    source.delete()
    assert bytes_of(1) == before != bytes_of(2)
    assert b"As it was" in zipfile.ZipFile(io.BytesIO(bytes_of(1))).read("sources.csv")
    assert list(Release.objects.values_list("number", flat=True)) == [2, 1]


def test_one_that_would_equal_the_last_is_refused_and_names_it():
    cast.source()
    released()
    with pytest.raises(CommandError, match=rf"release 1: .*{Release.objects.get().sha256}"):
        released(note="Again")
    assert Release.objects.count() == 1


def test_what_was_changed_and_changed_back_equals_the_last():
    source = cast.source(title="As it was")
    released()
    rename(source, "As it is")
    rename(source, "As it was")
    with pytest.raises(NotReleased):
        make_release()


def test_an_older_state_may_be_released_again():
    source = cast.source(title="As it was")
    make_release()
    rename(source, "As it is")
    make_release()
    rename(source, "As it was")
    assert make_release().number == 3
    assert bytes_of(3) == bytes_of(1)


def test_of_two_made_at_once_the_second_is_refused(monkeypatch):
    cast.source()

    def while_another_is_made():
        monkeypatch.undo()
        make_release("Theirs")
        return b"mine"

    monkeypatch.setattr("roadmaps.dataset.release._archived", while_another_is_made)
    with pytest.raises(NotReleased, match="at the same moment"):
        make_release("Mine")
    assert Release.objects.get().note == "Theirs"


def test_a_note_that_no_database_stores_is_refused():
    with pytest.raises(CommandError, match="Remove the character"):
        released(note="\udcff")
    assert not Release.objects.exists()


# Nothing alters one


ALTERATIONS = {
    "saving it": lambda release: release.save(),
    "saving one field": lambda release: release.save(update_fields=["note"]),
    "deleting it": lambda release: release.delete(),
    "updating all": lambda release: Release.objects.update(note=""),
    "updating some": lambda release: Release.objects.filter(number=1).update(content=b""),
    "updating past the manager": lambda release: Release._base_manager.update(content=b""),
    "updating or creating": lambda release: Release.objects.update_or_create(number=1, defaults={"note": "x"}),
    "deleting all": lambda release: Release.objects.all().delete(),
    "deleting past the manager": lambda release: Release._base_manager.filter(number=1).delete(),
    "updating in bulk": lambda release: Release.objects.bulk_update([release], ["note"]),
    "creating over it in bulk": lambda release: Release.objects.bulk_create([release], update_conflicts=True, update_fields=["note"]),
}


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_it_is_neither_changed_nor_deleted(alter):
    cast.source()
    make_release()
    before = Release.objects.values().get()
    release = Release.objects.get()
    release.note = release.content = b"other"
    with pytest.raises(ReleaseIsForEver):
        alter(release)
    assert Release.objects.values().get() == before


def test_nothing_takes_its_number():
    cast.source()
    make_release()
    with pytest.raises(Exception, match=r"(?i)unique|kept for ever"):
        Release(number=1, content=b"other", revisions={}).save()


def test_its_hash_and_size_follow_from_its_bytes():
    other = Release(number=1, content=b"other", revisions={}, sha256="0" * 64, size=7)
    other.save()
    assert (other.size, other.is_as_released()) == (5, True)


def test_a_number_below_one_is_refused():
    with pytest.raises(ValidationError):
        Release(number=-1, content=b"other", revisions={}).save()


def test_one_that_was_altered_past_the_software_is_found():
    cast.source()
    make_release()
    assert offences() == []
    with open_to_changes(), connection.cursor() as cursor:
        cursor.execute("UPDATE roadmaps_release SET content = %s", [b"other"])
    assert [(offence.model, offence.slug, offence.field) for offence in offences()] == [(Release, "1", "content")]


# Nothing loses one


def test_loading_and_pruning_leave_it_alone(tmp_path):
    cast.source("journal")
    make_release()
    zipfile.ZipFile(io.BytesIO(bytes_of(1))).extractall(tmp_path)
    Source.objects.get().delete()
    load(tmp_path, prune=True)
    assert Source.objects.get().pk == "journal"
    assert Release.objects.get().is_as_released()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy of a SQLite file")
@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_it(tmp_path):
    cast.source()
    make_release()
    call_command("backup", tmp_path / "copy.sqlite3", stdout=io.StringIO())
    with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
        assert copy.execute("SELECT number, content FROM roadmaps_release").fetchall() == [(1, bytes_of(1))]


def test_the_list_of_them_reads_no_bytes(django_assert_num_queries):
    cast.source()
    make_release()
    with django_assert_num_queries(1) as captured:
        assert str(Release.objects.listed().get()).startswith("Release 1 of ")
    assert "content" not in captured[0]["sql"]
