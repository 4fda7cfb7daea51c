from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day
from roadmaps.admin.judging import JudgesClaims, judgement_links
from roadmaps.models import Relation, StatusClaim
from roadmaps.questions.standing import today


@admin.register(StatusClaim)
class StatusClaimAdmin(JudgesClaims):
    list_display = ["road_map", "status", "disputed_on", day(StatusClaim.effective_on), "statement", "party", "sources", "basis", "relation", "about"]
    list_filter = [("road_map__negotiation", LinkFilter), "judgement", "status", "basis", ("statement__party", LinkFilter)]
    list_select_related = ["road_map__negotiation", "statement__speaker", "statement__party"]
    date_hierarchy = "effective_on_last"
    autocomplete_fields = ["statement", "road_map", "term"]
    readonly_fields = ["judgement", "judgement_reason", "judge_it"]
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
        return super().get_queryset(request).with_relation(today()).with_number_of_sources().with_adopted_rival()

    def get_object(self, request, object_id, from_field=None):
        claim = super().get_object(request, object_id, from_field)
        if claim:
            claim.judgement_links = judgement_links(claim, request)
        return claim

    @admin.display(description=_("judge it"))
    def judge_it(self, claim):
        return claim.judgement_links

    @admin.display(description=_("for the side of"), ordering="statement__party", empty_value="–")
    def party(self, claim):
        return claim.statement.party

    @admin.display(description=_("sources"), ordering="number_of_sources")
    def sources(self, claim):
        return claim.number_of_sources

    @admin.display(description=_("stands"), ordering="relation")
    def relation(self, claim):
        return Relation(claim.relation).label
