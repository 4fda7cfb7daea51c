"""The frames themselves: what other sites show of a page, with a line that names the source."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from roadmaps.models import Topic
from tracker.pages.board import Board
from tracker.pages.over_time import OverTime
from tracker.pages.page import Page, with_parameters
from tracker.pages.road_map import RoadMapPage
from tracker.pages.titles import titles_to_read


class Embed(Page):
    """Shows what its page shows, and may stand in a page of any site."""

    of: str
    """The route of the page of which it is a frame."""

    @classmethod
    def as_view(cls, **options: Any) -> Any:
        return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(super().as_view(**options)))

    @property
    def whole(self) -> str:
        """The absolute address of the page, with the same question."""
        path = reverse(f"pages:{self.of}", args=[self.kwargs["slug"]])
        return self.request.build_absolute_uri(with_parameters(path, self.parameters))


class EmbeddedStrip(Embed, Board):
    of, template_name = "negotiations", "pages/embed_strip.html"

    def shown(self) -> dict[str, Any]:
        found = super().shown()
        return {**found, "road_maps": [cell.road_map for cell in found["cells"]]}


class EmbeddedLanes(Embed, OverTime):
    of, template_name = "over-time", "pages/embed_over_time.html"


class EmbeddedRoadMap(Embed, RoadMapPage):
    of, template_name = "road-maps", "pages/embed_road_map.html"

    def context(self) -> dict[str, Any]:
        """Its standing only."""
        road_map = self.road_map()
        prefetch_related_objects([road_map], *titles_to_read())
        dispute = road_map.standing.dispute if road_map.standing else []
        return {"road_map": road_map, "negotiation": road_map.negotiation, "topics": Topic.objects.in_bulk(dispute)}
