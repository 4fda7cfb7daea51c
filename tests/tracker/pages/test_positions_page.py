"""What the parties want: topics and items by parties, the last position of each as of a day, with its sources."""

import pytest

from roadmaps.models import Position
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
POSITIONS = "/negotiations/fishery-talks/positions/"


@pytest.fixture(autouse=True)
def talks():
    for name in ("northland", "southland"):
        cast.party(name)
    talks = cast.negotiation(parties="northland southland")
    for day, said in ((10, "Free gas."), (20, "Cheap gas.")):
        spoken = cast.statement(f"2019-12-{day}", reported_on=f"2019-12-{day}")
        cast.make(Position, slug=f"ft-wish-{day}", statement=spoken, party=cast.party(), topic=cast.topic(), held_on=f"2019-12-{day}", summary=said,
                  stance="conditional")  # fmt: skip
    return talks


def rows(**asked):
    return [[cell.text for cell in row.all("th, td")] for row in read(POSITIONS, **asked).all(".matrix tr")]


def test_the_last_word_of_each_party_stands_in_its_column_and_silence_is_told():
    head, gas = rows()
    assert head == ["On", "Northland", "Southland"]
    assert (gas[0], gas[2]) == ("Gas", "nothing is known")
    assert gas[1].startswith("Cheap gas. on conditions, 20 December 2019 The Journal")


@pytest.mark.parametrize("asked", [{"as_of": "2019-12-19"}, {"known_on": "2019-12-19"}, {"known_on": "2019-12-19", "as_of": "2019-12-24"}])
def test_it_can_be_asked_for_another_day(asked):
    assert rows(**asked)[1][1].startswith("Free gas.")
    page = read(POSITIONS, **asked)
    assert next(iter(asked.values())) in page.links(".addresses a")["This matrix as JSON"]
    assert "19 December 2019" in page.one("h2").text
    assert page.one("#known_on")["value"] == asked.get("known_on", "")


def test_a_cell_leads_to_the_position_and_to_its_sources_and_names_its_party_where_columns_do_not_fit():
    cell = read(POSITIONS).one(".matrix td")
    assert cell["data-party"] == "Northland"
    assert cell.links()["Cheap gas."] == "/positions/ft-wish-20/"
    assert "/sources/" in cell.one(".evidence a")["href"]
