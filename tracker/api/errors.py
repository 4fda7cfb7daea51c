"""Every error of the API as problem details (RFC 9457): what is wrong, where, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from roadmaps.adoption import MayNotOverrule
from roadmaps.models import StaleRecord

MEDIA_TYPE = "application/problem+json"
KINDS = {
    400: ("invalid-request", "The request is not valid"),
    401: ("not-authenticated", "You are not signed in"),
    403: ("not-permitted", "You may not do this"),
    404: ("not-found", "There is nothing at this address"),
    405: ("method-not-allowed", "This address does not take that method"),
    406: ("not-acceptable", "There is no answer in that format"),
    409: ("conflict", "This does not go together with what is stored"),
    412: ("precondition-failed", "It has changed since you read it"),
    415: ("unsupported-media-type", "That format of a body is not read here"),
    428: ("precondition-required", "Say which version you change"),
    429: ("too-many-requests", "Too many requests"),
    500: ("server-error", "Something went wrong here"),
}
"""Status → the stable last part of the problem's type, and its title."""
LOCATIONS = [("query", "query"), ("body", "body"), ("header", "header"), ("record", "record")]
PROBLEMS_PAGE = "/api/problems/"


class InvalidParameters(APIException):
    """Parameters of the query that are unknown or have a wrong value; each is named, with what is allowed."""

    status_code = 400

    def __init__(self, errors: list[dict[str, Any]]):
        self.errors = errors
        super().__init__(" ".join(error["detail"] for error in errors))


def wrong_parameter(name: str, detail: str, allowed: Iterable[str] = ()) -> dict[str, Any]:
    return {"location": "query", "name": name, "detail": detail, "allowed": list(allowed)}


class ErrorSerializer(serializers.Serializer):
    """One thing that is wrong."""

    location = serializers.ChoiceField(choices=LOCATIONS, help_text="Where it stands.")
    name = serializers.CharField(help_text="The parameter or field.")
    detail = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), help_text="What may stand there; empty where that can not be listed.")


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="What kind of problem it is; the address explains it.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ErrorSerializer(  # type: ignore[assignment]  # the metaclass takes fields out of the class
        many=True, help_text="Each thing that is wrong; empty where there is no more to say than the detail."
    )


def problem(status: int, detail: str, errors: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    name, title = KINDS.get(status) or ("other", HTTPStatus(status).phrase)
    return {"type": f"{PROBLEMS_PAGE}#{name}", "title": title, "status": status, "detail": detail, "errors": list(errors)}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler."""
    if isinstance(error, Http404):
        return _answer(404, "There is no such record.")
    if isinstance(error, PermissionDenied):
        return _answer(403, "You may not do this.")
    if isinstance(error, MayNotOverrule):
        return _answer(403, " ".join(error.messages))
    if isinstance(error, StaleRecord):
        return _answer(412, " ".join(error.messages))
    if isinstance(error, ValidationError):
        return _answer(400, " ".join(error.messages))
    if isinstance(error, ProtectedError):
        needed_by = sorted(error.protected_objects, key=lambda record: (record._meta.model_name, record.pk))
        told = [{"location": "record", "name": r.pk, "detail": f"The {r._meta.verbose_name} “{r.pk}” needs it.", "allowed": []} for r in needed_by]
        return _answer(409, "It is still needed by other records; nothing was deleted.", told)
    if isinstance(error, IntegrityError):
        return _answer(409, "Something was stored at the same moment with which this does not go together. Nothing was stored.")
    if not isinstance(error, APIException):
        return None  # an uncaught error goes to the log, and to server_error() below
    response = _answer(error.status_code, _text_of(error.detail), getattr(error, "errors", ()))
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    return response


def _answer(status: int, detail: str, errors: Iterable[dict[str, Any]] = ()) -> Response:
    return Response(problem(status, detail, errors), status=status, content_type=MEDIA_TYPE)


def _text_of(detail: Any) -> str:
    if isinstance(detail, dict):
        return " ".join(f"{name}: {_text_of(part)}" for name, part in detail.items())
    return " ".join(map(_text_of, detail)) if isinstance(detail, list) else str(detail)


# What Django answers itself, before any view of the API is found: the same shape under /api/, its own pages elsewhere.


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _plain_answer(status: int, detail: str) -> HttpResponse:
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain_answer(400, "The request can not be read.") if _is_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain_answer(403, "You may not do this.") if _is_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _is_api(request):
        return defaults.page_not_found(request, exception)
    return _plain_answer(404, "There is nothing at this address. The addresses stand in /api/docs/.")


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain_answer(500, "The error is in the log.") if _is_api(request) else defaults.server_error(request)
