from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.base import AtLeastOneSource, RecordAdmin, VersionedForm, citations
from roadmaps.models import Position, Statement, StatusClaim, Tally


class ClaimInline(admin.StackedInline):
    """What the statement says of single road maps. Claims are judged by their own actions."""

    model = StatusClaim
    form = VersionedForm
    fields = ["slug", "road_map", ("status", "term"), "disputed_on", ("effective_on", "basis"), "about", "note", "judgement", "read_version"]
    readonly_fields = ["judgement"]
    autocomplete_fields = ["road_map", "term"]
    show_change_link = True
    extra = 0


class TallyInline(admin.StackedInline):
    model = Tally
    form = VersionedForm
    extra = 0
    fields = [
        "slug",
        ("counted_on", "unit", "stage"),
        ("agreed_min", "agreed_max", "total", "remaining"),
        ("percent_min", "percent_max", "basis"),
        "remaining_on",
        "as_worded",
        "note",
        "read_version",
    ]


class PositionInline(admin.StackedInline):
    model = Position
    form = VersionedForm
    fields = ["slug", "party", ("topic", "road_map"), ("held_on", "stance"), "summary", "note", "read_version"]
    autocomplete_fields = ["party", "topic", "road_map"]
    extra = 0


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    list_display = ["slug", "speaker", "voice", "party", "said_on", "reported_on", "negotiation"]
    list_filter = ["negotiation", "voice", "party"]
    list_select_related = ["speaker", "party", "negotiation"]
    date_hierarchy = "said_on_last"
    search_fields = ["search_text", "speaker__search_text"]
    autocomplete_fields = ["negotiation", "speaker", "party", "summit", "event"]
    inlines = [citations("statement", formset=AtLeastOneSource, extra=1), ClaimInline, TallyInline, PositionInline]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug"]}),
        (_("Who"), {"fields": ["speaker", ("voice", "party")]}),
        (_("When and where"), {"fields": [("said_on", "reported_on"), ("summit", "event")]}),
        (_("What"), {"fields": ["wording", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Tally)
class TallyAdmin(RecordAdmin):
    list_display = ["slug", "worded_count", "counted_on", "unit", "stage", "basis"]
    list_filter = ["statement__negotiation", "unit", "stage", "basis"]
    date_hierarchy = "counted_on_last"
    search_fields = ["search_text", "statement__speaker__search_text"]
    autocomplete_fields = ["statement"]


@admin.register(Position)
class PositionAdmin(RecordAdmin):
    list_display = ["summary", "party", "topic", "stance", "held_on"]
    list_filter = ["statement__negotiation", "party", "stance", "topic"]
    list_select_related = ["party", "topic"]
    date_hierarchy = "held_on_last"
    autocomplete_fields = ["statement", "party", "topic", "road_map"]
