"""What the database cannot state, asked of many records at once. check_record and the loading of files use it.

A single record answers the same questions in its own clean(): rules stand with the models, this module asks
them over sets, in a number of queries that does not grow with the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from roadmaps.models import Record, Release, Statement, StatusClaim
from roadmaps.models.fields import SlugsField
from roadmaps.models.record import no_such, slug_sets, target_of


@dataclass(frozen=True)
class Offence:
    """One record, or one release of them, that breaks a rule."""

    model: type[Any]
    slug: str
    field: str
    reason: str

    def __str__(self):
        return f"{self.model._meta.verbose_name} “{self.slug}”, {self.field}: {self.reason}"


def offences(negotiations: Iterable[str] | None = None) -> list[Offence]:
    """All broken rules, in the whole record or under the given negotiations and what they share."""
    found: list[Offence] = []
    for model in record_models():
        records = model.objects.under(negotiations) if negotiations is not None and model.home_paths else model.objects.all()
        found += rows_alone(model, records)
        found += keys_that_do_not_exist(model, records)
    return [*found, *among_claims(negotiations), *(among_releases() if negotiations is None else ())]


def record_models() -> list[type[Record]]:
    return [model for model in apps.get_app_config("roadmaps").get_models() if issubclass(model, Record)]


def rows_alone(model, records) -> Iterator[Offence]:
    """What each row shows by itself or with the records to which it links."""
    links = [field.name for field in model._meta.concrete_fields if field.is_relation]
    for record in records.with_home(*links, *homes_of_links(model)).iterator(chunk_size=1000):
        for field, reasons in broken_alone(record, exclude=links).items():
            yield from (Offence(model, record.pk, field, reason) for reason in reasons)
        if record.search_text != record.text_to_search():
            yield Offence(model, record.pk, "search_text", _("What search looks through does not follow from the record."))


def homes_of_links(model) -> set[str]:
    """The ways to the negotiations of what must lie in the record's own."""
    linked = {name: model._meta.get_field(name).related_model for name in model.shares_negotiation}
    return {f"{name}__{path}" for name, other in linked.items() for path in other.home_paths}


def broken_alone(record: Record, exclude: Collection[str]) -> dict[str, list[str]]:
    """Field → what is wrong, without a query where the linked records are loaded."""
    broken: dict[str, list[str]] = defaultdict(list)
    if not _is_known_to_be_sound(record, exclude):
        try:
            record.clean_fields(exclude=exclude)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                broken[field] += messages
    for field, reason in (*record.broken_values(), *record.broken_links()):
        broken[field].append(str(reason))
    return broken


def _is_known_to_be_sound(record: Record, exclude: Collection[str]) -> bool:
    """Whether each value was cleaned before, in another row, and came out as it went in. The rows of a file mostly say what others said."""
    for attname, field, sound in _sound(type(record), frozenset(exclude)):
        value = getattr(record, attname)
        if isinstance(value, list | dict):
            return False
        if value not in sound:
            try:
                cleaned = field.clean(value, record)
            except ValidationError:
                return False
            if type(cleaned) is not type(value) or cleaned != value:
                return False
            if len(sound) < VALUES_REMEMBERED:
                sound.add(value)
    return True


VALUES_REMEMBERED = 1000
"""Of each column."""


@cache
def _sound(model: type[Record], exclude: frozenset[str]) -> list[tuple[str, Any, set]]:
    return [(field.attname, field, set()) for field in model._meta.fields if field.name not in exclude]


def keys_that_do_not_exist(model, records) -> Iterator[Offence]:
    """In sets of keys, on which the database keeps no foreign key."""
    for field in slug_sets(model):
        used = records.exclude(**{field.name: ""}).values_list("pk", field.name)
        there = set(target_of(field)._base_manager.values_list("pk", flat=True))
        yield from (Offence(model, slug, field.name, reason) for slug, reason in missing_keys(field, used, there))


def missing_keys(field: SlugsField, used: Iterable[tuple[str, str]], there: Set[str]) -> Iterator[tuple[str, str]]:
    """Of pairs (record, set of keys) those that name a key which is not ``there``."""
    for slug, keys in used:
        if missing := set(keys.split()) - there:
            yield slug, str(no_such(target_of(field), *missing))


def among_claims(negotiations: Iterable[str] | None) -> Iterator[Offence]:
    """What only the rows beside a record show: rivals, missing citations, copies that are not true. Under the given negotiations, else everywhere."""
    claims, statements = StatusClaim.objects.all(), Statement.objects.all()
    if negotiations is not None:
        claims, statements = claims.under(negotiations), statements.under(negotiations)
    for slug, day in claims.with_rival().values_list("pk", "effective_on_last"):
        yield Offence(
            StatusClaim, slug, "judgement", _("Another adopted claim of %(day)s on this road map disagrees; adopt one of them.") % {"day": day}
        )
    for slug in statements.filter(citations=None).values_list("pk", flat=True):
        yield Offence(Statement, slug, "citations", _("A statement needs at least one source: cite it."))
    for slug in claims.exclude(reported_on_last=F("statement__reported_on_last")).values_list("pk", flat=True):
        yield Offence(StatusClaim, slug, "reported_on_last", _("This copy of the statement's day of publication is not true."))
    for claim in claims.only("slug", "effective_on_last", "reported_on_last", "ledger_order").iterator(chunk_size=1000):
        if claim.ledger_order != claim.order_in_ledger():
            yield Offence(StatusClaim, claim.pk, "ledger_order", _("Its place in the ledger does not follow from its days."))


def among_releases() -> Iterator[Offence]:
    for release in Release.objects.altered():
        yield Offence(Release, str(release.number), "content", _("These are no longer the bytes that were released."))
