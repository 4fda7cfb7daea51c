"""oEmbed 1.0: given the address of a page here, how to show it elsewhere. In JSON; other formats are not made (501)."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roadmaps.models import Negotiation, Record, RoadMap
from tracker.api.parameters import NumberField
from tracker.pages import card
from tracker.pages.frames import FRAMES, WIDTH, frame_address, frame_code, frame_title
from tracker.pages.page import Page, understood
from tracker.pages.question import BadQuestion, ask

CACHE_AGE = 3600
"""Seconds."""
NARROWEST, LOWEST = 200, 80
"""Pixels: a smaller frame shows nothing."""


class OEmbedForm(forms.Form):
    url = forms.CharField()
    format = forms.CharField(required=False)
    maxwidth = NumberField(required=False)
    maxheight = NumberField(required=False)


class NotHere(Exception):
    """No page here that can be framed has this address."""


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer, or in plain text why there is none: 400, 404, 501."""
    form = OEmbedForm(request.GET)
    if not form.is_valid():
        return _refused(_what_is_wrong(form), 400)
    if (form.cleaned_data["format"] or "json") != "json":
        return _refused("Only format=json is answered.", 501)
    try:
        answer = _answer(request, **{name: form.cleaned_data[name] for name in ("url", "maxwidth", "maxheight")})
    except BadQuestion as bad:
        return _refused(_what_is_wrong(bad.form), 400)
    except (NotHere, Http404):
        return _refused("No page here that can be embedded has this address.", 404)
    # Nothing that signs in is looked at. What is refused today may be there tomorrow: only the answer is kept.
    return JsonResponse(answer, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": f"public, max-age={CACHE_AGE}"})


def _what_is_wrong(form: forms.Form) -> str:
    """As it was written: errors.as_text() escapes it for HTML."""
    return "\n".join(f"{name}: {message}" for name, messages in form.errors.items() for message in messages)


def _refused(why: str, status: int) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=status, content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, url: str, maxwidth: int, maxheight: int) -> dict[str, Any]:
    path, query = _own_address(request, url)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        page, route, slug = _page(path)
        form = page.question_form(query)
        question = ask(form)
        record = get_object_or_404(RoadMap if route == "road-maps" else Negotiation, pk=slug)
        asked = understood(form)
        frame = FRAMES[route]
        width, height = _within(WIDTH, maxwidth, NARROWEST), _within(frame.height, maxheight, LOWEST)
        title = frame_title(record, question)
        return {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": _("Road-map negotiation tracker"),
            "provider_url": request.build_absolute_uri(reverse("pages:home")),
            "cache_age": CACHE_AGE,
            "html": frame_code(frame_address(request, frame, slug, asked), title, width, height),
            "width": width,
            "height": height,
            **_thumbnail(request, record, asked, maxwidth, maxheight),
        }


def _own_address(request: HttpRequest, url: str) -> tuple[str, QueryDict]:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotHere from None
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        raise NotHere
    return unquote(parts.path), QueryDict(parts.query)


def _page(path: str) -> tuple[type[Page], str, str]:
    """The page at a path, its route, and the record that it shows."""
    try:
        match = resolve(path)
    except Resolver404:
        raise NotHere from None
    route = match.view_name.removeprefix("pages:")
    if route not in FRAMES:
        raise NotHere
    return cast(Any, match.func).view_class, route, match.kwargs["slug"]


def _within(wanted: int, most: int, least: int) -> int:
    """As wished for, but no larger than is allowed, where anything is; a frame too small to show anything is none."""
    size = min(wanted, most or wanted)
    if size < least:
        raise NotHere
    return size


def _thumbnail(request: HttpRequest, record: Record, asked: dict[str, list[str]], maxwidth: int, maxheight: int) -> dict[str, Any]:
    """The picture of the board, if it is no larger than is allowed."""
    if (maxwidth or card.WIDTH) < card.WIDTH or (maxheight or card.HEIGHT) < card.HEIGHT:
        return {}
    negotiation = record.negotiation_id if isinstance(record, RoadMap) else record.pk
    return {"thumbnail_url": card.card_address(request, negotiation, asked), "thumbnail_width": card.WIDTH, "thumbnail_height": card.HEIGHT}
