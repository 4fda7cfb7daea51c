"""Every error as a problem: what a view raises, what the record and the database refuse, what Django answers before any view."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views import defaults
from rest_framework.exceptions import APIException

from roadmaps.adoption import MayNotOverrule
from roadmaps.models.record import StaleRecord
from tracker.api.paths import leaves, path_of
from tracker.api.problems import MEDIA_TYPE, problem, wrong

RETRY_AFTER = 5
"""Seconds until a database that did not answer is worth asking again."""
MOST_DEPENDANTS_LISTED = 100

log = logging.getLogger(__name__)


class InvalidRequest(APIException):
    """Parts of the request are unknown or have a wrong value; each is named, with what is allowed."""

    status_code = 400

    def __init__(self, errors: list[dict[str, Any]]):
        self.errors = errors
        super().__init__(" ".join(map(self.told, errors)))

    @staticmethod
    def told(error: dict[str, Any]) -> str:
        """One of them, for who reads the detail only."""
        return error["detail"]


class InvalidParameters(InvalidRequest):
    """It is the query."""


def wrong_parameter(name: str, detail: str, allowed: Iterable[str] = ()) -> dict[str, Any]:
    return wrong("query", name, detail, allowed)


# --- What is raised inside a view ---------------------------------------------------------------

Found = tuple[int, str, list[dict[str, Any]]]
"""Status, detail, errors."""


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler. A problem is JSON even where the view writes pages, or tables."""
    found = diagnosis(error)
    if found is None:
        return None  # an uncaught error goes to the log, and to server_error() below
    if isinstance(error, Error) and not isinstance(error, ProtectedError | RestrictedError):
        log.warning("Answered with %s", found[0], exc_info=error)  # the answer does not show what the database said
    return plain_problem(*found, error=error)


def diagnosis(error: BaseException | None) -> Found | None:
    """What an error means for who asked; None for a fault of our own."""
    return next((meaning(error) for kinds, meaning in _MEANINGS if isinstance(error, kinds)), None)


def _headers(error: BaseException | None, status: int) -> Iterator[tuple[str, str]]:
    if wait := getattr(error, "wait", RETRY_AFTER if status == 503 else None):
        yield "Retry-After", str(max(1, int(wait)))
    if challenge := getattr(error, "auth_header", None):
        yield "WWW-Authenticate", challenge


def _always(status: int, detail: str) -> Callable[[Any], Found]:
    return lambda error: (status, detail, [])


def _of_rest_framework(error: APIException) -> Found:
    if isinstance(error, InvalidRequest):
        return error.status_code, str(error.detail), error.errors
    errors = _in_the_body(error.detail) if isinstance(error.detail, dict | list) else []
    detail = " ".join(entry["detail"] for entry in errors) if errors else str(error.detail)
    slugs = error.detail.get("slug", ()) if isinstance(error.detail, dict) else ()
    return 409 if _key_is_taken(slugs) else error.status_code, detail, errors


def _of_the_record(error: ValidationError) -> Found:
    details = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    errors = _in_the_body(details)
    slugs = getattr(error, "error_dict", {}).get("slug", ())
    return 409 if _key_is_taken(slugs) else 400, " ".join(entry["detail"] for entry in errors), errors


def _in_the_body(messages: Any) -> list[dict[str, Any]]:
    return [wrong("body", path_of(way), str(message)) for way, message in leaves(messages)]


def _key_is_taken(refusals: Iterable[Any]) -> bool:
    """A conflict: who repeats a creation learns that the first one arrived."""
    return any(getattr(refusal, "code", "") == "unique" for refusal in refusals)


def _of_what_is_needed(error: ProtectedError | RestrictedError) -> Found:
    needed_by: set[Any] = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    records = sorted(needed_by, key=lambda record: (record._meta.model_name, str(record.pk)))[:MOST_DEPENDANTS_LISTED]
    errors = [wrong("record", str(record.pk), f"The {record._meta.verbose_name} “{record.pk}” needs it.") for record in records]
    return 409, "It is still needed by other records; nothing was deleted.", errors


_MEANINGS: list[tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any], Found]]] = [
    (APIException, _of_rest_framework),
    (Http404, _always(404, "There is no such record.")),
    (ObjectDoesNotExist, _always(404, "It, or what it belongs to, was deleted at this moment.")),
    (PermissionDenied, _always(403, "You may not do this.")),
    (MayNotOverrule, lambda error: (403, *_of_the_record(error)[1:])),
    (StaleRecord, lambda error: (412, *_of_the_record(error)[1:])),
    (ValidationError, _of_the_record),
    ((ProtectedError, RestrictedError), _of_what_is_needed),
    (
        IntegrityError,
        _always(409, "Something was stored at the same moment with which this does not go together. Nothing was stored; read it again."),
    ),
    ((OperationalError, InterfaceError), _always(503, "The database does not answer. Nothing was stored.")),
    (RequestDataTooBig, _always(413, "The body is too large.")),
    ((DataError, OverflowError), _always(400, "A value is larger, or longer, than can be stored.")),
    (RecursionError, _always(400, "The request is nested too deep.")),
    (UnicodeError, _always(400, "The request holds text that is not valid UTF-8.")),
    ((SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError), _always(400, "The request can not be read.")),
]
"""The first that fits."""


# --- What Django answers itself, before any view of the API is found: problems under /api/, its own pages elsewhere ---


def is_api(request: HttpRequest) -> bool:
    return re.match(r"/+api(/|$)", request.path_info) is not None


def plain_problem(status: int, detail: str, errors: Iterable[dict[str, Any]] = (), error: BaseException | None = None) -> HttpResponse:
    """The answer; its headers follow from what was raised."""
    return JsonResponse(
        problem(status, detail, errors),
        status=status,
        content_type=MEDIA_TYPE,
        headers=dict(_headers(error, status)),
        json_dumps_params={"ensure_ascii": False},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_api(request):
        return defaults.bad_request(request, exception)
    return plain_problem(*(diagnosis(exception) or (400, "The request can not be read.", [])))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain_problem(403, "You may not do this.") if is_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_api(request):
        return defaults.page_not_found(request, exception)
    return plain_problem(404, "There is nothing at this address. /api/v1/ lists what there is.")


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    found = diagnosis(error) or (500, "The error is in the log.", [])
    if is_api(request):
        return plain_problem(*found, error=error)
    if found[0] != 503:
        return defaults.server_error(request)
    page = defaults.server_error(request, "503.html")
    page.status_code, page["Retry-After"] = 503, str(RETRY_AFTER)
    return page
