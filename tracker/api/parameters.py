"""What a parameter of the query may hold, and how it filters. Each is declared with its type and its description, which the schema shows.

Pages ask with the same parameters: what is wrong with one is said in the reader's language, which is English for programs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Expression
from django.utils.translation import gettext as _
from django_filters import Filter
from drf_spectacular.drainage import set_override

from roadmaps.models import (
    DateSpan,
)
from roadmaps.models.dates import DateSpanFormField
from roadmaps.models.record import has_unstorable_text
from roadmaps.models.search import words_in

MOST_KEYS_LISTED = 100
MOST_CHARACTERS, MOST_WORDS = 100, 8
"""Of one search."""
UNDATED = "undated"

# --- What a parameter may hold ------------------------------------------------------------------


class Repeated(forms.SelectMultiple):
    """Marks a parameter that may be given several times."""


class WordsField(forms.Field):
    """Words of a vocabulary."""

    widget = Repeated

    def __init__(self, words: list[str], **options):
        self.words = words
        super().__init__(**options)

    def clean(self, value):
        wrong = [word for word in value or [] if word not in self.words]
        if wrong:
            raise ValidationError(_("“%(values)s” is not one of: %(allowed)s.") % {"values": "”, “".join(wrong), "allowed": ", ".join(self.words)})
        return value or []

    def allowed(self) -> list[str]:
        return self.words


class KeysField(forms.Field):
    """Slugs of records that exist; cleans to the records."""

    widget: type[forms.Widget] = Repeated

    def __init__(self, model, **options):
        self.model = model
        super().__init__(**options)

    def clean(self, value, known=()):
        """``known``: records that need not be looked for."""
        slugs = set(value or [])
        records = [record for record in known if isinstance(record, self.model) and record.pk in slugs]
        if wanted := [slug for slug in slugs - {record.pk for record in records} if not has_unstorable_text(slug)]:
            records += self.model.objects.filter(pk__in=wanted)
        if unknown := sorted(slugs - {record.pk for record in records}):
            raise ValidationError(_("There is no %(what)s “%(slug)s”.") % {"what": self.model._meta.verbose_name, "slug": "”, “".join(unknown)})
        return records

    def allowed(self) -> list[str]:
        return keys_of(self.model)


def keys_of(model) -> list[str]:
    """All keys of a small table; of a large one none."""
    slugs = list(model.objects.values_list("slug", flat=True).order_by("slug")[: MOST_KEYS_LISTED + 1])
    return slugs if len(slugs) <= MOST_KEYS_LISTED else []


class KeyField(KeysField):
    """The slug of one record; cleans to the record."""

    widget = forms.TextInput

    def clean(self, value, known=()):
        return next(iter(super().clean([value] if value else [], known)), None)


def refuse_unstorable(text: str) -> None:
    if has_unstorable_text(text):
        raise ValidationError(_("A text holds no NUL and no half of a surrogate pair."))


class TextsField(forms.Field):
    """Texts of which the record has no list; ``pattern`` tells how they look."""

    widget = Repeated

    def __init__(self, pattern: str = "", looks: str = "", **options):
        self.pattern, self.looks = pattern, looks
        super().__init__(**options)

    def clean(self, value):
        for text in value or []:
            refuse_unstorable(text)
            if self.pattern and not re.fullmatch(self.pattern, text):
                raise ValidationError(f"“{text}” is not {self.looks}.")
        return value or []


class SpansField(forms.Field):
    """Dates as exactly as they are known; cleans to DateSpans, and ``UNDATED`` where a column may be empty."""

    widget = Repeated

    def __init__(self, may_be_undated: bool, **options):
        self.may_be_undated = may_be_undated
        super().__init__(**options)

    def clean(self, value):
        return [text if text == UNDATED and self.may_be_undated else self._span(text) for text in value or []]

    def _span(self, text: str) -> DateSpan:
        try:
            return DateSpan.parse(text)
        except ValueError as error:
            raise ValidationError(f"{error}, or {UNDATED}." if self.may_be_undated else f"{error}.") from None


class SearchField(forms.CharField):
    """Words, not too many: each of them costs a look through the texts."""

    def clean(self, value):
        text, words = value or "", words_in(value or "")
        refuse_unstorable(text)
        if len(text) > MOST_CHARACTERS or len(words) > MOST_WORDS:
            most = {"words": MOST_WORDS, "characters": MOST_CHARACTERS}
            raise ValidationError(_("Search for at most %(words)s words, in at most %(characters)s characters.") % most)
        if text and not words:
            raise ValidationError(_("Name a word to search for."))
        return text


class OrderingField(forms.CharField):
    """The name of an order, with a minus the other way round; cleans to its terms."""

    def __init__(self, orders: dict[str, tuple], **options):
        self.orders = orders
        super().__init__(**options)

    def clean(self, value):
        if value and value not in self.orders:
            raise ValidationError(f"“{value}” is not one of: {', '.join(self.orders)}.")
        return self.orders.get(value)

    def allowed(self) -> list[str]:
        return list(self.orders)


class DayField(forms.CharField):
    """One day: questions are asked for a day, not for a month."""

    def to_python(self, value):
        try:
            span = DateSpan.parse(value) if value else None
        except ValueError:
            raise self.no_day(value) from None
        if span and (span.first != span.last or str(span) != value):
            raise self.no_day(value)
        return span and span.first

    @staticmethod
    def no_day(value: str) -> ValidationError:
        return ValidationError(_("“%(value)s” is not a day: write one that exists, like 2019-12-07.") % {"value": value})


class NumberField(forms.CharField):
    """A whole number, not negative, with the digits 0–9; 0 where none is given."""

    def to_python(self, value):
        if value and not re.fullmatch("[0-9]{1,18}", value):
            raise ValidationError(_("“%(value)s” is not a whole number from 0.") % {"value": value})
        return int(value or 0)


class TrueFalseField(forms.ChoiceField):
    def __init__(self, **options):
        super().__init__(choices=[("true", "true"), ("false", "false")], **options)

    def clean(self, value):
        word = super().clean(value)
        return {"true": True, "false": False}.get(word)

    def allowed(self) -> list[str]:
        return ["true", "false"]


# --- How a parameter filters --------------------------------------------------------------------


class Declared(Filter):
    """A filter that describes itself to the schema. ``where`` makes the condition of a given value."""

    def __init__(self, where: Callable[[Any], Any] | None, described: str, schema: dict[str, Any], **extra):
        super().__init__(**extra)
        self.where = where
        set_override(self, "field", {**schema, "description": described})

    def bound(self, value: Any) -> Any:
        """The value that is bound to SQL which is the same for all; None where there is SQL of its own for each value."""
        return None

    def filter(self, queryset: QuerySet, value) -> QuerySet:
        if self.where is None or value is None or value == []:
            return queryset
        return queryset.filter(self.where(value))


class Words(Declared):
    """``?status=disputed&status=agreed``: any of these words."""

    field_class = WordsField

    def __init__(self, column: str, vocabulary, described: str, extra: Iterable[str] = (), where=None):
        words = [*vocabulary.values, *extra]
        schema = {"type": "array", "items": {"type": "string", "enum": words}}
        super().__init__(where or (lambda given: Q(**{f"{column}__in": given})), described, schema, words=words)


class Keys(Declared):
    """``?topic=gas&topic=oil``: any of these records."""

    field_class = KeysField

    def __init__(self, model, column: str = "", described: str = "", where=None):
        schema = {"type": "array", "items": {"type": "string"}}
        super().__init__(where or (lambda given: Q(**{f"{column}__in": given})), described, schema, model=model)


class OneKey(Keys):
    """The record under which nearly everything is asked for, so that one SQL serves all: ``?negotiation=…``, once or several times."""

    def __init__(self, model, column: str, described: str):
        super().__init__(model, column, described, where=lambda given: Q(**{column: given[0]} if len(given) == 1 else {f"{column}__in": given}))

    def bound(self, value):
        return value[0].pk if len(value) == 1 else None


class Texts(Declared):
    """``?language=ru&language=be``: just this text, letter for letter."""

    field_class = TextsField

    def __init__(self, column: str, described: str, **looks: str):
        schema = {"type": "array", "items": {"type": "string"}}
        super().__init__(lambda given: Q(**{f"{column}__in": given}), described, schema, **looks)


class Overlap(Declared):
    """``?held_on=2019-12``: what lies, or may lie, within these days. ``?said_on=undated``: what has no date."""

    field_class = SpansField

    def __init__(self, column: str, may_be_undated: bool = False):
        self.column = column
        described = f"A day, a month, a year or a span ({DateSpan.ALLOWED}); finds every date that overlaps it."
        described += f" `{UNDATED}` finds what has no date, which overlaps nothing." if may_be_undated else ""
        super().__init__(self._any_of, described, {"type": "array", "items": {"type": "string"}}, may_be_undated=may_be_undated)

    def _any_of(self, given: list) -> Q:
        return Q(*map(self._overlaps, given), _connector=Q.OR)

    def _overlaps(self, span: Any) -> Q:
        if span == UNDATED:
            return Q(**{f"{self.column}_last__isnull": True})
        return Q(**{f"{self.column}_first__lte": span.last, f"{self.column}_last__gte": span.first})


class TrueFalse(Declared):
    field_class = TrueFalseField

    def __init__(self, where: Callable[[bool], Any] | None, described: str):
        super().__init__(where, described, {"type": "boolean"})


class Search(Declared):
    """``?search=рынок газа``: what holds each of these words."""

    field_class = SearchField

    def __init__(self):
        described = (
            "Words, each of which stands somewhere in the texts of the record or in the titles and names read with it: as a part of a word too, "
            f"in any letter case, ё as е, any apostrophe as any other. At most {MOST_WORDS} words in {MOST_CHARACTERS} characters."
        )
        super().__init__(None, described, {"type": "string", "maxLength": MOST_CHARACTERS})

    def filter(self, queryset, value):
        return queryset.search(value) if value else queryset


class Ordering(Declared):
    """``?ordering=-held_on``. Each name has its first term, a column or an expression; ``then`` settles what is alike in it."""

    field_class = OrderingField

    def __init__(self, default: str, *, then: tuple[str, ...] = ("slug",), **first_terms: str | Expression):
        orders: dict[str, tuple] = {}
        for name, first in first_terms.items():
            term: Any = F(first) if isinstance(first, str) else first
            orders |= {name: (term.asc(), *then), f"-{name}": (term.desc(), *then)}
        described = f"The order of the rows, with `-` the other way round; what is not known stands last in either. Without it: {default}."
        super().__init__(None, described, {"type": "string", "enum": list(orders)}, orders=orders)


class Day(Declared):
    """A day of the question; it does not filter by itself."""

    field_class = DayField

    def __init__(self, described: str):
        super().__init__(None, described, {"type": "string", "format": "date"})


class Days(Declared):
    """Days of the question, as exactly as they are known; they do not filter by themselves."""

    field_class = DateSpanFormField

    def __init__(self, described: str):
        super().__init__(None, f"{described} A day, a month, a year or a span ({DateSpan.ALLOWED}).", {"type": "string"})


class Choices(Words):
    """Words of the question; they do not filter by themselves."""

    def __init__(self, vocabulary, described: str):
        super().__init__("", vocabulary, described, where=lambda given: Q())


class Number(Declared):
    """A whole number of the question; it does not filter by itself."""

    field_class = NumberField

    def __init__(self, described: str):
        super().__init__(None, described, {"type": "integer", "format": "int64", "minimum": 0, "default": 0})


class Key(Declared):
    """A record that the question names; it does not filter by itself."""

    field_class = KeyField

    def __init__(self, model, described: str):
        super().__init__(None, described, {"type": "string"}, model=model)


MOST_OF_A_REASON = 1000


class Reason(Declared):
    """Why something is written; it does not filter at all."""

    field_class = forms.CharField

    def __init__(self, required: bool = False):
        described = "Why: kept in the history of everything that the request writes."
        schema = {"type": "string", "maxLength": MOST_OF_A_REASON}
        super().__init__(None, described, schema, required=required, max_length=MOST_OF_A_REASON)
