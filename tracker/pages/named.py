"""Records of many kinds read in one query, with no more of each than its name (and what else is wanted) needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from roadmaps.models import (
    Aim,
    Event,
    Negotiation,
    Party,
    Poll,
    Position,
    Record,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    Term,
    Topic,
)
from tracker.pages.together import Texts, from_text, read_together

Keys = Mapping[type[Record], Collection[str]]
"""Model → slugs."""
Found = dict[tuple[type[Record], str], Record]
"""(model, slug) → record."""

_TITLE = ("title", "translations")
_ROAD_MAP = ("title", "negotiation__item_singular")
_STATEMENT = (
    *("voice", "said_on_first", "said_on_last", "reported_on_first", "reported_on_last"),
    *("speaker__name", "party__name", "party__translations"),
)
_TITLE_OF_ROAD_MAP = ("slug", "road_map__slug", "language", "kind", "title")
_COUNT = ("agreed_min", "agreed_max", "total", "percent_min", "percent_max", "counted_on_first", "counted_on_last")


def _by(link: str, paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{link}__{path}" for path in paths)


NAMED_BY: dict[type[Record], tuple[str, ...]] = {
    Party: ("name", "translations"),
    Speaker: ("name",),
    Topic: _TITLE,
    Source: ("title", "title_is_descriptive", "publisher", "language"),
    Negotiation: _TITLE,
    Term: ("label", "translations"),
    Aim: _TITLE,
    RoadMap: _ROAD_MAP,
    Summit: (*_TITLE, "held_on_first", "held_on_last"),
    Event: ("title", "happened_on_first", "happened_on_last", "due_on_first", "due_on_last"),
    Statement: _STATEMENT,
    StatusClaim: (
        "status", "effective_on_first", "effective_on_last", *_by("road_map", _ROAD_MAP), *_by("term", ("label", "translations")),
    ),
    Tally: (*_COUNT, *_by("statement", _STATEMENT)),
    Position: (
        "summary", "held_on_first", "held_on_last", *_by("party", ("name", "translations")), *_by("topic", _TITLE), *_by("road_map", _ROAD_MAP),
    ),
    Poll: ("question", "pollster"),
}  # fmt: skip
"""The columns, over links too, that make up what a record is called."""


def read_named(keys: Keys, besides: Callable[[type[Record]], Iterable[str]] = lambda model: ()) -> Found:
    """The records of these keys, in one query whatever their kinds; ``besides``: further columns that are read of a model.

    Other columns are read when they are asked for, each with a query of its own.
    """
    paths = {model: _with_keys([*NAMED_BY[model], *besides(model)]) for model, slugs in keys.items() if slugs}
    wanted = [(model._base_manager.filter(pk__in=keys[model]), {path: path for path in of_model}) for model, of_model in paths.items()]
    models: list[type[Record]] = [*paths, RoadMapTitle]
    found, titles = {}, defaultdict(list)
    for place, texts in read_together([*wanted, (_titles(keys), {path: path for path in _TITLE_OF_ROAD_MAP})]):
        record = _assembled(models[place], texts)
        if isinstance(record, RoadMapTitle):
            titles[record.road_map_id].append(record)
        else:
            found[models[place], record.pk] = record
    _give_titles(found.values(), titles)
    return found


def _titles(keys: Keys) -> QuerySet:
    """Of the road maps among them and of those to which they link."""
    linked = (model._base_manager.filter(pk__in=keys.get(model, ())).values("road_map") for model in (StatusClaim, Position))
    return RoadMapTitle._base_manager.filter(reduce(or_, (Q(road_map__in=slugs) for slugs in (keys.get(RoadMap, ()), *linked))))


def _give_titles(records: Iterable[Record], titles: dict[str, list[RoadMapTitle]]) -> None:
    """As prefetch_related() does."""
    for record in records:
        road_map: Any = record if isinstance(record, RoadMap) else getattr(record, "road_map", None)
        if road_map:
            own: Any = road_map.titles.all()
            own._result_cache, own._prefetch_done = sorted(titles[road_map.pk], key=lambda title: title.pk), True
            road_map._prefetched_objects_cache = {"titles": own}


def _with_keys(paths: Iterable[str]) -> list[str]:
    """Each once, and the keys of the records on the way."""
    ways = [path.split("__")[:length] for path in paths for length in range(path.count("__") + 1)]
    return list(dict.fromkeys([*("__".join([*way, "slug"]) for way in ways), *paths]))


def _assembled(model: type[Record], texts: Texts) -> Record:
    own: dict[str, Any] = {}
    linked: dict[str, Texts] = defaultdict(dict)
    for path, text in texts.items():
        link, _, rest = path.partition("__")
        if rest:
            linked[link][rest] = text
        else:
            column: Any = model._meta.get_field(link)
            own[column.attname] = from_text(column, text)
    for link, its_texts in linked.items():
        own[f"{link}_id"] = its_texts["slug"]
    columns = [field.attname for field in model._meta.concrete_fields if field.attname in own]
    record = model.from_db(DEFAULT_DB_ALIAS, columns, [own[column] for column in columns])
    for link, its_texts in linked.items():
        if own[f"{link}_id"]:
            field: Any = model._meta.get_field(link)
            field.set_cached_value(record, _assembled(field.related_model, its_texts))
    return record
