from django.contrib import admin

from roadmaps.admin.base import ChildInline, RecordAdmin, citations
from roadmaps.models import AgendaItem, Event, Summit


class AgendaInline(ChildInline):
    model = AgendaItem
    fields = ["road_map", "basis", "note", "read_version"]
    autocomplete_fields = ["road_map"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("road_map__negotiation")


@admin.register(Summit)
class SummitAdmin(RecordAdmin):
    list_display = ["title", "held_on", "place", "level", "negotiation"]
    list_filter = ["negotiation", "level"]
    list_select_related = ["negotiation"]
    date_hierarchy = "held_on_last"
    autocomplete_fields = ["negotiation"]
    inlines = [citations("summit"), AgendaInline]


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    list_display = ["summit", "road_map", "basis"]
    list_filter = ["basis", "summit__negotiation"]
    list_select_related = ["summit", "road_map__negotiation"]
    search_fields = ["search_text", "road_map__search_text", "summit__search_text"]
    autocomplete_fields = ["summit", "road_map"]
    inlines = [citations("agenda_item")]


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ["title", "kind", "happened_on", "due_on", "certainty", "negotiation"]
    list_filter = ["negotiation", "kind", "certainty"]
    list_select_related = ["negotiation"]
    date_hierarchy = "happened_on_last"
    autocomplete_fields = ["negotiation", "summit"]
    inlines = [citations("event")]
