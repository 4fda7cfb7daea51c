"""What records are called, as they are now or as they were last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Max

from roadmaps.differences import in_words
from roadmaps.models import AgendaItem, Citation, PollAnswer, Position, Record, RoadMapTitle, Statement, StatusClaim, Succession, Tally
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


def column_of_title(model: type[Record]) -> str:
    """Empty where there is none."""
    name = RESOURCES[model][1] if model in RESOURCES else ""
    return "" if name.startswith("__") else name


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
