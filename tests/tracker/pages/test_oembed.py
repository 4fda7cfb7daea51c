"""oEmbed: where a page here is named, it is told how to show it; else why not, in plain text."""

import pytest
from django.test import Client

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
TALKS = f"{HERE}/negotiations/fishery-talks/"
PAGES = {
    TALKS: "/embed/negotiations/fishery-talks/strip/",
    f"{TALKS}over-time/": "/embed/negotiations/fishery-talks/over-time/",
    f"{HERE}/road-maps/ft-gas/": "/embed/road-maps/ft-gas/",
    f"{HERE}/ru/road-maps/ft-gas/": "/ru/embed/road-maps/ft-gas/",
}


@pytest.fixture(autouse=True)
def talks():
    cast.adopted(cast.road_map("gas"))


def asked(**parameters):
    return Client().get("/oembed/", parameters)


@pytest.mark.parametrize(("page", "frame"), PAGES.items())
def test_a_page_is_told_as_a_frame_with_its_question(page, frame):
    answer = asked(url=f"{page}?as_of=2019-12-20&utm_source=letter").json()
    assert f'<iframe src="{HERE}{frame}?as_of=2019-12-20"' in answer["html"]
    assert {name: answer[name] for name in ("version", "type", "provider_url")} == {
        "version": "1.0",
        "type": "rich",
        "provider_url": f"{HERE}/ru/" if "/ru/" in page else f"{HERE}/",
    }
    assert answer["thumbnail_url"] == f"{HERE}/negotiations/fishery-talks/card.png?as_of=2019-12-20"


def test_what_it_tells_can_be_had():
    answer = asked(url=f"{TALKS}?as_of=2019-12-20&status=agreed").json()
    frame = answer["html"].split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert read(frame).all(".strip li")
    assert Client().get(answer["thumbnail_url"])["Content-Type"] == "image/png"


def test_a_title_can_not_break_out_of_the_code():
    cast.road_map("oil", title='"><script>alert(1)</script>')
    code = asked(url=f"{HERE}/road-maps/ft-oil/").json()["html"]
    assert "<script" not in code
    assert code.count('"') == 10


def test_it_is_no_larger_than_is_allowed():
    answer = asked(url=TALKS, maxwidth="300", maxheight="120").json()
    assert (answer["width"], answer["height"]) == (300, 120)
    assert 'width="300" height="120"' in answer["html"]
    assert "thumbnail_url" not in answer
    assert asked(url=TALKS, maxwidth="5000").json()["width"] == 640


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 400),
        ({"url": TALKS, "maxwidth": "wide"}, 400),
        ({"url": f"{TALKS}?as_of=2019-02-30"}, 400),
        ({"url": f"{TALKS}?according_to=atlantis"}, 400),
        ({"url": TALKS, "format": "xml"}, 501),
        ({"url": TALKS, "maxheight": "10"}, 404),
        ({"url": f"{HERE}/"}, 404),
        ({"url": f"{TALKS}counts/"}, 404),
        ({"url": f"{HERE}/embed/road-maps/ft-gas/"}, 404),
        ({"url": f"{HERE}/negotiations/atlantis/"}, 404),
        ({"url": f"{HERE}/road-maps/%00/"}, 404),
        ({"url": f"{HERE}/api/v1/road-maps/ft-gas/"}, 404),
        ({"url": "https://example.org/negotiations/fishery-talks/"}, 404),
        ({"url": "http://testserver@example.org/negotiations/fishery-talks/"}, 404),
        ({"url": "/negotiations/fishery-talks/"}, 404),
        ({"url": "ftp://testserver/negotiations/fishery-talks/"}, 404),
        ({"url": "http://["}, 404),
    ],
)
def test_what_can_not_be_told_is_refused_in_plain_text(parameters, status):
    answer = asked(**parameters)
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert "Cache-Control" not in answer


def test_what_is_wrong_is_told_as_it_was_written():
    assert asked(url=f"{TALKS}?as_of=<today>").content.decode() == "as_of: “<today>” is not a day: write one that exists, like 2019-12-07.\n"


def test_an_answer_is_kept_for_an_hour():
    assert asked(url=TALKS)["Cache-Control"] == "public, max-age=3600"


def test_a_frame_is_asked_once_for_what_its_page_is_asked_again_and_again():
    address = f"{TALKS}?as_of=2019-12-07&as_of=2019-12-20&{'&'.join(['status=agreed'] * 500)}"
    assert 'strip/?as_of=2019-12-20&amp;status=agreed"' in asked(url=address).json()["html"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_tells_where_to_ask(page):
    found = read(page, as_of="2019-12-20")
    link = found.one('link[type="application/json+oembed"]')
    answer = Client().get(link["href"]).json()
    assert answer["title"] == link["title"]
    assert found.one("details.embed textarea").text == answer["html"]


def test_a_page_of_another_site_may_ask():
    assert asked(url=TALKS)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(method):
    assert getattr(Client(), method)("/oembed/").status_code == 405
