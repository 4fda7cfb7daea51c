"""What the pages of one negotiation share: its head, and the ways from one to the next."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from roadmaps.models import Negotiation, Party
from roadmaps.news import with_last_written
from tracker.pages.page import Page


class NegotiationPage(Page):
    negotiation: Negotiation

    def context(self) -> dict[str, Any]:
        self.negotiation = get_object_or_404(with_last_written(Negotiation.objects.all()).select_related("succeeds"), pk=self.kwargs["slug"])
        return {"negotiation": self.negotiation, **self.shown()}

    def shown(self) -> dict[str, Any]:
        """What this page shows of ``self.negotiation``."""
        raise NotImplementedError

    def parties(self) -> list[Party]:
        """According to which it can be asked."""
        return list(Party.objects.filter(pk__in=self.negotiation.parties.split()))
