"""Views to be cited, as pages make them: of one record, and the board of a negotiation."""

from datetime import date
from typing import Any

from roadmaps.models import Record, RoadMap
from roadmaps.revisions import CATALOGUE
from tracker.citing.citation import View, cite, compare
from tracker.citing.content import Content
from tracker.citing.of_board import content_of_board
from tracker.citing.of_records import content_of_record
from tracker.citing.since import Since
from tracker.pages.evidence import STANDING, cite_standings

DAY = date(2019, 12, 20)
TALKS = "fishery-talks"


def view_of(content: Content, title="Board of the chapters", path="/negotiations/fishery-talks/", parameters=None, scopes=(TALKS, CATALOGUE)) -> View:
    return View(title, path, {"as_of": ["2019-12-20"]} if parameters is None else parameters, list(scopes), content)


def board(day=DAY, known_on=None, according_to=None, **filters: Any) -> View:
    found = RoadMap.objects.filter(negotiation=TALKS).as_of(day, known_on, according_to).filter(**filters).select_related(*STANDING)
    return view_of(content_of_board(TALKS, cite_standings(list(found))))


def page_of(record: Record) -> View:
    """As it is stored now."""
    return view_of(content_of_record(type(record).objects.get(pk=record.pk)), str(record), f"/{record.route}/{record.pk}/", {})


def cited(view: View) -> str:
    """What the address remembers."""
    return str(cite(view, lambda path: f"https://tracker.example{path}").cited)


def told(since: Since) -> list[tuple]:
    """Each change, and each of its differences, in words."""
    return [
        (change.what, change.title, str(change.kind.label), *((each.label, each.before, each.after) for each in change.differences))
        for change in since.changes
    ]


__all__ = ["DAY", "TALKS", "board", "cite", "cited", "compare", "page_of", "told", "view_of"]
