"""What a revision wrote in records, column by column, in a reader's words: not who wrote it, and not why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan, Negotiation, Record
from roadmaps.models.fields import SlugsField
from roadmaps.models.record import target_of
from roadmaps.news import News
from roadmaps.past import written_fields
from roadmaps.written import Kind
from tracker.pages.named import Found, read_named
from tracker.pages.titles import title_of

JUDGED = ("judgement",)
"""Written by no form, but told."""
MOST_OF_A_TEXT = 600
"""Characters."""


class Difference(NamedTuple):
    """What a column said and says; empty where it says nothing."""

    label: str
    before: SafeString | str
    after: SafeString | str


class Told(NamedTuple):
    news: News
    name: str
    record: Record | None
    """As it is now, with its name only; None when it is gone."""
    negotiation: Record | None
    """Under which it was written, likewise."""
    differences: list[Difference]

    @property
    def what(self) -> str:
        """e.g. “Status claim: changed”."""
        return f"{capfirst(str(self.news.model._meta.verbose_name))}: {self.news.kind.label}"

    @property
    def under(self) -> list[tuple[str, int]]:
        """What was written under it, e.g. citations, and how many of them."""
        return [(str(model._meta.verbose_name_plural), number) for model, number in self.news.under.items()]


Rows = tuple[Any, Any]
"""Of history: at the end of the revision, and before it (None for the first)."""


def tell(found: list[News]) -> list[Told]:
    """In a number of queries that only grows with the number of kinds."""
    rows = {key: pair for model, of_model in _by_model(found).items() for key, pair in _rows(model, of_model)}
    keys: dict[type[Record], set[str]] = defaultdict(set)
    for news in found:
        keys[news.model].add(news.slug)
        keys[Negotiation].add(news.scope)
    for model, slug in (key for pair in rows.values() for row in filter(None, pair) for key in _named_in(row)):
        keys[model].add(slug)
    named = read_named(keys)
    return [_told(news, rows.get((news.model, news.slug, news.scope, news.revision), (None, None)), named) for news in found]


def _by_model(found: Iterable[News]) -> dict[type[Record], list[News]]:
    by_model = defaultdict(list)
    for news in found:
        if news.wrote_itself:
            by_model[news.model].append(news)
    return by_model


def _rows(model: type[Record], found: list[News]) -> Iterator[tuple[tuple[type[Record], str, str, int], Rows]]:
    """A record may be written several times at one revision."""
    wanted = reduce(or_, (Q(slug=news.slug, scope=news.scope, revision=news.revision) for news in found))
    earlier = model.history.filter(slug=OuterRef("slug"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = list(model.history.filter(wanted).annotate(before_id=Subquery(earlier.values("history_id")[:1])).order_by("-history_id"))
    before = model.history.in_bulk({row.before_id for row in rows if row.before_id})
    pairs: dict[tuple[str, str, int], Rows] = {}
    for row in rows:
        last, _before = pairs.get((row.slug, row.scope, row.revision), (row, None))
        pairs[row.slug, row.scope, row.revision] = last, before.get(row.before_id)
    return (((model, *key), pair) for key, pair in pairs.items())


def _told(news: News, rows: Rows, named: Found) -> Told:
    last, before = rows
    record = named.get((news.model, news.slug))
    is_told = last is not None and news.kind != Kind.DELETED
    if before is not None and before.history_type == "-":
        before = None  # made anew under its old key
    differences = list(_differences(news.model, before, last, named)) if is_told else []
    return Told(news, _name(news, record, last), record, named.get((Negotiation, news.scope)), differences)


def _name(news: News, record: Record | None, last: Any) -> str:
    if record is not None:
        return title_of(record).text
    called = next((getattr(last, column) for column in ("title", "name", "label", "question") if getattr(last, column, "")), "")
    return called or news.slug


# --- Column by column ---------------------------------------------------------------------------


def _fields(model: type[Record]) -> list[Any]:
    return [*written_fields(model), *(field for field in model._meta.concrete_fields if field.name in JUDGED)]


def _named_in(row: Any) -> Iterator[tuple[type[Record], str]]:
    """The records to which a row of history links."""
    for field in _fields(row.instance_type):
        if field.is_relation and (slug := getattr(row, field.attname)):
            yield field.related_model, slug
        elif isinstance(field, SlugsField):
            yield from ((target_of(field), slug) for slug in getattr(row, field.name).split())


def _differences(model: type[Record], before: Any, after: Any, named: Found) -> Iterator[Difference]:
    for field in _fields(model):
        name = field.attname if field.is_relation else field.name
        was, now = (getattr(row, name) if row else None for row in (before, after))
        if was != now:
            told = Difference(capfirst(str(field.verbose_name)), _worded(field, was, named), _worded(field, now, named))
            if told.before or told.after:
                yield told


def _worded(field: Any, value: Any, named: Found) -> SafeString | str:
    from tracker.templatetags.pages import day

    if value in (None, "", [], {}):
        return ""
    if field.is_relation or isinstance(field, SlugsField):
        target = field.related_model if field.is_relation else target_of(field)
        return ", ".join(_name_of(target, slug, named) for slug in value.split())
    match value:
        case bool():
            return _("yes") if value else _("no")
        case DateSpan():
            return day(value)
        case dict():
            return "; ".join(f"{language}: {text}" for language, text in value.items())
        case list():
            return "; ".join(value)
    return Truncator(str(dict(field.flatchoices or ()).get(value, value))).chars(MOST_OF_A_TEXT)


def _name_of(model: type[Record], slug: str, named: Found) -> str:
    record = named.get((model, slug))
    return title_of(record).text if record else slug
