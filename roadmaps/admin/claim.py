from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from roadmaps import adoption
from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day
from roadmaps.admin.page import Page
from roadmaps.models import Judgement, Relation, StatusClaim
from roadmaps.questions.standing import today

JUDGE = {Judgement.ADOPTED: adoption.adopt, Judgement.RECORDED: adoption.record_beside, Judgement.WITHDRAWN: adoption.withdraw}


class JudgementForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(StatusClaim)
class StatusClaimAdmin(Page):
    list_display = ["road_map", "status", "disputed_on", day(StatusClaim.effective_on), "statement", "party", "sources", "basis", "relation", "about"]
    list_filter = [("road_map__negotiation", LinkFilter), "judgement", "status", "basis", ("statement__party", LinkFilter)]
    list_select_related = ["road_map__negotiation", "statement__speaker", "statement__party"]
    date_hierarchy = "effective_on_last"
    autocomplete_fields = ["statement", "road_map", "term"]
    readonly_fields = ["judgement", "judgement_reason", "judge_it"]
    actions = ["adopt", "record_beside", "withdraw"]
    says = [
        (None, {"fields": ["statement", "slug", "road_map"]}),
        (_("What it says"), {"fields": [("status", "term"), "disputed_on", ("effective_on", "basis"), "about", "note"]}),
    ]
    why = (None, {"fields": ["reason", "read_version"]})

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [*self.says, self.why]
        judged = ["judgement", "judgement_reason", *(["judge_it"] if self.has_change_permission(request, obj) else [])]
        return [*self.says, (_("How the record judges it"), {"fields": judged}), self.why]

    def get_queryset(self, request):
        return super().get_queryset(request).with_relation(today()).with_number_of_sources()

    @admin.display(description=_("judge it"))
    def judge_it(self, claim):
        return render_to_string("admin/roadmaps/statusclaim/judge_links.html", {"claim": claim})

    @admin.display(description=_("for the side of"), ordering="statement__party", empty_value="–")
    def party(self, claim):
        return claim.statement.party

    @admin.display(description=_("sources"), ordering="number_of_sources")
    def sources(self, claim):
        return claim.number_of_sources

    @admin.display(description=_("stands"), ordering="relation")
    def relation(self, claim):
        return Relation(claim.relation).label

    def get_urls(self):
        return [path("judge/<judgement>/", self.admin_site.admin_view(self.judge), name="roadmaps_statusclaim_judge"), *super().get_urls()]

    @admin.action(description=_("Adopt (rivals of the day step down)"), permissions=["change"])
    def adopt(self, request, queryset):
        return self._ask(Judgement.ADOPTED, queryset)

    @admin.action(description=_("Record beside"), permissions=["change"])
    def record_beside(self, request, queryset):
        return self._ask(Judgement.RECORDED, queryset)

    @admin.action(description=_("Withdraw (a mistake of the record)"), permissions=["change"])
    def withdraw(self, request, queryset):
        return self._ask(Judgement.WITHDRAWN, queryset)

    def _ask(self, judgement, queryset):
        claims = "&".join(f"claim={slug}" for slug in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:roadmaps_statusclaim_judge', args=[judgement])}?{claims}")

    def judge(self, request, judgement):
        """Shows which claims would be judged and which step down; asks for the reason; does it, all or nothing."""
        claims = list(StatusClaim.objects.filter(pk__in=request.GET.getlist("claim")).select_related("road_map__negotiation", "statement"))
        if judgement not in JUDGE or not self.has_change_permission(request):
            raise PermissionDenied
        form = JudgementForm(request.POST or None)
        if form.is_valid():
            try:
                with transaction.atomic():
                    for claim in claims:
                        JUDGE[judgement](StatusClaim.objects.get(pk=claim.pk), form.cleaned_data["reason"], by=request.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Judged: %(number)s.") % {"number": len(claims)})
                return redirect("admin:roadmaps_statusclaim_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{Judgement(judgement).label}?",
            "opts": self.model._meta,
            "form": form,
            "claims": [(claim, claim.rivals() if judgement == Judgement.ADOPTED else []) for claim in claims],
        }
        return render(request, "admin/roadmaps/statusclaim/judge.html", context)
