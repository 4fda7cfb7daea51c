"""The numbered releases of the dataset, given out byte for byte: whoever has one may keep it for ever."""

from __future__ import annotations

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from roadmaps.models import Release

NUMBER = "[1-9][0-9]{0,8}"
FOR_EVER = "public, max-age=31536000, immutable"


def address_of(release: Release) -> str:
    return reverse("release", kwargs={"number": release.number})


def _etag(request: HttpRequest, number: str) -> str | None:
    """Strong: of these very bytes."""
    hashed = Release.objects.filter(number=number).values_list("sha256", flat=True).first()
    return hashed and f'"{hashed}"'


@require_safe
@condition(etag_func=_etag)
def dataset_of_release(request: HttpRequest, number: str) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    return HttpResponse(
        bytes(release.content),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="record-release-{release.number}.zip"',
            "Cache-Control": FOR_EVER,
            "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(release.sha256)).decode()}:",
        },
    )
