"""What crawlers are told: the addresses of all pages in all languages (sitemaps.org), and where not to go."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, OuterRef, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from roadmaps.models import Aim, Event, Poll, Position, Record, Statement, StatusClaim, Summit, Tally, Term
from roadmaps.reading import reading
from roadmaps.written import MODELS
from tracker.pages.page import Page
from tracker.pages.urls import urlpatterns as pages

MOST_ADDRESSES = 50_000
"""Of one file, as sitemaps.org has it."""
MOST_RECORDS = 2_000
"""Of one part: three languages, each naming the others, make it a few megabytes."""
TELLING_OF_THEMSELVES = {Aim, Event, Poll, Position, Statement, StatusClaim, Summit, Tally, Term}
"""Their pages show what is written in them. Those of others gather what is written elsewhere: when they changed is not known cheaply."""
BY_ROUTE = {model.route: model for model in MODELS}
Addresses = dict[str, str]
"""Language → address."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(
        request, "tracker/robots.txt", {"sitemap": request.build_absolute_uri(reverse("sitemap"))}, content_type="text/plain; charset=utf-8"
    )


@require_safe
@gzip_page
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    parts = [reverse("sitemap-of-kind", args=[model.route, first]) for model, first in _parts()]
    addresses = [request.build_absolute_uri(path) for path in (reverse("sitemap-of-all"), *parts)]
    return _xml(request, "tracker/sitemap_index.xml", {"addresses": addresses})


@require_safe
@gzip_page
@conditional_page
def of_all(request: HttpRequest) -> HttpResponse:
    """The pages of no single record: home, and the lists."""
    names = [f"pages:{pattern.name}" for pattern in pages if not pattern.pattern.converters and _is_page(pattern)]
    return _xml(request, "tracker/sitemap.xml", {"entries": [entry for name in names for entry in _entries(_in_each_language(request, name), None)]})


@require_safe
@gzip_page
@conditional_page
def of_kind(request: HttpRequest, kind: str, first: str) -> HttpResponse:
    """The pages of the records of a kind from a key on, as many as one part has."""
    if kind not in BY_ROUTE:
        raise Http404
    return _xml(request, "tracker/sitemap.xml", {"entries": _of_records(request, BY_ROUTE[kind], first)})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


# --- Which records stand in which part ----------------------------------------------------------


def _parts() -> list[tuple[type[Record], str]]:
    """A model and the first key of each part, in one query that reads no more than the keys."""
    each = (_first_keys(place, model) for place, model in enumerate(MODELS))
    with reading().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [(MODELS[place], slug) for place, slug in sorted(cursor.fetchall())]


def _first_keys(place: int, model: type[Record]) -> str:
    numbered = f"SELECT slug, ROW_NUMBER() OVER (ORDER BY slug) - 1 AS number FROM {model._meta.db_table}"  # noqa: S608 - a table's name
    return f"SELECT {place} AS place, slug FROM ({numbered}) of_kind_{place} WHERE number % {_records_in_a_part(model)} = 0"  # noqa: S608


def _records_in_a_part(model: type[Record]) -> int:
    return min(MOST_RECORDS, MOST_ADDRESSES // (len(settings.LANGUAGES) * len(pages_of(model))))


def pages_of(model: type[Record]) -> list[str]:
    """The names of all pages that a record has."""
    return [f"pages:{pattern.name}" for pattern in pages if str(pattern.pattern).startswith(f"{model.route}/<slug:slug>/") and _is_page(pattern)]


def _is_page(pattern: Any) -> bool:
    """A feed is none; how to cite a page is told beside it, and is not to be found by itself."""
    view = getattr(pattern.callback, "view_class", None)
    return view is not None and issubclass(view, Page) and not pattern.callback.view_initkwargs.get("citing")


def _of_records(request: HttpRequest, model: type[Record], first: str) -> Iterator[dict[str, Any]]:
    written = Subquery(model.history.filter(slug=OuterRef("slug")).order_by("-history_id").values("history_date")[:1])
    rows = model._base_manager.filter(slug__gte=first).order_by("slug")[: _records_in_a_part(model)]
    shapes = [_in_each_language(request, name, _ANY) for name in pages_of(model)]
    for slug, moment in rows.values_list("slug", written if model in TELLING_OF_THEMSELVES else Value(None, DateTimeField())):
        for shape in shapes:
            yield from _entries({code: address.replace(_ANY, slug) for code, address in shape.items()}, moment)


# --- Addresses ----------------------------------------------------------------------------------

_ANY = "any-record"
"""Stands for a key in the shape of an address: making each address anew would take longer than all the rest."""


def _in_each_language(request: HttpRequest, name: str, *parts: str) -> Addresses:
    found = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            found[code] = request.build_absolute_uri(reverse(name, args=parts))
    return found


def _entries(addresses: Addresses, moment: datetime.datetime | None) -> list[dict[str, Any]]:
    """One for each language, each naming all."""
    default = addresses[settings.LANGUAGE_CODE]
    return [{"address": address, "alternates": addresses, "default": default, "moment": moment} for address in addresses.values()]
