"""What the pages of one negotiation share: its head, and the ways from one to the next."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from roadmaps.models import Catalogue, Negotiation, Party
from roadmaps.news import with_last_written
from roadmaps.questions.standing import today
from tracker.caching import Validator, revisions
from tracker.pages.page import Page


class NegotiationPage(Page):
    """It shows what stands under one negotiation, and what the one is called that it succeeds."""

    is_kept = True
    """Whether an answer is kept (tracker.caching). Not where it shows of negotiations of which nobody knows beforehand."""

    def get(self, request: HttpRequest, **parts: str) -> HttpResponse:
        revisions_before = self.negotiation.revision, getattr(self.negotiation.succeeds, "revision", None), self.negotiation.catalogue_revision
        response: Any = super().get(request, **parts)
        if response.status_code == 200 and self.is_kept:
            day = None if self.parameters.keys() & {"as_of", "known_on"} else today()
            response.validator = Validator(
                partial(revisions, Negotiation, self.kwargs["slug"], "revision", "succeeds__revision"), revisions_before, day
            )
        return response

    @cached_property
    def negotiation(self) -> Any:
        found = with_last_written(Negotiation.objects.annotate(catalogue_revision=Subquery(Catalogue.objects.values("revision"))))
        return get_object_or_404(found.select_related("succeeds"), pk=self.kwargs["slug"])

    def context(self) -> dict[str, Any]:
        return {"negotiation": self.negotiation, **self.shown()}

    def shown(self) -> dict[str, Any]:
        """What this page shows of ``self.negotiation``."""
        raise NotImplementedError

    def parties(self) -> list[Party]:
        """According to which it can be asked."""
        return list(Party.objects.filter(pk__in=self.negotiation.parties.split()))
