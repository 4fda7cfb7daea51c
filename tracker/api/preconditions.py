"""Who changes a record says which version of it he has read: ``If-Match`` with the ETag that came with it.

A detail's tag is ``"<version>-<validator>"``. What is written depends on the version alone, so that the same record
read on another day, or in another format, may be changed too.
"""

from __future__ import annotations

import re
from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer

from roadmaps.models import Record
from tracker.api.etags import tag

HEADER = "If-Match"
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


class PreconditionFailed(APIException):
    """The record is no longer what it was when it was read."""

    status_code = 412
    default_code = "precondition_failed"


class PreconditionRequired(APIException):
    """Who changes a record without saying which version of it he has read might overwrite what he never saw."""

    status_code = 428
    default_code = "precondition_required"


def tag_of(body: dict[str, Any]) -> str:
    """The ETag of a detail, from what it shows."""
    return tag(JSONRenderer().render(body), body["version"])


def require(request, record: Record) -> None:
    """Any of the tags given must be of the record's version. (The ``W/`` of a proxy that compresses does not matter: versions are compared, not bytes.)"""
    given = request.headers.get(HEADER, "").strip()
    if given in ("", "*"):
        raise PreconditionRequired("Say which version you change: send the ETag of what you have read in If-Match.")
    versions = {found.partition("-")[0] for found in _TAG.findall(given)}
    if str(record.version) not in versions:
        raise PreconditionFailed(f"You have read another version; it is {record.version} now. Nothing was stored: read it again.")
