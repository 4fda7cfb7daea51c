"""A page of one record: what its columns say, the sources on which it rests, and in sections what hangs together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import Negotiation, Record
from tracker.citing.content import Content
from tracker.citing.of_records import content_of_record
from tracker.citing.of_rows import content_of_rows
from tracker.pages.citable import Citable
from tracker.pages.facts import facts_of
from tracker.pages.rows import ROWS, complete, topics_in
from tracker.pages.titles import title_of

MOST_ROWS = 50
"""Of one section; the rest is in the lists and in the API."""


@dataclass
class Section:
    """Records that hang together with the one of the page: the first of those of ``model`` that are ``which``, and the address of all of them."""

    key: str
    heading: str | Promise
    model: type[Record]
    which: Q
    """Of the model and of its history alike, so that a citation can tell what is gone."""
    all_of_them: str
    order: tuple[str, ...] = ()
    """Where it is another than that of rows of this kind anywhere."""

    @cached_property
    def _read(self) -> list[Record]:
        found = ROWS[self.model]().filter(self.which)
        return list((found.order_by(*self.order) if self.order else found)[: MOST_ROWS + 1])

    @property
    def content(self) -> Content:
        return content_of_rows(self.model, self.rows, self.which)

    @property
    def rows(self) -> list[Record]:
        return self._read[:MOST_ROWS]

    @property
    def has_more(self) -> bool:
        return len(self._read) > MOST_ROWS


class RecordPage(Citable):
    """A subclass names the model and what is loaded with it, and tells what hangs together with the record."""

    template_name = "pages/record.html"
    model: type[Record]
    loads: tuple[str, ...] = ()
    """Links that are read with the record."""
    shown_besides: tuple[str, ...] = ()
    """Columns that the page shows elsewhere than among the facts."""
    told_by: str = ""
    """The column that tells it in a sentence."""
    record: Any
    all_sections: list[Section]
    """Those too in which nothing stands, or no longer."""

    def context(self) -> dict[str, Any]:
        self.record = get_object_or_404(self.found(), pk=self.kwargs["slug"])
        self.all_sections = list(self.sections())
        sections = [section for section in self.all_sections if section.rows]
        shown = self.shown()
        named = complete(self.record, [*_records(shown.values()), *(row for section in sections for row in section.rows)])
        return {
            "record": self.record,
            "negotiation": self.record.home,
            "above": list(self.above()),
            "title": self.title,
            "description": self.description,
            "facts": list(facts_of(self.record, self.shown_besides, named)),
            "topics": topics_in(named),
            "sections": sections,
            **shown,
        }

    def found(self) -> QuerySet:
        return self.model._default_manager.select_related(*self.loads) if self.loads else self.model._default_manager.all()

    def above(self) -> Iterator[tuple[str, str]]:
        """What lies between the negotiation, or home, and this page: address and name. The list of its kind, or the statement that makes it."""
        if not self.model.home_paths:
            yield reverse(f"pages:{self.model.route}-list"), capfirst(str(self.model._meta.verbose_name_plural))
        elif "negotiation" in self.model.home_paths:
            address = reverse(f"pages:negotiation-{self.model.route}", args=[self.record.negotiation_id])
            yield address, capfirst(str(self.model._meta.verbose_name_plural))
        else:
            yield self.record.statement.get_absolute_url(), title_of(self.record.statement).text

    @property
    def title(self) -> str:
        return title_of(self.record).text

    @property
    def description(self) -> str:
        """A sentence that tells this record from its neighbours."""
        if self.told_by and (told := getattr(self.record, self.told_by)):
            return f"{self.title}: {told}"
        return _("%(kind)s: %(title)s; what is recorded of it, and on which sources.") % {
            "kind": capfirst(str(self.record._meta.verbose_name)),
            "title": self.title,
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return self.title

    def content(self, context: dict[str, Any]) -> Content:
        """The record with the rows under it, of what is asserted the statement too that asserts it, and what hangs together with it."""
        record = content_of_record(self.record)
        stated = content_of_record(self.record.statement) if hasattr(self.record, "statement") else Content([])
        return sum((section.content for section in self.all_sections), record + stated) + self.content_besides(context)

    def content_besides(self, context: dict[str, Any]) -> Content:
        """Of what the template of this kind shows besides."""
        return Content([])

    def rows_besides(self, context: dict[str, Any]) -> list[Any]:
        """Of other records, which the template of this kind shows besides."""
        return []

    def negotiations_shown(self, context: dict[str, Any]) -> list[str]:
        """Its own first, and those of what hangs together with it."""
        rows = [*(row for section in self.all_sections for row in section.rows), *self.rows_besides(context)]
        return list(dict.fromkeys([*super().negotiations_shown(context), *filter(None, map(negotiation_of, rows))]))

    def sections(self) -> Iterator[Section]:
        """What hangs together with it, kind by kind."""
        return iter(())

    def shown(self) -> dict[str, Any]:
        """What the template of this kind shows besides; records in lists are completed as rows are."""
        return {}


def negotiation_of(row: Any) -> str:
    """Its slug; empty where it is shared by all."""
    said = getattr(row, "statement", row)
    return row.pk if isinstance(row, Negotiation) else getattr(said, "negotiation_id", "")


def _records(values: Iterable[Any]) -> Iterator[Record]:
    for value in values:
        yield from (row for row in (value if isinstance(value, list) else [value]) if isinstance(row, Record))
