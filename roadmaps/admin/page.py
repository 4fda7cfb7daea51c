"""The pages of one model: how links are chosen, what is missing, where readers see it."""

from __future__ import annotations

from collections.abc import Sequence

from roadmaps.admin.base import RecordAdmin
from roadmaps.admin.choosing import ChoosesByTitle
from roadmaps.admin.missing import MissingFilter


class Page(ChoosesByTitle, RecordAdmin):
    """``counted``: what points at a record and is counted in its list (see columns.number_of).

    ``keyed_by``: the fields from which the page proposes the key of a new record, where it needs no code before it.
    """

    counted: Sequence[str] = ()
    keyed_by: Sequence[str] = ()

    class Media:
        css = {"all": ["roadmaps/desk.css"]}

    def get_list_filter(self, request):
        return [MissingFilter, *super().get_list_filter(request)]

    def get_queryset(self, request):
        return super().get_queryset(request).with_number_of(*self.counted)

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": self.keyed_by} if self.keyed_by and obj is None else {}
