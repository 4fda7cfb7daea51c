"""What the columns of a record say, one by one, as a page shows it: label and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Field, ForeignKey
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan, Record
from roadmaps.models.fields import SlugsField, TextsField, TranslationsField, WebAddressField
from roadmaps.models.record import slug_sets, target_of
from roadmaps.past import written_fields
from tracker.templatetags.pages import day, link


class Fact(NamedTuple):
    label: str
    value: SafeString | str


Named = dict[tuple[type[Record], str], Record]
"""(model, slug) → record."""


def facts_of(record: Record, besides: Iterable[str], named: Named) -> Iterator[Fact]:
    """Of every column that is filled, in the order of the desk's form, but for those that the page shows ``besides``; ``named`` by its sets of keys."""
    for field in written_fields(type(record)):
        value = getattr(record, field.name)
        if field.name not in besides and value not in (None, "", [], {}):
            yield Fact(capfirst(str(field.verbose_name)), worded(record, field, value, named))


def read_sets(records: Iterable[Record]) -> Named:
    """The records that sets of keys name, in one query for each model."""
    wanted: dict[type[Record], set[str]] = {}
    for record in records:
        for field in slug_sets(type(record)):
            wanted.setdefault(target_of(field), set()).update(getattr(record, field.name).split())
    return {(model, found.pk): found for model, slugs in wanted.items() if slugs for found in model._base_manager.filter(pk__in=slugs)}


def worded(record: Record, field: Field[Any, Any], value: Any, named: Named) -> SafeString | str:
    match field:
        case ForeignKey():
            return link(value)
        case SlugsField():
            return format_html_join(", ", "{}", ((link(named[target_of(field), slug]),) for slug in value.split()))
        case TextsField():
            return format_html_join(", ", '<span lang="en">{}</span>', ((text,) for text in value))
        case TranslationsField():
            return format_html_join(", ", '<span lang="{}">{}</span>', value.items())
        case WebAddressField():
            return format_html('<a href="{}" rel="external">{}</a>', value, value)
    if isinstance(value, DateSpan):
        return day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.name == "language":
        return language_name(value)
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    return format_html('<span lang="en">{}</span>', value) if isinstance(value, str) else str(value)


def language_name(code: str) -> str:
    """As the reader calls it; of a language that Django does not know, the code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
