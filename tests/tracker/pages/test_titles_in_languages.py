"""A reader finds titles in his language where the record has them, and is told in which language the others are."""

import pytest

from roadmaps.models import RoadMapTitle
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas():
    return cast.road_map("gas")


def titled(road_map, kind, title, language="ru"):
    return cast.make(RoadMapTitle, road_map=road_map, language=language, kind=kind, title=title)


def test_the_official_title_comes_before_that_of_the_press_and_ours(gas):
    titled(gas, "translation", "Газ по-нашему")
    titled(gas, "press", "Газовый рынок")
    assert read("/ru/road-maps/ft-gas/").one("h1").text == "Газовый рынок"
    titled(gas, "official", "Рынок газа")
    assert read("/ru/road-maps/ft-gas/").one("h1").text == "Рынок газа"


def test_what_has_no_title_in_the_language_is_called_as_it_is_written_and_marked(gas):
    heading = read("/be/road-maps/ft-gas/").one("h1")
    assert (heading.text, heading.one("span")["lang"]) == ("Gas", "en")
    assert not read("/road-maps/ft-gas/").one("h1").all("[lang]")


def test_words_and_names_have_their_translations(gas):
    cast.topic("gas", translations={"ru": "газ"})
    cast.adopted(gas, "disputed", "2019-12-20")
    assert read("/ru/negotiations/fishery-talks/").one(".board > li .status").text == "спорно: газ"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", "На 31 декабря 2019; так с декабря 2019, а раньше – обсуждается."),
        ("be", "На 31 снежня 2019; так з снежня 2019, а раней – абмяркоўваецца."),
    ],
)
def test_how_an_item_stands_is_said_in_a_whole_sentence_of_the_language(gas, language, told):
    cast.adopted(gas, "negotiating", "2019-11-15")
    cast.adopted(gas, "agreed", "2019-12")
    assert read(f"/{language}/road-maps/ft-gas/", as_of="2019-12-31").all(".standing p")[1].text == told


def test_an_item_without_a_title_is_called_so_in_the_language():
    cast.road_map("dark", title="", title_basis="unknown")
    assert read("/ru/road-maps/ft-dark/").one("h1").text == "пункт, название неизвестно (ft-dark)"


def test_a_question_that_can_not_be_answered_is_refused_in_the_language(gas):
    page = read("/be/negotiations/fishery-talks/", 400, as_of="yesterday")
    assert page.one("dd").text == "«yesterday» – не дзень: напішыце такі, што існуе, напрыклад 2019-12-07."


def test_every_page_leads_to_itself_in_the_other_languages(gas):
    page = read("/ru/road-maps/ft-gas/", as_of="2019-12-20")
    others = {link["hreflang"]: link["href"].removeprefix("http://testserver") for link in page.all("link[hreflang]")}
    query = "?as_of=2019-12-20"
    assert others == {"en": f"/road-maps/ft-gas/{query}", "ru": f"/ru/road-maps/ft-gas/{query}", "be": f"/be/road-maps/ft-gas/{query}"}
    assert page.one(".languages [aria-current]").text == "Русский"


def test_links_stay_in_the_language(gas):
    links = read("/ru/negotiations/fishery-talks/").links("main .board a")
    assert list(links.values()) == ["/ru/road-maps/ft-gas/"]
