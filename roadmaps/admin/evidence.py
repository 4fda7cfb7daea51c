from django.contrib import admin

from roadmaps.admin.base import RecordAdmin
from roadmaps.models import Citation, Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", "publisher", "published_on", "kind", "quality", "read_extent"]
    list_filter = ["kind", "quality", "read_extent", "language"]
    date_hierarchy = "published_on_last"


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    list_display = ["slug", "source", "locator"]
    list_select_related = ["source"]
    search_fields = ["search_text", "source__search_text"]
    autocomplete_fields = ["source", "statement", "road_map", "road_map_title", "succession", "summit", "agenda_item", "event", "aim", "poll"]
