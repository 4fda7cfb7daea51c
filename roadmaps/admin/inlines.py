"""Rows that are edited on the page of the record under which they stand."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.forms import VersionedForm
from roadmaps.models import CITING, Citation
from roadmaps.models.evidence import NEEDS_A_SOURCE


class ChildInline(admin.TabularInline):
    """Rows that stand under a record; their slugs follow from it."""

    form = VersionedForm
    extra = 0
    exclude = ["slug"]


class AtLeastOneSource(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE") and form.cleaned_data.get("source")]
        if not kept and not any(self.errors):
            raise ValidationError(NEEDS_A_SOURCE)


class CitationInline(ChildInline):
    model = Citation
    fields = ["source", "locator", "quote", "read_version"]
    autocomplete_fields = ["source"]
    verbose_name = _("source")
    verbose_name_plural = _("sources")


def citations(parent: str, **options) -> type[CitationInline]:
    """The sources of one kind of record (the name of Citation's link to it)."""
    if parent not in CITING:
        raise ValueError(f"{parent} does not cite; these do: {', '.join(CITING)}")
    return type(f"{parent.title()}Citations", (CitationInline,), {"fk_name": parent, **options})
