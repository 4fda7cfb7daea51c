"""One page to record what was said: who, when, where, by which sources; a grid of road maps; tallies and positions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.page import Page
from roadmaps.admin.recording_forms import ROWS, UtteranceForm
from roadmaps.admin.seen import seal
from roadmaps.models import Event, Negotiation, RoadMap, Source, Statement, Summit
from roadmaps.questions.changes import Changes
from roadmaps.recording import NotRecorded, record, rehearsal

NEEDED = ("roadmaps.add_statement", "roadmaps.add_citation", "roadmaps.add_statusclaim")
STARTING_POINTS = {"negotiation": Negotiation, "summit": Summit, "event": Event, "source": Source}
"""What may be named in the address, for the page to begin with."""


class RecordsWhatWasSaid(Page):
    """Gives the desk of statements the page of its own."""

    def get_urls(self):
        return [path("record/", self.admin_site.admin_view(self.record), name="roadmaps_statement_record"), *super().get_urls()]

    def record(self, request):
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        start = _starting_point(request.GET)
        negotiation = start.get("negotiation") or next((found.negotiation for found in start.values() if hasattr(found, "negotiation")), None)
        if negotiation is None:
            return self._page(request, "choose.html", negotiations=Negotiation.objects.all(), asked=request.GET.urlencode())
        road_maps = _in_order_of_the_agenda(negotiation, start.get("summit"))
        typed = _typed(request)
        form = UtteranceForm(negotiation, road_maps, typed, _beginning(start) if typed is None else None)
        shown = {"form": form, "negotiation": negotiation, "checked": False}
        if request.method == "POST" and "another" not in request.POST:
            shown |= {"checked": True, **self._carry_out(request, form)}
            if "recorded" in shown:
                return self._done(request, shown["recorded"])
        return self._page(request, "record.html", **shown)

    def _carry_out(self, request, form: UtteranceForm) -> dict:
        """A rehearsal, whose changes are shown; it is kept once the editor has seen just these changes."""
        if not form.is_valid():
            return {}
        said, saves = form.said(), "save" in request.POST
        try:
            with rehearsal() as keep:
                changes = _shown(record(said, form.statement.cleaned_data["reason"], request.user), said.statement.negotiation)
                seen = seal(changes)
                was_seen = request.POST.get("seen") == seen
                if saves and was_seen:
                    keep()
        except NotRecorded as refused:
            for part, error in refused.errors:
                form.blame(part, error)
            return {}
        except IntegrityError:
            form.statement.add_error(None, _("Somebody stored a record of the same key at the same moment. Nothing was stored: save again."))
            return {}
        return {"recorded": said} if saves and was_seen else {"changes": changes, "seen": seen, "changed_meanwhile": saves}

    def _done(self, request, said):
        kept = _("Recorded, with its claims: %(claims)s, tallies: %(tallies)s, positions: %(positions)s.")
        numbers = {"claims": len(said.claims), "tallies": len(said.tallies), "positions": len(said.positions)}
        messages.success(request, kept % numbers)
        return redirect("admin:roadmaps_statement_change", said.statement.pk)

    def _page(self, request, template: str, **context):
        context = {**self.admin_site.each_context(request), "title": _("Record what was said"), "opts": Statement._meta, **context}
        return render(request, f"admin/roadmaps/statement/{template}", context)


def _starting_point(given: QueryDict) -> dict:
    found = {name: model.objects.filter(pk=given[name]).first() for name, model in STARTING_POINTS.items() if name in given}
    return {name: record for name, record in found.items() if record}


def _in_order_of_the_agenda(negotiation: Negotiation, summit: Summit | None) -> list[RoadMap]:
    """The road maps with their standing today; those on the agenda first."""
    road_maps = negotiation.road_maps.as_of().select_related("negotiation")
    agenda = set(summit.agenda.values_list("road_map", flat=True)) if summit else set()
    for road_map in road_maps:
        road_map.on_the_agenda = road_map.pk in agenda
    return sorted(road_maps, key=lambda road_map: (not road_map.on_the_agenda, road_map.sequence))


def _beginning(start: dict) -> dict:
    """What can be filled in from where the editor came."""
    summit, event, source = start.get("summit"), start.get("event"), start.get("source")
    day = summit.held_on if summit else event.happened_on if event else None
    statement = {"summit": summit and summit.pk, "event": event and event.pk, "said_on": day and str(day)}
    occasion = summit or event
    cited = [source.pk] if source else list(occasion.citations.values_list("source", flat=True)) if occasion else []
    return {"statement": statement, "citations": [{"source": slug} for slug in cited]}


def _typed(request) -> QueryDict | None:
    """What was posted, with one row more where "another" was asked for."""
    if request.method != "POST":
        return None
    name = request.POST.get("another")
    if name not in ROWS:
        return request.POST
    typed = request.POST.copy()
    total = f"{name}-TOTAL_FORMS"
    typed[total] = str(int(typed.get(total, "0") if typed.get(total, "0").isdigit() else 0) + 1)
    return typed


def _shown(changes: Changes, negotiation: Negotiation) -> str:
    return render_to_string("admin/roadmaps/includes/changes.html", {"changes": changes, "item": capfirst(negotiation.item_word)})
