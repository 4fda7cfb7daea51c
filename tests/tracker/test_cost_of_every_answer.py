"""Every list and every detail takes the same number of queries at 1, at 31 and at 310 rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import (
    AgendaItem,
    Aim,
    Citation,
    Event,
    Negotiation,
    Party,
    Poll,
    PollAnswer,
    Position,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
    Term,
    Topic,
)
from tests.once import made_once
from tests.tracker.api import read
from tracker.api.urls import router
from tracker.caching import answers

pytestmark = pytest.mark.django_db

QUERIES = {
    # the rows, and one for each kind of what a row carries along
    "negotiations": 2,  # + the parties' names
    "parties": 2,  # + the members' names
    "speakers": 1,
    "topics": 1,
    "terms": 1,
    "aims": 2,  # + citations
    "road-maps": 3,  # + citations of the standings, topics' names
    "summits": 3,  # + citations, parties' names
    "events": 2,  # + citations
    "sources": 1,
    "statements": 2,  # + citations
    "status-claims": 3,  # + citations, topics' names
    "tallies": 3,  # + citations, topics' names
    "positions": 2,  # + citations
    "polls": 3,  # + answers, citations
}


def fill(numbers):
    """Rows of every resource, each linked to others of its number, written at once."""
    talks, gas = Negotiation(slug="talks"), "topic-0"
    each = {
        Party: lambda n: {"name": "P", "kind": "state", "members": "party-0"},
        Topic: lambda n: {"title": "T"},
        Source: lambda n: {"title": "S", "publisher": "P", "language": "en", "kind": "news", "quality": "press", "read_extent": "full"},
        Speaker: lambda n: {"name": "N", "party_id": f"party-{n}"},
        Negotiation: lambda n: {"code": f"n{n}", "title": "N", "item_singular": "c", "item_plural": "c", "parties": f"party-{n}", "succeeds": talks},
        Term: lambda n: {"negotiation": talks, "label": f"L{n}", "definition": "D", "status": "disputed"},
        Aim: lambda n: {"negotiation": talks, "title": "A", "topic_id": f"topic-{n}"},
        RoadMap: lambda n: {"negotiation": talks, "sequence": n + 1, "title": "R", "title_basis": "official", "topic_id": f"topic-{n}"},
        RoadMapTitle: lambda n: {"road_map_id": "roadmap-0", "language": "ru", "kind": "press", "title": "Т"},
        Succession: lambda n: {"from_road_map_id": "roadmap-0", "to_road_map_id": f"roadmap-{n or 'x'}", "kind": "splits"},
        Summit: lambda n: {"negotiation": talks, "title": "S", "level": "experts", "held_on": "2019-12-20", "parties": f"party-{n}"},
        AgendaItem: lambda n: {"summit_id": "summit-0", "road_map_id": f"roadmap-{n}", "basis": "stated"},
        Event: lambda n: {"negotiation": talks, "title": "E", "kind": "signing", "happened_on": "2019", "summit_id": f"summit-{n}"},
        Statement: lambda n: {
            "negotiation": talks, "voice": "party", "party_id": f"party-{n}", "speaker_id": f"speaker-{n}", "said_on": "2019-12-20",
            "reported_on": "2019-12-20", "summit_id": f"summit-{n}", "event_id": f"event-{n}",
        },
        StatusClaim: lambda n: {
            "statement_id": f"statement-{n}", "road_map_id": f"roadmap-{n}", "status": "disputed", "disputed_on": gas, "effective_on": "2019-12-20",
            "term_id": f"term-{n}", "judgement": "adopted", "reported_on_last": "2019-12-20", "ledger_order": f"2019-12-20 2019-12-20 statusclaim-{n}",
        },
        Tally: lambda n: {"statement_id": "statement-0", "agreed_min": 1, "remaining_on": gas},
        Position: lambda n: {"statement_id": "statement-0", "party_id": f"party-{n}", "topic_id": f"topic-{n}", "summary": "P"},
        Poll: lambda n: {"negotiation": talks, "question": "Q", "pollster": "P", "population": "P"},
        PollAnswer: lambda n: {"poll_id": "poll-0", "answer": "A", "percent": 1},
    }  # fmt: skip
    for model, columns in each.items():
        model._base_manager.bulk_create([model(slug=f"{model._meta.model_name}-{n}", **columns(n)) for n in numbers])
    beside = [StatusClaim(slug=f"beside-{n}", **{**each[StatusClaim](n), "road_map_id": "roadmap-0", "judgement": "recorded"}) for n in numbers]
    StatusClaim._base_manager.bulk_create(beside)
    cite(numbers)


def cite(numbers):
    """One source for each record that cites, and for the first of each kind several."""
    for parent in ("statement", "summit", "event", "aim", "poll", "road_map"):
        kind = Citation._meta.get_field(parent).related_model._meta.model_name
        given = [(f"{kind}-{n}", f"source-{n}", "") for n in numbers] + [(f"{kind}-0", f"source-{n}", "again") for n in numbers if n < 8]
        Citation._base_manager.bulk_create(
            [Citation(slug=f"{cited}-{source}{again}", source_id=source, locator=again, **{f"{parent}_id": cited}) for cited, source, again in given]
        )


def cost(path, **parameters) -> tuple[int, dict]:
    """How many queries an answer takes, and the answer."""
    answers.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = read(path, **parameters)
    return len(captured), answer


def measured(resource) -> tuple[int, int, int]:
    """The queries of the list, those of the record under which the most stands, and the rows."""
    of_list, answer = cost(f"{resource}/", page_size=500)
    slug = next(row["slug"] for row in answer["results"] if row["slug"].endswith("-0"))
    of_counting = bool(answer["next"])  # what one page holds need not be counted
    return of_list - of_counting, cost(f"{resource}/{slug}/")[0], len(answer["results"])


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Number of rows → resource → what was measured."""
    with made_once(django_db_blocker):
        talks = Negotiation(slug="talks", code="t", title="T", item_singular="c", item_plural="c", parties="party-0")
        Negotiation._base_manager.bulk_create([talks])
        RoadMap._base_manager.bulk_create([RoadMap(slug="roadmap-x", negotiation=talks, sequence=1000)])
        found, before = {}, 0
        for number in (1, 31, 310):
            fill(range(before, number))
            before, found[number] = number, {resource: measured(resource) for resource in QUERIES}
        yield found


@pytest.mark.parametrize("resource", QUERIES)
def test_a_list_takes_this_many_at_any_length(costs, resource):
    assert {number: of[resource][0] for number, of in costs.items()} == dict.fromkeys((1, 31, 310), QUERIES[resource])


@pytest.mark.parametrize("resource", QUERIES)
def test_a_detail_takes_as_many_whatever_stands_under_it(costs, resource):
    at = {number: of[resource][1] for number, of in costs.items()}
    assert len(set(at.values())) == 1, at


@pytest.mark.parametrize("resource", QUERIES)
def test_the_rows_were_really_there(costs, resource):
    assert all(of[resource][2] >= number for number, of in costs.items())


def test_every_resource_is_measured():
    assert set(QUERIES) == {prefix for prefix, _, _ in router.registry}
