from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tracker.api.docs import OpenApiJson, OpenApiYaml, Problems, Redoc, Swagger
from tracker.api.index import Index
from tracker.api.views import claim, evidence, negotiation, occasion, poll, position, road_map, statement, tally, token

router = SimpleRouter()
router.register("negotiations", negotiation.Negotiations, "negotiations")
router.register("parties", negotiation.Parties, "parties")
router.register("speakers", negotiation.Speakers, "speakers")
router.register("topics", negotiation.Topics, "topics")
router.register("terms", negotiation.Terms, "terms")
router.register("aims", negotiation.Aims, "aims")
router.register("road-maps", road_map.RoadMaps, "road-maps")
router.register("summits", occasion.Summits, "summits")
router.register("events", occasion.Events, "events")
router.register("sources", evidence.Sources, "sources")
router.register("statements", statement.Statements, "statements")
router.register("status-claims", claim.StatusClaims, "status-claims")
router.register("tallies", tally.Tallies, "tallies")
router.register("positions", position.Positions, "positions")
router.register("polls", poll.Polls, "polls")

version_1 = [*router.urls, path("tokens/current/", token.CurrentToken.as_view(), name="current-token")]
contents = Index.as_view(lists=[name for name in (getattr(address, "name", "") for address in version_1) if name.endswith("-list")])

urlpatterns = [
    path("", contents, name="api-index"),
    path("v1/", contents, name="api-v1-index"),
    path("v1/", include((version_1, "api"))),
    path("schema/", OpenApiYaml.as_view(), name="api-schema"),
    path("openapi.json", OpenApiJson.as_view(), name="api-openapi"),
    path("docs/", Swagger.as_view(), name="api-docs"),
    path("redoc/", Redoc.as_view(), name="api-redoc"),
    path("problems/", Problems.as_view(), name="api-problems"),
]
