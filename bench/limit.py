"""What the database and the driver allow: a bare WSGI function that sends on the JSON which PostgreSQL builds, over a connection that stays open.

No framework, no validation, no permissions, no errors: nobody would serve this. It shows what is left to be won.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import psycopg2

from roadmaps.models import Status

BASE = "http://127.0.0.1:8000/api/v1"


def link(route: str, slug: str, title: str) -> str:
    return f"json_build_object('slug', {slug}, 'title', {title}, 'url', '{BASE}/{route}/' || {slug} || '/')"


def span(name: str) -> str:
    """ISO 8601-2 of the two columns of a date: a day, a month, a year or both days."""
    first, last = f"{name}_first", f"{name}_last"
    return f"""CASE
        WHEN {first} = {last} THEN {first}::text
        WHEN {first} = date_trunc('year', {first}) AND {last} = date_trunc('year', {first}) + interval '1 year - 1 day' THEN to_char({first}, 'YYYY')
        WHEN {first} = date_trunc('month', {first}) AND {last} = date_trunc('month', {first}) + interval '1 month - 1 day' THEN to_char({first}, 'YYYY-MM')
        ELSE {first} || '/' || {last} END"""


STATUS_LABEL = "CASE {column} " + " ".join(f"WHEN '{status.value}' THEN '{status.label}'" for status in Status) + " END"

STANDINGS = """
standing AS MATERIALIZED (
    SELECT r.slug AS road_map, r.negotiation_id, r.sequence, r.number, r.title, r.title_basis, r.topic_id, r.version,
           c.slug, c.status, c.disputed_on, c.effective_on_first, c.effective_on_last, c.basis, c.term_id, c.statement_id,
           previous.status AS previous_status, run.effective_on_first AS since_first, run.effective_on_last AS since_last,
           beside.agreeing, beside.contradicting
    FROM roadmaps_roadmap r
    LEFT JOIN LATERAL (
        SELECT * FROM roadmaps_statusclaim WHERE road_map_id = r.slug AND judgement = 'adopted' AND effective_on_last <= %(as_of)s
        ORDER BY ledger_order DESC LIMIT 1
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT status, ledger_order FROM roadmaps_statusclaim
        WHERE road_map_id = r.slug AND judgement = 'adopted' AND ledger_order < c.ledger_order AND (status <> c.status OR disputed_on <> c.disputed_on)
        ORDER BY ledger_order DESC LIMIT 1
    ) previous ON true
    LEFT JOIN LATERAL (
        SELECT effective_on_first, effective_on_last FROM roadmaps_statusclaim
        WHERE road_map_id = r.slug AND judgement = 'adopted' AND effective_on_last <= %(as_of)s AND ledger_order > coalesce(previous.ledger_order, '')
        ORDER BY ledger_order LIMIT 1
    ) run ON true
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE status = c.status AND disputed_on = c.disputed_on) AS agreeing,
               count(*) FILTER (WHERE status <> c.status OR disputed_on <> c.disputed_on) AS contradicting
        FROM roadmaps_statusclaim
        WHERE road_map_id = r.slug AND judgement = 'recorded' AND about = '' AND effective_on_first <= reported_on_last
          AND effective_on_last BETWEEN c.effective_on_last AND %(as_of)s AND slug <> c.slug
    ) beside ON true
    WHERE {where}
)"""
EVIDENCE = f"""
evidence AS (
    SELECT cited.statement_id, json_agg(json_build_object(
        'slug', source.slug, 'title', source.title, 'url', '{BASE}/sources/' || source.slug || '/',
        'publisher', source.publisher, 'web_address', source.web_address, 'quality', source.quality) ORDER BY cited.place) AS sources
    FROM (
        SELECT statement_id, source_id, min(slug) AS place FROM roadmaps_citation
        WHERE statement_id IN (SELECT statement_id FROM standing) GROUP BY statement_id, source_id
    ) cited JOIN roadmaps_source source ON source.slug = cited.source_id
    GROUP BY cited.statement_id
)"""
CLAIM_SAID = f"standing.road_map || ': ' || ({STATUS_LABEL.format(column='standing.status')}) || ' (' || ({span('effective_on')}) || ')'"
ROW = f"""json_build_object(
    'slug', standing.road_map, 'url', '{BASE}/road-maps/' || standing.road_map || '/',
    'negotiation', {link("negotiations", "talks.slug", "talks.title")},
    'sequence', sequence, 'number', number, 'title', standing.title, 'title_basis', title_basis,
    'topic', CASE WHEN topic.slug IS NOT NULL THEN {link("topics", "topic.slug", "topic.title")} END,
    'version', standing.version,
    'standing', CASE WHEN standing.slug IS NOT NULL THEN json_build_object(
        'status', standing.status,
        'label', coalesce(term.label, {STATUS_LABEL.format(column="standing.status")}),
        'disputed_on', CASE WHEN disputed_on = '' THEN '[]'::json ELSE (
            SELECT json_agg({link("topics", "dispute.slug", "dispute.title")} ORDER BY dispute.slug COLLATE "C")
            FROM unnest(string_to_array(disputed_on, ' ')) named JOIN roadmaps_topic dispute ON dispute.slug = named) END,
        'since', {span("since")}, 'since_first', since_first, 'since_last', since_last,
        'last_confirmed_on', {span("effective_on")}, 'last_confirmed_on_first', effective_on_first, 'last_confirmed_on_last', effective_on_last,
        'previous_status', coalesce(previous_status, 'unrecorded'), 'basis', basis,
        'said_by', coalesce(speaker.name, ''),
        'party', CASE WHEN party.slug IS NOT NULL THEN {link("parties", "party.slug", "party.name")} END,
        'claim', {link("status-claims", "standing.slug", CLAIM_SAID)},
        'agreeing', agreeing, 'contradicting', contradicting, 'sources', coalesce(evidence.sources, '[]'::json)
    ) END
)"""
JOINED = """
LEFT JOIN roadmaps_topic topic ON topic.slug = standing.topic_id
LEFT JOIN roadmaps_term term ON term.slug = standing.term_id
LEFT JOIN roadmaps_statement statement ON statement.slug = standing.statement_id
LEFT JOIN roadmaps_speaker speaker ON speaker.slug = statement.speaker_id
LEFT JOIN roadmaps_party party ON party.slug = statement.party_id
LEFT JOIN evidence ON evidence.statement_id = standing.statement_id
"""
LIST = f"""
WITH talks AS (
    SELECT slug, title, revision FROM roadmaps_negotiation WHERE slug = %(negotiation)s
), {STANDINGS.format(where="r.negotiation_id = %(negotiation)s")}, {EVIDENCE}
SELECT json_build_object(
    'as_of', %(as_of)s::date, 'known_on', null, 'according_to', null, 'revision', (SELECT revision FROM talks),
    'count', (SELECT count(*) FROM standing), 'next', null, 'previous', null,
    'results', coalesce(json_agg({ROW} ORDER BY sequence), '[]'::json)
)::text
FROM standing CROSS JOIN talks {JOINED}
"""
COPY_OF_ALL = f"""
COPY (
    WITH {STANDINGS.format(where="true")}, {EVIDENCE}
    SELECT {ROW} FROM standing JOIN roadmaps_negotiation talks ON talks.slug = standing.negotiation_id {JOINED}
    ORDER BY standing.negotiation_id, sequence
) TO STDOUT WITH (FORMAT csv, DELIMITER e'\x01', QUOTE e'\x02')
"""


def application(database: dict, statement: str, prepared: bool = False) -> Callable[[dict, Callable], list[bytes]]:
    """``database``: the parameters of psycopg2's connect(). Prepared, the database plans once: psycopg2 does not do that by itself."""
    connection = psycopg2.connect(**database)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SET join_collapse_limit = 1")  # the statement joins in the right order already: planning takes half as long
    if prepared:
        cursor.execute(f"PREPARE list (text, date) AS {statement % {'negotiation': '$1', 'as_of': '$2'}}")
        statement = "EXECUTE list (%(negotiation)s, %(as_of)s)"

    def answer(environ: dict, start_response: Callable) -> list[bytes]:
        asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        cursor.execute(statement, asked)
        body = cursor.fetchone()[0].encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer
