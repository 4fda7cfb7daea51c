"""A list is exported, worked on as a file, and imported again: a bad row is named and nothing stored; then it is put right."""

import csv

import pytest
from playwright.sync_api import expect

from roadmaps.models import Term
from tests import cast
from tests.roadmaps.admin.desk import page as address_of

pytestmark = pytest.mark.usefixtures("shipped_record")


@pytest.fixture
def desk(window):
    page = window(cast.reviewer())
    page.goto(address_of(Term, "changelist"))
    return page


@pytest.fixture
def exported(desk, tmp_path):
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Export as CSV").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    return file


def correct(file, slug, **cells):
    """As in a spreadsheet program."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    next(row for row in rows if row["slug"] == slug).update(cells)
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def offer(page, file):
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what it would change").click()


def test_a_bad_row_is_named_and_the_good_file_is_stored(desk, exported):
    first, second = Term.objects.order_by("pk")[:2]
    correct(exported, first.pk, definition="Put off to another day.")
    correct(exported, second.pk, status="stopped")
    desk.get_by_role("link", name="Import a file").click()

    offer(desk, exported)
    expect(desk.get_by_text("1 error. Nothing was stored")).to_be_visible()
    line = 2 + [term.pk for term in Term.objects.all()].index(second.pk)
    expect(desk.get_by_role("row", name="terms.csv")).to_have_text(
        f"terms.csv {line} status stopped Value 'stopped' is not a valid choice.", use_inner_text=True
    )
    assert Term.objects.get(pk=first.pk).definition == first.definition

    correct(exported, second.pk, status=second.status)
    offer(desk, exported)
    shown = desk.get_by_role("row", name=first.pk)
    expect(shown.get_by_role("deletion")).to_have_text(first.definition)
    expect(shown.get_by_role("insertion")).to_have_text("Put off to another day.")
    desk.get_by_label("Reason for the import").fill("Worded anew.")
    desk.get_by_role("button", name="Import just this").click()

    expect(desk.get_by_text("Imported: 0 created, 1 updated, 3 unchanged.")).to_be_visible()
    assert Term.objects.get(pk=first.pk).definition == "Put off to another day."


def test_a_file_as_it_was_exported_changes_nothing(desk, exported):
    desk.get_by_role("link", name="Import a file").click()
    offer(desk, exported)
    expect(desk.get_by_text("Nothing: the record says all of it already.")).to_be_visible()
    expect(desk.get_by_role("button", name="Import just this")).not_to_be_attached()
