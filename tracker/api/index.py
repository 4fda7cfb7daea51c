"""What there is, for who tries an address; programs read it in the OpenAPI document, in which this does not stand."""

from collections.abc import Sequence

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from tracker.api.media import ProblemsAreJson


class Index(APIView):
    permission_classes = [AllowAny]
    content_negotiation_class = ProblemsAreJson
    lists: Sequence[str] = ()
    """The names of the addresses of all lists."""

    @extend_schema(exclude=True)
    def get(self, request):
        pages = {"documentation": "api-docs", "reference": "api-redoc", "openapi": "api-openapi", "problems": "api-problems"}
        return Response(
            {
                "lists": {name.removesuffix("-list"): reverse(f"api:{name}", request=request) for name in self.lists},
                **{what: reverse(name, request=request) for what, name in pages.items()},
            }
        )
