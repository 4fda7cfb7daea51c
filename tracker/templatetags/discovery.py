"""What the head of a page tells programs: which feeds there are of what it shows, and what it says as linked data."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.feeds import title_of_changes
from tracker.pages.linked_data import as_script, linked_data

register = template.Library()


@register.simple_tag(takes_context=True)
def feeds(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Title and address: of what the page shows, then of everything."""
    shown = [record for record in (context.get("road_map"), context.get("negotiation")) if record]
    followed = [(title_of_changes(record), reverse(f"pages:{record.route}-feed", args=[record.pk])) for record in shown]
    return [*followed, (_("All changes"), reverse("pages:feed"))]


@register.simple_tag(takes_context=True)
def as_linked_data(context: dict[str, Any]) -> SafeString:
    return as_script(linked_data(context["page"], context.flatten()))  # type: ignore[attr-defined]
