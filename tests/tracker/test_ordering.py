"""Lists are ordered by what they declare; what is not known stands last either way, and what is alike by its key."""

import pytest

from tests import cast
from tests.tracker.api import read, refused, rows, wrong

pytestmark = pytest.mark.django_db


def test_several_orders_at_once_are_refused():
    assert wrong(refused("summits/", ordering=["slug", "held_on"]), "ordering")
    assert wrong(refused("summits/", ordering="slug,held_on"), "ordering")


def test_one_record_has_no_order():
    cast.topic()
    assert wrong(refused("topics/gas/", ordering="slug"), "ordering")


def test_the_order_of_a_list_stays_where_none_is_asked_for():
    cast.summit("z", "2019-12-01")
    cast.summit("a", "2019-12-20")
    assert rows("summits/") == ["ft-z", "ft-a"]
    assert rows("summits/", ordering="slug") == ["ft-a", "ft-z"]
    assert rows("summits/", ordering="-slug") == ["ft-z", "ft-a"]


def test_what_has_no_date_stands_last_either_way():
    for slug, day in {"ft-b": "2019-12-20", "ft-c": None, "ft-a": None, "ft-d": "2019-12-01"}.items():
        cast.statement(day, slug=slug, sources=0)
    assert rows("statements/", ordering="said_on") == ["ft-d", "ft-b", "ft-a", "ft-c"]
    assert rows("statements/", ordering="-said_on") == ["ft-b", "ft-d", "ft-a", "ft-c"]


def test_a_month_stands_where_it_ends():
    for name, day in {"a": "2019-12-30", "b": "2019-12", "c": "2020-01-01"}.items():
        cast.summit(name, day)
    assert rows("summits/", ordering="held_on") == ["ft-a", "ft-b", "ft-c"]


@pytest.fixture
def five_road_maps(db):
    """Agreed since the 20th, disputed since the 1st, agreed since the 5th, planned since the 1st; of fish nothing is said."""
    for name, status, day in [("gas", "agreed", "20"), ("oil", "disputed", "01"), ("tax", "agreed", "05"), ("tea", "planned", "01")]:
        cast.adopted(cast.road_map(name), status, f"2019-12-{day}")
    cast.road_map("fish")


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("status", ["ft-tea", "ft-oil", "ft-gas", "ft-tax", "ft-fish"]),
        ("-status", ["ft-gas", "ft-tax", "ft-oil", "ft-tea", "ft-fish"]),
        ("since", ["ft-oil", "ft-tea", "ft-tax", "ft-gas", "ft-fish"]),
        ("-since", ["ft-gas", "ft-tax", "ft-oil", "ft-tea", "ft-fish"]),
        ("-sequence", ["ft-fish", "ft-tea", "ft-tax", "ft-oil", "ft-gas"]),
        ("title", ["ft-fish", "ft-gas", "ft-oil", "ft-tax", "ft-tea"]),
    ],
)
def test_road_maps_by_how_they_stand_in_the_order_of_the_vocabulary(five_road_maps, order, found):
    assert rows("road-maps/", ordering=order) == found


def test_the_order_is_that_of_the_day_asked_about(five_road_maps):
    assert rows("road-maps/", ordering="status", as_of="2019-12-04") == ["ft-tea", "ft-oil", "ft-gas", "ft-tax", "ft-fish"]
    assert rows("road-maps/", ordering="since", as_of="2019-12-04") == ["ft-oil", "ft-tea", "ft-gas", "ft-tax", "ft-fish"]


def test_claims_of_one_day_stand_in_ledger_order():
    cast.adopted(slug="ft-b", effective_on="2019-12-20", said_on="2019-12-20")
    cast.claim(slug="ft-a", effective_on="2019-12-20", said_on="2019-12-21")
    cast.claim(cast.road_map("oil"), slug="ft-c", effective_on="2019-12-01", said_on="2019-12-22")
    assert rows("status-claims/", ordering="effective_on") == ["ft-c", "ft-b", "ft-a"]
    assert rows("status-claims/", ordering="-effective_on") == ["ft-a", "ft-b", "ft-c"]


@pytest.mark.parametrize("titles", [["Äpfel", "Zinc", "apples", "Газ", "Ёлки"]])
def test_titles_stand_in_the_same_order_on_every_database(titles):
    for number, title in enumerate(titles):
        cast.topic(f"t-{number}", title=title)
    ordered = [row["title"] for row in read("topics/", ordering="title")["results"]]
    assert ordered == sorted(titles) == ["Zinc", "apples", "Äpfel", "Ёлки", "Газ"]
