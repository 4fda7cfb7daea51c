"""Other sites may frame what is made for it, and nothing else."""

import pytest
from django.test import Client

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
FRAMES = {
    "/embed/negotiations/fishery-talks/strip/": "/negotiations/fishery-talks/",
    "/embed/negotiations/fishery-talks/over-time/": "/negotiations/fishery-talks/over-time/",
    "/embed/road-maps/ft-gas/": "/road-maps/ft-gas/",
}
"""Address → that of the page of which it is a frame."""


@pytest.fixture(autouse=True)
def talks():
    cast.adopted(cast.road_map("gas"), "planned", "2019-01-06")
    cast.adopted(cast.road_map("gas"), "disputed", "2019-12-20")


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_may_stand_anywhere_and_sets_no_cookie(address):
    answer = Client().get(address)
    assert "frame-ancestors *" in answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "style-src 'self'"} <= set(answer["Content-Security-Policy"].split("; "))
    assert "X-Frame-Options" not in answer
    assert not answer.cookies


@pytest.mark.parametrize(
    "address", [*FRAMES.values(), "/", "/negotiations/fishery-talks/counts/", "/embed/", "/embed/road-maps/ft-love/", "/oembed/"]
)
def test_nothing_else_may(address):
    answer = Client().get(address)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"].split("; ")
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("address", "whole"), FRAMES.items())
def test_it_names_its_source_and_is_not_found_in_its_place(address, whole):
    page = read(address, as_of="2019-06-01")
    assert page.one(".source a")["href"] == f"http://testserver{whole}?as_of=2019-06-01"
    assert page.one("link[rel=canonical]")["href"] == f"http://testserver{whole}?as_of=2019-06-01"
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert "As of 1 June 2019" in page.one(".source").text


@pytest.mark.parametrize("address", FRAMES)
def test_links_lead_out_of_it(address):
    page = read(address)
    assert page.one("base")["target"] == "_top"
    assert {link.element.get("target") for link in page.all("svg a")} <= {"_top"}  # the base does not hold within a drawing


@pytest.mark.parametrize("address", FRAMES)
def test_it_answers_for_the_day_asked_about(address):
    assert read(address, as_of="2019-06-01").all("[data-status=planned]")
    assert read(address, 400, as_of="x").one(".errors dt").text == "as_of"


def test_it_speaks_the_language_of_its_address():
    page = read("/ru/embed/road-maps/ft-gas/")
    assert page.one(".source a")["href"] == "http://testserver/ru/road-maps/ft-gas/"
