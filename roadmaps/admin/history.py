"""The history of a record and of the rows under it: what each revision changed, what it was then, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Max, ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.reason import reason_field
from roadmaps.differences import JUDGEMENT, Difference, differences, title_of
from roadmaps.models import StatusClaim
from roadmaps.past import Past, links_up
from roadmaps.reverting import revert
from roadmaps.roles import REVERT

REVISIONS_PER_PAGE = 20


class RevertForm(forms.Form):
    reason = reason_field(
        label=gettext_lazy("Reason for going back"), help_text=gettext_lazy("Kept in the history, e.g. “The correction was wrong.”")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    """The newest revision when the difference was shown."""


@dataclass
class RowChange:
    """What happened to one row, field by field."""

    title: str
    deed: str
    """“+”, “~” or “-”, as in history."""
    differences: list[Difference]

    def in_words(self) -> str:
        return {"+": _("added"), "~": _("changed"), "-": _("removed")}[self.deed]


@dataclass
class Change:
    """What one revision did to the record and to the rows under it."""

    revision: int
    row: Any
    """Of the history: who, when, why."""
    rows: list[RowChange] = field(default_factory=list)
    record_is_there: bool = True


class HistoryPages(admin.ModelAdmin):
    model: Any

    def get_urls(self):
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name=f"{names}_deleted"),
            path("<path:object_id>/history/<int:revision>/", view(self.version_view), name=f"{names}_version"),
            *super().get_urls(),
        ]

    def has_revert_permission(self, request) -> bool:
        return request.user.has_perm(REVERT) and self.has_change_permission(request)

    def history_view(self, request, object_id, extra_context=None):
        past = self._past(request, object_id)
        paginator = Paginator(past.revisions(), REVISIONS_PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            "title": _("History: %(record)s") % {"record": past.key[1]},
            "changes": changes(past, list(page.object_list)),
            "page": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
        }
        return self._page_on(request, "history", past, {**context, **(extra_context or {})})

    def version_view(self, request, object_id, revision):
        """As it was at the end of a revision, and what going back to it would change."""
        past = self._past(request, object_id)
        then, now = past.as_of(revision), past.as_of()
        if past.key not in then:
            raise Http404
        newest = past.newest_revision()
        form = RevertForm(request.POST or None, initial={"seen": newest})
        if request.method == "POST":
            if not self.has_revert_permission(request):
                raise PermissionDenied
            if form.is_valid() and self._revert(past, revision, form):
                self.message_user(request, _("It is again as it was at revision %(number)s.") % {"number": revision}, messages.SUCCESS)
                return redirect(self._address_of("change", past.key[1]))
        context = {
            "title": _("As it was at revision %(number)s: %(record)s") % {"number": revision, "record": past.key[1]},
            "revision": revision,
            "would_change": _between(past, now, then),
            "is_deleted": past.key not in now,
            "has_claims": any(model is StatusClaim for model, slug in {**then, **now}),
            "as_it_was": _between(past, {}, then),
            "form": form,
            "newest_revision": newest,
            "may_revert": self.has_revert_permission(request),
        }
        return self._page_on(request, "version", past, context)

    def _revert(self, past: Past, revision: int, form: RevertForm) -> bool:
        try:
            revert(past, revision, form.cleaned_data["reason"], seen=form.cleaned_data["seen"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        except (IntegrityError, ProtectedError):
            form.add_error(None, _("Other records depend on what this would remove, or clash with what it would bring back. Nothing was stored."))
        return form.is_valid()

    def deleted_view(self, request):
        """Records that are no more; their history leads back to them."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        last = self.model.history.values("slug").order_by().annotate(last=Max("history_id")).values("last")
        deleted = self.model.history.filter(history_id__in=last, history_type="-").order_by("-history_id")
        paginator = Paginator(deleted, 100)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            "title": _("Deleted: %(things)s") % {"things": self.opts.verbose_name_plural},
            "page": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
        }
        return self._render_past(request, "deleted", context)

    def _past(self, request, object_id) -> Past:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        past = Past(self.model, unquote(object_id))
        if not past.exists():
            raise Http404
        return past

    def _page_on(self, request, name, past: Past, context):
        slug = past.key[1]
        there = self.model.objects.filter(pk=slug).exists()
        return self._render_past(request, name, {"slug": slug, "record_address": self._address_of("change", slug) if there else None, **context})

    def _render_past(self, request, name, context):
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/roadmaps/{name}.html", {**self.admin_site.each_context(request), "opts": self.opts, **context})

    def _address_of(self, name: str, slug: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[slug])


def changes(past: Past, revisions: list[int]) -> list[Change]:
    """What each of the revisions did, the record itself first; a number of queries that does not grow with the rows."""
    found: dict[int, Change] = {}
    for row, before in past.written_at(revisions):
        change = found.setdefault(row.revision, Change(row.revision, row))
        told = _row_change(row, before, leaving_out=_clear_from_the_page(past, row))
        if told.deed != "~" or told.differences:
            change.rows.append(told)
        if past.key == (row.instance_type, row.slug):
            change.record_is_there = row.history_type != "-"
    return [found[revision] for revision in revisions]


def _row_change(row, before, leaving_out) -> RowChange:
    was_there = before is not None and before.history_type != "-"
    if row.history_type == "-":
        return RowChange(title_of(row), "-", differences(row.instance_type, row, None, leaving_out))
    return RowChange(title_of(row), row.history_type, differences(row.instance_type, before if was_there else None, row, leaving_out))


def _between(past: Past, before: dict, after: dict) -> list[RowChange]:
    """What leads from one state of a record and its rows to another. Judgements are the ledger's and stay."""
    found = []
    for key in _in_order(before, after):
        was, becomes = before.get(key), after.get(key)
        deed = "~" if was and becomes else "+" if becomes else "-"
        told = differences(key[0], was, becomes, {*_clear_from_the_page(past, becomes or was), *(JUDGEMENT if was else ())})
        if told or deed != "~":
            found.append(RowChange(title_of(becomes or was), deed, told))
    return found


def _clear_from_the_page(past: Past, row) -> set[str]:
    """Rows under a record need not say each time that they stand under it."""
    return set() if past.key == (row.instance_type, row.slug) else links_up(row.instance_type)


def _in_order(before: dict, after: dict) -> Iterable:
    return [*after, *(key for key in before if key not in after)]
