from django.urls import path

from tracker.pages.board import Board
from tracker.pages.counts import Counts
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
    *(path(f"{page.model.route}/<slug:slug>/", page.as_view(), name=page.model.route) for page in PAGES),
]
