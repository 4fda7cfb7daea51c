from django.urls import path

from tracker.feeds import ChangesFeed, NegotiationFeed, RoadMapFeed
from tracker.pages.board import Board
from tracker.pages.citable import citable
from tracker.pages.counts import Counts
from tracker.pages.embeds import EmbeddedLanes, EmbeddedRoadMap, EmbeddedStrip
from tracker.pages.home import Home
from tracker.pages.lists import OF_A_NEGOTIATION, SHARED, NegotiationList, RecordOfNegotiation, SharedList
from tracker.pages.over_time import OverTime
from tracker.pages.positions import Positions
from tracker.pages.records import PAGES
from tracker.pages.releases import Releases
from tracker.pages.road_map import RoadMapPage
from tracker.pages.search import Search
from tracker.pages.statuses import Statuses
from tracker.pages.timeline import Timeline


def of_a_negotiation(name: str, view):
    return path(f"negotiations/<slug:slug>/{name}/", view, name=f"negotiation-{name}")


app_name = "pages"
urlpatterns = [
    *citable("", Home, "home"),
    path("releases/", Releases.as_view(), name="releases"),
    path("statuses/", Statuses.as_view(), name="statuses"),
    path("search/", Search.as_view(), name="search"),
    *citable("negotiations/<slug:slug>/", Board, "negotiations"),
    *citable("negotiations/<slug:slug>/over-time/", OverTime, "over-time"),
    *citable("negotiations/<slug:slug>/counts/", Counts, "counts"),
    *citable("negotiations/<slug:slug>/timeline/", Timeline, "negotiation-timeline"),
    *citable("negotiations/<slug:slug>/positions/", Positions, "negotiation-positions"),
    of_a_negotiation("record", RecordOfNegotiation.as_view()),
    *(of_a_negotiation(model.route, NegotiationList.as_view(model=model)) for model in OF_A_NEGOTIATION),
    *citable("road-maps/<slug:slug>/", RoadMapPage, "road-maps"),
    *(path(f"{model.route}/", SharedList.as_view(model=model), name=f"{model.route}-list") for model in SHARED),
    path("embed/negotiations/<slug:slug>/strip/", EmbeddedStrip.as_view(), name="embed-strip"),
    path("embed/negotiations/<slug:slug>/over-time/", EmbeddedLanes.as_view(), name="embed-over-time"),
    path("embed/road-maps/<slug:slug>/", EmbeddedRoadMap.as_view(), name="embed-road-map"),
    path("feed/", ChangesFeed.as_view(), name="feed"),
    path("negotiations/<slug:slug>/feed/", NegotiationFeed.as_view(), name="negotiations-feed"),
    path("road-maps/<slug:slug>/feed/", RoadMapFeed.as_view(), name="road-maps-feed"),
    *(route for page in PAGES for route in citable(f"{page.model.route}/<slug:slug>/", page, page.model.route)),
]
