"""The pages that show the API: Swagger UI and Redoc, from this server alone, and the kinds of problems."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView

from tracker.api.problems import KINDS


class Swagger(SpectacularSwaggerSplitView):
    url_name = "api-openapi"


# Redoc searches in a worker that it makes of its own text.
@method_decorator(csp_update({"worker-src": [SELF, "blob:"]}), name="dispatch")
class Redoc(SpectacularRedocView):
    url_name = "api-openapi"
    template_name = "tracker/redoc.html"


class Problems(TemplateView):
    template_name = "tracker/problems.html"
    extra_context = {"kinds": KINDS.items()}
