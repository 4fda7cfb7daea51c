"""The colours of the statuses as a sheet of styles, made of the one table that has them."""

from functools import cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from tracker.pages.looks import LOOKS


@cache
def sheet() -> str:
    return render_to_string("pages/statuses.css", {"looks": LOOKS.items()})


def address() -> str:
    """Of this very sheet: it is kept for good, and another one has another address."""
    return f"{reverse('statuses')}?{sha256(sheet().encode()).hexdigest()[:12]}"


def statuses(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sheet(), content_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"})
