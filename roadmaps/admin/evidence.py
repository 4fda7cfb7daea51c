from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.page import Page
from roadmaps.models import CITING, Citation, Source


@admin.register(Source)
class SourceAdmin(Page):
    list_display = [
        "title",
        "publisher",
        day(Source.published_on),
        "kind",
        "quality",
        "read_extent",
        "is_archived",
        number_of("citations", _("cited")),
    ]
    counted = ["citations"]
    list_filter = ["kind", "quality", "read_extent", "language"]
    date_hierarchy = "published_on_last"
    keyed_by = ["publisher", "published_on"]
    fieldsets = [
        (None, {"fields": ["title", "title_is_descriptive", ("publisher", "author"), "published_on", "slug"]}),
        (_("Where it is found"), {"fields": ["web_address", "archive_address"]}),
        (_("How far it can be relied on"), {"fields": [("kind", "quality"), ("language", "read_extent"), "note"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]

    @admin.display(description=_("archived"), boolean=True, ordering="archive_address")
    def is_archived(self, source):
        return bool(source.archive_address)


@admin.register(Citation)
class CitationAdmin(Page):
    list_display = ["slug", "source", "locator", "quote"]
    list_filter = [("source__quality", admin.ChoicesFieldListFilter), ("statement__negotiation", LinkFilter)]
    list_select_related = ["source"]
    autocomplete_fields = ["source", *CITING]
    fieldsets = [
        (None, {"fields": ["source", ("locator", "quote")]}),
        (_("What it supports"), {"fields": [*CITING, "slug"], "description": _("Exactly one of these; it can not be changed later.")}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
