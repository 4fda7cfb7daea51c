"""Many negotiations of the same shape, made in the database itself: one is saved as an editor would, then copied.

The copies differ in their keys only. Each has 31 road maps with three claims each, of three statements.
"""

from __future__ import annotations

import random

from django.db import connections
from django.db.models import ForeignKey

from roadmaps.models import Negotiation, Party, Record, RoadMap, Statement, StatusClaim, Topic

CODE = "talks"
ROAD_MAPS = 31
DAYS = ("2019-09-06", "2019-11", "2019-12-20")
COPIED: tuple[type[Record], ...] = (Negotiation, RoadMap, Statement, StatusClaim)


def save_one() -> None:
    """The first negotiation, ``talks``, in the default database."""
    draw = random.Random(31)
    Party(slug="north", name="North", kind="state").save()
    Topic(slug="gas", title="Gas").save()
    talks = Negotiation(slug=CODE, code=CODE, title="Talks", item_singular="road map", item_plural="road maps")
    talks.save()
    road_maps = [RoadMap(slug=f"{CODE}-item-{n}", negotiation=talks, sequence=n, title=f"Item {n}", title_basis="attested") for n in range(ROAD_MAPS)]
    for road_map in road_maps:
        road_map.save()
    for day in DAYS:
        statement = Statement(slug=f"{CODE}-said-{day}", negotiation=talks, said_on=day, voice="party", party_id="north")
        statement.save()
        for road_map in road_maps:
            _claim(statement, road_map, draw)


def _claim(statement: Statement, road_map: RoadMap, draw: random.Random) -> None:
    status = draw.choice(["planned", "negotiating", "disputed", "agreed"])
    StatusClaim(
        slug=f"{statement.slug}-{road_map.sequence}", statement=statement, road_map=road_map, status=status,
        disputed_on="gas" if status == "disputed" else "", judgement=draw.choice(["adopted", "adopted", "recorded"]),
    ).save()  # fmt: skip


def copy(number: int, alias: str) -> None:
    """``talks`` of the default database into another, and as many copies as make ``number``."""
    for model in (Party, Topic, *COPIED):
        model._base_manager.using(alias).bulk_create(model._base_manager.using("default"))
    with connections[alias].cursor() as cursor:
        for model in COPIED:
            cursor.execute(_copying(model), [number - 1])


def look_over(alias: str) -> None:
    """What PostgreSQL's autovacuum does in time; on SQLite nothing does."""
    if connections[alias].vendor == "postgresql":
        connections[alias].cursor().execute("ANALYZE")


def _copying(model: type[Record]) -> str:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field) for field in fields)
    return f"""
        INSERT INTO {model._meta.db_table} ({columns})
        WITH RECURSIVE copies (nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM copies WHERE nth < %s)
        SELECT {values} FROM {model._meta.db_table} CROSS JOIN copies
    """  # noqa: S608 - names of tables and columns


def _value(field) -> str:
    """Keys take the number of the copy behind the code with which they begin; all else stays."""
    if field.name == "ledger_order":  # two days, and the claim's key behind them
        return f"substr(ledger_order, 1, 22) || {_key('slug')}"
    links = isinstance(field, ForeignKey) and field.related_model in COPIED
    return _key(field.column) if links or field.name in ("slug", "code") else f'"{field.column}"'


def _key(column: str) -> str:
    return f"'{CODE}' || nth || substr({column}, {len(CODE) + 1})"
