"""Answers that are kept, and given again only after the database has said that they still hold.

An answer that shows what stands under negotiations is right as long as their revisions, and that of what negotiations share, are what
they were when it was made, and for its day. So whoever makes such an answer gives it a ``validator``, read before the data or with
it; and each time before it is given again, the revisions are read again: one query, whichever process wrote. No answer is older than
the last write that was committed before it was asked for, and nothing need ever be thrown out.

Only for readers of whom nothing is known: a request that carries a cookie, or signs in, is neither answered from here nor kept.
"""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.db import Error, router
from django.db.models import CharField, Subquery, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import ResolverMatch
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from roadmaps.models import Catalogue, Record
from roadmaps.questions.standing import today
from tracker.api.selection import Selection, Slot
from tracker.metrics import KEPT_ANSWERS
from tracker.recent import Recent

TELLING = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_MATCH")
"""Headers that tell of somebody, or of a condition that is not asked here."""
LARGEST_PART = 16
"""No answer takes more than this part of the cache."""
WORTH_PACKING, PACKED_HOW_FAR = 500, 5
"""Bytes; and a level of zlib that takes a third of the time of the highest, for a twentieth more bytes."""
PACKED_SIZE = 0.3
"""How much of the plain size is set aside for it."""


@dataclass(frozen=True)
class Validator:
    """``read`` gives the revisions as they are now, ``found`` those of the answer; ``day`` is None where the answer is of any day."""

    read: Callable[[], Any]
    found: Any
    day: datetime.date | None = None

    def holds(self) -> bool:
        return self.day in (None, today()) and self.read() == self.found


def revisions(model: type[Record], slug: str, *columns: str, sums: tuple[str, ...] = ()) -> tuple[Any, ...] | None:
    """The columns of a record (paths to revisions), the sums of those over links to many, the revision of the catalogue; None of what is not there."""
    return next(iter(_selection(model, columns, sums, router.db_for_read(model)).rows({"slug": slug})), None)


@cache
def _selection(model: type[Record], columns: tuple[str, ...], sums: tuple[str, ...], alias: str) -> Selection:
    rows = model._base_manager.using(alias).filter(pk=Slot("slug", CharField())).order_by()
    return Selection(rows.values_list(*columns, *map(Sum, sums), Subquery(Catalogue.objects.values("revision"))))


class Kept:
    """An answer as it left the application, plain and packed."""

    def __init__(self, response: HttpResponse, validator: Validator, route: ResolverMatch | None):
        self.validator, self.route = validator, route
        patch_vary_headers(response, ["Accept-Encoding"])
        response["ETag"] = response["ETag"].removeprefix("W/")  # of one that came packed
        self.headers = {name: value for name, value in response.items() if name not in ("Content-Length", "Content-Encoding")}
        self.plain = response.content
        if response.has_header("Content-Encoding"):
            self.packed, self.plain = response.content, gzip.decompress(response.content)
        self.size = int(len(self.plain) * (1 + PACKED_SIZE)) + sum(len(name) + len(value) for name, value in self.headers.items())

    @cached_property
    def packed(self) -> bytes:
        """When somebody first asks for it, unless it came so."""
        return gzip.compress(self.plain, PACKED_HOW_FAR, mtime=0)

    def holds(self) -> bool:
        try:
            return self.validator.holds()
        except Error:
            return False  # whoever answers it then tells what is wrong with the database

    def answer(self, request: HttpRequest) -> HttpResponse:
        if has_already(request, self.headers["ETag"]):
            return HttpResponseNotModified(headers={name: value for name, value in self.headers.items() if not name.startswith("Content-")})
        if len(self.plain) > WORTH_PACKING and "gzip" in request.headers.get("Accept-Encoding", ""):
            return HttpResponse(
                self.packed, headers={**self.headers, "Content-Encoding": "gzip", "ETag": f"W/{self.headers['ETag']}"}
            )  # other bytes that mean the same
        return HttpResponse(self.plain, headers=self.headers)


def has_already(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has what this tag is of. Weak, it means the same here: a proxy may have made ours so, and what is packed has it so."""
    return etag in {known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))}


class Answers(Recent):
    """The answers of one process, up to so many bytes."""

    def keep(self, key: Any, thing: Kept) -> None:
        if thing.size * LARGEST_PART <= self.most():
            super().keep(key, thing)


answers = Answers(lambda: settings.RESPONSE_CACHE_BYTES, size_of=lambda kept: kept.size)
_HELD, _MADE = KEPT_ANSWERS.labels("held"), KEPT_ANSWERS.labels("made")


class Caching:
    """Middleware: outside all that makes an answer, inside what counts and names requests."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = _key(request)
        if key is None:
            return self.get_response(request)
        kept = answers.get(key)
        if kept and kept.holds():
            _HELD.inc()
            request.resolver_match = kept.route  # by whose name answers are counted
            return kept.answer(request)
        response = self.get_response(request)
        validator = getattr(response, "validator", None)
        if validator is None or response.status_code != 200 or response.streaming or not response.has_header("ETag"):
            return response
        _MADE.inc()
        kept = Kept(response, validator, request.resolver_match)
        answers.keep(key, kept)
        return kept.answer(request)


def _key(request: HttpRequest) -> tuple[str, ...] | None:
    """What an answer depends on besides the record; None of what is not kept."""
    meta = request.META
    if request.method != "GET" or any(map(meta.get, TELLING)):
        return None
    host = meta.get("HTTP_HOST") or f"{meta.get('SERVER_NAME')}:{meta.get('SERVER_PORT')}"
    return (request.scheme or "", host, meta.get("SCRIPT_NAME", ""), request.path_info, meta.get("QUERY_STRING", ""), meta.get("HTTP_ACCEPT", ""))
