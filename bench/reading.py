"""Goals 1, 2, 4 and 5: reading, in this process, from request to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import databases, limit, many, plain, same
from bench.asking import Application, get
from bench.timing import Effort, Result, Timed

LIST = "/api/v1/road-maps/?negotiation=union-state-2019&as_of=2019-12-20"


@cache
def ours() -> Application:
    from config.wsgi import application

    return application


plain_twin = cache(plain.application)


@cache
def limit_of(statement: str, prepared: bool = False) -> Application:
    return limit.application(connection.get_connection_params(), statement, prepared)


def asks(application: Application, address: str, **headers: str) -> Callable[[], object]:
    return partial(get, application, address, **headers)


def compared(address: str, others: dict[str, Application]) -> dict[str, Callable[[], object]]:
    """Ways of asking for the same, held to the same answer."""
    answer = get(ours(), address)
    for name, application in others.items():
        same.hold_to(answer.json(), get(application, address).json(), name)
    return {"ours": asks(ours(), address), **{name: asks(application, address) for name, application in others.items()}}


def list_beside_plain(effort: Effort) -> Iterator[Result]:
    timed = Timed(effort, compared(LIST, {"plain": plain_twin()}))
    yield Result(1, "as fast as the plain twin", timed.times("ours", "plain"), at_least=9, details=timed.told("ours", "plain"))


def list_of_road_maps(effort: Effort) -> Iterator[Result]:
    others = {"plain": plain_twin(), "limit": limit_of(limit.LIST), "limit, prepared": limit_of(limit.LIST, prepared=True)}
    timed = Timed(effort, compared(LIST, others))
    yield Result(1, "as fast as the plain twin", timed.times("ours", "plain"), at_least=5, details=timed.told("ours", "plain"))
    yield Result(1, "of the speed of the limit", timed.times("ours", "limit"), at_least=0.85, details=timed.told("ours", "limit"))
    prepared = timed.times("ours", "limit, prepared")
    yield Result(1, "of the speed of a prepared limit", prepared, details=timed.told("ours", "limit, prepared"))


def the_list_again(effort: Effort) -> Iterator[Result]:
    """The same answer to the same address, checked against the database every time."""
    timed = Timed(effort, compared(LIST, {"plain": plain_twin(), "limit": limit_of(limit.LIST)}))
    yield Result(2, "as fast as the plain twin", timed.times("ours", "plain"), at_least=20, details=timed.told("ours", "plain"))
    yield Result(2, "as fast as the limit", timed.times("ours", "limit"), at_least=3.5, details=timed.told("ours", "limit"))


def nothing_new(effort: Effort) -> Iterator[Result]:
    """For a reader who has the answer: 304, for one query."""
    tag = get(ours(), LIST).headers["ETag"]
    again = get(ours(), LIST, HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.body) == (304, b""), again
    queries = how_many_queries(LIST, HTTP_IF_NONE_MATCH=tag)
    yield Result(4, "queries for a 304", [queries], unit="queries", at_most=1)
    timed = Timed(effort, {"ours": asks(ours(), LIST, HTTP_IF_NONE_MATCH=tag), "plain": asks(plain_twin(), LIST)})
    yield Result(4, "a 304, as fast as the plain twin's 200", timed.times("ours", "plain"), at_least=20, details=timed.told("ours", "plain"))


def how_many_queries(address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        get(ours(), address, **headers)
    return len(queries)


EVERYTHING = {
    "a road map with all its claims": "/api/v1/road-maps/us19-gas-market/?as_of=2021-01-01",
    "its whole history": "/api/v1/road-maps/us19-gas-market/history/?as_of=2021-01-01",
}


def everything_of_one(effort: Effort) -> Iterator[Result]:
    for what, address in EVERYTHING.items():
        timed = Timed(effort, compared(address, {"plain": plain_twin()}))
        yield Result(5, f"{what}: as fast as the plain twin", timed.times("ours", "plain"), at_least=5, details=timed.told("ours", "plain"))


def queries_for_everything(effort: Effort) -> Iterator[Result]:
    for what, told in (("a road map with all its claims", ""), ("its whole history", "history/")):
        databases.turn_to("small")
        small = how_many_queries(f"/api/v1/road-maps/{many.CODE}-item-7/{told}?as_of=2021-01-01")
        databases.turn_to("large")
        large = how_many_queries(f"/api/v1/road-maps/{databases.code_of(4711)}-item-7/{told}?as_of=2021-01-01")
        details = f"{small} at 90 road maps, {large} at 310,059"
        yield Result(5, f"{what}: more queries at large than at small", [large - small], unit="queries", at_most=0, details=details)
