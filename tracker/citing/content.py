"""What a view says, as plain values in an order, so that two visits can be compared by one hash.

In it is what a reader learns of the subject, and nothing else: neither the host, the version of the software, revisions, the
language of the interface nor the time of day. So the hash changes exactly when the facts do that are shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Q

from roadmaps.models import Record


@dataclass(frozen=True)
class Item:
    """One thing of which a view says something. ``says`` holds plain JSON values, dates and labels in no language."""

    slug: str
    says: dict[str, Any]
    model: type[Record] | None = None
    """Of which record it is; None for what follows from several, which has a name in place of a slug."""

    def plain(self) -> list[Any]:
        return [self.model.route if self.model else "", self.slug, self.says]


@dataclass(frozen=True)
class Part:
    """Rows of history that have a part in what a view says, so that it can be told which of them were written."""

    model: type[Record]
    rows: Q
    """Of the model's history. It finds what is no longer shown as well: what was deleted, or is linked elsewhere."""
    shown: frozenset[str] | None = None
    """The columns that make a difference to the view; None for all."""


@dataclass(frozen=True)
class Content:
    """What a view says. Contents are added up: ``content_of_record(road_map) + content_of_records(StatusClaim, claims, …)``."""

    items: list[Item]
    parts: list[Part] = field(default_factory=list)

    def __add__(self, other: Content) -> Content:
        return Content([*self.items, *other.items], [*self.parts, *other.parts])

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the items in their order, as canonical JSON: sorted names, UTF-8, no white space."""
        written = json.dumps([item.plain() for item in self.items], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
        return sha256(written.encode()).hexdigest()


def _plain(value: Any) -> str:
    """Decimals without the zeros that only some databases keep; anything else is no plain value."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"{value!r} is no plain value: write it as text.")
