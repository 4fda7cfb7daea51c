"""Which methods are taken, and which format an answer has."""

from rest_framework.negotiation import DefaultContentNegotiation

from tracker.api.errors import InvalidParameters, wrong_parameter

METHODS = ["get", "head", "post", "put", "patch", "delete"]
"""OPTIONS is not among them: the OpenAPI document says more. (What browsers ask before they send is answered before any view.)"""


class ProblemsAreJson(DefaultContentNegotiation):
    """Who asks for problem+json is answered in JSON: some generated clients name the media type of the errors only."""

    def get_accept_list(self, request):
        return [accepted.replace("application/problem+json", "application/json") for accepted in super().get_accept_list(request)]

    def select_renderer(self, request, renderers, format_suffix=None):
        """Where there are several formats the parameter ``format`` names one, whatever is accepted."""
        asked = request.query_params.get("format")
        if not asked or len(renderers) == 1:
            return super().select_renderer(request, renderers, format_suffix)
        named = {renderer.format: renderer for renderer in renderers}
        if asked not in named:
            raise InvalidParameters([wrong_parameter("format", f"“{asked}” is not one of: {', '.join(named)}.", named)])
        return named[asked], named[asked].media_type
