"""Views to be cited, as pages make them: of one record, and the board of a negotiation."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from roadmaps.models import Record, RoadMap
from roadmaps.revisions import CATALOGUE
from tracker.api.views.road_map import SHOWN, cite_standings
from tracker.citing.citation import cite, compare
from tracker.citing.content import Content
from tracker.citing.of_board import content_of_board
from tracker.citing.of_records import content_of_record
from tracker.citing.since import Since

DAY = date(2019, 12, 20)
TALKS = "fishery-talks"


@dataclass
class Shown:
    content: Content
    title: str = "Board of the chapters"
    path: str = "/negotiations/fishery-talks/"
    parameters: dict[str, list[str]] = field(default_factory=lambda: {"as_of": ["2019-12-20"]})
    scopes: tuple[str, ...] = (TALKS, CATALOGUE)


def board(day=DAY, known_on=None, according_to=None, **filters: Any) -> Shown:
    found = RoadMap.objects.filter(negotiation=TALKS).as_of(day, known_on, according_to).filter(**filters).select_related(*SHOWN)
    return Shown(content_of_board(TALKS, cite_standings(list(found))))


def page_of(record: Record) -> Shown:
    """As it is stored now."""
    return Shown(content_of_record(type(record).objects.get(pk=record.pk)), str(record), f"/{record.route}/{record.pk}/", {})


def cited(view: Shown) -> str:
    """What the address remembers."""
    return str(cite(view, lambda path: f"https://tracker.example{path}").cited)


def told(since: Since) -> list[tuple]:
    """Each change, and each of its differences, in words."""
    return [
        (change.what, change.title, str(change.kind.label), *((each.label, each.before, each.after) for each in change.differences))
        for change in since.changes
    ]


__all__ = ["DAY", "TALKS", "Shown", "board", "cite", "cited", "compare", "page_of", "told"]
