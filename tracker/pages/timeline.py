"""The timeline of a negotiation: meetings, events, deadlines, reported counts and changes of standing, as they followed each other."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from roadmaps.models import StatusClaim
from roadmaps.questions.timeline import Entry, EntryKind, timeline
from tracker.api.parameters import WordsField
from tracker.pages.facts import read_sets
from tracker.pages.lists import ListForm, leaf_of
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.rows import topics_in
from tracker.pages.titles import titles_to_read


class TimelineForm(ListForm):
    kind = WordsField(EntryKind.values, required=False)


class Timeline(NegotiationPage):
    template_name = "pages/timeline.html"
    question_form = TimelineForm

    def shown(self) -> dict[str, Any]:
        leaf = leaf_of(timeline(self.negotiation, self.form.cleaned_data["kind"]), self.form)
        claims = self._what_changed(list(leaf.object_list))
        prefetch_related_objects([claim.road_map for claim in claims], *titles_to_read())
        return {"leaf": leaf, "topics": topics_in(read_sets(claims)), "kinds": list(EntryKind), "shown_kinds": self.form.cleaned_data["kind"]}

    def _what_changed(self, entries: list[Entry]) -> list[StatusClaim]:
        claims = [entry.change.claim for entry in entries if entry.change]
        for claim in claims:
            claim.road_map.negotiation = self.negotiation  # whose word for an item names those of unknown title
        return claims
