"""What a revision wrote in records, column by column, in a reader's words: not who wrote it, and not why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.text import Truncator, capfirst

from roadmaps.differences import Difference, in_words, links_of, told_fields
from roadmaps.models import DateSpan, Negotiation, Record
from roadmaps.models.dates import DateSpanField
from roadmaps.news import News
from roadmaps.past import Key
from roadmaps.written import Kind
from tracker.pages.named import Found, read_named
from tracker.pages.titles import title_of
from tracker.pages.together import from_text, read_together
from tracker.templatetags.pages import day

MOST_OF_A_TEXT = 600
"""Characters."""


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


Writing = tuple[type[Record], str, str, int]
"""Model, slug, scope, revision."""
Rows = tuple[Any, Any]
"""Of history: at the end of the revision, and before it (None for the first)."""
Titles = dict[Key, str]


def tell(found: list[News]) -> list[Told]:
    """In two queries, whatever is told."""
    rows = _rows(_by_model(found))
    keys: dict[type[Record], set[str]] = defaultdict(set)
    for news in found:
        keys[news.model].add(news.slug)
        keys[Negotiation].add(news.scope)
    for model, slug in (key for pair in rows.values() for row in filter(None, pair) for key in _named_in(row)):
        keys[model].add(slug)
    named = read_named(keys)
    titles = {key: title_of(record).text for key, record in named.items()}
    return [_told(news, rows.get((news.model, news.slug, news.scope, news.revision), (None, None)), named, titles) for news in found]


def _by_model(found: Iterable[News]) -> dict[type[Record], list[News]]:
    by_model = defaultdict(list)
    for news in found:
        if news.wrote_itself:
            by_model[news.model].append(news)
    return by_model


def _rows(found: dict[type[Record], list[News]]) -> dict[Writing, Rows]:
    """A record may be written several times at one revision: the last row of it counts, and the one before the first."""
    written = {model: _written_at(model, of_model) for model, of_model in found.items()}
    before = {model: model.history.filter(pk__in=rows.values("before_id")) for model, rows in written.items()}
    read = list(_read([*written.items(), *before.items()]))
    by_id = {(row.instance_type, str(row.pk)): row for row in read}
    pairs: dict[Writing, Rows] = {}
    for row in sorted((row for row in read if row.is_wanted), key=lambda row: row.pk, reverse=True):
        key = row.instance_type, row.slug, row.scope, row.revision
        last, _before = pairs.get(key, (row, None))
        pairs[key] = last, by_id.get((row.instance_type, row.before_id))
    return pairs


def _written_at(model: type[Record], found: list[News]) -> QuerySet:
    """Rows of history, with the key of the row before each."""
    earlier = model.history.filter(slug=OuterRef("slug"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    at = reduce(or_, (Q(slug=news.slug, scope=news.scope, revision=news.revision) for news in found))
    return model.history.filter(at).annotate(before_id=Subquery(earlier.values("history_id")[:1]))


def _read(wanted: list[tuple[type[Record], QuerySet]]) -> Iterator[Any]:
    """Rows of history, of all models in one query: no more than what is told of them."""
    together = [(rows, {column: column for column in [*_columns(model), *rows.query.annotations]}) for model, rows in wanted]
    for place, texts in read_together(together):
        history = wanted[place][0].history.model
        fields = [field for field in history._meta.concrete_fields if field.attname in texts]
        row = history.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], [from_text(field, texts[field.attname]) for field in fields])
        row.is_wanted, row.before_id = "before_id" in texts, texts.get("before_id")
        yield row


def _columns(model: type[Record]) -> list[str]:
    """Of the history of a model: what is told, and what places a row in it."""
    told = [
        [field.first_column.name, field.last_column.name] if isinstance(field, DateSpanField) else [field.attname] for field in told_fields(model)
    ]
    return list(dict.fromkeys(["slug", "history_id", "scope", "revision", "history_type", *(column for columns in told for column in columns)]))


def _told(news: News, rows: Rows, named: Found, titles: Titles) -> Told:
    last, before = rows
    is_told = last is not None and news.kind != Kind.DELETED
    if before is not None and before.history_type == "-":
        before = None  # made anew under its old key
    differences = list(_differences(news.model, before, last, titles)) if is_told else []
    key = news.model, news.slug
    return Told(news, titles.get(key) or _last_name(news, last), named.get(key), named.get((Negotiation, news.scope)), differences)


def _last_name(news: News, last: Any) -> str:
    """Of what is gone."""
    called = next((getattr(last, column) for column in ("title", "name", "label", "question") if getattr(last, column, "")), "")
    return called or news.slug


# --- Column by column ---------------------------------------------------------------------------


def _named_in(row: Any) -> Iterator[Key]:
    """The records to which a row of history links."""
    for field in told_fields(row.instance_type):
        yield from links_of(field, getattr(row, field.attname))


def _differences(model: type[Record], before: Any, after: Any, titles: Titles) -> Iterator[Difference]:
    for field in told_fields(model):
        was, now = (getattr(row, field.attname) if row else None for row in (before, after))
        if was != now:
            told = Difference(capfirst(str(field.verbose_name)), _worded(field, was, titles), _worded(field, now, titles))
            if told.before or told.after:
                yield told


def _worded(field: Any, value: Any, titles: Titles) -> str:
    return day(value) if isinstance(value, DateSpan) else Truncator(in_words(field, value, titles)).chars(MOST_OF_A_TEXT)
