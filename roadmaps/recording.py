"""Recording what was said: a statement with its sources and all that it asserts, all of it or nothing.

The desk's page calls this, as the API does; both show what it changes in the ledger before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils.text import slugify

from roadmaps import adoption, revisions
from roadmaps.models import Citation, Position, Record, Source, Statement, StatusClaim, Tally
from roadmaps.models.evidence import NEEDS_A_SOURCE
from roadmaps.models.record import first_free
from roadmaps.questions.changes import Changes, Snapshot, changes


@dataclass
class Utterance:
    """One statement and what it asserts, not stored yet. Slugs that are empty are made from what they stand under."""

    statement: Statement
    sources: list[Source] = field(default_factory=list)
    """New ones; those that exist already are only cited."""
    citations: list[Citation] = field(default_factory=list)
    claims: list[StatusClaim] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    adopted: list[StatusClaim] = field(default_factory=list)
    """Those of the claims that the record adopts; the others are kept beside."""

    def parts(self) -> Iterator[Record]:
        """In the order in which they can be stored."""
        yield from (*self.sources, self.statement, *self.citations, *self.claims, *self.tallies, *self.positions)


class NotRecorded(Exception):
    """What is wrong, part by part; nothing was stored."""

    def __init__(self, errors: list[tuple[Record, ValidationError]]):
        self.errors = errors
        super().__init__("; ".join(message for part, error in errors for message in error.messages))


def record(said: Utterance, reason: str = "", editor=None) -> Changes:
    """Store it and say what it changes in the ledger. Raises NotRecorded with every part that breaks a rule."""
    scopes = {*said.statement.scopes(), *(scope for source in said.sources for scope in source.scopes())}
    with revisions.writing(scopes), revisions.because(reason):
        before = Snapshot(_road_maps(said))
        errors = [*_store(said), *_adopt(said, reason, editor)]
        if errors:
            raise NotRecorded(errors)
        return changes(before, Snapshot(_road_maps(said)))


@contextmanager
def rehearsal() -> Iterator[Callable[[], None]]:
    """What is written inside is judged by every rule, can be looked at, and is gone afterwards, unless what this gives is called."""
    kept: list[bool] = []
    with transaction.atomic():
        yield lambda: kept.append(True)
        if not kept:
            transaction.set_rollback(True)


def _road_maps(said: Utterance) -> list[str]:
    return sorted({claim.road_map_id for claim in said.claims})


def _store(said: Utterance) -> Iterator[tuple[Record, ValidationError]]:
    """Saves every part that can be, so that one answer names all that can not."""
    if not said.citations:
        yield said.statement, ValidationError({"citations": NEEDS_A_SOURCE})
    if said.statement.reported_on is None:
        said.statement.became_public([citation.source for citation in said.citations])  # at once, so that its history begins with it
    refused = False
    for part in said.parts():
        if refused and not isinstance(part, Source):
            return  # what follows hangs on a statement that is not there
        _link_again(part)
        part.slug = part.slug or _free_slug(part)
        try:
            part.save()
        except ValidationError as error:
            refused = refused or part is said.statement or isinstance(part, Source)
            yield part, error


def _link_again(part: Record) -> None:
    """A part was linked to its statement when that had no key yet."""
    for link in part._meta.concrete_fields:
        if isinstance(link, ForeignKey) and link.is_cached(part):
            setattr(part, link.name, link.get_cached_value(part))


def _adopt(said: Utterance, reason: str, editor) -> Iterator[tuple[Record, ValidationError]]:
    slugs = [claim.pk for claim in said.adopted]
    for claim in said.adopted:
        if claim._state.adding:
            continue  # refused already
        try:
            adoption.adopt_one_of(slugs, claim, reason, editor)
        except ValidationError as error:
            yield claim, error


def _free_slug(part: Record) -> str:
    """A readable key that nobody has: ``us19-2019-12-20-maxim-oreshkin``, ``us19-gas-market-2019-12-20``, then …-2."""
    wanted = _wanted_slug(part)
    if not wanted:
        return ""  # a row under its parent, which numbers it
    return first_free(type(part), wanted, chain([wanted], (f"{wanted}-{number}" for number in count(2))))


def _wanted_slug(part: Record) -> str:
    match part:
        case Statement():
            day = part.said_on or part.reported_on
            return "-".join(filter(None, [part.negotiation.code, day and _in_slug(day), part.speaker_id or part.voice]))
        case StatusClaim():
            day = part.effective_on or part.statement.said_on or part.statement.reported_on
            return "-".join(filter(None, [part.road_map_id, day and _in_slug(day)]))
        case Tally():
            return f"{part.statement_id}-tally"
        case Position():
            return f"{part.statement_id}-position"
        case Source():
            return "-".join(filter(None, [slugify(part.publisher)[:60].strip("-") or "source", part.published_on and _in_slug(part.published_on)]))
    return ""


def _in_slug(day) -> str:
    return str(day).replace("/", "-")
