"""Every page leads to how it is cited; who comes by a cited address is told whether the page still says what it said, and if not, how not."""

import json
import re

import pytest
import time_machine
from django.test import Client

from roadmaps import adoption
from tests import cast
from tests.tracker.pages.kinds import every_kind
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
BOARD, GAS = "/negotiations/fishery-talks/", "/road-maps/ft-gas/"


@pytest.fixture(autouse=True)
def claim():
    cast.road_map("oil")
    return cast.adopted(cast.road_map("gas", topic=cast.topic("gas")), "negotiating", "2019-11-01")


def remembered(address, **asked) -> str:
    """The address under which a page is cited."""
    page = read(address + "cite/", **asked)
    return page.one("dl.facts a")["href"].removeprefix("http://testserver")


def told(address) -> str:
    return read(address).one(".notice[aria-label='Since it was cited']").text


SAME, OTHER = "This page says what it said when it was cited.", "This page no longer says what it said when it was cited."


@pytest.mark.parametrize("address", [BOARD, GAS])
def test_what_nobody_touched_says_what_it_said(address):
    cited = remembered(address, as_of="2019-12-20")
    source = cast.source("other")
    source.note = "Read again."
    source.save()
    assert told(cited) == SAME


@pytest.mark.parametrize("address", [BOARD, GAS])
def test_what_an_edit_changed_is_told_with_the_difference(address, claim):
    cited = remembered(address, as_of="2019-12-20")
    claim.refresh_from_db()
    claim.status = "agreed"
    claim.save()
    assert OTHER in told(cited)
    assert "Status claim Gas: changed Status: negotiating → agreed" in told(cited)


def test_a_claim_that_is_withdrawn_is_told(claim):
    cited = remembered(GAS, as_of="2019-12-20")
    adoption.withdraw(claim, "Misread.", by=cast.reviewer())
    assert "adopted → withdrawn" in told(cited)


def test_a_later_change_leaves_an_earlier_day_as_it_was():
    cited = remembered(BOARD, as_of="2019-12-01")
    cast.adopted(cast.road_map("gas"), "agreed", "2019-12-20")
    assert told(cited) == SAME


@time_machine.travel("2020-03-01T12:00Z", tick=False)
def test_what_is_cited_means_the_same_tomorrow():
    link = read(BOARD).links(".addresses a")["How to cite this page"]
    assert link == f"{BOARD}cite/?as_of=2020-03-01"
    assert "as_of=2020-03-01&cited=fishery-talks." in remembered(BOARD)


def test_it_is_cited_in_plain_text_bibtex_and_csl():
    page = read(GAS + "cite/", as_of="2019-12-20")
    text, bibtex, csl = (block.element.text for block in page.all("pre"))
    assert text.startswith("Gas. Fishery talks. As of 2019-12-20. Road-map negotiation tracker, fishery-talks revision")
    assert re.match(r"@misc\{fishery-talks-", bibtex)
    assert json.loads(csl)[0]["title"] == "Gas"
    for form, media_type in {"bibtex": "application/x-bibtex", "csl-json": "application/vnd.citationstyles.csl+json", "text": "text/plain"}.items():
        answer = Client().get(GAS + "cite/", {"as_of": "2019-12-20", "format": form})
        assert answer["Content-Type"].startswith(media_type)


@pytest.mark.parametrize("text", ["x", "fishery-talks.1-" + "g" * 64, "fishery-talks.999999-" + "0" * 64, "grain.1-" + "0" * 64])
def test_what_is_no_citation_of_this_record_is_said_to_be_none(text):
    page = read(GAS, cited=text)
    assert page.one(".notice").text
    assert not page.all(".notice[aria-label='Since it was cited']")


def test_every_page_of_facts_leads_to_how_it_is_cited():
    records = cast.one_of_each()
    kinds = dict(every_kind(lambda model: records[model].pk))
    citable = {name.removesuffix("-cite") for name in kinds if name.endswith("-cite")}
    for name in citable:
        assert read(kinds[name]).links(".addresses a")["How to cite this page"].startswith(f"{kinds[name]}cite/"), name
    assert {"negotiations", "over-time", "counts", "road-maps", "statements", "status-claims", "tallies", "sources"} <= citable
