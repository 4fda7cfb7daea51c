"""Every page tells other sites its title, its description, its address, and, where there is one, a picture."""

import pytest

from tests import cast
from tests.tracker.pages.kinds import every_kind
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    return cast.one_of_each()


def told(page):
    return {tag["property"]: tag["content"] for tag in page.all("meta[property^=og]")}


def test_every_kind_of_page_says_what_it_is(records):
    for name, address in every_kind(lambda model: records[model].pk):
        if name.startswith("embed-") or name.endswith(("feed", "-cite")):
            continue
        page = read(address)
        graph = told(page)
        assert graph["og:title"], name
        assert page.one("title").text.startswith(graph["og:title"]), name
        assert graph["og:description"] == page.one("meta[name=description]")["content"], name
        assert graph["og:url"] == page.one("link[rel=canonical]")["href"], name
        assert graph["og:type"] == "website", name


@pytest.mark.parametrize("address", ["/negotiations/fishery-talks/", "/negotiations/fishery-talks/over-time/", "/road-maps/ft-gas/"])
def test_the_picture_is_the_board_on_the_day_asked_about(records, address):
    graph = told(read(address, as_of="2019-12-20"))
    assert graph["og:image"] == "http://testserver/negotiations/fishery-talks/card.png?as_of=2019-12-20"
    assert (graph["og:image:width"], graph["og:image:height"]) == ("1200", "630")
    assert "As of 20 December 2019" in graph["og:image:alt"]


def test_the_picture_of_a_record_is_that_of_its_negotiation(records):
    assert told(read("/summits/ft-summit/"))["og:image"] == "http://testserver/negotiations/fishery-talks/card.png"


def test_home_shows_the_first_negotiation(records):
    assert told(read("/"))["og:image"] == "http://testserver/negotiations/fishery-talks/card.png"


@pytest.mark.parametrize("address", ["/parties/northland/", "/topics/gas/"])
def test_what_belongs_to_no_negotiation_has_none(records, address):
    assert "og:image" not in told(read(address))


def test_a_title_can_not_break_out():
    cast.road_map("oil", title='"><script>alert(1)</script>')
    assert told(read("/road-maps/ft-oil/"))["og:title"] == '"><script>alert(1)</script>'
