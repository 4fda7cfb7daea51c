"""How much the API reads at once. The numbers stand here alone; the OpenAPI document and the problems quote them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException

from tracker.api.errors import is_api, plain_problem

BODY = 1_000_000
"""Bytes."""
DEPTH = 20
"""Of arrays and objects in one another."""
QUERY = 8_000
"""Characters of the query, percent-encoded."""
PARAMETERS = 100


class TooLarge(APIException):
    status_code = 413
    default_detail = f"The body is larger than {BODY:,} bytes."


class Limits:
    """Middleware: refuses before anything is read or parsed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return (is_api(request) and _refusal(request)) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    query = request.META.get("QUERY_STRING", "")
    if len(query) > QUERY:
        return plain_problem(414, f"The query is {len(query):,} characters long; at most {QUERY:,} are read.")
    if (parameters := query.count("&") + 1) > PARAMETERS:
        return plain_problem(400, f"The query has {parameters} parameters; at most {PARAMETERS} are read.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY:
        return plain_problem(413, TooLarge.default_detail)
    return None
