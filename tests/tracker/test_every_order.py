"""Every order of every list holds all rows once, page by page; a new one is tried here by itself."""

import pytest

from tests.once import made_once
from tests.tracker import talks
from tests.tracker.api import read, refused, rows, wrong
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
DECLARED = {prefix: view.filterset_class.base_filters["ordering"] for prefix, view, _ in router.registry}
EVERY_ORDER = [(resource, order) for resource, ordering in DECLARED.items() for order in ordering.extra["orders"]]


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        talks.both()
        yield


@pytest.mark.parametrize(("resource", "order"), EVERY_ORDER)
def test_an_order_holds_every_row_once_and_its_pages_follow_it(both_talks, resource, order):
    ordered = rows(f"{resource}/", ordering=order)
    assert sorted(ordered) == sorted(rows(f"{resource}/"))
    page, walked = read(f"{resource}/", ordering=order, page_size=1), []
    while True:
        walked += [row["slug"] for row in page["results"]]
        assert len(walked) <= len(ordered), "it goes round"
        if page["next"] is None:
            break
        page = read(page["next"].removeprefix("http://testserver/api/v1/"))
    assert walked == ordered


@pytest.mark.parametrize("resource", DECLARED)
def test_an_order_that_there_is_not_is_refused_with_those_that_there_are(resource):
    error = wrong(refused(f"{resource}/", ordering="-password"), "ordering")
    assert "“-password”" in error["detail"]
    assert error["allowed"] == list(DECLARED[resource].extra["orders"])
    assert {"-" + name for name in error["allowed"] if name[0] != "-"} == {name for name in error["allowed"] if name[0] == "-"}
