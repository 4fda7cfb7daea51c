"""A claim turns out to be mistranslated: it is withdrawn with a reason, and stays to be seen as withdrawn."""

import pytest
from playwright.sync_api import expect

from roadmaps.models import StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import page as address_of

pytestmark = pytest.mark.usefixtures("shipped_record")


def test_from_the_road_map_by_a_reason_to_the_standing_before(window):
    page = window(cast.reviewer())
    claim = StatusClaim.objects.get(pk="us19-gas-market-2020-09-29")
    page.goto(address_of(claim.road_map))
    page.get_by_role("row", name="2020-09-29 in force since").get_by_role("link", name="Withdraw").click()

    # What would stand instead is shown before it is done, and a reason asked for.
    moved = page.get_by_role("table", name="Standings today").get_by_role("row", name="Common gas market")
    expect(moved).to_contain_text("2020-09-29")
    withdraw = page.get_by_role("main").get_by_role("button", name="Withdraw")
    withdraw.click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    assert claim.history.latest().judgement == "adopted"
    page.get_by_label("Reason").fill("A mistranslation: the gas price is no road map.")
    withdraw.click()

    # Back on the road map, the claim is struck out, and an earlier one counts again.
    withdrawn = page.get_by_role("row", name="2020-09-29 withdrawn")
    expect(withdrawn.get_by_role("deletion")).to_have_text("disputed: Gas")
    expect(withdrawn).to_contain_text("A mistranslation: the gas price is no road map.")
    expect(page.get_by_role("row", name="in force since")).not_to_contain_text("2020-09-29")
    expect(page.get_by_role("row", name="in force since")).to_contain_text("disputed: Gas")
