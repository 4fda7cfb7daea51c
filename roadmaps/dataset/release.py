"""Makes a numbered release of the whole record."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from django.db import IntegrityError, transaction

from roadmaps import revisions
from roadmaps.dataset.archive import archive
from roadmaps.models import Release
from roadmaps.snapshot import snapshot


class NotReleased(Exception):
    """Nothing was stored; the message says why."""


def make_release(note: str = "") -> Release:
    """Keep the record as it is now under the next number.

    NotReleased if that would be the last release again, or if another release is made meanwhile: its number is taken then.
    """
    with snapshot():  # the files, their revisions and the release before, all of one moment
        last = Release.objects.listed().first()
        shown = revisions.all_latest()
        content = _archived()
    if last and last.sha256 == sha256(content).hexdigest():
        raise NotReleased(f"Nothing has changed since release {last.number}: it holds the same bytes (SHA-256 {last.sha256}).")
    release = Release(number=last.number + 1 if last else 1, note=note, revisions=shown, content=content)
    try:
        with transaction.atomic():
            release.save()
    except IntegrityError:
        raise NotReleased("Another release was made at the same moment; if it lacks what yours was to hold, make yours again.") from None
    return release


def _archived() -> bytes:
    file = BytesIO()
    archive(file)
    return file.getvalue()
