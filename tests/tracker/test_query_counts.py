"""A list or a detail takes the same number of queries whatever the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import AgendaItem, RoadMap, Statement, Summit
from tests import cast
from tests.tracker.api import read
from tracker.caching import answers

pytestmark = pytest.mark.django_db


def queries(path, **parameters) -> int:
    answers.clear()
    with CaptureQueriesContext(connection) as captured:
        read(path, **parameters)
    return len(captured)


def fill(first, last):
    """Road maps, each with a claim in force and one beside it, on one agenda."""
    summit = Summit.objects.filter(pk="ft-summit").first() or cast.summit()
    for number in range(first, last):
        spoken = cast.statement(by="northland", speaker=cast.speaker())
        of = cast.road_map(f"item-{number}", topic=cast.topic())
        cast.adopted(of, "disputed", statement=spoken)
        cast.claim(of, "agreed", "2019-12-21", statement=Statement.objects.first())
        cast.make(AgendaItem, summit=summit, road_map=of)


def multiply(numbers):
    """Further ones, written past saving as a load of files writes them: copies of the first, each with claims of its own from the same statements."""
    item, on_agenda = RoadMap.objects.get(pk="ft-item-0"), AgendaItem.objects.first()
    its_claims = list(item.claims.all())
    items = [cast.twin(item, slug=f"ft-item-{number}", sequence=number + 1) for number in numbers]
    claims = [
        cast.twin(claim, slug=f"{claim.pk}-of-{one.pk}", road_map_id=one.pk, ledger_order=f"{claim.ledger_order}-of-{one.pk}")
        for one in items
        for claim in its_claims
    ]
    agenda = [cast.twin(on_agenda, slug=f"{on_agenda.pk}-{one.pk}", road_map_id=one.pk) for one in items]
    for rows in (items, claims, agenda):
        type(rows[0])._base_manager.bulk_create(rows)


def test_the_list_of_road_maps_is_asked_in_4_queries_at_31_and_at_310():
    """The revisions for its tag, the rows with their standings, the sources, the topics."""
    asked = {"negotiation": "fishery-talks", "as_of": "2019-12-31", "page_size": 500}
    fill(0, 31)
    assert queries("road-maps/", **asked) == 4
    agenda_at_31 = queries("summits/ft-summit/")
    multiply(range(31, 310))
    assert len(read("road-maps/", **asked)["results"]) == 310
    assert queries("road-maps/", **asked) == 4
    assert queries("summits/ft-summit/") == agenda_at_31


@pytest.mark.parametrize(
    "path", ["road-maps/ft-item-0/", "status-claims/", "statements/", "summits/", "sources/", "negotiations/", "tallies/", "statements/{statement}/"]
)
def test_others_take_the_same_number_at_2_and_at_6(path):
    fill(0, 2)
    cast.tally(statement=Statement.objects.first())
    path = path.format(statement=Statement.objects.first().pk)
    at_2 = queries(path)
    fill(2, 6)
    for _ in range(4):
        cast.claim(cast.road_map("item-0"), "agreed", "2019-12-21", statement=Statement.objects.first())
        cast.tally(statement=Statement.objects.first())
    assert queries(path) == at_2
