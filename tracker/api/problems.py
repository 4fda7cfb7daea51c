"""Problem details (RFC 9457): the kinds that there are, and the shape that all of them have."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from rest_framework import serializers

from tracker.request_ids import current_request_id

MEDIA_TYPE = "application/problem+json"
PAGE = "/api/problems/"


class Kind(NamedTuple):
    """``name``: the stable last part of the problem's type."""

    name: str
    title: str
    meaning: str
    remedy: str


KINDS = {
    400: Kind(
        "invalid-request",
        "The request is not valid",
        "A parameter or a field is unknown, missing or has a value that is not allowed there, or the body can not be read.",
        "Each entry of “errors” names what is wrong and, where it can be listed, what is allowed. Correct all of them: nothing was stored.",
    ),
    401: Kind(
        "not-authenticated",
        "You are not signed in",
        "Only people who are signed in may do this, or the token is unknown, expired or revoked.",
        "Send “Authorization: Bearer …” with a token that is valid; tokens are made at the desk, or with manage.py token.",
    ),
    403: Kind(
        "not-permitted",
        "You may not do this",
        "You are signed in, but your role does not include this; or the request comes with a session and without its CSRF token.",
        "Ask a reviewer, or somebody who gives out roles. Repeating the request does not help.",
    ),
    404: Kind(
        "not-found",
        "There is nothing at this address",
        "No record has this key, or no page of the API has this address.",
        "Addresses are found in the links of other answers, and from /api/v1/ on. A record that was deleted stays away.",
    ),
    405: Kind(
        "method-not-allowed",
        "This address does not take that method",
        "The address exists, and does not do what the method asks.",
        "The header Allow lists the methods that it takes.",
    ),
    406: Kind(
        "not-acceptable",
        "There is no answer in that format",
        "None of the media types of the header Accept is offered at this address.",
        "Ask for application/json, or leave Accept out.",
    ),
    409: Kind(
        "conflict",
        "This does not go together with what is stored",
        "A record of this key exists already, others still need the record that is to be deleted, or somebody stored a rival at the same moment.",
        "Read the record again. Where others need it, “errors” lists them: change or delete those first.",
    ),
    412: Kind(
        "precondition-failed",
        "It has changed since you read it",
        "The version in If-Match is not the record's: somebody else changed it in between. Nothing was stored.",
        "Read the record, apply your change to it as it is now, and send the ETag that came with it.",
    ),
    413: Kind(
        "content-too-large",
        "The body is too large",
        "The body is larger than the API reads.",
        "Send what belongs together, and the rest in requests of their own; whole datasets are loaded with manage.py load_dataset.",
    ),
    414: Kind(
        "uri-too-long",
        "The address is too long",
        "The query is longer than the API reads.",
        "Ask for less at once.",
    ),
    415: Kind(
        "unsupported-media-type",
        "That format of a body is not read here",
        "The Content-Type of the body is not one that is read here.",
        "Send JSON, with “Content-Type: application/json”.",
    ),
    428: Kind(
        "precondition-required",
        "Say which version you change",
        "A record is changed or deleted only by somebody who says which version he has read.",
        "Read the record, and send its ETag in If-Match. “*” is not enough.",
    ),
    429: Kind(
        "too-many-requests",
        "Too many requests",
        "More requests came from you within a minute than are answered.",
        "Wait for as many seconds as Retry-After says. RateLimit-Remaining tells how many are left; who is signed in has more.",
    ),
    500: Kind(
        "server-error",
        "Something went wrong here",
        "The fault is the server's. What was being stored was not stored.",
        "Tell whoever runs the server the id in “instance”: the log has it too.",
    ),
    503: Kind(
        "unavailable",
        "The database does not answer",
        "The database can not be reached, or is too busy to answer in time. Nothing was stored.",
        "Repeat the request after as many seconds as Retry-After says.",
    ),
}
"""By status."""
LOCATIONS = [("query", "query"), ("body", "body"), ("header", "header"), ("record", "record")]


class ErrorSerializer(serializers.Serializer):
    """One thing that is wrong."""

    location = serializers.ChoiceField(
        choices=LOCATIONS, help_text="Where it stands: in the query, the body or a header; or it is another record, which is in the way."
    )
    name = serializers.CharField(
        help_text="The parameter, the field (a path, e.g. `claims[2].effective_on`; empty for the body as a whole), the header or the record's key."
    )
    detail = serializers.CharField(help_text="What is wrong with it.")
    allowed = serializers.ListField(child=serializers.CharField(), help_text="What may stand there; empty where that can not be listed.")


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="What kind of problem it is; the address explains it.")
    title = serializers.CharField(help_text="The kind of problem in words.")
    status = serializers.IntegerField(help_text="The status of the answer.")
    detail = serializers.CharField(help_text="What is wrong this time.")
    instance = serializers.CharField(help_text="This one occurrence, as `urn:uuid:…`; the id is in X-Request-ID and in the server's log too.")
    errors = ErrorSerializer(  # type: ignore[assignment]  # the metaclass takes fields out of the class
        many=True, help_text="Each thing that is wrong; empty where there is no more to say than the detail."
    )


def problem(status: int, detail: str, errors: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    kind = KINDS.get(status)
    name, title = (kind.name, kind.title) if kind else ("other", HTTPStatus(status).phrase)
    instance = f"urn:uuid:{current_request_id()}"
    return {"type": f"{PAGE}#{name}", "title": title, "status": status, "detail": detail, "instance": instance, "errors": list(errors)}


def wrong(location: str, name: str, detail: str, allowed: Iterable[str] = ()) -> dict[str, Any]:
    """One entry of ``errors``."""
    return {"location": location, "name": name, "detail": detail, "allowed": list(allowed)}
