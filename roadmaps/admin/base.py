"""What every page of the desk shares: search by words, frozen columns, reasons, and two editors on one record."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.template.response import TemplateResponse

from roadmaps import revisions
from roadmaps.above import move_versions_above
from roadmaps.admin.dataset import Exports
from roadmaps.admin.deletion import DeletesWithReason
from roadmaps.admin.forms import RecordForm
from roadmaps.admin.gone import TellsOfDeletion
from roadmaps.admin.history import HistoryPages
from roadmaps.admin.settling import Unseen, rows_as_sent
from roadmaps.models import Citation, Statement
from roadmaps.models.evidence import replacing_sources


class RecordAdmin(Exports, HistoryPages, TellsOfDeletion, DeletesWithReason):
    form = RecordForm
    list_per_page = 100
    search_fields = ["search_text"]
    save_on_top = True

    def get_search_results(self, request, queryset, search_term):
        """Whatever ``search_fields`` says (Django asks that it be there): the same finds on every database, in any letter case."""
        return queryset.search(search_term), False

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else [*fixed, *(name for name in obj.frozen if name not in fixed)]

    # Two editors, and what the record refuses

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What the record refuses on saving comes back as the form, with the reason and everything typed."""
        try:
            page = super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, IntegrityError) as refusal:
            request.refusal = refusal
            page = super().changeform_view(request, object_id, form_url, extra_context)
        unseen = _unseen(page)
        if not unseen:
            return page
        request.refusal, request.POST = unseen.refusal(), unseen.settled()
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "unseen": unseen})

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        for formset in formsets:
            rows_as_sent(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    # Saving: a record and the rows under it are one change, at one revision, for one reason

    def save_model(self, request, obj, form, change):
        """Waits for save_related(), which saves it with its rows."""

    def save_related(self, request, form, formsets, change):
        form.instance.refuse_missing_links()  # over which the way to its negotiation leads
        with revisions.writing(form.instance.scopes()), revisions.because(form.cleaned_data.get("reason", "")):
            form.instance.save()
            super().save_related(request, form, formsets, change)
            move_versions_above([form.instance])

    def save_formset(self, request, form, formset, change):
        saved = formset.save(commit=False)
        of_a_statement = formset.model is Citation and isinstance(form.instance, Statement)
        with replacing_sources(form.instance.pk if of_a_statement else None):
            for record in formset.deleted_objects:
                record.delete()
            for record in saved:
                record.save()
        formset.save_m2m()


def _unseen(page) -> Unseen | None:
    """Found on a form that comes back; one that was saved leads elsewhere."""
    shown = (isinstance(page, TemplateResponse) and page.context_data) or {}
    if "adminform" not in shown:
        return None
    return Unseen(shown["adminform"].form, [inline.formset for inline in shown["inline_admin_formsets"]])
