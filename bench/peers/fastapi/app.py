"""FastAPI on asyncpg's pool, with SQL of its own and orjson.

asyncpg prepares each statement once for a connection. The answer is a Response of orjson's bytes: its documentation has deprecated
ORJSONResponse for a response model, which took a quarter longer here, and shows a class like this one for what is left.
"""

from __future__ import annotations

import calendar
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from fastapi import FastAPI, HTTPException, Request, Response

STANDINGS = Path(__file__).with_name("standings.sql").read_text()


async def reads_json(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec("json", encoder=orjson.dumps, decoder=orjson.loads, schema="pg_catalog")


@asynccontextmanager
async def lifespan(application: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], init=reads_json) as application.state.pool:
        yield


app = FastAPI(lifespan=lifespan)


class ORJSON(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


@app.get("/road-maps/")
async def standings(request: Request, negotiation: str, as_of: date) -> ORJSON:
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(STANDINGS, negotiation, as_of)
    if not rows:
        raise HTTPException(404)
    api = f"{request.base_url}api/v1/"
    return ORJSON(
        {
            "as_of": as_of, "known_on": None, "according_to": None, "revision": rows[0]["revision"],
            "count": len(rows), "next": None, "previous": None, "results": [road_map(row, api) for row in rows],
        }
    )  # fmt: skip


def road_map(row: asyncpg.Record, api: str) -> dict[str, Any]:
    slug = row["slug"]
    return {
        "slug": slug,
        "url": f"{api}road-maps/{slug}/",
        "negotiation": link(api, "negotiations", row["negotiation"], row["negotiation_title"]),
        "sequence": row["sequence"],
        "number": row["number"],
        "title": row["title"],
        "title_basis": row["title_basis"],
        "topic": link(api, "topics", row["topic"], row["topic_title"]) if row["topic"] else None,
        "version": row["version"],
        "standing": standing(row, api) if row["claim"] else None,
    }


def standing(row: asyncpg.Record, api: str) -> dict[str, Any]:
    first, last = row["effective_on_first"], row["effective_on_last"]
    confirmed = span(first, last)
    return {
        "status": row["status"],
        "label": row["label"],
        "disputed_on": [link(api, "topics", slug, title) for slug, title in sorted((row["disputed_on"] or {}).items())],
        "since": span(row["since_first"], row["since_last"]),
        "since_first": row["since_first"],
        "since_last": row["since_last"],
        "last_confirmed_on": confirmed,
        "last_confirmed_on_first": first,
        "last_confirmed_on_last": last,
        "previous_status": row["previous_status"],
        "basis": row["basis"],
        "said_by": row["said_by"],
        "party": link(api, "parties", row["party"], row["party_name"]) if row["party"] else None,
        "claim": link(api, "status-claims", row["claim"], f"{row['slug']}: {row['status']} ({confirmed})"),
        "agreeing": row["agreeing"],
        "contradicting": row["contradicting"],
        "sources": [{**source, "url": f"{api}sources/{source['slug']}/"} for source in row["sources"] or ()],
    }


def link(api: str, route: str, slug: str, title: str) -> dict[str, str]:
    return {"slug": slug, "title": title, "url": f"{api}{route}/{slug}/"}


def span(first: date, last: date) -> str:
    """ISO 8601-2: a day, a month, a year, or both days."""
    if first == last:
        return first.isoformat()
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first.year:04}"
    if (first.day, last) == (1, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])):
        return f"{first:%Y-%m}"
    return f"{first}/{last}"
