"""No kind of public page breaks a rule of WCAG 2.2 AA that a program can judge: axe finds none, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from roadmaps.models import Negotiation, RoadMap
from tests.tracker.pages.kinds import every_kind

pytestmark = pytest.mark.usefixtures("shipped_record")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"], "preload": False}
SHOWN = {Negotiation: "union-state-2019", RoadMap: "us19-tax"}
ASKED = [
    "/negotiations/union-state-2019/?as_of=2019-12-20&known_on=2019-12-20&according_to=russia&status=disputed",
    "/negotiations/union-state-2019/?as_of=x",
]


def slug_of(model) -> str:
    return SHOWN.get(model) or model.objects.order_by("-slug").values_list("slug", flat=True)[0]


def is_looked_at(name: str) -> bool:
    """A feed is no page; how to cite it stands beside every one, in one template."""
    return not name.endswith(("feed", "-cite")) or name == "road-maps-cite"


def broken(page) -> list[tuple[str, list[str]]]:
    """The rules that a page breaks, each with what breaks it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_breaks_a_rule(window, wrong, scheme):
    page = window(color_scheme=scheme)
    faults = {}
    kinds = [address for name, address in every_kind(slug_of) if is_looked_at(name)]
    for address in [*kinds, *ASKED]:
        page.goto(address)
        if found := broken(page):
            faults[address] = found
    assert faults == {}
    assert [what for what in wrong if "as_of=x" not in what] == []
    wrong.clear()
