"""The timeline of a negotiation: meetings, events, deadlines, reported counts and changes of standing, as they followed each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from roadmaps.models import Event, StatusClaim, Summit, Tally
from roadmaps.questions.timeline import Entry, EntryKind, timeline
from tracker.api.parameters import WordsField
from tracker.citing.content import Content
from tracker.citing.of_records import content_of_records
from tracker.citing.of_rows import content_of_rows
from tracker.pages.citable import Citable
from tracker.pages.facts import read_sets
from tracker.pages.ledger_content import said_in
from tracker.pages.lists import ListForm, leaf_of
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.rows import topics_in
from tracker.pages.titles import titles_to_read


class TimelineForm(ListForm):
    kind = WordsField(EntryKind.values, required=False)


@dataclass
class Line:
    """One entry, or all changes of a day from one status to another."""

    entry: Entry
    claims: list[StatusClaim]
    """By which road maps changed so; empty unless it tells of changes."""


class Timeline(NegotiationPage, Citable):
    template_name = "pages/timeline.html"
    question_form = TimelineForm

    def shown(self) -> dict[str, Any]:
        leaf = leaf_of(timeline(self.negotiation, self.form.cleaned_data["kind"]), self.form)
        lines = [line for _day, entries in groupby(leaf.object_list, key=lambda entry: entry.on) for line in lines_of_a_day(entries)]
        claims = [claim for line in lines for claim in line.claims]
        for claim in claims:
            claim.road_map.negotiation = self.negotiation  # whose word for an item names those of unknown title
        prefetch_related_objects([claim.road_map for claim in claims], *titles_to_read())
        return {
            "leaf": leaf,
            "lines": lines,
            "topics": topics_in(read_sets(claims)),
            "kinds": list(EntryKind),
            "shown_kinds": self.form.cleaned_data["kind"],
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Timeline")

    def content(self, context: dict[str, Any]) -> Content:
        """What is told on this leaf, kind by kind."""
        entries = context["leaf"].object_list
        here = Q(negotiation=self.negotiation.pk)
        return (
            content_of_records(Summit, [entry.summit for entry in entries if entry.summit], here)
            + content_of_records(Event, {entry.event.pk: entry.event for entry in entries if entry.event}.values(), here)
            + content_of_rows(Tally, [entry.tally for entry in entries if entry.tally], said_in(self.negotiation))
            + content_of_rows(StatusClaim, [entry.change.claim for entry in entries if entry.change], said_in(self.negotiation))
        )


def lines_of_a_day(entries: Iterable[Entry]) -> list[Line]:
    lines: dict[Any, Line] = {}
    for entry in entries:
        if entry.change is None:
            lines[entry] = Line(entry, [])
            continue
        claim = entry.change.claim
        move = entry.change.previous_status, claim.status, claim.term_id, claim.disputed_on
        lines.setdefault(move, Line(entry, [])).claims.append(claim)
    return list(lines.values())
