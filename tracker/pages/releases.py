"""The numbered releases of the dataset: what somebody has cited stays to be had, byte for byte."""

from __future__ import annotations

from typing import Any

from roadmaps.models import Release
from tracker.pages.page import Page


class Releases(Page):
    template_name = "pages/releases.html"

    def context(self) -> dict[str, Any]:
        return {"releases": list(Release.objects.listed())}
