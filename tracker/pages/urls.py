from django.urls import path

from tracker.pages.board import Board
from tracker.pages.counts import Counts
from tracker.pages.embeds import EmbeddedLanes, EmbeddedRoadMap, EmbeddedStrip
from tracker.pages.home import Home
from tracker.pages.over_time import OverTime
from tracker.pages.records import PAGES
from tracker.pages.road_map import RoadMapPage

app_name = "pages"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("negotiations/<slug:slug>/", Board.as_view(), name="negotiations"),
    path("negotiations/<slug:slug>/over-time/", OverTime.as_view(), name="over-time"),
    path("negotiations/<slug:slug>/counts/", Counts.as_view(), name="counts"),
    path("road-maps/<slug:slug>/", RoadMapPage.as_view(), name="road-maps"),
    path("embed/negotiations/<slug:slug>/strip/", EmbeddedStrip.as_view(), name="embed-strip"),
    path("embed/negotiations/<slug:slug>/over-time/", EmbeddedLanes.as_view(), name="embed-over-time"),
    path("embed/road-maps/<slug:slug>/", EmbeddedRoadMap.as_view(), name="embed-road-map"),
    *(path(f"{page.model.route}/<slug:slug>/", page.as_view(), name=page.model.route) for page in PAGES),
]
