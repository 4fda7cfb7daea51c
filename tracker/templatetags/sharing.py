"""What other sites are told of a page: its title and picture, and how to frame it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from roadmaps.models import Negotiation
from tracker.pages.card import HEIGHT, WIDTH, card_address
from tracker.pages.frames import FRAMES, frame_address, frame_code, frame_title
from tracker.pages.frames import WIDTH as FRAME_WIDTH
from tracker.pages.page import with_parameters

register = template.Library()


@register.simple_block_tag
def kept(content: SafeString) -> SafeString:
    """What stands within, under a name, to be said twice: ``{% kept as title %}…{% endkept %}``."""
    return SafeString(content.strip())


@register.inclusion_tag("pages/open_graph.html", takes_context=True)
def open_graph(context: dict[str, Any], title: str, description: str) -> dict[str, Any]:
    shown = _pictured(context)
    return {"page": context["page"], "title": title, "description": description, "negotiation": shown, "size": (WIDTH, HEIGHT),
            "question": context.get("question"), "picture": shown and card_address(context["page"].request, shown.pk, context["page"].parameters)}  # fmt: skip


def _pictured(context: dict[str, Any]) -> Negotiation | None:
    """The negotiation of the page; of home the first one."""
    states = context.get("states")
    shown = states[0].negotiation if states else context.get("negotiation")
    return shown if isinstance(shown, Negotiation) else None


@register.inclusion_tag("pages/oembed_link.html", takes_context=True)
def oembed_link(context: dict[str, Any]) -> dict[str, str]:
    """Where programs are told how to frame this page."""
    page = context["page"]
    address = with_parameters(reverse("oembed"), {"url": [page.canonical], "format": ["json"]})
    return {"address": page.request.build_absolute_uri(address), "title": _frame_title(context)}


@register.inclusion_tag("pages/embed_code.html", takes_context=True)
def embed_code(context: dict[str, Any]) -> dict[str, Any]:
    """For people, to copy."""
    page = context["page"]
    frame = FRAMES[page.request.resolver_match.url_name]
    address = frame_address(page.request, frame, page.kwargs["slug"], page.parameters)
    return {"code": frame_code(address, _frame_title(context), FRAME_WIDTH, frame.height), "question": page.question}


def _frame_title(context: dict[str, Any]) -> str:
    return frame_title(context.get("road_map") or context["negotiation"], context["question"])
