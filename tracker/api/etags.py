"""Whether a reader's copy is still what would be answered: ETag, If-None-Match, 304.

An answer about one negotiation is known by the revisions under which all that it shows is written. They are read in
one query before the data, so that a tag is never newer than its answer, and a copy that is still good costs no more
than that query. Every other answer is known by its bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.response import Response

from roadmaps.models import Negotiation, Record
from roadmaps.models.record import has_unstorable_text
from roadmaps.questions.standing import today
from tracker.api.errors import is_api, plain_problem
from tracker.caching import Validator, has_already, revisions

READING = ("GET", "HEAD")


def tag(validator: bytes, version: int | None = None) -> str:
    """Of one record it begins with the record's version, which is all that a change of it is compared by."""
    digest = sha256(validator).hexdigest()[:32]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


@cache
def release() -> str:
    """The code that answers. A number of a version would stay the same while it is worked on."""
    digest = sha256()
    for app in ("roadmaps", "tracker"):
        for module in sorted(Path(apps.get_app_config(app).path).rglob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()


# --- Answers about one negotiation --------------------------------------------------------------


class NotModified(Exception):
    """The reader has it already."""


class Validated:
    """For views: an answer about one negotiation gets the tag of the revisions that it shows, and is not computed for who has it."""

    shows_besides: tuple[str, ...] | None = ()
    """The ways from one record to other negotiations of which its detail shows something; None where nobody knows before it is asked."""
    settle_the_day: tuple[str, ...] = ("as_of", "known_on")
    """Parameters; with one of them an answer does not change when a new day begins."""
    revisions_tell_all = True
    """False where an answer shows more than can be known beforehand: its bytes are compared then."""
    validator: Validator | None = None
    """By which the answer may be kept and given again."""
    etag: str | None = None
    known: list[Record] = []
    """Records of which it is known that they are there, since their revisions were read."""
    kwargs: dict[str, Any]
    queryset: Any

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        self.etag = self.tag_of_revisions(request) if self.revisions_tell_all and request.method in READING else None
        if self.etag and has_already(request, self.etag):
            raise NotModified

    def tag_of_revisions(self, request) -> str | None:
        """None where it is not known beforehand which revisions matter, and where there is nothing."""
        one_record = "slug" in self.kwargs
        read = _reading_of_one_record(self) if one_record else _reading_of_one_negotiation(self, request)
        if read is None or not (found := read()):
            return None
        if not one_record:
            self.known = [Negotiation.from_db(self.queryset.db, ["slug", "revision"], (request.query_params["negotiation"], found[0]))]
        day = None if any(name in request.query_params for name in self.settle_the_day) else today()
        self.validator = Validator(read, found, day)
        circumstances = [request.build_absolute_uri(), request.accepted_renderer.format, str(day or ""), release()]
        return tag(repr([*found, *circumstances]).encode(), found[0] if one_record else None)

    def handle_exception(self, exc):
        return Response(status=304) if isinstance(exc, NotModified) else super().handle_exception(exc)  # type: ignore[misc]

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if self.etag and response.status_code in (200, 304):
            response["ETag"] = self.etag
            response.validator = self.validator
        return response


Reading = Callable[[], tuple[int, ...] | None]


def _reading_of_one_record(view: Any) -> Reading | None:
    """Of its version, and the revisions under which all that it shows is written."""
    model = getattr(view.queryset, "model", None)
    if model is None or not model.home_paths or view.shows_besides is None:
        return None  # a vocabulary, or what negotiations share
    (home,) = model.home_paths
    revision = "revision" if home == "slug" else f"{home}__revision"
    return partial(revisions, model, view.kwargs["slug"], "version", revision, sums=tuple(f"{way}__revision" for way in view.shows_besides))


def _reading_of_one_negotiation(view: Any, request: Any) -> Reading | None:
    """Of a list of what belongs to the one that is named, unless a record is named that could be another's."""
    filters, slugs = view.filterset_class.base_filters, request.query_params.getlist("negotiation")
    elsewhere = [name for name in request.query_params if name != "negotiation" and _leads_into_a_negotiation(filters.get(name))]
    if "negotiation" not in filters or len(slugs) != 1 or elsewhere or has_unstorable_text(slugs[0]):
        return None
    return partial(revisions, Negotiation, slugs[0], "revision")


def _leads_into_a_negotiation(parameter: Any) -> bool:
    return parameter is not None and bool(getattr(parameter.extra.get("model"), "home_paths", ()))


# --- Every other answer, and what all say about copies -------------------------------------------


class ETags:
    """Middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_api(request):
            return response
        _tell_caches(request, response)
        if request.method not in READING or response.status_code != 200 or response.streaming:
            return response
        if not response.has_header("ETag"):
            response["ETag"] = _tag_of_bytes(response)
        answer = get_conditional_response(request, response["ETag"], response=response)
        return plain_problem(412, "What is here now is not what If-Match names.") if answer.status_code == 412 else answer


def _tag_of_bytes(response) -> str:
    shown = getattr(response, "data", None)
    return tag(response.content, shown.get("version") if isinstance(shown, dict) else None)


def _tell_caches(request, response) -> None:
    """A copy may be kept, and is asked for again each time; by the reader alone where somebody is signed in."""
    signed_in = "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES
    response.headers.setdefault("Cache-Control", "private, no-cache" if signed_in else "no-cache")
    patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
