"""Walking all pages in any order and either direction, while rows come and go, neither repeats nor misses one."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from roadmaps.models import Negotiation, RoadMap, Source, Statement, StatusClaim
from tests.tracker.api import read
from tracker.api import filters

AT = "http://testserver/api/v1/"
DAYS = st.none() | st.integers(1, 4)
"""Few days and many rows: what is alike and what is unknown is the hard part."""


def orders(filterset):
    return [None, *filterset.base_filters["ordering"].extra["orders"]]


def dated(name, day):
    found = day and datetime.date(2019, 12, day)
    return {f"{name}_first": found, f"{name}_last": found}


class Statements:
    resource, model, filterset, parameters = "statements", Statement, filters.StatementFilters, {}

    def add(self, number, day, other_day):
        said = dated("said_on", day) | dated("reported_on", other_day if day is None else max(day, other_day or 0))
        return Statement(slug=f"ft-s{number:03}", negotiation_id="ft-talks", voice="press", **said)


class Sources:
    resource, model, filterset, parameters = "sources", Source, filters.SourceFilters, {}

    def add(self, number, day, other_day):
        words = {"language": "en", "kind": "news", "quality": "press", "read_extent": "full"}
        return Source(slug=f"s{number:03}", title=f"Ж{other_day}", publisher=f"p{day}", **words, **dated("published_on", day))


class RoadMaps:
    """Those with a day have a standing since then; the other day decides which."""

    resource, model, filterset, parameters = "road-maps", RoadMap, filters.RoadMapFilters, {"as_of": "2020-01-01"}

    def add(self, number, day, other_day):
        return RoadMap(slug=f"ft-r{number:03}", negotiation_id="ft-talks", sequence=number + 1, title=f"t{day}", title_basis="official")

    def then(self, row, day, other_day):
        if day is None:
            return
        said = Statement(slug=f"{row.slug}-said", negotiation_id="ft-talks", voice="press", **dated("said_on", day), **dated("reported_on", day))
        Statement._base_manager.bulk_create([said])
        claim = StatusClaim(
            slug=f"{row.slug}-claim", statement=said, road_map=row, status=["planned", "agreed", "dropped"][(other_day or 0) % 3],
            judgement="adopted", reported_on_last=datetime.date(2019, 12, day), **dated("effective_on", day),
        )  # fmt: skip
        claim.ledger_order = claim.order_in_ledger()
        StatusClaim._base_manager.bulk_create([claim])


def store(kind, number, day, other_day):
    row = kind.add(number, day, other_day)
    kind.model._base_manager.bulk_create([row])
    if hasattr(kind, "then"):
        kind.then(row, day, other_day)
    return row.slug


def remove(kind, slug):
    StatusClaim._base_manager.filter(road_map=slug)._raw_delete("default")
    kind.model._base_manager.filter(pk=slug)._raw_delete("default")


class Walks(TestCase):
    """Hypothesis draws the rows, the order, the size of the pages, and what happens between two pages."""

    def setUp(self):
        talks = Negotiation(slug="ft-talks", code="ft", title="Talks", item_singular="c", item_plural="c")
        Negotiation._base_manager.bulk_create([talks])

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from([Statements(), Sources(), RoadMaps()]), st.data())
    def test_a_walk_sees_what_stays_once_in_order_and_nothing_twice(self, kind, data):
        numbers = iter(data.draw(st.permutations(range(40)), "slugs"))
        order, size = data.draw(st.sampled_from(orders(kind.filterset)), "order"), data.draw(st.integers(1, 4), "size")
        stored = [store(kind, next(numbers), data.draw(DAYS), data.draw(DAYS)) for _ in range(data.draw(st.integers(0, 9), "rows"))]
        gone, step = set(), data.draw(st.sampled_from(["next", "previous"]), "step")
        asked = {**kind.parameters, "page_size": size, **({"ordering": order} if order else {})}

        page, walked = self.start(kind, asked, step), []
        while True:
            slugs = [row["slug"] for row in page["results"]]
            walked += slugs if step == "next" else slugs[::-1]
            assert len(walked) == len(set(walked)), "a row came twice"
            if page[step] is None:
                break
            for happens in data.draw(st.lists(st.sampled_from(["add", "remove"]), max_size=2), "meanwhile"):
                if happens == "add" and len(stored) < 30:
                    stored.append(store(kind, next(numbers), data.draw(DAYS), data.draw(DAYS)))
                elif happens == "remove" and set(stored) - gone:
                    gone.add(slug := data.draw(st.sampled_from(sorted(set(stored) - gone))))
                    remove(kind, slug)
            page = read(page[step].removeprefix(AT))

        in_order = [row["slug"] for row in read(f"{kind.resource}/", **{**asked, "page_size": 500})["results"]]
        rest = [slug for slug in walked if slug not in gone]
        assert rest == [slug for slug in (in_order if step == "next" else in_order[::-1]) if slug in rest], "out of order"
        assert set(self.there_all_along) - gone <= set(walked), "a row was missed"

    def start(self, kind, asked, step):
        """The first page, or for the way back the last one."""
        page = read(f"{kind.resource}/", **asked)
        while step == "previous" and page["next"]:
            page = read(page["next"].removeprefix(AT))
        self.there_all_along = list(kind.model._base_manager.values_list("pk", flat=True))
        return page
