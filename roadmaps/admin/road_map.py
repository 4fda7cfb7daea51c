from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.course import CoursePanel
from roadmaps.admin.page import Page
from roadmaps.admin.rows import Table, sources
from roadmaps.models import Basis, Citation, RoadMap, RoadMapTitle, Status, Succession

BASIS_IN_A_WORD = {Basis.STATED: _("stated"), Basis.DERIVED: _("derived"), Basis.IMPLIED: _("implied")}


class TitleRows(Table):
    model = RoadMapTitle
    fields = ["language", "kind", "title", "note", "read_version"]
    show_change_link = True


class Lineage(Table):
    """Read here; a succession is edited on its own page, with its sources."""

    model = Succession
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class CameFrom(Lineage):
    fk_name = "to_road_map"
    fields = ["from_road_map", "kind", "on"]
    loaded_with = ["from_road_map__negotiation"]
    verbose_name_plural = _("what it came from")


class Became(Lineage):
    fk_name = "from_road_map"
    fields = ["kind", "to_road_map", "on"]
    loaded_with = ["to_road_map__negotiation"]
    verbose_name_plural = _("what became of it")


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
class RoadMapAdmin(Page):
    list_display = ["sequence", "name", "standing", "since", "evidence", "title_basis", "topic", "negotiation"]
    list_display_links = ["name"]
    list_filter = [("negotiation", LinkFilter), StandingFilter, "title_basis", ("topic", LinkFilter)]
    autocomplete_fields = ["negotiation", "topic"]
    inlines = [CoursePanel, TitleRows, CameFrom, Became, sources("road_map")]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug", ("sequence", "number")]}),
        (_("What it is about"), {"fields": ["title", "title_basis", "topic", "summary"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    def get_inlines(self, request, obj):
        """A road map has a history once it is there."""
        return self.inlines if obj else [inline for inline in self.inlines if inline not in (CoursePanel, CameFrom, Became)]

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
        claim = road_map.standing
        return claim and (f"{claim.get_status_display()}: {', '.join(claim.dispute)}" if claim.dispute else claim.get_status_display())

    @admin.display(description=_("since"), ordering="since_last", empty_value="–")
    def since(self, road_map):
        return road_map.since and format_html('<span class="day">{}</span>', road_map.since)

    @admin.display(description=_("on what evidence"), empty_value="–")
    def evidence(self, road_map):
        claim = road_map.standing
        return claim and _("%(who)s, %(basis)s, sources: %(number)s; agree %(agree)s, contradict %(contradict)s") % {
            "who": claim.statement.speaker or claim.statement.get_voice_display(),
            "basis": BASIS_IN_A_WORD[claim.basis],
            "number": road_map.number_of_sources,
            "agree": road_map.agreeing,
            "contradict": road_map.contradicting,
        }


@admin.register(RoadMapTitle)
class RoadMapTitleAdmin(Page):
    list_display = ["title", "language", "kind", "road_map", number_of("citations", _("sources"))]
    counted = ["citations"]
    list_filter = [("road_map__negotiation", LinkFilter), "language", "kind"]
    list_select_related = ["road_map__negotiation"]
    autocomplete_fields = ["road_map"]
    inlines = [sources("road_map_title")]
    fieldsets = [
        (None, {"fields": ["road_map", ("language", "kind"), "title", "note", "slug"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Succession)
class SuccessionAdmin(Page):
    list_display = ["from_road_map", "kind", "to_road_map", day(Succession.on), number_of("citations", _("sources"))]
    counted = ["citations"]
    list_filter = ["kind", ("to_road_map__negotiation", LinkFilter)]
    list_select_related = ["from_road_map__negotiation", "to_road_map__negotiation"]
    date_hierarchy = "on_last"
    autocomplete_fields = ["from_road_map", "to_road_map"]
    inlines = [sources("succession")]
    fieldsets = [
        (None, {"fields": ["from_road_map", "kind", "to_road_map", "slug"]}),
        (_("When, and what else is known"), {"fields": ["on", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
