"""Goals 6 and 7: what is asked of one negotiation takes as long among 10,000 as alone, whichever day and evidence are asked for.

Among many another negotiation is asked for every time, so that none is warm from being asked before.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.core import signing

from bench import databases, many
from bench.asking import get
from bench.reading import asks, ours
from bench.timing import Effort, Result, Timed
from roadmaps.models import RoadMap
from tracker.api.views.road_map import RoadMaps

DAY = "2020-06-01"
QUESTIONS = {"as of": f"as_of={DAY}", "known on": f"as_of={DAY}&known_on=2019-12-01", "according to": f"as_of={DAY}&according_to=russia"}


def of_one(address: str) -> dict[str, Callable[[], object]]:
    """``address``, with {code} in it, asked of the one negotiation of the small data, and of any of the large."""
    draw = random.Random(address)

    def small():
        databases.turn_to("small")
        return get(ours(), address.format(code=many.CODE))

    def large():
        databases.turn_to("large")
        return get(ours(), address.format(code=databases.code_of(draw.randrange(1, many.NEGOTIATIONS))))

    alone, among = small(), large()
    assert alone.status == among.status == 200, (alone, among)
    assert abs(len(alone.body) - len(among.body)) < 0.2 * len(alone.body), "these are not of one shape"
    return {"small": small, "large": large}


def growing(goal: int, what: str, address: str, effort: Effort, at_most: float) -> Result:
    timed = Timed(effort, of_one(address))
    return Result(goal, f"{what}: large beside small", timed.times("small", "large"), at_most=at_most, details=timed.told("small", "large"))


def one_among_many(effort: Effort) -> Iterator[Result]:
    listed = f"/api/v1/road-maps/?negotiation={{code}}&as_of={DAY}"
    yield growing(6, "the list of one negotiation", listed, effort, at_most=1.5)
    yield growing(6, "of that those in dispute", f"{listed}&status=disputed", effort, at_most=1.5)
    yield growing(6, "a road map with all its claims", f"/api/v1/road-maps/{{code}}-item-7/?as_of={DAY}", effort, at_most=1.5)
    databases.turn_to("large")
    timed = Timed(effort, {"first": asks(ours(), page_after()), "last": asks(ours(), page_after(before_last=many.ROAD_MAPS * 3))})
    yield Result(6, "the last page of all road maps beside the first", timed.times("first", "last"), at_most=1.3, details=timed.told("first", "last"))


def page_after(before_last: int | None = None) -> str:
    """The address of a page of 93 road maps: the first, or one with so many of the large data's before its end. (Nobody walks 3,000 pages here.)"""
    path, asked = "/api/v1/road-maps/", {"as_of": DAY, "page_size": str(many.ROAD_MAPS * 3)}
    address = f"{path}?as_of={DAY}&page_size={asked['page_size']}"
    if before_last is None:
        return address
    last = RoadMap.objects.filter(slug__startswith=many.CODE).order_by("-negotiation_id", "-sequence")[before_last]
    salt = json.dumps(["cursor", path, RoadMaps.keyset, [["as_of", DAY]]])
    cursor = signing.Signer(salt=salt).sign_object([False, [last.negotiation_id, last.sequence, last.slug][: len(RoadMaps.keyset) + 1]])
    return f"{address}&cursor={cursor}"


# --- The question -------------------------------------------------------------------------------


def questions(effort: Effort) -> Iterator[Result]:
    """Over the whole request, and of the QuerySet alone."""
    listed = "/api/v1/road-maps/?negotiation={code}&"
    for name, question in QUESTIONS.items():
        yield growing(7, name, listed + question, effort, at_most=1.5)
    databases.turn_to("large")
    timed = Timed(effort, {name: asks(ours(), listed.format(code=databases.code_of(77)) + question) for name, question in QUESTIONS.items()})
    for name in ("known on", "according to"):
        yield Result(7, f"{name} beside as of", timed.times("as of", name), at_most=1.5, details=timed.told("as of", name))
    for name, question in {"as of": {}, "known on": {"known_on": datetime.date(2019, 12, 1)}, "according to": {"according_to": "russia"}}.items():
        timed = Timed(effort, of_the_queryset(question))
        yield Result(
            7, f"{name}, the QuerySet alone: large beside small", timed.times("small", "large"), at_most=1.5, details=timed.told("small", "large")
        )


def of_the_queryset(question: dict[str, Any]) -> dict[str, Callable[[], object]]:
    draw = random.Random(7)

    def standings(which: str, copy: int) -> list:
        databases.turn_to(which)
        road_maps = RoadMap.objects.filter(negotiation=databases.code_of(copy)).as_of(datetime.date.fromisoformat(DAY), **question)
        found = [
            (road_map.sequence, road_map.standing and road_map.standing.status, road_map.since_last, road_map.agreeing) for road_map in road_maps
        ]
        assert len(found) == many.ROAD_MAPS
        return found

    assert standings("small", 0) == standings("large", 1)
    return {"small": lambda: standings("small", 0), "large": lambda: standings("large", draw.randrange(many.NEGOTIATIONS))}
