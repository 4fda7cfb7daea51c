"""What a program does that knows the API by its OpenAPI document alone: the package ``generated`` is made by openapi-python-client.

Usage: python client.py ADDRESS TOKEN
"""

import datetime
import sys
from urllib.parse import parse_qs, urlsplit

from generated import AuthenticatedClient, Client
from generated.api.road_maps import road_maps_list, road_maps_retrieve
from generated.api.topics import topics_create, topics_partial_update
from generated.models import (
    PaginatedRoadMapList,
    PatchedTopicRequest,
    Problem,
    RoadMap,
    RoadMapDetail,
    Status,
    StatusOrUnrecorded,
    Topic,
    TopicRequest,
)
from generated.types import UNSET, Unset


def lists_and_filters(reader: Client) -> None:
    page = road_maps_list.sync(
        client=reader, negotiation=["union-state-2019"], as_of=datetime.date(2019, 12, 20), status=[StatusOrUnrecorded.DISPUTED]
    )
    assert isinstance(page, PaginatedRoadMapList)
    assert [road_map.topic.slug for road_map in page.results if road_map.topic] == ["gas", "oil", "tax"]
    assert page.as_of == datetime.date(2019, 12, 20)
    assert all(road_map.standing and road_map.standing.status == Status.DISPUTED for road_map in page.results)


def reads_one(reader: Client) -> None:
    road_map = road_maps_retrieve.sync("us19-gas-market", client=reader)
    assert isinstance(road_map, RoadMapDetail)
    assert road_map.title_basis.value == "attested"
    assert any(claim.relation.value == "in_force" for claim in road_map.claims)


def walks_the_pages(reader: Client) -> None:
    found: list[RoadMap] = []
    cursor: str | Unset = UNSET
    while True:
        page = road_maps_list.sync(client=reader, negotiation=["union-state-2019"], page_size=10, cursor=cursor)
        assert isinstance(page, PaginatedRoadMapList)
        found += page.results
        if page.next_ is None:
            break
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0]
    assert len(found) == len({road_map.slug for road_map in found}) == 31


def understands_a_problem(reader: Client) -> None:
    problem = road_maps_list.sync(client=reader, topic=["cheese"])
    assert isinstance(problem, Problem)
    assert problem.status == 400
    assert (problem.errors[0].name, "gas" in problem.errors[0].allowed) == ("topic", True)


def writes_and_is_told_when_it_is_too_late(writer: AuthenticatedClient) -> None:
    created = topics_create.sync_detailed(client=writer, body=TopicRequest(slug="peat-by-python", title="Peat"), reason="a new subject")
    assert isinstance(created.parsed, Topic)
    assert (created.status_code, created.parsed.version) == (201, 1)

    again = topics_create.sync(client=writer, body=TopicRequest(slug="peat-by-python", title="Peat"))
    assert isinstance(again, Problem)
    assert again.status == 409

    as_read = created.headers["ETag"]
    changed = topics_partial_update.sync("peat-by-python", client=writer, body=PatchedTopicRequest(title="Peat and coal"), if_match=as_read)
    assert isinstance(changed, Topic)
    assert (changed.title, changed.version) == ("Peat and coal", 2)

    too_late = topics_partial_update.sync("peat-by-python", client=writer, body=PatchedTopicRequest(title="Coal"), if_match=as_read)
    assert isinstance(too_late, Problem)
    assert too_late.status == 412


if __name__ == "__main__":
    address, token = sys.argv[1:]
    with Client(base_url=address) as reader:
        lists_and_filters(reader)
        reads_one(reader)
        walks_the_pages(reader)
        understands_a_problem(reader)
    with AuthenticatedClient(base_url=address, token=token) as writer:
        writes_and_is_told_when_it_is_too_late(writer)
