"""What every page of the desk shares: frozen columns, reasons, and two editors on one record."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from roadmaps.admin.dataset import Exports
from roadmaps.models import CITING, Citation
from roadmaps.models.search import holds_words
from roadmaps.roles import REVERT


class VersionedForm(forms.ModelForm):
    """Remembers which version of the row the editor saw, so that Record.save() refuses what is stale."""

    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance._state.adding:
            self.initial["read_version"] = self._stored_version()

    def _stored_version(self) -> int | None:
        """Of the row as it is: a form that reverts shows old values, but replaces the newest."""
        return type(self.instance)._base_manager.filter(pk=self.instance.pk).values_list("version", flat=True).first()

    def _save_m2m(self):
        """A record has no many-to-many links; Django would set its private fields, the dates, once more after saving."""

    def add_error(self, field, error):
        """What is wrong with a column that the form does not show (a claim's judgement) is said of the whole."""
        of_columns = getattr(error, "error_dict", {})
        for name in of_columns.keys() - {*self.fields, NON_FIELD_ERRORS}:
            of_columns.setdefault(NON_FIELD_ERRORS, []).extend(of_columns.pop(name))
        super().add_error(field, error)

    def clean(self):
        cleaned = super().clean()
        read_version = self.cleaned_data.get("read_version")
        if read_version is not None and not self.instance._state.adding:
            self.instance.version = read_version
            self._refuse_stale(read_version)
        return cleaned

    def _refuse_stale(self, read_version: int) -> None:
        stored = self._stored_version()
        if stored == read_version:
            return
        newest = type(self.instance).history.filter(slug=self.instance.pk).first()
        raise ValidationError(
            _(
                "%(who)s changed this in between (“%(why)s”): you edited version %(yours)s, it is now %(theirs)s. "
                "Nothing was stored. What you typed stands below; compare it in another window, then save again."
            )
            % {
                "who": (newest and newest.history_user) or _("Somebody else"),
                "why": (newest and newest.history_change_reason) or "–",
                "yours": read_version,
                "theirs": stored or _("deleted"),
            },
            code="stale",
        )


class RecordForm(VersionedForm):
    reason = forms.CharField(
        label=_("Reason for the change"), required=False, max_length=300, help_text=_("Kept in the history, e.g. “The ministry corrected the date.”")
    )
    refusal: Exception | None = None
    """Why the record refused what this form had let pass: a race, or a rule that shows only on saving."""

    def clean(self):
        cleaned = super().clean()
        self.instance._change_reason = self.cleaned_data.get("reason", "")
        if isinstance(self.refusal, ValidationError):
            raise ValidationError([message for messages in self.refusal for message in ([messages] if isinstance(messages, str) else messages[1])])
        if self.refusal:
            raise ValidationError(_("Somebody stored a record of this key, or one that clashes with it, at the same moment. Nothing was stored."))
        return cleaned


class RecordAdmin(Exports, SimpleHistoryAdmin):
    form = RecordForm
    list_per_page = 100
    search_fields = ["search_text"]
    save_on_top = True

    def get_search_results(self, request, queryset, search_term):
        """Every word in the folded texts of ``search_fields``: the same finds on every database, in any letter case."""
        paths = self.get_search_fields(request)
        found = queryset.filter(pk__in=self.model.objects.filter(holds_words(search_term, *paths)).values("pk")) if paths else queryset
        return found, False

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else [*fixed, *(name for name in obj.frozen if name not in fixed)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What the record refuses on saving comes back as the form, with the reason and everything typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, IntegrityError) as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request, form, formset, change):
        """Rows under a record take its reason into their history."""
        saved = formset.save(commit=False)
        for record in [*saved, *formset.deleted_objects]:
            record._change_reason = form.instance._change_reason
        for record in formset.deleted_objects:
            record.delete()
        for record in saved:
            record.save()
        formset.save_m2m()

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        for record in objs:
            try:
                record.check_not_named()
            except ProtectedError as error:
                protected += [str(dependent) for dependent in error.protected_objects]
        return deleted, counts, permissions, protected

    def has_change_history_permission(self, request, obj=None):
        """To send an earlier version is to revert; simple_history asks for this only to show its button."""
        return request.user.has_perm(REVERT)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method == "POST" and not self.has_change_history_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        """Editors stand in the history by name; there is no page of theirs to link to."""
        return super().history_view(request, object_id, {**(extra_context or {}), "admin_user_view": "editors-have-no-page"})


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
            raise ValidationError(_("Name at least one source: a statement without one can not be kept."))


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
