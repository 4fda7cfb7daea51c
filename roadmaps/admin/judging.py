"""Judging claims: from the claim, its statement, its road map or the list; what it changes is shown first, and just that is done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roadmaps import adoption, revisions
from roadmaps.admin.columns import page_of
from roadmaps.admin.page import Page
from roadmaps.admin.reason import reason_field
from roadmaps.admin.rows import MOST_ROWS
from roadmaps.admin.seen import seal
from roadmaps.models import Judgement, Record, StatusClaim
from roadmaps.questions.changes import Changes
from roadmaps.recording import rehearsal

DEEDS = {Judgement.ADOPTED: _("Adopt"), Judgement.RECORDED: _("Record beside"), Judgement.WITHDRAWN: _("Withdraw")}
NOT_GIVEN_YET = "–"
"""Stands for the reason while what a judgement changes is only tried."""


class JudgementForm(forms.Form):
    reason = reason_field(label=_("Reason"), help_text=_("Kept with the claim and in the history, e.g. “The ministry's own text says so.”"))


class Question:
    """The judgement of some claims as it is put to an editor: they, the rivals that would step down, and what changes."""

    def __init__(self, judgement: Judgement, slugs: list[str]):
        self.judgement, self.slugs = judgement, slugs
        self.claims = _with_evidence(slugs)
        self.rivals = _with_evidence([rival.pk for claim in self.claims for rival in claim.rivals()]) if judgement == Judgement.ADOPTED else []
        self.changes: Changes | None = None
        self.refusal: ValidationError | None = None

    def carry_out(self, reason: str, editor: AbstractUser) -> None:
        try:
            self.changes = adoption.judge(self.slugs, self.judgement, reason, by=editor)
        except ValidationError as refusal:
            self.refusal = refusal

    @cached_property
    def shown(self) -> SafeString:
        item = capfirst(self.claims[0].road_map.negotiation.item_word) if self.claims else ""
        return render_to_string("admin/roadmaps/statusclaim/question.html", {"question": self, "item": item})

    @cached_property
    def seen(self) -> str:
        """The seal of what is shown."""
        return seal(self.shown)

    def was_seen(self, request: HttpRequest) -> bool:
        """Whether whoever answers has seen just this."""
        return request.POST.get("seen") == self.seen

    @property
    def can_be_answered(self) -> bool:
        return bool(self.claims) and self.refusal is None

    def answer(self) -> SafeString:
        """What was done, with links to all that changed."""
        assert self.changes is not None  # noqa: S101 - nothing is answered that was refused
        moved = [moved.road_map for moved in self.changes.standings]
        told = [(capfirst(self.judgement.label), self.claims), (_("Stepped down"), self.rivals), (_("Stands otherwise"), moved)]
        return format_html_join(" ", "{}: {}.", ((label, _links(records)) for label, records in told if records))


class JudgesClaims(Page):
    """Gives the desk of claims the page on which they are judged, and the actions that lead to it."""

    actions = ["adopt", "record_beside", "withdraw"]

    def get_urls(self):
        return [path("judge/<judgement>/", self.admin_site.admin_view(self.judge), name="roadmaps_statusclaim_judge"), *super().get_urls()]

    @admin.action(description=_("Adopt (rivals of the day step down)"), permissions=["change"])
    def adopt(self, request, queryset):
        return self._ask(request, Judgement.ADOPTED, queryset)

    @admin.action(description=_("Record beside"), permissions=["change"])
    def record_beside(self, request, queryset):
        return self._ask(request, Judgement.RECORDED, queryset)

    @admin.action(description=_("Withdraw (a mistake of the record)"), permissions=["change"])
    def withdraw(self, request, queryset):
        return self._ask(request, Judgement.WITHDRAWN, queryset)

    def _ask(self, request, judgement, queryset):
        slugs = list(queryset.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(slugs) > MOST_ROWS:
            self.message_user(request, _("Choose at most %(most)s claims to be judged at once.") % {"most": MOST_ROWS}, messages.ERROR)
            return None
        asked = urlencode({"claim": slugs, "next": request.get_full_path()}, doseq=True)
        return redirect(f"{reverse('admin:roadmaps_statusclaim_judge', args=[judgement])}?{asked}")

    def judge(self, request, judgement):
        """Tries the judgement, shows what it changes, and keeps it once just that was seen and a reason given."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if judgement not in Judgement:
            raise Http404
        form = JudgementForm(request.POST if request.method == "POST" else None)
        question, is_done = _tried(request, Judgement(judgement), form)
        if is_done:
            messages.success(request, question.answer())
            return redirect(_way_back(request))
        context = {
            **self.admin_site.each_context(request),
            "title": DEEDS[question.judgement],
            "opts": self.opts,
            "question": question,
            "changed_meanwhile": form.is_bound and not question.was_seen(request),
            "form": form,
            "way_back": _way_back(request),
        }
        return render(request, "admin/roadmaps/statusclaim/judge.html", context)


def _tried(request: Any, judgement: Judgement, form: JudgementForm) -> tuple[Question, bool]:
    """The judgement carried out, and whether it is kept."""
    slugs = request.GET.getlist("claim")[:MOST_ROWS]
    with rehearsal() as keep, revisions.writing(adoption.scopes_of(slugs)):  # locked before anything is read
        question = Question(judgement, slugs)
        question.carry_out(form.cleaned_data["reason"] if form.is_valid() else NOT_GIVEN_YET, request.user)
        was_seen = question.was_seen(request)  # asked here in any case: what is shown is read before it is gone again
        is_done = was_seen and form.is_valid() and question.can_be_answered
        if is_done:
            keep()
    return question, is_done


def judgement_links(claim: StatusClaim, request: HttpRequest) -> SafeString:
    """The judgements that a claim may be given and this user may give; each leads back to the page that shows them."""
    return render_to_string("admin/roadmaps/statusclaim/judge_links.html", {"claim": claim}, request)


def _way_back(request: HttpRequest) -> str:
    """The page of the desk from which the editor came, by the address; else the list of claims."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith(reverse("admin:index"))
    return asked if is_ours and ".." not in unquote(asked) else reverse("admin:roadmaps_statusclaim_changelist")


def _with_evidence(slugs: Iterable[str]) -> list[StatusClaim]:
    claims = StatusClaim.objects.filter(pk__in=slugs).select_related("road_map__negotiation", "term", "statement__speaker", "statement__party")
    return list(claims.prefetch_related("statement__citations__source"))


def _links(records: Iterable[Record]) -> SafeString:
    return format_html_join(", ", '<a href="{}">{}</a>', ((page_of(record), record) for record in records))
