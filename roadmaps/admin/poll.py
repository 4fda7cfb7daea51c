from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import LinkFilter
from roadmaps.admin.columns import day, number_of
from roadmaps.admin.page import Page
from roadmaps.admin.rows import Table, sources
from roadmaps.models import Poll, PollAnswer


class AnswerRows(Table):
    model = PollAnswer
    fields = ["answer", "percent", "bound", "read_version"]


@admin.register(Poll)
class PollAdmin(Page):
    list_display = [
        "question", "wording_known", "pollster", "population", day(Poll.fielded_on), "sample",
        number_of("answers", _("answers")), number_of("citations", _("sources")),
    ]  # fmt: skip
    counted = ["answers", "citations"]
    list_filter = [("negotiation", LinkFilter), "wording_known"]
    date_hierarchy = "fielded_on_last"
    autocomplete_fields = ["negotiation"]
    inlines = [AnswerRows, sources("poll")]
    fieldsets = [
        (None, {"fields": ["negotiation", "slug", "question", "wording_known"]}),
        (_("Who asked whom"), {"fields": ["pollster", "population", ("fielded_on", "sample"), "method"]}),
        (None, {"fields": ["note", "reason", "read_version"]}),
    ]


@admin.register(PollAnswer)
class PollAnswerAdmin(Page):
    list_display = ["answer", "percent", "bound", "poll"]
    list_filter = [("poll__negotiation", LinkFilter)]
    list_select_related = ["poll"]
    autocomplete_fields = ["poll"]
    fieldsets = [
        (None, {"fields": ["poll", "answer", ("percent", "bound"), "slug"]}),
        (None, {"fields": ["reason", "read_version"]}),
    ]
