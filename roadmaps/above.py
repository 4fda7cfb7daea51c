"""What stands above a row without an address of its own (a title, an answer, a succession): the records with which readers find it.

Their versions tell who has read them that something is new, so they move with every row that is written by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from roadmaps.models import Record


def above(row: Record) -> list[Record]:
    """The records that show it; none above one that has an address itself."""
    return [record for record in row.shown_in() if record is not row]


def move_versions_above(rows: Iterable[Record], but: Record | None = None) -> None:
    """After rows were written or deleted, under the same lock; ``but``: the record with which they were written, which moves by itself."""
    found = {(type(record), record.pk) for row in rows for record in above(row)}
    for model, slug in sorted(found - {(type(but), but and but.pk)}, key=str):
        model._base_manager.get(pk=slug).save()
