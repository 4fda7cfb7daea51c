"""The picture of a board: drawn of what is recorded, again only when that is something else."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from roadmaps.models import Status
from tests import cast
from tracker.pages.card import Board, drawn, plain
from tracker.pages.looks import LOOKS

pytestmark = pytest.mark.django_db
CARD = "/negotiations/fishery-talks/card.png"


def picture(content) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def holds(image, status) -> bool:
    """Whether the colour of the status is seen, or one that no eye tells from it."""
    wanted = [int(LOOKS[status].light[place : place + 2], 16) for place in (1, 3, 5)]
    colours = image.getcolors(image.width * image.height)
    return any(number > 300 and all(abs(a - b) < 6 for a, b in zip(colour, wanted, strict=True)) for number, colour in colours)


@pytest.fixture(autouse=True)
def talks():
    cast.adopted(cast.road_map("gas"), "planned", "2019-01-06")
    cast.adopted(cast.road_map("gas"), "disputed", "2019-12-20")


def test_it_is_as_large_as_other_sites_show_it_and_light():
    answer = Client().get(CARD)
    assert answer["Content-Type"] == "image/png"
    assert picture(answer.content).size == (1200, 630)
    assert len(answer.content) < 60_000


def test_it_shows_the_day_asked_about():
    before, after = (picture(Client().get(CARD, {"as_of": day}).content) for day in ("2019-06-01", "2019-12-20"))
    assert (holds(before, "planned"), holds(before, "disputed")) == (True, False)
    assert (holds(after, "planned"), holds(after, "disputed")) == (False, True)


def test_who_has_it_is_not_sent_it_again_until_the_record_is_another():
    first = Client().get(CARD, {"as_of": "2019-12-20"})
    assert first["Cache-Control"] == "public, max-age=3600"
    tag = {"if-none-match": first["ETag"]}
    assert Client().get(CARD, {"as_of": "2019-12-20"}, headers=tag).status_code == 304
    cast.road_map("oil")
    assert Client().get(CARD, {"as_of": "2019-12-20"}, headers=tag).status_code == 200


def test_the_same_board_is_drawn_once():
    drawn.cache_clear()
    for _ in range(3):
        Client().get(CARD, {"as_of": "2019-12-20"})
    assert (drawn.cache_info().misses, drawn.cache_info().hits) == (1, 2)


@pytest.mark.parametrize("number", [0, 1, 31, 310, 5000])
def test_any_number_of_road_maps_finds_room(number):
    image = picture(drawn(Board("Talks", "As of today", "Tracker", tuple(Status.values[place % 10] for place in range(number)))))
    assert image.getpixel((1199, 629)) == image.getpixel((0, 0))


def test_a_long_title_ends_within_the_picture():
    image = picture(drawn(Board("Talks about " * 30, "As of today", "Tracker", ("agreed",))))
    assert {image.getpixel((1180, y)) for y in range(630)} == {image.getpixel((0, 0))}


@pytest.mark.parametrize(
    ("title", "written"), [("Belarus–Russia “maps”", 'Belarus-Russia "maps"'), ("Żółć, Übergröße", "Zolc, Ubergrosse"), ("Рынок газа", "")]
)
def test_letters_that_can_not_be_drawn_are_made_plain_or_left_out(title, written):
    assert plain(title) == written


def test_what_can_not_be_answered_is_told():
    assert Client().get(CARD, {"as_of": "x"}).status_code == 400
    assert Client().get("/negotiations/atlantis/card.png").status_code == 404
