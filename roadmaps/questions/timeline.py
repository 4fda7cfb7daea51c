"""What happened in a negotiation, in order of date: meetings, events, deadlines, reported counts, changes of standing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.models import DateSpan, Event, EventKind, Negotiation, Summit, Tally
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.progress import Move, points


class EntryKind(models.TextChoices):
    SUMMIT = "summit", _("summit")
    EVENT = "event", _("event")
    DEADLINE_SET = "deadline_set", _("deadline set")
    DEADLINE_DUE = "deadline_due", _("deadline due")
    TALLY = "tally", _("reported count")
    CHANGE = "change", _("change of standing")

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


@dataclass(frozen=True)
class Entry:
    """One thing that happened. A deadline makes two: on the day it was set and on the day it is due."""

    kind: EntryKind
    on: DateSpan | None
    """None for a count of which no source tells any day: it stands at the end."""
    slug: str
    summit: Summit | None = None
    event: Event | None = None
    tally: Tally | None = None
    change: Move | None = None

    @property
    def last(self) -> datetime.date:
        return self.on.last if self.on else datetime.date.max

    @property
    def first(self) -> datetime.date:
        return self.on.first if self.on else datetime.date.max

    @property
    def rank(self) -> int:
        return self.kind.rank

    def overlaps(self, days: DateSpan | None) -> bool:
        return days is None or (self.on is not None and self.on.first <= days.last and self.on.last >= days.first)


ORDER = ("last", "first", "rank", "slug")
"""By the last day, as everywhere; what is known more exactly comes after what began earlier."""


def timeline(negotiation: Negotiation, kinds=(), days: DateSpan | None = None) -> list[Entry]:
    """In a constant number of queries; of some ``kinds`` only, or what lies, or may lie, within some ``days``."""
    wanted = {EntryKind(kind) for kind in kinds or EntryKind}
    found = [
        entry
        for told, entries in ENTRIES.items()
        if wanted & set(told)
        for entry in entries(negotiation)
        if entry.kind in wanted and entry.overlaps(days)
    ]
    return sorted(found, key=lambda entry: tuple(getattr(entry, name) for name in ORDER))


def _summits(negotiation: Negotiation) -> Iterator[Entry]:
    return (Entry(EntryKind.SUMMIT, summit.held_on, summit.pk, summit=summit) for summit in negotiation.summits.all())


def _events(negotiation: Negotiation) -> Iterator[Entry]:
    for event in negotiation.events.all():
        if event.kind != EventKind.DEADLINE:
            yield Entry(EntryKind.EVENT, event.happened_on, event.pk, event=event)
            continue
        if event.set_on:
            yield Entry(EntryKind.DEADLINE_SET, event.set_on, event.pk, event=event)
        yield Entry(EntryKind.DEADLINE_DUE, event.due_on, event.pk, event=event)


def _tallies(negotiation: Negotiation) -> Iterator[Entry]:
    """On the day counted; of those that name none, on the day on which it was said, or became public."""
    for tally in Tally.objects.filter(statement__negotiation=negotiation).select_related("statement__speaker"):
        told = tally.counted_on or tally.statement.said_on or tally.statement.reported_on
        yield Entry(EntryKind.TALLY, told, tally.pk, tally=tally)


def _changes(negotiation: Negotiation) -> Iterator[Entry]:
    moves = [move for point in points(Ledger(negotiation)) for move in point.moves]
    return (Entry(EntryKind.CHANGE, move.claim.effective_on, move.claim.pk, change=move) for move in moves)


ENTRIES: dict[tuple[EntryKind, ...], Callable[[Any], Iterator[Entry]]] = {
    (EntryKind.SUMMIT,): _summits,
    (EntryKind.EVENT, EntryKind.DEADLINE_SET, EntryKind.DEADLINE_DUE): _events,
    (EntryKind.TALLY,): _tallies,
    (EntryKind.CHANGE,): _changes,
}
"""By what it tells of: whatever is read in one query."""
