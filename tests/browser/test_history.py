"""What was corrected, by whom and why, is read in the history; a wrong correction is taken back there, with its rows."""

import pytest
from playwright.sync_api import expect

from roadmaps.models import Statement
from tests import cast
from tests.roadmaps.admin.desk import page as address_of

pytestmark = pytest.mark.usefixtures("shipped_record")

WORDING = "What was said, in our own words"


@pytest.fixture
def statement():
    return Statement.objects.get(pk="us19-2019-07-02-dmitry-krutoy")


@pytest.fixture
def corrected(window, statement):
    """The history of a statement whose wording a reviewer changed, and whose last source she removed."""
    page = window(cast.reviewer())
    page.goto(address_of(statement))
    page.get_by_label(WORDING).fill(statement.wording.replace("ten", "twelve"))
    last = page.get_by_role("row", name=f"{statement.pk} – ").last
    last.get_by_role("checkbox").check()
    page.get_by_label("Reason for the change").fill("As the interview has it.")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="History").click()
    return page


def test_the_difference_marks_what_went_and_what_came(corrected, statement):
    newest = corrected.get_by_role("region", name="Revision").first
    expect(newest).to_contain_text("rita-reviewer")
    expect(newest).to_contain_text("“As the interview has it.”")
    wording = newest.get_by_role("row", name=WORDING)
    expect(wording.get_by_role("deletion")).to_have_text("About ten road maps are planned.")
    expect(wording.get_by_role("insertion")).to_have_text("About twelve road maps are planned.")
    expect(newest.get_by_role("table", name="removed")).to_be_visible()


def test_a_way_back_restores_text_and_source_and_is_recorded_itself(corrected, statement):
    sources = statement.citations.count()
    assert Statement.objects.get(pk=statement.pk).wording != statement.wording
    corrected.get_by_role("region", name="Revision").nth(1).get_by_role("link", name="As it was then").click()
    expect(corrected.get_by_role("region", name="What going back to it changes")).to_contain_text("twelve")
    corrected.get_by_label("Reason for going back").fill("The correction was wrong.")
    corrected.get_by_role("button", name="Revert to this version").click()

    expect(corrected.get_by_text("It is again as it was at revision")).to_be_visible()
    expect(corrected.get_by_label(WORDING)).to_have_value(statement.wording)
    assert statement.citations.count() == sources + 1
    corrected.get_by_role("link", name="History").click()
    expect(corrected.get_by_role("region", name="Revision").first).to_contain_text("The correction was wrong.")
