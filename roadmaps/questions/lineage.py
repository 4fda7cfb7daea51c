"""From what a road map came and what it became, through any number of successions."""

from __future__ import annotations

from roadmaps.models import RoadMap, Succession
from roadmaps.reading import reading

# UNION, not UNION ALL: what is in the line already is not followed again, so a circle ends.
_FOLLOWED = """
    WITH RECURSIVE line(slug) AS (
        SELECT slug FROM {road_map} WHERE slug = %s
        UNION SELECT link.{found}_id FROM {succession} link JOIN line ON link.{known}_id = line.slug
    )
    SELECT slug FROM line
"""


def lineage(road_map: RoadMap) -> set[str]:
    """The slugs of the road map, of all its predecessors and of all its successors, in two queries.

    What else merged into a successor, or came of a predecessor, is not of its line.
    """
    earlier = _followed(road_map, known="to_road_map", found="from_road_map")
    return earlier | _followed(road_map, known="from_road_map", found="to_road_map")


def _followed(road_map: RoadMap, known: str, found: str) -> set[str]:
    tables = {"road_map": RoadMap._meta.db_table, "succession": Succession._meta.db_table}
    with reading().cursor() as cursor:
        cursor.execute(_FOLLOWED.format(known=known, found=found, **tables), [road_map.pk])
        return {slug for (slug,) in cursor.fetchall()}
