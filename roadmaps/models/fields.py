"""Columns that several tables of the record share: keys, sets of keys, web addresses, translations."""

from __future__ import annotations

import re
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains, In
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from roadmaps.models.lines import TextsFormField, TranslationsFormField

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def is_one_of(model: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The column holds a word of its vocabulary."""
    return models.CheckConstraint(
        name=f"{model}_{field}_is_known",
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_message=format_lazy(_("“{field}” must be one of: {allowed}."), field=field, allowed=", ".join(choices.values)),
    )


def word_of(vocabulary: type[models.TextChoices], value: str, language: str | None = None) -> str:
    """A value of a vocabulary in words, by default the reader's; one that is not of it stands for itself."""
    return _words(vocabulary, language or get_language()).get(value, value)


@cache
def _words(vocabulary: type[models.TextChoices], language: str | None) -> dict[str, str]:
    """Looked up once in a language: a list names as many as it has rows."""
    with override(language):
        return {value: str(label) for value, label in vocabulary.choices}


class CodePointField(models.CharField):
    """Text that every database orders by code point, whatever its locale."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"  # SQLite compares bytes already
        return parameters


class SlugKey(CodePointField):
    """The key of a record: lower-case ASCII words joined by hyphens."""

    def __init__(self, *args, **options):
        options.setdefault("max_length", 120)
        super().__init__(*args, **options)
        self.validators = [
            *self.validators,
            RegexValidator(rf"\A{SLUG}\Z", _("Write a slug: lower-case letters a–z and digits, joined by single hyphens."), code="invalid"),
        ]


@SlugKey.register_lookup
class Among(In):
    """``pk__among=keys``: as ``in``, for a query that mostly finds few. PostgreSQL finds them first, then the rows by their keys.

    It can not foresee how few there are, and would rather join all rows with all that is shown of them: seconds in place of milliseconds.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection, rhs):
        return f"= ANY (ARRAY {rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)


class SlugsField(models.CharField):
    """A small set of keys of one catalogue table (the topics of a dispute, the parties to a talk), kept in the row itself.

    Stored as sorted slugs with a space between, so that one value can be compared, constrained, put in
    history and exported. Filter with ``<field>__has="gas"``. Record.clean() sees that each key exists;
    deleting a record that a set names is refused.
    """

    def __init__(self, *args, to: str = "", **options):
        self.to = to
        options.setdefault("max_length", 500)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        super().__init__(*args, **options)
        self.validators = [*self.validators, RegexValidator(rf"\A({SLUG}( {SLUG})*)?\Z", _("Write slugs with a space between."), code="invalid")]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "to": self.to}

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _SlugsAttribute(self))

    def to_python(self, value) -> str:
        if value is None:
            return ""
        slugs = value.split() if isinstance(value, str) else [str(slug) for slug in value]
        return " ".join(sorted(set(slugs)))

    def get_prep_value(self, value):
        return self.to_python(value)

    def formfield(self, **kwargs):
        target = self.model._meta.apps.get_model(self.model._meta.app_label, self.to)
        return SlugsFormField(target.objects.all(), label=capfirst(self.verbose_name), help_text=self.help_text, required=not self.blank)


class _SlugsAttribute:
    """Whatever a set of keys is given as (list, text, records' slugs), it is read as sorted text."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        return self.field if instance is None else instance.__dict__.get(self.field.attname, "")

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value if hasattr(value, "resolve_expression") else self.field.to_python(value)


class SlugsFormField(forms.ModelMultipleChoiceField):
    """A choice of records for a SlugsField; cleans to their keys."""

    def clean(self, value):
        return " ".join(sorted(record.pk for record in super().clean(value)))

    def choose_by(self, widget: forms.SelectMultiple) -> SlugsFormField:
        self.widget = widget
        widget.is_required = self.required
        self.queryset = self.queryset  # hands the widget its choices
        return self

    def prepare_value(self, value):
        return value.split() if isinstance(value, str) else super().prepare_value(value)

    def has_changed(self, initial, data):
        """Compares keys; of the stored text Django would count the letters."""
        return super().has_changed(self.prepare_value(initial), data)


@SlugsField.register_lookup
class Has(models.Lookup):
    """``disputed_on__has="gas"``: the set holds this key, or the one in the column of an OuterRef."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        held, wanted = _between_spaces(self.lhs, compiler), f" {self.rhs} " if isinstance(self.rhs, str) else _between_spaces(self.rhs, compiler)
        return compiler.compile(Contains(held, wanted))


def _between_spaces(expression, compiler):
    return Concat(Value(" "), expression, Value(" "), output_field=models.TextField()).resolve_expression(compiler.query)


def _is_web_address(value: str) -> None:
    URLValidator(schemes=["http", "https"], message=_("Write a web address that begins with http:// or https://."))(value)
    if "@" in value.split("/")[2]:
        raise ValidationError(_("A web address must not carry a user name."), code="invalid")


class WebAddressField(models.URLField):
    """An address that a reader can follow: http or https, without a user name or password in it."""

    default_validators = [_is_web_address]

    def __init__(self, *args, **options):
        options.setdefault("max_length", 500)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def formfield(self, **kwargs):
        """The model's own rule, in place of the form field's laxer one."""
        return super().formfield(**{"form_class": forms.CharField, "widget": forms.URLInput, **kwargs})


LANGUAGE = r"[a-z]{2,3}"
is_language = RegexValidator(rf"\A{LANGUAGE}\Z", _("Write the two or three lower-case letters of ISO 639, e.g. ru."), code="invalid")


def is_translations(value) -> None:
    """A JSON object of language code → text."""
    if not isinstance(value, dict) or not all(
        isinstance(text, str) and text.strip() and re.fullmatch(LANGUAGE, language) for language, text in value.items()
    ):
        raise ValidationError(_('Write translations as language → text, e.g. {"ru": "Рынок газа"}.'), code="shape")


def is_texts(value) -> None:
    """A JSON array of texts."""
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValidationError(_('Write a list of texts, e.g. ["Syamashka", "Siamashka"].'), code="shape")


class StructureField(models.JSONField):
    """JSON whose shape its validator states. No JSON_VALID check: some SQLite refuse that function under trusted_schema=OFF."""

    empty_values = ()  # an empty list is no empty object: the validator looks at everything

    def to_python(self, value):
        """An emptied text box, and JSON's null, mean nothing in it."""
        return self.get_default() if value is None else super().to_python(value)

    def db_check(self, connection):
        return None


class TextsField(StructureField):
    """A list of texts."""

    def __init__(self, *args, **options):
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(*args, **options)
        self.validators = [*self.validators, is_texts]

    def formfield(self, **kwargs):
        return super().formfield(**{**kwargs, "form_class": TextsFormField, "show_hidden_initial": False})


class TranslationsField(StructureField):
    """The title of a record in other languages."""

    def __init__(self, *args, **options):
        options.setdefault("default", dict)
        options.setdefault("blank", True)
        super().__init__(*args, **options)
        self.validators = [*self.validators, is_translations]

    def formfield(self, **kwargs):
        return super().formfield(**{**kwargs, "form_class": TranslationsFormField, "show_hidden_initial": False})
