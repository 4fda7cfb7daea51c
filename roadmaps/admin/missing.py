"""What is missing or wrong in the record, to be filtered by in lists and counted on the first page.

Each gap is declared once. A list shows those of its model in the sidebar, the first page how many records have
each, with a link to the list so filtered.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Catalogue, Record, RoadMap, Source, StatusClaim, Tally
from roadmaps.models.counting import HowMany
from roadmaps.questions.reconciliation import Verdict
from roadmaps.rules import record_models

MOST_COUNTED = 1000
"""Above this the first page says “more than”."""
TOO_LONG_TO_COUNT = 100_000
"""Of a table of so many rows it gives the links without their numbers, so that it opens as fast as ever."""


@dataclass(frozen=True)
class Gap:
    name: str
    label: Promise
    find: Callable[[Any], QuerySet]


GAPS: dict[type[Record], list[Gap]] = {
    RoadMap: [
        Gap("title", _("without a title"), lambda road_maps: road_maps.without_title()),
        Gap("claim", _("without a claim"), lambda road_maps: road_maps.without_claim()),
    ],
    StatusClaim: [
        Gap("contradicted", _("adopted, and a recorded claim contradicts"), lambda claims: claims.contradicted()),
        Gap("one-source", _("with a single source"), lambda claims: claims.kept().on_one_source()),
        Gap("second-hand", _("only from aggregators, mirrors or machine translations"), lambda claims: claims.kept().only_second_hand()),
    ],
    Source: [
        Gap("date", _("without a date"), lambda sources: sources.undated()),
        Gap("archive", _("on the web, without an archived copy"), lambda sources: sources.not_archived()),
    ],
    Tally: [
        Gap("more-named", _("with fewer than the ledger names"), lambda tallies: tallies.with_verdict().filter(verdict=Verdict.MORE_NAMED)),
        Gap("total-differs", _("with another total than the record"), lambda tallies: tallies.with_verdict().filter(verdict=Verdict.TOTAL_DIFFERS)),
    ],
}


def gaps_of(model: type[Record]) -> list[Gap]:
    a_year_ago = timezone.now() - datetime.timedelta(days=365)
    return [*GAPS.get(model, []), Gap("untouched", _("not touched for a year"), lambda records: records.untouched_since(a_year_ago))]


class MissingFilter(admin.SimpleListFilter):
    title = _("what is missing or wrong")
    parameter_name = "missing"

    def __init__(self, request, params, model, model_admin):
        self.gaps = {gap.name: gap for gap in gaps_of(model)}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(gap.name, gap.label) for gap in self.gaps.values()]

    def queryset(self, request, queryset):
        gap = self.gaps.get(self.value())
        return gap.find(queryset) if gap else queryset


@dataclass(frozen=True)
class Found:
    """One line of the first page."""

    model: type[Record]
    gap: Gap
    number: int | None
    """None where the table is too long to count."""

    @property
    def address(self) -> str:
        return f"{_list_of(self.model)}?{MissingFilter.parameter_name}={self.gap.name}"

    @property
    def is_more(self) -> bool:
        return self.number is not None and self.number > MOST_COUNTED

    @property
    def shown_number(self) -> int | None:
        return min(self.number, MOST_COUNTED) if self.number is not None else None


def what_is_missing(site: admin.AdminSite, request) -> list[tuple[str | Promise | None, str, list[Found]]]:
    """(plural, address of the list, its gaps that there are) of every model that the user may view. Two queries."""
    seen = [model for model in record_models() if _may_see(site, model, request)]
    found = list(_count(seen)) if seen else []
    grouped = ((model, [line for line in found if line.model is model]) for model in seen)
    return [(model._meta.verbose_name_plural, _list_of(model), lines) for model, lines in grouped if lines]


def _may_see(site, model, request) -> bool:
    return site.is_registered(model) and site.get_model_admin(model).has_view_permission(request)


def _count(models) -> Iterator[Found]:
    sizes = _numbers([model.objects.all() for model in models], up_to=TOO_LONG_TO_COUNT + 1)
    short = [model for model, size in zip(models, sizes, strict=True) if size <= TOO_LONG_TO_COUNT]
    asked = [(model, gap) for model in models for gap in gaps_of(model)]
    counted = [(model, gap) for model, gap in asked if model in short]
    numbers = _numbers([gap.find(model.objects.all()) for model, gap in counted], up_to=MOST_COUNTED + 1)
    number_of = dict(zip(counted, numbers, strict=True))
    lines = [Found(model, gap, number_of.get((model, gap))) for model, gap in asked]
    return (line for line in lines if line.number != 0)


def _numbers(querysets, up_to: int) -> tuple[int, ...]:
    """How many rows each finds, in one query: on the catalogue, which is one row."""
    if not querysets:
        return ()
    return Catalogue.objects.values_list(*(HowMany(found.order_by().values(one=Value(1))[:up_to]) for found in querysets)).get()


def _list_of(model: type[Record]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
