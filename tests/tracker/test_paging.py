"""Pages follow one another by signed cursors, whatever is inserted meanwhile."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from roadmaps.models import RoadMap
from tests import cast
from tests.tracker.api import read, refused, rows, wrong

pytestmark = pytest.mark.django_db


def walk(address, step="next"):
    """The pages from an address on, each as a list of slugs."""
    pages = []
    while address:
        body = Client().get(address).json()
        pages.append([row["slug"] for row in body["results"]])
        address = body[step]
    return pages


@pytest.fixture
def five(db):
    for name in ("a", "b", "c", "d", "e"):
        cast.road_map(name, sequence=10 * (ord(name) - ord("a") + 1))


def test_pages_cover_all_rows_in_order(five):
    assert walk("/api/v1/road-maps/?page_size=2") == [["ft-a", "ft-b"], ["ft-c", "ft-d"], ["ft-e"]]


def test_pages_lead_back(five):
    last = read("road-maps/", page_size=2)["next"]
    last = Client().get(last).json()["next"]
    assert walk(last, "previous") == [["ft-e"], ["ft-c", "ft-d"], ["ft-a", "ft-b"]]


def test_a_full_last_page_has_no_next(five):
    assert walk("/api/v1/road-maps/?page_size=5") == [["ft-a", "ft-b", "ft-c", "ft-d", "ft-e"]]


def test_a_row_inserted_meanwhile_is_neither_repeated_nor_missed(five):
    first = read("road-maps/", page_size=2)
    cast.road_map("before", sequence=5)
    cast.road_map("after", sequence=25)
    assert walk(first["next"]) == [["ft-after", "ft-c"], ["ft-d", "ft-e"]]


def test_a_page_keeps_the_question_and_the_filters(five):
    cast.adopted(cast.road_map("b"), "agreed", "2019-12-20")
    cast.adopted(cast.road_map("d"), "agreed", "2019-12-20")
    assert walk("/api/v1/road-maps/?page_size=1&status=agreed&as_of=2019-12-20") == [["ft-b"], ["ft-d"]]


def test_undated_rows_are_not_lost():
    for number in range(3):
        cast.statement(said_on=None, slug=f"ft-undated-{number}")
    cast.statement("2019-12-20", slug="ft-dated")
    assert [len(page) for page in walk("/api/v1/statements/?page_size=1")] == [1, 1, 1, 1]


def test_meetings_of_one_day_are_all_walked():
    for number in range(3):
        cast.summit(f"meeting-{number}", "2019-12-20")
    cast.summit("meeting-x", "2019-12-01")
    assert walk("/api/v1/summits/?page_size=1") == [["ft-meeting-x"], ["ft-meeting-0"], ["ft-meeting-1"], ["ft-meeting-2"]]


@pytest.mark.parametrize("size", ["0", "-1", "501", "ten", "1e2", "99999999999999999999"])
def test_a_page_has_1_to_500_rows(size):
    assert "1 to 500" in wrong(refused("road-maps/", page_size=size), "page_size")["detail"]


def test_a_page_of_500_is_allowed():
    assert read("road-maps/", page_size=500)["results"] == []


def test_a_made_up_cursor_is_refused(five):
    assert wrong(refused("road-maps/", cursor="W2ZhbHNlLFsiZnQiLDFdXQ:nonsense"), "cursor")


def test_a_cursor_of_another_list_is_refused(five):
    cast.topic("gas")
    cast.topic("oil")
    cursor = read("topics/", page_size=1)["next"].partition("cursor=")[2].partition("&")[0].replace("%3A", ":")
    assert read("topics/", page_size=1, cursor=cursor)["results"][0]["slug"] == "oil"
    assert wrong(refused("road-maps/", cursor=cursor), "cursor")


@pytest.fixture
def second_page(five):
    """The parameters of the second page of the road maps by title."""
    cast.adopted(cast.road_map("e"))
    address = read("road-maps/", page_size=2, ordering="title", as_of="2019-12-20")["next"]
    return QueryDict(address.partition("?")[2]).dict()


@pytest.mark.parametrize(
    "other",
    [{"ordering": "-title"}, {"ordering": "sequence"}, {"as_of": "2019-12-19"}, {"known_on": "2019-12-20"}, {"status": "agreed"}, {"search": "ft"}],
)
def test_a_cursor_serves_the_order_the_day_and_the_filters_that_gave_it(second_page, other):
    assert rows("road-maps/", **second_page) == ["ft-c", "ft-d"]
    assert wrong(refused("road-maps/", **{**second_page, **other}), "cursor")


def test_pages_may_change_their_size(second_page):
    assert rows("road-maps/", **{**second_page, "page_size": "1"}) == ["ft-c"]


def test_the_pages_of_a_walk_past_midnight_answer_for_the_day_on_which_it_began(five):
    cast.adopted(cast.road_map("a"), "agreed", "2019-12-21")
    with travel("2019-12-20T23:59:59Z"):
        page = read("road-maps/", page_size=1, status="unrecorded")
    with travel("2019-12-21T00:00:01Z"):
        assert rows("road-maps/", status="unrecorded") == ["ft-b", "ft-c", "ft-d", "ft-e"]
        page = Client().get(page["next"]).json()
    assert (page["as_of"], [row["slug"] for row in page["results"]]) == ("2019-12-20", ["ft-b"])


def test_where_all_that_followed_is_deleted_an_empty_page_leads_back_to_the_last(five):
    page = read("road-maps/", page_size=3)
    RoadMap.objects.filter(pk__in=["ft-d", "ft-e"]).delete()
    empty = Client().get(page["next"]).json()
    assert (empty["results"], empty["next"]) == ([], None)
    assert walk(empty["previous"], "previous") == [["ft-a", "ft-b", "ft-c"]]


def test_where_all_that_came_before_is_deleted_an_empty_page_leads_on_to_the_first(five):
    page = Client().get(read("road-maps/", page_size=2)["next"]).json()
    RoadMap.objects.filter(pk__in=["ft-a", "ft-b"]).delete()
    empty = Client().get(page["previous"]).json()
    assert (empty["results"], empty["previous"]) == ([], None)
    assert walk(empty["next"]) == [["ft-c", "ft-d"], ["ft-e"]]


def test_what_would_cost_a_scan_is_not_counted(five, monkeypatch):
    monkeypatch.setattr("tracker.api.pagination.COUNT_CEILING", 4)
    assert read("road-maps/", page_size=2)["count"] is None
    assert read("road-maps/", page_size=2, negotiation="fishery-talks")["count"] == 5


def test_a_list_that_is_one_page_need_not_be_counted(db):
    def counting(**parameters) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            assert read("sources/", **parameters)["count"] == 2
        return [query["sql"] for query in asked if "COUNT(" in query["sql"]]

    cast.source("one")
    cast.source("another")
    assert (len(counting()), len(counting(page_size=1))) == (0, 1)
