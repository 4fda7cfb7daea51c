"""Two editors have the same record open: the second to save sees what both did, and loses nothing that was typed."""

import pytest
from playwright.sync_api import expect

from roadmaps.models import Source
from tests import cast
from tests.roadmaps.admin.desk import page as address_of

pytestmark = pytest.mark.usefixtures("shipped_record")


def field(page, label):
    return page.get_by_role("textbox", name=label, exact=True)


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.click()


def test_the_second_sees_both_versions_and_both_are_kept(window):
    source = Source.objects.get(pk="belta-2019-12-20")
    ed, rita = window(cast.editor()), window(cast.reviewer())
    for page in (ed, rita):
        page.goto(address_of(source))

    field(ed, "Publisher:").fill("BelTA, Minsk")
    field(ed, "Author:").fill("Ed’s author")
    field(ed, "Reason for the change:").fill("As the page says.")
    save(ed)
    expect(ed.get_by_text("was changed successfully")).to_be_visible()

    field(rita, "Publisher:").fill("The BelTA agency")
    field(rita, "Note:").fill("A long note of Rita’s.")
    field(rita, "Reason for the change:").fill("Checked again.")
    save(rita)

    told = rita.get_by_role("region", name="Somebody else saved this while you had it open")
    expect(told).to_contain_text("ed-editor")
    expect(told).to_contain_text("“As the page says.”")
    cells = {label: told.get_by_role("row", name=label).get_by_role("cell") for label in ("Publisher", "Author", "Note")}
    expect(cells["Publisher"]).to_have_text(["BelTA", "BelTA, Minsk", "The BelTA agency", "yours"])
    expect(cells["Author"]).to_have_text(["–", "Ed’s author", "unchanged", "the other's"])
    expect(cells["Note"]).to_have_text(["–", "unchanged", "A long note of Rita’s.", "yours"])

    # Nothing is lost: hers stands in the form, and his where she had typed nothing.
    expect(field(rita, "Publisher:")).to_have_value("The BelTA agency")
    expect(field(rita, "Author:")).to_have_value("Ed’s author")
    expect(field(rita, "Note:")).to_have_value("A long note of Rita’s.")
    assert Source.objects.get(pk=source.pk).publisher == "BelTA, Minsk"

    save(rita)
    expect(rita.get_by_text("was changed successfully")).to_be_visible()
    stored = Source.objects.get(pk=source.pk)
    assert (stored.publisher, stored.author, stored.note) == ("The BelTA agency", "Ed’s author", "A long note of Rita’s.")
