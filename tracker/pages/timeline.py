"""The timeline of a negotiation: meetings, events, deadlines, reported counts and changes of standing, as they followed each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from roadmaps.models import StatusClaim
from roadmaps.questions.timeline import Entry, EntryKind, timeline
from tracker.api.parameters import WordsField
from tracker.pages.facts import read_sets
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


class Timeline(NegotiationPage):
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
