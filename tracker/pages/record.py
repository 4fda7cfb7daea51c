"""A page of one record: what its columns say, the sources on which it rests, and in sections what hangs together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import Record
from tracker.citing.content import Content
from tracker.citing.of_records import content_of_record
from tracker.pages.citable import Citable
from tracker.pages.facts import facts_of
from tracker.pages.rows import complete, topics_in
from tracker.pages.titles import title_of

MOST_ROWS = 50
"""Of one section; the rest is in the lists and in the API."""


@dataclass
class Section:
    """Records that hang together with the one of the page: the first of ``found``, and the address of all of them."""

    key: str
    heading: str | Promise
    found: QuerySet
    all_of_them: str

    @cached_property
    def _read(self) -> list[Record]:
        return list(self.found[: MOST_ROWS + 1])

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

    def context(self) -> dict[str, Any]:
        self.record = get_object_or_404(self.found(), pk=self.kwargs["slug"])
        sections = [section for section in self.sections() if section.rows]
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
        """The record with the rows under it; of what is asserted, the statement too that asserts it."""
        record = content_of_record(self.record)
        return record + content_of_record(self.record.statement) if hasattr(self.record, "statement") else record

    def sections(self) -> Iterator[Section]:
        """What hangs together with it, kind by kind."""
        return iter(())

    def shown(self) -> dict[str, Any]:
        """What the template of this kind shows besides; records in lists are completed as rows are."""
        return {}


def _records(values: Iterable[Any]) -> Iterator[Record]:
    for value in values:
        yield from (row for row in (value if isinstance(value, list) else [value]) if isinstance(row, Record))
