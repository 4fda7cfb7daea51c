from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.base import ChildInline, RecordAdmin, citations
from roadmaps.models import Citation, RoadMap, RoadMapTitle, Status, StatusClaim, Succession


class TitleInline(ChildInline):
    model = RoadMapTitle
    fields = ["language", "kind", "title", "note", "read_version"]


class ClaimsInline(admin.TabularInline):
    """The ledger of the road map, to be read; claims are made where the statement is."""

    model = StatusClaim
    fields = ["effective_on", "status", "disputed_on", "basis", "judgement", "statement", "about"]
    readonly_fields = ["effective_on", "status", "disputed_on", "basis", "judgement", "statement", "about"]
    ordering = ["ledger_order"]
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = _("claims, in ledger order")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("statement__speaker")


class StandingFilter(admin.SimpleListFilter):
    title = _("standing today")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [*Status.choices, ("unrecorded", _("nothing recorded"))]

    def queryset(self, request, queryset):
        if self.value() == "unrecorded":
            return queryset.filter(standing__isnull=True)
        return queryset.filter(standing__status=self.value()) if self.value() else queryset


@admin.register(RoadMap)
class RoadMapAdmin(RecordAdmin):
    list_display = ["sequence", "name", "negotiation", "standing", "since", "evidence", "title_basis", "topic"]
    list_display_links = ["name"]
    list_filter = ["negotiation", StandingFilter, "title_basis", "topic"]
    search_fields = ["search_text", "titles__search_text"]
    autocomplete_fields = ["negotiation", "topic"]
    inlines = [TitleInline, citations("road_map"), ClaimsInline]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug", ("sequence", "number")]}),
        (_("What it is about"), {"fields": [("title", "title_basis"), "topic", "summary"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    def get_queryset(self, request):
        """With the standing today, and the number of sources of its statement."""
        cited = Citation.objects.filter(statement=OuterRef("standing__statement")).order_by().values("statement")
        road_maps = super().get_queryset(request).as_of().select_related("negotiation", "topic", "standing__statement__speaker")
        return road_maps.annotate(number_of_sources=Subquery(cited.annotate(number=Count("pk")).values("number")))

    @admin.display(description=_("title"), ordering="title")
    def name(self, road_map):
        return str(road_map)

    @admin.display(description=_("stands today"), ordering="standing__status", empty_value="–")
    def standing(self, road_map):
        return road_map.standing and road_map.standing.get_status_display()

    @admin.display(description=_("since"), ordering="since_last", empty_value="–")
    def since(self, road_map):
        return road_map.since

    @admin.display(description=_("on what evidence"), empty_value="–")
    def evidence(self, road_map):
        claim = road_map.standing
        return claim and _("%(who)s, %(basis)s, sources: %(number)s; agree %(agree)s, contradict %(contradict)s") % {
            "who": claim.statement.speaker or claim.statement.get_voice_display(),
            "basis": claim.basis,
            "number": road_map.number_of_sources,
            "agree": road_map.agreeing,
            "contradict": road_map.contradicting,
        }


@admin.register(RoadMapTitle)
class RoadMapTitleAdmin(RecordAdmin):
    list_display = ["title", "language", "kind", "road_map"]
    list_filter = ["language", "kind"]
    list_select_related = ["road_map__negotiation"]
    autocomplete_fields = ["road_map"]
    inlines = [citations("road_map_title")]


@admin.register(Succession)
class SuccessionAdmin(RecordAdmin):
    list_display = ["from_road_map", "kind", "to_road_map", "on"]
    list_filter = ["kind"]
    list_select_related = ["from_road_map__negotiation", "to_road_map__negotiation"]
    search_fields = ["search_text", "from_road_map__search_text", "to_road_map__search_text"]
    autocomplete_fields = ["from_road_map", "to_road_map"]
    inlines = [citations("succession")]
