"""What a program does that knows the API by its OpenAPI document alone: the package ``generated`` is made by openapi-python-client.

Usage: python client.py ADDRESS TOKEN
"""

import datetime
import sys
from urllib.parse import parse_qs, urlsplit

from generated import Client
from generated.api.road_maps import road_maps_list, road_maps_retrieve
from generated.models import PaginatedRoadMapList, Problem, RoadMap, RoadMapDetail, Status, StatusOrUnrecorded
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


if __name__ == "__main__":
    address, token = sys.argv[1:]
    with Client(base_url=address) as reader:
        lists_and_filters(reader)
        reads_one(reader)
        walks_the_pages(reader)
        understands_a_problem(reader)
