from django.contrib import admin

from roadmaps.admin.base import ChildInline, RecordAdmin, citations
from roadmaps.models import Poll, PollAnswer


class AnswerInline(ChildInline):
    model = PollAnswer
    fields = ["answer", "percent", "bound", "read_version"]


@admin.register(Poll)
class PollAdmin(RecordAdmin):
    list_display = ["question", "pollster", "population", "fielded_on", "sample"]
    list_filter = ["negotiation", "wording_known"]
    date_hierarchy = "fielded_on_last"
    autocomplete_fields = ["negotiation"]
    inlines = [AnswerInline, citations("poll")]


@admin.register(PollAnswer)
class PollAnswerAdmin(RecordAdmin):
    list_display = ["answer", "percent", "bound", "poll"]
    list_select_related = ["poll"]
    autocomplete_fields = ["poll"]
