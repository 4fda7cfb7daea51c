"""A page of one record: what its columns say, the sources on which it rests, and in sections what hangs together with it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from roadmaps.models import Record
from tracker.pages.evidence import LINKS, read_evidence
from tracker.pages.facts import facts_of
from tracker.pages.page import Page


class RecordPage(Page):
    """A subclass names the model, what is loaded with it, and adds sections: a template, and in ``sections()`` what it shows."""

    template_name = "pages/record.html"
    model: type[Record]
    loads: tuple[str, ...] = ()
    """Links that are read with the record."""
    shown_besides: tuple[str, ...] = ()
    """Columns that the page shows elsewhere than among the facts."""
    record: Any

    def context(self) -> dict[str, Any]:
        self.record = get_object_or_404(self.found(), pk=self.kwargs["slug"])
        sections = self.sections()
        read_evidence([self.record] if self.model in LINKS else [], *self.resting_on_sources())
        return {
            "record": self.record,
            "negotiation": self.record.home,
            "facts": list(facts_of(self.record, self.shown_besides)),
            **sections,
        }

    def found(self) -> QuerySet:
        return self.model._default_manager.select_related(*self.loads) if self.loads else self.model._default_manager.all()

    def sections(self) -> dict[str, Any]:
        """What the template of this kind shows besides."""
        return {}

    def resting_on_sources(self) -> list[list[Record]]:
        """Groups of records shown in the sections whose sources are shown, too."""
        return []
