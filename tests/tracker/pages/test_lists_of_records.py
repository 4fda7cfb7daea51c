"""Lists: everything of a negotiation kind by kind, and what negotiations share; a hundred a page, reached from home."""

import pytest

from roadmaps.models import Source
from tests import cast
from tests.tracker.pages.reading import read
from tracker.pages.lists import OF_A_NEGOTIATION, SHARED

pytestmark = pytest.mark.django_db
TALKS = "/negotiations/fishery-talks/"


def test_a_negotiation_leads_to_a_list_of_each_kind_with_its_number():
    cast.one_of_each()
    record = read(read(TALKS).links(".tabs a")["Record"])
    numbers = {row.one("a")["href"]: int(row.one("td").text) for row in record.all(".kinds tbody tr")}
    assert list(numbers) == [f"{TALKS}{model.route}/" for model in OF_A_NEGOTIATION]
    for address, number in numbers.items():
        assert len(read(address).all(".rows > li")) == number
    assert numbers[f"{TALKS}sources/"] == Source.objects.count() > 1


def test_home_leads_to_what_negotiations_share():
    cast.one_of_each()
    links = read("/").links("section[aria-labelledby=shared] a").values()
    assert {f"/{model.route}/" for model in SHARED} | {"/statuses/"} == set(links)
    for model in SHARED:
        assert len(read(f"/{model.route}/").all(".rows > li")) == model.objects.count()


def test_what_is_of_another_negotiation_is_not_listed():
    cast.statement()
    cast.statement(under=cast.negotiation("other", "ot"))
    for kind in ("statements", "sources"):
        assert len(read(f"{TALKS}{kind}/").all(".rows > li")) == 1


def test_a_page_holds_a_hundred_and_tells_of_how_many():
    for number in range(101):
        cast.topic(f"topic-{number:03}")
    first = read("/topics/")
    assert (len(first.all(".rows > li")), first.one("h1 + p").text) == (100, "1–100 of 101")
    assert not first.all("a[rel=prev]")
    second = read(first.one("a[rel=next]")["href"])
    assert (len(second.all(".rows > li")), second.one("h1 + p").text) == (1, "101–101 of 101")
    assert second.one("a[rel=prev]")["href"] == "/topics/"
    assert not second.all("a[rel=next]")
    assert second.one("link[rel=canonical]")["href"].endswith("/topics/?page=2")
    assert second.one("title").text != first.one("title").text


def test_there_is_no_page_after_the_last():
    read("/topics/", 404, page="2")
    read("/topics/", 400, page="two")


def test_an_empty_list_says_so():
    cast.negotiation()
    assert "Nothing is recorded yet." in read(f"{TALKS}polls/").text


def test_a_list_leads_to_its_data():
    cast.negotiation()
    assert read(f"{TALKS}polls/").links(".addresses a") == {"This list as JSON": "/api/v1/polls/?negotiation=fishery-talks"}


def test_there_is_no_list_of_talks_that_there_are_not():
    for name in ("polls", "record", "timeline", "positions"):
        read(f"/negotiations/atlantis/{name}/", 404)
