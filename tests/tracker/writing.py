"""How the tests write through the API."""

from typing import Any

from rest_framework.test import APIClient

from tests import cast
from tests.tracker.openapi import at, committed


class Writer:
    """Somebody who is signed in, as a token signs in: nobody but the API knows of it."""

    def __init__(self, user=None):
        self.client = APIClient()
        if user is not None:
            self.client.force_authenticate(user)

    def send(self, method: str, path: str, body=None, version=None, **parameters):
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        headers = {} if version is None else {"if-match": f'"{version}-a1b2c3"'}
        return getattr(self.client, method)(f"/api/v1/{path}?{query}", body, format="json", headers=headers)

    def post(self, path, body=None, version=None, **parameters):
        return self.send("post", path, body, version, **parameters)

    def put(self, path, body, version=1, **parameters):
        return self.send("put", path, body, version, **parameters)

    def patch(self, path, body, version=1, **parameters):
        return self.send("patch", path, body, version, **parameters)

    def delete(self, path, version=1, reason="Entered twice.", **parameters):
        return self.send("delete", path, None, version, reason=reason, **parameters)


def editor() -> Writer:
    return Writer(cast.editor())


def reviewer() -> Writer:
    return Writer(cast.reviewer())


def good(answer, code: int = 200) -> Any:
    """The body of an answer that is as it should be."""
    assert answer.status_code == code, answer.content.decode()
    return answer.json() if answer.content else None


def problem(answer, code: int = 400) -> dict:
    """The problem that the API answers."""
    assert answer.status_code == code, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def complaints(answer, code: int = 400) -> dict[str, str]:
    """Path in the body → what is wrong there."""
    return {error["name"]: error["detail"] for error in problem(answer, code)["errors"]}


def as_sent(shown: Any, request: str) -> Any:
    """What an answer shows, as a request writes it: by the published description, with slugs in place of links."""
    return _sent(shown, {"$ref": f"#/components/schemas/{request}"})


def _sent(shown: Any, described: dict) -> Any:
    while "$ref" in described:
        described = at(committed(), described["$ref"])
    if "properties" in described:
        return {name: _sent(shown[name], part) for name, part in described["properties"].items() if name in shown}
    if isinstance(shown, list):
        return [_sent(part, described["items"]) for part in shown]
    return shown["slug"] if isinstance(shown, dict) and "slug" in shown else shown


REQUESTS = {
    "topics": "TopicRequest",
    "parties": "PartyRequest",
    "sources": "SourceRequest",
    "speakers": "SpeakerRequest",
    "negotiations": "NegotiationRequest",
    "terms": "TermRequest",
    "aims": "AimRequest",
    "road-maps": "RoadMapDetailRequest",
    "summits": "SummitDetailRequest",
    "events": "EventRequest",
    "polls": "PollRequest",
    "statements": "StatementDetailRequest",
    "status-claims": "StatusClaimRequest",
    "tallies": "TallyRequest",
    "positions": "PositionRequest",
}
"""Resource → the name of what describes its body; what links to others stands after them."""
