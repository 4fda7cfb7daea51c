"""What records are called, as they are now or as they were last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Max

from roadmaps.dataset.tables import OF_MODEL
from roadmaps.differences import in_words
from roadmaps.models import (
    AgendaItem,
    Citation,
    Negotiation,
    PollAnswer,
    Position,
    Record,
    RoadMapTitle,
    Source,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
)  # fmt: skip
from roadmaps.past import Key
from tracker.api.serializers.fields import RESOURCES

KNOWN_BY: dict[type[Record], tuple[str, ...]] = {
    Statement: ("speaker", "said_on"),
    StatusClaim: ("road_map",),
    Tally: ("counted_on",),
    Position: ("party",),
    Citation: ("source",),
    RoadMapTitle: ("title",),
    Succession: ("from_road_map", "to_road_map"),
    AgendaItem: ("road_map",),
    PollAnswer: ("answer",),
}
"""Columns by which a reader knows a record that has no title."""


SHOWN_WITH_IT: dict[type[Record], tuple[str, ...]] = {
    Negotiation: ("item_singular", "item_plural", "ended"),
    Summit: ("held_on", "level"),
    Source: ("publisher", "published_on", "quality", "language", "title_is_descriptive", "web_address", "archive_address"),
}
"""Columns that stand beside the title wherever a record is named."""


def columns_of_name(model: type[Record]) -> list[str]:
    """Those that make up what a record is called, in every language, wherever it is named; none where it has no title."""
    title = column_of_title(model)
    translations = ["translations"] if "translations" in OF_MODEL[model].by_name else []
    return [title, *translations, *SHOWN_WITH_IT.get(model, ())] if title else []


def as_named(record: Record) -> dict[str, str]:
    """What a view says of a record that it names: nothing of what is empty."""
    columns = OF_MODEL[type(record)].by_name
    said = {name: columns[name].to_text(record) for name in columns_of_name(type(record))}
    return {name: text for name, text in said.items() if text}


def column_of_title(model: type[Record]) -> str:
    """Empty where there is none."""
    name = RESOURCES[model][1] if model in RESOURCES else ""
    return "" if name.startswith("__") else name


def records_named(named: Collection[Key]) -> list[Record]:
    """Those that are there and have a title, in a query for each model."""
    found = [model._base_manager.filter(pk__in=slugs) for model, slugs in _by_model(named).items() if column_of_title(model)]
    return [record for records in found for record in records]


def titles_in_columns(named: Collection[Key]) -> dict[Key, str]:
    """The titles of those records that are there and have a column for it, in a query for each model."""
    return {
        (model, slug): title
        for model, slugs in _by_model(named).items()
        if column_of_title(model)
        for slug, title in model._base_manager.filter(pk__in=slugs).values_list("slug", column_of_title(model))
    }


def last_titles(named: Collection[Key]) -> dict[Key, str]:
    """The same, and of those that are gone the last that they had."""
    found = titles_in_columns(named)
    gone = {key for key in named if key not in found and column_of_title(key[0])}
    for model, slugs in _by_model(gone).items():
        last = model.history.filter(slug__in=slugs).order_by().values("slug").annotate(last=Max("history_id")).values("last")
        found.update({(model, slug): title for slug, title in model.history.filter(history_id__in=last).values_list("slug", column_of_title(model))})
    return found


def name_of(model: type[Record], row: Any, titles: Mapping[Key, str]) -> str:
    """What a row of a model, or of its history, is called."""
    columns = KNOWN_BY.get(model) or (column_of_title(model),)
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    words = [in_words(field, getattr(row, field.attname), titles) for field in fields]
    return ", ".join(filter(None, words)) or row.slug


def _by_model(named: Iterable[Key]) -> dict[type[Record], set[str]]:
    found: dict[type[Record], set[str]] = defaultdict(set)
    for model, slug in named:
        found[model].add(slug)
    return found
