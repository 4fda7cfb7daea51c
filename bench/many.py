"""The large data: one negotiation of an ordinary shape, saved as an editor would, and 9,999 copies of it made in the database itself.

31 road maps with 300 claims of 40 statements, 20 sources, 137 citations; so 3 million claims in all, beside the shipped record. The
copies differ in their keys, and in a word behind the text of each row, by which a search finds that row alone. They have their history.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from hashlib import md5

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from roadmaps import revisions
from roadmaps.models import (
    AgendaItem,
    Citation,
    Negotiation,
    Position,
    Record,
    RoadMap,
    RoadMapTitle,
    Source,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    Topic,
)

CODE = "talks"
NEGOTIATIONS, ROAD_MAPS, STATEMENTS, CLAIMS, SOURCES = 10_000, 31, 40, 300, 20
AT_ONCE = 1_000
"""Negotiations that one statement copies."""
COPIED: tuple[type[Record], ...] = (
    Source, Negotiation, RoadMap, RoadMapTitle, Summit, AgendaItem, Statement, StatusClaim, Tally, Position, Citation,
)  # fmt: skip
WORD_BEHIND: dict[type[Record], str] = {
    RoadMap: "summary",
    RoadMapTitle: "title",
    Statement: "note",
    StatusClaim: "note",
    Position: "note",
    Source: "web_address",
}
"""The last of the columns that search reads."""
SIDES = ("belarus", "russia")


# --- The one ------------------------------------------------------------------------------------


def save_one() -> None:
    """The negotiation ``talks``, in the default database, which holds the shipped record."""
    with revisions.writing({revisions.CATALOGUE, CODE}):
        draw = random.Random(31)
        sources = [save_source(number) for number in range(SOURCES)]
        talks = Negotiation(
            slug=CODE, code=CODE, title="Discussions", item_singular="road map", item_plural="road maps", parties=SIDES, started="2019-01"
        )
        talks.save()
        topics = list(Topic.objects.order_by("slug"))
        road_maps = [save_road_map(talks, number, topics[number % len(topics)], sources) for number in range(ROAD_MAPS)]
        save_summit(talks, road_maps, sources)
        for number in range(STATEMENTS):
            save_statement(talks, number, road_maps, sources, draw)


def save_source(number: int) -> Source:
    source = Source(
        slug=f"{CODE}-source-{number}", title=f"Report {number}", publisher=f"Agency {number % 7}", language="en", kind="news", quality="wire",
        web_address=f"https://news.example/{number}/", published_on=day_of(number * 2), read_extent="full",
    )  # fmt: skip
    source.save()
    return source


def day_of(number: int) -> datetime.date:
    return datetime.date(2019, 3, 1) + datetime.timedelta(days=number * 17)


def cite(sources: list[Source], number: int, **under: Record) -> None:
    Citation(source=sources[number % len(sources)], locator=f"p. {number % 5}", quote="As it was said.", **under).save()


def save_road_map(talks: Negotiation, number: int, topic: Topic, sources: list[Source]) -> RoadMap:
    road_map = RoadMap(
        slug=f"{CODE}-item-{number}", negotiation=talks, sequence=number + 1, title=f"Item {number}", title_basis="attested", topic=topic,
        summary=f"What item {number} is about, in a sentence as long as such sentences are.",
    )  # fmt: skip
    road_map.save()
    cite(sources, number, road_map=road_map)
    title = RoadMapTitle(road_map=road_map, language="ru", kind="press", title=f"Дорожная карта {number}")
    title.save()
    cite(sources, number + 1, road_map_title=title)
    return road_map


def save_summit(talks: Negotiation, road_maps: list[RoadMap], sources: list[Source]) -> None:
    summit = Summit(
        slug=f"{CODE}-summit", negotiation=talks, title="Summit", level="heads_of_state", held_on="2019-12-20", parties=SIDES, place="Town"
    )
    summit.save()
    cite(sources, 0, summit=summit)
    for road_map in road_maps:
        AgendaItem(summit=summit, road_map=road_map, basis="implied").save()


def save_statement(talks: Negotiation, number: int, road_maps: list[RoadMap], sources: list[Source], draw: random.Random) -> None:
    side = draw.choice([*SIDES, None])
    statement = Statement(
        slug=f"{CODE}-said-{number}", negotiation=talks, said_on=day_of(number), reported_on=day_of(number), voice="party" if side else "press",
        party_id=side, wording=f"What was said the {number}th time, of these road maps and of others.", note="As reported.",
    )  # fmt: skip
    statement.save()
    for of_it in range(1 + number % 3):
        cite(sources, number * 3 + of_it, statement=statement)
    for claim in range(number * CLAIMS // STATEMENTS, (number + 1) * CLAIMS // STATEMENTS):
        save_claim(statement, road_maps[claim % ROAD_MAPS], draw)
    if number % 8 == 0:
        Tally(
            slug=f"{statement.slug}-tally",
            statement=statement,
            counted_on=statement.said_on,
            agreed_min=number // 2,
            agreed_max=number // 2,
            total=31,
        ).save()
        Position(
            slug=f"{statement.slug}-wants",
            statement=statement,
            party_id=side or SIDES[0],
            topic=road_maps[number % ROAD_MAPS].topic,
            stance="supports",
            summary="It wants this.",
            note="So reported.",
        ).save()


def save_claim(statement: Statement, road_map: RoadMap, draw: random.Random) -> None:
    status, judgement = (
        draw.choice(["planned", "negotiating", "disputed", "agreed"]),
        draw.choices(["adopted", "recorded", "withdrawn"], [60, 35, 5])[0],
    )
    StatusClaim(
        slug=f"{statement.slug}-of-{road_map.sequence}", statement=statement, road_map=road_map, status=status, disputed_on="gas" if status == "disputed" else "",
        judgement=judgement, judgement_reason="Mistranslated." if judgement == "withdrawn" else "", note="In these words.",
    ).save()  # fmt: skip


# --- The copies ---------------------------------------------------------------------------------


def copy_all(say: Callable[[str], None]) -> None:
    """In the default database, which holds the one. Only on PostgreSQL; its superuser."""
    with Unhindered():
        for first in range(1, NEGOTIATIONS, AT_ONCE):
            last = min(first + AT_ONCE, NEGOTIATIONS) - 1
            with transaction.atomic(), connection.cursor() as cursor:
                for model in COPIED:
                    for table in (model, model.history.model):
                        cursor.execute(copying(table), {"first": first, "last": last})
            say(f"{last + 1:,} of {NEGOTIATIONS:,} negotiations")
        say("indexes")


class Unhindered:
    """Inside, no link is looked up (each leads to a row of the same copy) and no index is kept up that is no constraint; behind it, all is as migrated."""

    INDEXES = """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE NOT indisunique AND relname LIKE 'roadmaps_%%'
    """

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(self.INDEXES, [])
            self.indexes = cursor.fetchall()
            for name, _ in self.indexes:
                cursor.execute(f"DROP INDEX {name}")
            cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")

    def __exit__(self, *wrong):
        with connection.cursor() as cursor:
            cursor.execute("RESET session_replication_role; RESET synchronous_commit; SET maintenance_work_mem = '1GB'")
            for _, definition in self.indexes:
                cursor.execute(definition)


def copying(table: type[Model]) -> str:
    """``table``: of a model or of its history."""
    model = getattr(table, "instance_type", table)
    fields = [field for field in table._meta.concrete_fields if field.name != "history_id"]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value(model, field) for field in fields)
    return f"""
        INSERT INTO {table._meta.db_table} ({columns})
        SELECT {values} FROM {table._meta.db_table} CROSS JOIN generate_series(%(first)s, %(last)s) nth WHERE slug LIKE '{CODE}-%%' OR slug = '{CODE}'
    """


def value(model: type[Record], field) -> str:
    """Keys take the number of the copy behind the code with which they begin; all else stays."""
    if field.name == "ledger_order":  # two days, and the claim's key behind them
        return f"substr(ledger_order, 1, 22) || {key('slug')}"
    if field.name == "search_text":
        texts = f"replace(search_text, '{CODE}', '{CODE}' || nth)"
        return f"{texts} || {word(model)}" if model in WORD_BEHIND else texts
    if field.name == WORD_BEHIND.get(model):
        return f'"{field.column}" || {word(model)}'
    if field.name == "history_date":
        return "history_date + nth * interval '1 second'"
    if field.name == "scope":
        return f"CASE scope WHEN '' THEN '' ELSE {key('scope')} END"
    links = isinstance(field, ForeignKey) and field.related_model in COPIED
    return key(field.column) if links or field.name in ("slug", "code") else f'"{field.column}"'


def key(column: str) -> str:
    return f"""'{CODE}' || nth || substr("{column}", {len(CODE) + 1})"""


def word(model: type[Record]) -> str:
    """See word_of()."""
    return f"{'' if model is Source else chr(39) + ' ' + chr(39) + ' || '}substr(md5({key('slug')}), 1, 8)"


def word_of(slug: str) -> str:
    """By which a search finds the copy of this key alone."""
    return md5(slug.encode()).hexdigest()[:8]  # noqa: S324 - no secret
