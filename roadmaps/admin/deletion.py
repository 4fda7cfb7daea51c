"""Deleting, by the page or by the action: with a reason that stays in the history, and never what somebody changed meanwhile."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roadmaps import revisions
from roadmaps.above import move_versions_above
from roadmaps.admin.columns import page_of
from roadmaps.admin.reason import reason_field
from roadmaps.models import Record, StaleRecord

MOST_TOLD = 50
"""So many dependents are listed of a record that can not be deleted; the others are counted."""


class DeletionForm(forms.Form):
    reason = reason_field(label=_("Reason for the deletion"), help_text=_("Kept in the history, e.g. “Entered twice.”"))
    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DeletesWithReason(admin.ModelAdmin):
    model: Any

    def delete_view(self, request, object_id, extra_context=None):
        form = DeletionForm(request.POST or None)
        if form.is_valid():
            request.read_version = form.cleaned_data["read_version"]
            try:
                with revisions.because(form.cleaned_data["reason"]):
                    return super().delete_view(request, object_id, extra_context)
            except (StaleRecord, ProtectedError) as refusal:
                form = DeletionForm(initial={"reason": form.cleaned_data["reason"]})
                extra_context = {**(extra_context or {}), "refusal": _in_words(refusal)}
        return super().delete_view(_not_sent(request), object_id, {**(extra_context or {}), "form": form})

    def delete_model(self, request, obj):
        """The version that was shown with the question, so that Record.delete() refuses what is stale."""
        obj.version = request.read_version or obj.version
        with revisions.writing(obj.scopes_of_deletion()):
            super().delete_model(request, obj)
            move_versions_above([obj])

    def delete_queryset(self, request, queryset):
        rows = list(queryset)
        with revisions.writing({scope for row in rows for scope in row.scopes_of_deletion()}):
            super().delete_queryset(request, queryset)
            move_versions_above(rows)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            actions["delete_selected"] = (delete_selected_with_reason, *actions["delete_selected"][1:])
        return actions

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        try:
            self.model.check_not_needed(list(objs))
        except ProtectedError as error:
            protected += [_linked(dependent) for dependent in error.protected_objects]
        return deleted, counts, permissions, _bounded(sorted(protected))


def delete_selected_with_reason(modeladmin, request, queryset):
    form = DeletionForm(request.POST if "post" in request.POST else None)
    if form.is_valid():
        with suppress(ProtectedError), revisions.because(form.cleaned_data["reason"]):  # cited since it was asked: it is told below by what
            return delete_selected(modeladmin, request, queryset)
    page = delete_selected(modeladmin, _not_sent(request), queryset)
    page.context_data["form"] = form
    return page


def _not_sent(request):
    """The same request without its answer, for which Django asks the question."""
    asking = copy(request)
    asking.method, asking.POST = "GET", QueryDict()
    return asking


def _linked(dependent: Record) -> SafeString:
    """As Django shows what a foreign key protects."""
    return format_html('{}: <a href="{}">{}</a>', capfirst(dependent._meta.verbose_name), page_of(dependent), dependent)


def _bounded(dependents: list[str]) -> list[str]:
    if len(dependents) <= MOST_TOLD:
        return dependents
    return [*dependents[:MOST_TOLD], _("and %(number)s more") % {"number": len(dependents) - MOST_TOLD}]


def _in_words(refusal) -> list[str]:
    if isinstance(refusal, ValidationError):
        return refusal.messages
    return [str(refusal.args[0])]
