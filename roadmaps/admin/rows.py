"""Rows that are edited under a record: bounded in number, and none costs a query of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms.models import BaseInlineFormSet

from roadmaps.admin.choosing import ChoosesByTitle, Named
from roadmaps.admin.columns import list_of
from roadmaps.admin.forms import VersionedForm
from roadmaps.admin.inlines import AtLeastOneSource, ChildInline, citations
from roadmaps.models import Record
from roadmaps.models.record import slug_sets, target_of

MOST_ROWS = 50
"""So many rows are edited under a record; all of them stand in their own list, to which the page then links."""


class RowForm(VersionedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance._state.adding:
            self._show_what_is_frozen()
        links = [field for field in self.instance._meta.concrete_fields if field.is_relation and field.name in self.fields]
        self.tell_names({field.name: _linked(self.instance, field) for field in links})

    def _show_what_is_frozen(self):
        for name in self.fields.keys() & set(self.instance.frozen):
            if self.instance._meta.get_field(name).primary_key:
                self.fields[name].widget.attrs["readonly"] = True  # it must be sent: by it the row is found again
            else:
                self.fields[name].disabled = True

    def tell_names(self, names_by_field):
        """Tells the widgets what their chosen records are called."""
        for field, names in names_by_field.items():
            widget = field in self.fields and getattr(self.fields[field].widget, "widget", self.fields[field].widget)
            if isinstance(widget, Named):
                widget.names = names


def _linked(record, field) -> dict[str, str]:
    """What a row's link is called, where the linked record was loaded with the row."""
    linked = getattr(record, field.name) if field.is_cached(record) else None
    return {linked.pk: str(linked)} if linked else {}


class BoundedRows(BaseInlineFormSet):
    model: type[Record]
    has_more = False

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            rows = list(super().get_queryset()[: MOST_ROWS + 1])
            self.has_more = len(rows) > MOST_ROWS
            self._queryset = rows[:MOST_ROWS]
            for row in self._queryset:
                setattr(row, self.fk.name, self.instance)
        return self._queryset

    def _existing_object(self, pk):
        """Also one that rows added meanwhile have pushed out of the first fifty."""
        return super()._existing_object(pk) or self.queryset.filter(pk=pk).first()

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.tell_names(self.names_in_sets)
        return form

    @cached_property
    def names_in_sets(self) -> dict[str, dict[str, str]]:
        """For each set of keys: what the records are called that any of the rows names."""
        return {field.name: self._names_in(field) for field in slug_sets(self.model) if field.name in self.form.base_fields}

    def _names_in(self, field) -> dict[str, str]:
        named = {slug for row in self.get_queryset() for slug in getattr(row, field.name).split()}
        return {slug: str(record) for slug, record in target_of(field).objects.in_bulk(named).items()}

    def address_of_all(self) -> str:
        """The list of all the rows that stand under this record."""
        return list_of(self.instance, self.fk.remote_field.name)


class AtLeastOneSourceAmongRows(BoundedRows, AtLeastOneSource):
    pass


class Rows(ChoosesByTitle):
    """Mixed into an inline. ``loaded_with``: the links that a row's labels need, read in the rows' own query."""

    form: Any = RowForm
    formset: Any = BoundedRows
    template = "admin/roadmaps/rows/tabular.html"
    loaded_with: Sequence[str] = ()
    extra = 0
    view_on_site: Any = False  # readers see rows with their record
    formfield_overrides: Any = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 40})}}

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.loaded_with) if self.loaded_with else rows


class Table(Rows, ChildInline):
    """Short rows whose slugs follow from the record."""


class Stack(Rows, admin.StackedInline):
    """Rows with more columns than a line holds."""

    template = "admin/roadmaps/rows/stacked.html"


def sources(parent: str, **options) -> type[ChildInline]:
    """The sources of one kind of record (the name of Citation's link to it)."""
    return type(f"{parent.title()}Sources", (Rows, citations(parent)), {"loaded_with": ["source"], **options})
