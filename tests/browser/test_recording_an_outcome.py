"""A summit has taken place: an editor records on one page what was said there, sees what it changes, and keeps it."""

import pytest
from playwright.sync_api import expect

from roadmaps.models import RoadMap, Statement, Summit
from tests import cast
from tests.roadmaps.admin.desk import page as address_of

pytestmark = pytest.mark.usefixtures("shipped_record")

ELECTRICITY = "Unified electricity market"


def standing():
    return RoadMap.objects.as_of().get(pk="us21-electricity-market").standing


def test_from_the_summit_by_a_preview_to_another_standing(window):
    page = window(cast.editor())
    page.goto(address_of(Summit.objects.get(pk="us21-2024-12-06-supreme-council")))
    page.get_by_role("link", name="Record its outcome").click()

    # The day, the summit and its sources are there already.
    expect(page.get_by_label("Said on")).to_have_value("2024-12-06")
    expect(page.get_by_label("At the summit")).to_have_value("us21-2024-12-06-supreme-council")
    sources = page.get_by_role("group", name="Source in the record 1")
    expect(sources).to_contain_text("SB. Belarus Segodnya")

    page.get_by_label("Voice").select_option("the press")
    page.get_by_label("What was said, in our own words").fill("The electricity market is being set up.")
    page.get_by_label("Reason for the change").fill("The report of the summit.")
    page.get_by_label(f"{ELECTRICITY}: says").select_option("implementing")
    page.get_by_label(f"{ELECTRICITY}: and the record").select_option("adopts it")
    page.get_by_role("button", name="Show what this changes").click()

    # A preview: nothing is stored yet.
    moved = page.get_by_role("table", name="Standings today").get_by_role("row", name=ELECTRICITY)
    expect(moved).to_contain_text("approved, 2021-09-10")
    expect(moved).to_contain_text("implementing, 2024-12-06")
    assert standing().status == "approved"

    page.get_by_role("button", name="Save all of it").click()
    expect(page.get_by_text("Recorded, with its claims: 1")).to_be_visible()
    assert (standing().status, str(standing().effective_on)) == ("implementing", "2024-12-06")

    # The road map's own page tells the same.
    page.goto(address_of(RoadMap.objects.get(pk="us21-electricity-market")))
    expect(page.get_by_role("row", name="2024-12-06 in force since")).to_contain_text("implementing")


def test_what_is_wrong_is_marked_and_what_was_typed_stays(window):
    page = window(cast.editor())
    page.goto(address_of(Statement, "record") + "?negotiation=union-programmes-2021")
    before = Statement.objects.count()
    page.get_by_label("What was said, in our own words").fill("Typed at length.")
    page.get_by_label("Said on").fill("last week")
    page.get_by_role("button", name="Show what this changes").click()
    expect(page.get_by_text("Please correct what is marked below. Nothing was stored.")).to_be_visible()
    expect(page.get_by_label("What was said, in our own words")).to_have_value("Typed at length.")
    expect(page.get_by_label("Said on")).to_have_value("last week")
    assert Statement.objects.count() == before
