from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.importing import Imports
from roadmaps.admin.page import Page
from roadmaps.admin.rows import sources
from roadmaps.models import Aim, Negotiation, Party, Speaker, Term, Topic


@admin.register(Negotiation)
class NegotiationAdmin(Imports, Page):
    list_display = [
        "title", "code", day(Negotiation.started), day(Negotiation.ended),
        number_of("road_maps", _("items")), number_of("summits", _("summits")), number_of("events", _("events")),
        number_of("statements", _("statements")), number_of("polls", _("polls")), "revised",
    ]  # fmt: skip
    counted = ["road_maps", "summits", "events", "statements", "polls"]
    date_hierarchy = "started_last"
    autocomplete_fields = ["succeeds"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "code", "summary"]}),
        (_("What is negotiated, and by whom"), {"fields": [("item_singular", "item_plural"), "parties"]}),
        (_("When"), {"fields": [("started", "ended"), "succeeds"]}),
        (_("In other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    @admin.display(description=_("revision"), ordering="revision")
    def revised(self, negotiation):
        return negotiation.revision


@admin.register(Party)
class PartyAdmin(Page):
    list_display = ["name", "kind", "country", "members", number_of("speakers", _("speakers")), number_of("statements", _("statements"))]
    counted = ["speakers", "statements"]
    list_filter = ["kind"]
    keyed_by = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("kind", "country"), "members"]}),
        (_("In other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Speaker)
class SpeakerAdmin(Page):
    list_display = ["name", "role", "party", number_of("statements", _("statements"))]
    counted = ["statements"]
    list_filter = [("party", LinkFilter)]
    list_select_related = ["party"]
    autocomplete_fields = ["party"]
    keyed_by = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "spellings"]}),
        (_("Who that is"), {"fields": ["role", "party"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Topic)
class TopicAdmin(Page):
    list_display = ["title", "slug", number_of("road_maps", _("road maps")), number_of("positions", _("positions"))]
    counted = ["road_maps", "positions"]
    keyed_by = ["title"]
    fieldsets = [
        (None, {"fields": ["title", "slug"]}),
        (_("In other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Term)
class TermAdmin(Page):
    list_display = ["label", "status", "negotiation", "definition", number_of("claims", _("claims"))]
    counted = ["claims"]
    list_filter = [("negotiation", LinkFilter), "status"]
    list_select_related = ["negotiation"]
    autocomplete_fields = ["negotiation"]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug"]}),
        (_("The word and what it means"), {"fields": [("label", "status"), "definition"]}),
        (_("In other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Aim)
class AimAdmin(Page):
    list_display = ["title", "group", "topic", "negotiation", number_of("citations", _("sources"))]
    counted = ["citations"]
    list_filter = [("negotiation", LinkFilter), "group"]
    list_select_related = ["topic", "negotiation"]
    autocomplete_fields = ["negotiation", "topic"]
    inlines = [sources("aim")]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug"]}),
        (_("The aim"), {"fields": ["title", ("group", "topic"), "note"]}),
        (_("In other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
