"""Search over everything: what the lists of the API find, kind by kind, each with the place where the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django import forms
from django.db import models
from django.db.models import Value, prefetch_related_objects
from django.urls import reverse
from django.utils.text import capfirst

from roadmaps.models import Record, RoadMapTitle, Source
from roadmaps.models.fields import TranslationsField
from roadmaps.models.search import texts_in, words_in
from roadmaps.reading import reading
from roadmaps.written import MODELS
from tracker.api.parameters import SearchField
from tracker.pages.named import Found, Keys, read_named
from tracker.pages.page import Page, with_parameters
from tracker.pages.snippet import Snippet, snippet
from tracker.pages.titles import WRITTEN_IN, Title, title_of

MOST_SHOWN, MOST_COUNTED = 20, 200
"""Of one kind."""


class SearchForm(forms.Form):
    search = SearchField(required=False)


@dataclass(frozen=True)
class Hit:
    record: Record
    context: Snippet | None = None
    """Where most of the words stand, unless all of them stand in its name."""
    language: str = WRITTEN_IN


@dataclass(frozen=True)
class Group:
    """What is found of one kind."""

    model: type[Record]
    hits: list[Hit]
    number: int
    words: str

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def is_counted(self) -> bool:
        return self.number <= MOST_COUNTED

    @property
    def has_more(self) -> bool:
        return self.number > len(self.hits)

    @property
    def all_of_them(self) -> str:
        """Their list in the API."""
        return with_parameters(reverse(f"api:{self.model.route}-list"), {"search": [self.words]})


class Search(Page):
    template_name = "pages/search.html"
    question_form = SearchForm

    def context(self) -> dict[str, Any]:
        words = self.form.cleaned_data["search"]
        return {"words": words, "groups": found(words) if words else [], "most_counted": MOST_COUNTED}


def found(words: str) -> list[Group]:
    """In three queries, whatever is found."""
    keys = _keys(words)
    shown: Keys = {model: slugs[:MOST_SHOWN] for model, slugs in keys.items()}
    records = read_named(shown, besides=_searched_columns)
    _read_what_stands_under(records)
    return [Group(model, list(_hits(records, model, shown[model], words)), len(slugs), words) for model, slugs in keys.items()]


def _keys(words: str) -> dict[type[Record], list[str]]:
    """Of every kind of which something is found, as many as are counted and one more."""
    parts, given = [], []
    for place, model in enumerate(MODELS):
        rows = model._default_manager.search(words).order_by("slug").values_list(Value(place), "slug")[: MOST_COUNTED + 1]  # type: ignore[attr-defined]
        sql, parameters = rows.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) of_kind_{place}")  # noqa: S608 - SQL that Django made
        given += parameters
    keys: dict[type[Record], list[str]] = {}
    with reading().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for place, slug in sorted(cursor.fetchall()):
            keys.setdefault(MODELS[place], []).append(slug)
    return keys


# Where in a record its words are looked for: the texts behind ``found_by``.


def _ways(model: type[Record]) -> Iterator[list[str]]:
    """From a record to those in whose texts it is found: no link at all, or one after another."""
    return (path.split("__")[:-1] for path in model.found_by)


def _searched_columns(model: type[Record]) -> Iterator[str]:
    """Those that one row of a query can have."""
    for way in _ways(model):
        target, leads_to_one = _end_of(model, way)
        if leads_to_one:
            yield from ("__".join([*way, column]) for column in target.searched)


def _end_of(model: type[Record], way: list[str]) -> tuple[type[Record], bool]:
    links: list[Any] = []
    for name in way:
        links.append((links[-1].related_model if links else model)._meta.get_field(name))
    return links[-1].related_model if links else model, not any(link.one_to_many for link in links)


def _read_what_stands_under(records: Found) -> None:
    """The answers of polls. (The titles of road maps are there already: they are called by them.)"""
    prefetch_related_objects([record for (model, _), record in records.items() if model.route == "polls"], "answers")


def _hits(records: Found, model: type[Record], slugs: Iterable[str], words: str) -> Iterator[Hit]:
    """Without what somebody has deleted in between."""
    return (_hit(records[model, slug], words) for slug in slugs if (model, slug) in records)


def _hit(record: Record, words: str) -> Hit:
    looked_for = words_in(words)
    if snippet(title_of(record).text, looked_for).words_found == len(set(looked_for)):
        return Hit(record)
    found_in = [(snippet(text, looked_for), language) for text, language in dict.fromkeys(_texts_of(record))]
    best, language = max(found_in, key=lambda pair: pair[0].words_found)
    return Hit(record, best if best.words_found else None, language)


def _texts_of(record: Record) -> Iterator[Title]:
    for way in _ways(type(record)):
        for holder in _reached(record, way):
            for column in holder.searched:
                yield from _texts_in(holder, column)
    yield Title(record.pk, WRITTEN_IN)


def _reached(record: Record, way: list[str]) -> list[Record]:
    return reduce(lambda reached, link: [target for each in reached for target in _targets(each, link)], way, [record])


def _targets(record: Record, link: str) -> Iterable[Record]:
    target = getattr(record, link)
    return target.all() if isinstance(target, models.Manager) else filter(None, [target])


def _texts_in(holder: Record, column: str) -> Iterator[Title]:
    """Each with its language."""
    value = getattr(holder, column)
    if isinstance(holder._meta.get_field(column), TranslationsField):
        return (Title(text, language) for language, text in value.items())
    language = holder.language if isinstance(holder, RoadMapTitle) else WRITTEN_IN
    if isinstance(holder, Source) and column == "title":
        language = title_of(holder).language
    return (Title(text, language) for text in texts_in(value))
