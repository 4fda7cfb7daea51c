"""The swim lanes: a lane for each road map, a segment for each run of one status, from the day on which it began."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from roadmaps.models import StatusClaim
from roadmaps.questions.runs import Run
from tracker.pages.charts import NARROWEST, WIDTH_OF_A_LETTER
from tracker.pages.charts.axis import TimeAxis

MARK, GAP = 12, 4
"""Pixels: a mark, and what is left free beside it."""
LINKED_FROM = 24
"""Pixels across from which a segment is a link: a smaller one is no target (WCAG 2.5.8); the table links it, too."""


@dataclass(frozen=True)
class Piece:
    """Of a segment: what lies before the day asked about, or after it."""

    at: float
    width: float
    is_later: bool
    has_mark: bool = False
    has_word: bool = False


@dataclass(frozen=True)
class Segment:
    run: Run
    at: float
    width: float
    unsure: Piece | None
    """Within which days it began, where only a month or a year is known."""
    pieces: list[Piece]
    mark_above: float | None
    """Where its mark stands above the lane, per cent, since it is too narrow to hold it."""

    @property
    def is_linked(self) -> bool:
        return pixels(self.width) >= LINKED_FROM


def pixels(share: float) -> float:
    return share * NARROWEST / 100


def lane(runs: Iterable[Run], axis: TimeAxis, day: datetime.date, word: Callable[[StatusClaim], str]) -> list[Segment]:
    """The segments that the axis shows, cut at the day asked about; ``word``: what is written in one where there is room."""
    segments, free_from = [], 0.0
    for run in runs:
        if run.since.last > axis.last or (run.until and run.until.last <= axis.first):
            continue
        at, end = axis.at(run.since.last), axis.at(run.until.last) if run.until else 100.0
        pieces = _marked(list(_pieces(at, end, axis.after(day))), MARK + 3 * GAP + len(word(run.claim)) * WIDTH_OF_A_LETTER)
        above = None
        if not any(piece.has_mark for piece in pieces):
            above = round(min(max((at + end - _share(MARK)) / 2, free_from), 100 - _share(MARK)), 2)
            free_from = above + _share(MARK + 1)
        segments.append(Segment(run, at, round(end - at, 2), _unsure(run, axis, day), pieces, above))
    return segments


def _share(wide: float) -> float:
    return wide / NARROWEST * 100


def _pieces(at: float, end: float, asked: float) -> Iterator[Piece]:
    if at < asked or at == end:
        yield Piece(at, max(round(min(end, asked) - at, 2), 0.0), at >= asked)
    if end > max(at, asked):
        yield Piece(max(at, asked), round(end - max(at, asked), 2), True)


def _marked(pieces: list[Piece], needed_by_word: float) -> list[Piece]:
    """The mark stands in the first piece that holds it, the word beside it if there is room."""
    first = next((number for number, piece in enumerate(pieces) if pixels(piece.width) >= MARK + GAP), None)
    if first is not None:
        pieces[first] = replace(pieces[first], has_mark=True, has_word=pixels(pieces[first].width) >= needed_by_word)
    return pieces


def _unsure(run: Run, axis: TimeAxis, day: datetime.date) -> Piece | None:
    at, end = axis.at(run.since.first), axis.at(run.since.last)
    return None if at == end else Piece(at, round(end - at, 2), run.since.last > day)
