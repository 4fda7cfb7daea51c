"""The address in the bar is the permalink of what is shown, and says what is wrong when it can not be answered."""

import pytest
from django.test import Client

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
TALKS = "/negotiations/fishery-talks/"


@pytest.fixture(autouse=True)
def talks():
    return cast.road_map("gas").negotiation


def test_what_a_form_leaves_empty_is_taken_out():
    answer = Client().get(TALKS, {"as_of": "2019-12-20", "known_on": "", "status": ["", "agreed"], "topic": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{TALKS}?as_of=2019-12-20&status=agreed")


def test_what_an_address_picked_up_on_its_way_is_taken_out():
    answer = Client().get(TALKS, {"as_of": "2019-12-20", "utm_source": "letter"})
    assert (answer.status_code, answer["Location"]) == (302, f"{TALKS}?as_of=2019-12-20")


def test_what_is_asked_twice_though_only_one_is_answered_is_taken_out():
    answer = Client().get(TALKS, {"as_of": ["2019-12-07", "2019-12-20"], "status": ["agreed", "disputed"]})
    assert (answer.status_code, answer["Location"]) == (302, f"{TALKS}?as_of=2019-12-20&status=agreed&status=disputed")


def test_what_is_said_again_is_taken_out():
    answer = Client().get(TALKS, {"status": ["agreed", "disputed", *["agreed"] * 2000]})
    assert (answer.status_code, answer["Location"]) == (302, f"{TALKS}?status=agreed&status=disputed")


@pytest.mark.parametrize("asked", ["", "?as_of=2019-12-20&status=agreed&status=disputed", "?status=agreed&as_of=2019-12-20"])
def test_what_is_understood_stays_and_the_page_names_itself_by_it(asked):
    page = read(TALKS + asked)
    assert sorted(page.one("link[rel=canonical]")["href"].partition("?")[2].split("&")) == sorted(asked.removeprefix("?").split("&"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"as_of": "2019-02-30"}, "“2019-02-30” is not a day: write one that exists, like 2019-12-07."),
        ({"known_on": "yesterday"}, "“yesterday” is not a day: write one that exists, like 2019-12-07."),
        ({"according_to": "atlantis"}, "There is no party “atlantis”."),
        ({"status": "happy"}, "“happy” is not one of: planned, negotiating,"),
        ({"topic": "love"}, "There is no topic “love”."),
        ({"as_of": "2019-12-20\x00"}, "is not a day"),
    ],
)
def test_what_can_not_be_answered_is_named_with_what_is_allowed(asked, told):
    page = read(TALKS, 400, **asked)
    assert page.one(".errors dt").text == next(iter(asked))
    assert told in page.one(".errors dd").text
    assert page.links("main a") == {"The same page, without a question": TALKS}


@pytest.mark.parametrize(
    "address", ["/negotiations/atlantis/", "/road-maps/ft-love/", "/ru/road-maps/ft-love/", "/fr/", "/negotiations/%00/", "/nothing"]
)
def test_there_is_no_such_page(address):
    page = read(address, 404)
    assert page.one("h1").text in ("There is no such page", "Такой страницы нет")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_pages_are_only_read(method):
    assert getattr(Client(enforce_csrf_checks=True), method)(TALKS).status_code == 405
