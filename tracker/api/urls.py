from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from roadmaps.models.fields import SLUG
from tracker.api.docs import OpenApiJson, OpenApiYaml, Problems, Redoc, Swagger
from tracker.api.index import Index
from tracker.api.views import (
    changes,
    claim,
    dataset,
    evidence,
    history,
    negotiation,
    occasion,
    poll,
    position,
    question,
    release,
    road_map,
    statement,
    status,
    tally,
    token,
)

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


def about(resource: str, asked: str, view, action: str = "retrieve"):
    """Something that is asked of one record."""
    return re_path(rf"^{resource}/(?P<slug>{SLUG})/{asked}/$", view.as_view({"get": action}), name=f"{resource}-{asked}")


questions = [
    about("negotiations", "summary", question.Summary),
    about("negotiations", "progress", question.Progress),
    about("negotiations", "timeline", question.Timeline, "list"),
    about("negotiations", "reconciliation", question.Reconciliation),
    about("negotiations", "positions-matrix", question.PositionsMatrix),
    re_path(rf"^negotiations/(?P<slug>{SLUG})/dataset\.zip$", dataset.NegotiationDataset.as_view({"get": "retrieve"}), name="negotiations-dataset"),
    path("dataset.zip", dataset.Dataset.as_view({"get": "retrieve"}), name="dataset"),
    about("negotiations", "changes", changes.NegotiationChanges, "list"),
    about("road-maps", "history", history.History),
    path("catalogue/changes/", changes.CatalogueChanges.as_view({"get": "list"}), name="catalogue-changes"),
]
releases = [path("releases/", release.Releases.as_view({"get": "list"}), name="releases-list")]
vocabularies = [
    path("statuses/", status.Statuses.as_view({"get": "list"}), name="statuses-list"),
    path("statuses/<slug:slug>/", status.Statuses.as_view({"get": "retrieve"}), name="statuses-detail"),
    path("vocabularies/", status.Vocabularies.as_view({"get": "list"}), name="vocabularies-list"),
]

version_1 = [*router.urls, *questions, *releases, *vocabularies, path("tokens/current/", token.CurrentToken.as_view(), name="current-token")]
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
