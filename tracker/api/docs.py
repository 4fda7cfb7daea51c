"""The pages that show the API: its OpenAPI document, Swagger UI and Redoc, from this server alone, and the kinds of problems."""

from functools import cache

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer

from tracker.api.problems import KINDS


class OpenApi(SpectacularAPIView):
    """Made once by each process: it takes seconds, and is the same for everybody."""

    renderer_class: type[BaseRenderer]
    schema = None

    def get_renderers(self):
        return [self.renderer_class()]

    def get(self, request):
        headers = {"Content-Disposition": f'inline; filename="openapi.{self.renderer_class.format}"'}
        return HttpResponse(_document(self.renderer_class), content_type=self.renderer_class.media_type, headers=headers)


@cache
def _document(renderer_class: type[BaseRenderer]) -> str | bytes:
    document = spectacular_settings.DEFAULT_GENERATOR_CLASS().get_schema(public=True)
    return renderer_class().render(document, renderer_context={})


class OpenApiYaml(OpenApi):
    renderer_class = OpenApiYamlRenderer


class OpenApiJson(OpenApi):
    renderer_class = OpenApiJsonRenderer


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
