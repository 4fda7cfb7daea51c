"""Taking a record back, with the rows under it, to what they were at an earlier revision.

It goes through Record.save() and Record.delete(), so what the rules refuse today is refused here, and the way back is
itself recorded. Judgements are the ledger's (roadmaps.adoption): a claim that is there keeps the one it has, and one that
comes back is withdrawn again if it was, adopted again if it was and nothing disagrees, and else recorded beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from roadmaps import revisions
from roadmaps.above import move_versions_above
from roadmaps.models import Judgement, Record, Statement, StatusClaim
from roadmaps.models.evidence import replacing_sources
from roadmaps.past import Key, Past, written_fields


def revert(past: Past, revision: int, reason: str, seen: int | None = None) -> None:
    """Make the record and its rows what they were at the end of ``revision``; ValidationError says why that can not be.

    ``seen``: the newest revision that whoever decides this has seen; nothing is taken back that he does not know of.
    """
    then = past.as_of(revision)
    if past.key not in then:
        raise ValidationError(_("The record did not exist at revision %(revision)s.") % {"revision": revision})
    with (
        revisions.writing(_scopes(past, then)),
        revisions.because(f"Reverted to revision {revision}. {reason}"),  # kept, so not in the editor's language
    ):
        if seen is not None and past.newest_revision() != seen:
            raise ValidationError(_("Somebody changed this in between. Look at the difference again; nothing was stored."), code="stale")
        now = past.as_of()
        model, slug = past.key
        with replacing_sources(slug if model is Statement else None):
            for removed in _to_remove(past, then, now):
                _remove(*removed)
            for (kind, key), row in then.items():
                _restore(kind, key, row)
        _move_versions(past)


def differs(row, other) -> bool:
    """Whether two rows, of a table or of its history, say something else."""
    return any(getattr(row, field.attname) != getattr(other, field.attname) for field in written_fields(_model_of(row)))


def _model_of(row) -> type[Record]:
    return getattr(row, "instance_type", type(row))


def _scopes(past: Past, then: dict[Key, Any]) -> set[str]:
    model, slug = past.key
    record = model.objects.filter(pk=slug).first()
    if record is None:
        record = _as_it_was(model, slug, then[past.key])
        with _naming(record):
            record.refuse_missing_links()
    return record.scopes()


def _to_remove(past: Past, then: dict[Key, Any], now: dict[Key, Any]) -> list[Key]:
    """Rows added since, and rows whose key stood for another link then: those under others first."""
    return [key for key, row in reversed(now.items()) if key != past.key and (key not in then or _is_another(then[key], row))]


def _is_another(row, other) -> bool:
    model = _model_of(row)
    frozen = [field.attname for field in model._meta.concrete_fields if field.name in model.frozen]
    return any(getattr(row, name) != getattr(other, name) for name in frozen)


def _remove(model: type[Record], slug: str) -> None:
    record = model.objects.filter(pk=slug).first()
    if record:  # else it went with the row above it
        with _naming(record):
            record.delete()


def _restore(model: type[Record], slug: str, row) -> None:
    stored = model.objects.filter(pk=slug).first()
    if stored and not differs(stored, row):
        return
    record = stored or _as_it_was(model, slug, row)
    for field in written_fields(model):
        setattr(record, field.attname, getattr(row, field.attname))
    with _naming(record):
        if isinstance(record, Statement) and row.reported_on_inferred:
            record.reported_on = None  # nobody typed it: it follows from the day it was said and from the sources
        if isinstance(record, StatusClaim) and not stored:
            record.judgement, record.judgement_reason = _judgement(record, row)
        record.save()


def _move_versions(past: Past) -> None:
    """Who has read the record, or what shows it, is told by its version, also where only rows without an address were taken back."""
    model, slug = past.key
    record = model.objects.get(pk=slug)
    now = revisions.current(record.scope)
    if any(history.filter(revision=now).exists() for under, history in past.histories.items() if not under.route):
        if record.history.first().revision != now:
            record.save()
        move_versions_above([record])


def _as_it_was(model: type[Record], slug: str, row) -> Record:
    """A record to be stored anew. Its version goes on, so that a form from before its deletion is known to be stale."""
    last = model.history.filter(slug=slug).aggregate(last=Max("version"))["last"]
    return model(slug=slug, version=last + 1, **{field.attname: getattr(row, field.attname) for field in written_fields(model)})


def _judgement(claim: StatusClaim, row) -> tuple[str, str]:
    claim.derive()
    if row.judgement == Judgement.ADOPTED and (not claim.can_be_adopted or claim.rivals().exists()):
        return Judgement.RECORDED, ""
    return row.judgement, row.judgement_reason


@contextmanager
def _naming(record: Record) -> Iterator[None]:
    """Says of what is refused, which of the rows it is."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError([f"{record._meta.verbose_name} “{record.pk}”: {message}" for message in error.messages]) from error
