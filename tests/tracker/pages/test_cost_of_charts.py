"""The charts of a negotiation in which each of many road maps stood in several ways: few queries, whatever is asked, and light to load."""

import datetime
import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Citation, Negotiation, Party, RoadMap, RoadMapTitle, Source, Speaker, Statement, StatusClaim, Summit, Tally, Topic
from tests.once import made_once

pytestmark = pytest.mark.django_db

MOST_QUERIES, MOST_BYTES = 8, 60_000
COURSE = ["planned", "negotiating", "disputed", "agreed"]
ASKED = ["", "?as_of=2019-12-20&known_on=2019-12-20", "?according_to=northland&between=2019"]
CHARTS = ["negotiations/talks/over-time/", "negotiations/talks/counts/"]
PAGES = [*(f"/{chart}{asked}" for chart in CHARTS for asked in ASKED), *(f"/ru/{chart}" for chart in CHARTS)]


def day_of(number: int, step: int) -> datetime.date:
    return datetime.date(2018, 1, 1) + datetime.timedelta(days=(number * 7) % 90 + step * 200)


def eventful(size: int):
    """Each road map stood in four ways, each on its day, as a statement of its own with a source says; ten were counted and met about."""
    party, gas, nora = (
        Party(slug="northland", name="Northland", kind="state"),
        Topic(slug="gas", title="Gas"),
        Speaker(slug="nora", name="Nora North"),
    )
    talks = Negotiation(slug="talks", code="t", title="Talks", item_singular="chapter", item_plural="chapters", parties="northland")
    journal = Source(slug="journal", title="J", publisher="The Journal", language="en", kind="news", quality="press", read_extent="full")
    road_maps = [
        RoadMap(slug=f"t-market-of-{n}", negotiation=talks, sequence=n + 1, title=f"Common market of goods no. {n}", title_basis="official")
        for n in range(size)
    ]
    titles = [
        RoadMapTitle(slug=f"{each.pk}-ru", road_map=each, language="ru", kind="official", title=f"Общий рынок товаров {each.sequence}")
        for each in road_maps
    ]
    said, claims = [], []
    for number, road_map in enumerate(road_maps):
        for step, status in enumerate(COURSE):
            day = day_of(number, step)
            spoken = {"negotiation": talks, "voice": "party", "party": party, "speaker": nora, "said_on": day, "reported_on": day}
            said.append(Statement(slug=f"t-said-{number}-{step}", **spoken))
            key = f"{road_map.pk}-{day}-{status}"
            claims.append(
                StatusClaim(
                    slug=key, statement=said[-1], road_map=road_map, status=status, disputed_on="gas" if status == "disputed" else "",
                    effective_on=day, judgement="adopted", reported_on_last=day, ledger_order=f"{day} {day} {key}",
                )
            )  # fmt: skip
    tallies = [
        Tally(slug=f"t-tally-{n}", statement=said[n], counted_on=day_of(n, 2), agreed_min=n, agreed_max=n, total=size) for n in range(min(size, 10))
    ]
    summits = [
        Summit(slug=f"t-summit-{n}", negotiation=talks, title=f"Summit {n}", level="heads_of_state", held_on=day_of(n, 2))
        for n in range(min(size, 10))
    ]
    citations = [Citation(slug=f"{each.pk}-1", statement=each, source=journal) for each in said]
    for rows in ([party], [gas], [nora], [talks], [journal], road_maps, titles, said, claims, tallies, summits, citations):
        type(rows[0])._base_manager.bulk_create(rows)


def measured(page) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(page)
    assert answer.status_code == 200
    return len(captured), len(gzip.compress(answer.getvalue()))


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        eventful(310)
        yield {page: measured(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES)
def test_a_chart_is_cheap_to_ask_for_and_light_to_load(costs, page):
    queries, size = costs[page]
    assert queries <= MOST_QUERIES
    assert size < MOST_BYTES
