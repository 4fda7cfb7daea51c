"""Goals 1, 2, 4 and 5: reading, in this process, from request to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from django.db import connection

from bench import limit, plain, same
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
