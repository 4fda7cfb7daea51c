from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.page import Page
from roadmaps.admin.rows import Table, sources
from roadmaps.models import AgendaItem, Event, Summit


class AgendaRows(Table):
    model = AgendaItem
    fields = ["road_map", "basis", "note", "read_version"]
    autocomplete_fields = ["road_map"]
    loaded_with = ["road_map__negotiation"]
    show_change_link = True
    verbose_name_plural = _("agenda")


@admin.register(Summit)
class SummitAdmin(Page):
    list_display = [
        "title", day(Summit.held_on), "place", "level", "negotiation",
        number_of("agenda", _("on the agenda")), number_of("statements", _("statements")), number_of("citations", _("sources")),
    ]  # fmt: skip
    counted = ["agenda", "statements", "citations"]
    list_filter = [("negotiation", LinkFilter), "level"]
    list_select_related = ["negotiation"]
    date_hierarchy = "held_on_last"
    autocomplete_fields = ["negotiation"]
    inlines = [sources("summit"), AgendaRows]
    fieldsets = [
        (None, {"fields": ["negotiation", "title", "slug"]}),
        (_("When, where, who"), {"fields": [("held_on", "place"), "level", "parties", "participants"]}),
        (_("What came of it"), {"fields": ["outcome", "note"]}),
        (_("In other languages"), {"fields": ["translations"], "classes": ["collapse"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(AgendaItem)
class AgendaItemAdmin(Page):
    list_display = ["summit", "road_map", "basis", number_of("citations", _("sources"))]
    counted = ["citations"]
    list_filter = [("summit__negotiation", LinkFilter), "basis"]
    list_select_related = ["summit", "road_map__negotiation"]
    autocomplete_fields = ["summit", "road_map"]
    inlines = [sources("agenda_item")]
    fieldsets = [
        (None, {"fields": ["summit", "road_map", ("basis", "note"), "slug"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Event)
class EventAdmin(Page):
    list_display = [
        "title", "kind", day(Event.happened_on), day(Event.due_on), "certainty", "negotiation",
        number_of("statements", _("statements")), number_of("citations", _("sources")),
    ]  # fmt: skip
    counted = ["statements", "citations"]
    list_filter = [("negotiation", LinkFilter), "kind", "certainty"]
    list_select_related = ["negotiation"]
    date_hierarchy = "happened_on_last"
    autocomplete_fields = ["negotiation", "summit"]
    inlines = [sources("event")]
    fieldsets = [
        (None, {"fields": ["negotiation", "title", "slug", ("kind", "certainty")]}),
        (_("When and where"), {"fields": [("happened_on", "place"), "summit"]}),
        (_("For a deadline"), {"fields": [("set_on", "due_on")]}),
        (_("What came of it"), {"fields": ["outcome", "participants", "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
