from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.page import Page
from roadmaps.admin.recording import RecordsWhatWasSaid
from roadmaps.admin.rows import AtLeastOneSourceAmongRows, Stack, sources
from roadmaps.models import Position, Statement, StatusClaim, Tally
from roadmaps.questions.reconciliation import Verdict


class ClaimRows(Stack):
    """What the statement says of single road maps. A claim is judged on its own page, to which each row leads."""

    model = StatusClaim
    fields = ["slug", "road_map", ("status", "term"), "disputed_on", ("effective_on", "basis"), "about", "note", "judged", "read_version"]
    readonly_fields = ["judged"]
    autocomplete_fields = ["road_map", "term"]
    loaded_with = ["road_map__negotiation", "term"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_adopted_rival()

    def get_formset(self, request, obj=None, **kwargs):
        self.request = request
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("judgement"))
    def judged(self, claim):
        return render_to_string("admin/roadmaps/statusclaim/judged.html", {"claim": claim}, self.request)


class TallyRows(Stack):
    model = Tally
    show_change_link = True
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


class PositionRows(Stack):
    model = Position
    fields = ["slug", "party", ("topic", "road_map"), ("held_on", "stance"), "summary", "note", "read_version"]
    autocomplete_fields = ["party", "topic", "road_map"]
    loaded_with = ["party", "topic", "road_map__negotiation"]
    show_change_link = True


@admin.register(Statement)
class StatementAdmin(RecordsWhatWasSaid):
    list_display = [
        "slug", "speaker", "voice", "party", day(Statement.said_on), day(Statement.reported_on), "said",
        number_of("claims", _("claims")), number_of("tallies", _("tallies")), number_of("positions", _("positions")),
        number_of("citations", _("sources")),
    ]  # fmt: skip
    counted = ["claims", "tallies", "positions", "citations"]
    list_filter = [("negotiation", LinkFilter), "voice", ("party", LinkFilter)]
    list_select_related = ["speaker", "party"]
    date_hierarchy = "said_on_last"
    autocomplete_fields = ["negotiation", "speaker", "party", "summit", "event"]
    inlines = [sources("statement", formset=AtLeastOneSourceAmongRows, extra=1), ClaimRows, TallyRows, PositionRows]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug"]}),
        (_("Who"), {"fields": ["speaker", ("voice", "party")]}),
        (_("When and where"), {"fields": [("said_on", "reported_on"), ("summit", "event")]}),
        (_("What"), {"fields": ["wording", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    @admin.display(description=_("what was said"), empty_value="–")
    def said(self, statement):
        return Truncator(statement.wording).chars(120)


@admin.register(Tally)
class TallyAdmin(Page):
    list_display = ["worded_count", "who", day(Tally.counted_on), "unit", "stage", "basis", "verdict"]
    list_filter = [("statement__negotiation", LinkFilter), "unit", "stage", "basis"]
    list_select_related = ["statement__speaker"]
    date_hierarchy = "counted_on_last"
    autocomplete_fields = ["statement"]
    fieldsets = [
        (None, {"fields": ["statement", "slug"]}),
        (_("What was counted"), {"fields": ["counted_on", ("unit", "stage")]}),
        (
            _("The numbers, as they were given"),
            {"fields": [("agreed_min", "agreed_max"), ("total", "remaining"), ("percent_min", "percent_max"), "basis"]},
        ),
        (_("In words"), {"fields": ["as_worded", "remaining_on", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_verdict()

    @admin.display(description=_("count"))
    def worded_count(self, tally):
        return tally.worded_count()

    @admin.display(description=_("statement"), ordering="statement")
    def who(self, tally):
        return tally.statement

    @admin.display(description=_("beside the ledger"), ordering="verdict")
    def verdict(self, tally):
        return Verdict(tally.verdict).label


@admin.register(Position)
class PositionAdmin(Page):
    list_display = ["summary", "party", "topic", "road_map", "stance", day(Position.held_on)]
    list_filter = [("statement__negotiation", LinkFilter), ("party", LinkFilter), "stance", ("topic", LinkFilter)]
    list_select_related = ["party", "topic", "road_map__negotiation"]
    date_hierarchy = "held_on_last"
    autocomplete_fields = ["statement", "party", "topic", "road_map"]
    fieldsets = [
        (None, {"fields": ["statement", "slug"]}),
        (_("Who wants what"), {"fields": ["party", ("topic", "road_map"), ("stance", "held_on"), "summary", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
