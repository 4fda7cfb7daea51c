from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.base import RecordAdmin, citations
from roadmaps.models import Aim, Negotiation, Party, Speaker, Term, Topic


@admin.register(Negotiation)
class NegotiationAdmin(RecordAdmin):
    list_display = ["title", "code", "item_plural", "started", "ended", "revision"]
    autocomplete_fields = ["succeeds"]
    fieldsets = [
        (None, {"fields": ["slug", "code", "title", "summary"]}),
        (_("What is negotiated"), {"fields": [("item_singular", "item_plural"), "parties"]}),
        (_("When"), {"fields": [("started", "ended"), "succeeds"]}),
        (_("Other languages"), {"fields": ["translations"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    list_display = ["name", "kind", "country", "members"]
    list_filter = ["kind"]


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    list_display = ["name", "role", "party"]
    list_filter = ["party"]
    list_select_related = ["party"]
    autocomplete_fields = ["party"]


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ["title", "slug"]


@admin.register(Term)
class TermAdmin(RecordAdmin):
    list_display = ["label", "status", "negotiation", "definition"]
    list_filter = ["negotiation", "status"]
    list_select_related = ["negotiation"]
    autocomplete_fields = ["negotiation"]


@admin.register(Aim)
class AimAdmin(RecordAdmin):
    list_display = ["title", "group", "topic", "negotiation"]
    list_filter = ["negotiation", "group"]
    list_select_related = ["topic", "negotiation"]
    autocomplete_fields = ["negotiation", "topic"]
    inlines = [citations("aim")]
