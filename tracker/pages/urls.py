from django.urls import path

from tracker.feeds import ChangesFeed, NegotiationFeed, RoadMapFeed
from tracker.pages.board import Board
from tracker.pages.home import Home
from tracker.pages.records import PAGES
from tracker.pages.road_map import RoadMapPage
from tracker.pages.search import Search

app_name = "pages"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("negotiations/<slug:slug>/", Board.as_view(), name="negotiations"),
    path("road-maps/<slug:slug>/", RoadMapPage.as_view(), name="road-maps"),
    path("feed/", ChangesFeed.as_view(), name="feed"),
    path("negotiations/<slug:slug>/feed/", NegotiationFeed.as_view(), name="negotiations-feed"),
    path("road-maps/<slug:slug>/feed/", RoadMapFeed.as_view(), name="road-maps-feed"),
    *(path(f"{page.model.route}/<slug:slug>/", page.as_view(), name=page.model.route) for page in PAGES),
]
