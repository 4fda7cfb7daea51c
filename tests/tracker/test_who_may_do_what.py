"""Every address of the API, every method, and who gets to use it.

The addresses are found by walking the routes; one that does not stand in the tables below fails the test. **To add an
address**: one that several resources have goes into KINDS by the last part of its name (``status-claims-adopt`` is
"adopt"), any other into ADDRESSES by its whole name. A method that is not named is not taken: a 405 for everybody.
"""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import cast
from tracker.api.urls import router
from tracker.models import make_token

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "expired", "stranger", "editor", "reviewer", "admin")
"""All but the anonymous send a token: one that has expired, or one of an account in no group, in a group, or of a superuser."""
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")

# What they get, in that order: "yes" is whatever is not refused for who they are, e.g. the complaint that the body is empty.
ANYBODY = "yes 401 yes yes yes yes"
EDITORS = "401 401 403 yes yes yes"
ONLY_REVIEWERS = "401 401 403 403 yes yes"
WHOEVER_HAS_A_TOKEN = "401 401 yes yes yes yes"
NOBODY = "405 405 405 405 405 405"
NOBODY_OF_A_PAGE = "405 401 405 405 405 405"  # DRF's own pages ask first who it is
PAGE = "yes yes yes yes yes yes"  # of Django's own, which asks for no token

READ = {"get": ANYBODY, "head": ANYBODY}
NOTHING = dict.fromkeys(METHODS, NOBODY)
READ_PAGE = {**dict.fromkeys(METHODS, NOBODY_OF_A_PAGE), **READ}
JUDGE = {**NOTHING, "post": EDITORS}
QUESTION = {**NOTHING, **READ}
KINDS = {
    "list": {**NOTHING, **READ, "post": EDITORS},
    "detail": {**NOTHING, **READ, "put": EDITORS, "patch": EDITORS, "delete": ONLY_REVIEWERS},
    "adopt": JUDGE,
    "record-beside": JUDGE,
    "withdraw": JUDGE,
    **dict.fromkeys(("summary", "progress", "timeline", "reconciliation", "positions-matrix", "dataset", "changes", "history"), QUESTION),
}
ADDRESSES = {
    "api-index": READ_PAGE,
    "api-v1-index": READ_PAGE,
    "api-schema": READ_PAGE,
    "api-openapi": READ_PAGE,
    "api-docs": READ_PAGE,
    "api-redoc": READ_PAGE,
    "api-problems": {**NOTHING, **dict.fromkeys(("get", "head", "options"), PAGE)},
    "dataset": QUESTION,
    "catalogue-changes": QUESTION,
    "releases-list": QUESTION,
    "statuses-list": QUESTION,
    "statuses-detail": QUESTION,
    "vocabularies-list": QUESTION,
    "current-token": {**NOTHING, "delete": WHOEVER_HAS_A_TOKEN},
}


class Route(NamedTuple):
    name: str
    namespace: str
    takes_slug: bool

    def kind(self) -> str:
        return self.name.removeprefix(f"{self.resource()}-")

    def resource(self) -> str:
        return next((prefix for prefix, _, _ in router.registry if self.name.startswith(f"{prefix}-")), "")

    def entry(self) -> dict[str, str] | None:
        return ADDRESSES.get(self.name) or KINDS.get(self.kind())

    def address(self, slugs) -> str:
        name = f"{self.namespace}:{self.name}" if self.namespace else self.name
        return reverse(name, kwargs={"slug": slugs[self.resource()]} if self.takes_slug else None)


def walk(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, pattern.namespace or namespace)
        else:
            yield Route(pattern.name, namespace, bool(pattern.pattern.regex.groups))


ROUTES = sorted(
    walk(next(pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "api/").url_patterns),
    key=lambda route: route.name == "current-token",  # last: it revokes what the others are asked with
)


def test_every_address_stands_in_the_tables():
    assert len(ROUTES) > 30
    assert [route.name for route in ROUTES if route.entry() is None] == []


def test_no_address_of_the_tables_is_gone():
    assert set(ADDRESSES) <= {route.name for route in ROUTES}
    assert set(KINDS) <= {route.kind() for route in ROUTES}


@pytest.fixture
def slugs():
    """A record of every resource."""
    records = {model: record.pk for model, record in cast.one_of_each().items()}
    return {prefix: records[viewset.queryset.model] for prefix, viewset, _ in router.registry} | {"": "agreed"}  # a status


@pytest.fixture
def headers():
    """What each of WHO sends along."""
    accounts = {
        "stranger": cast.user("stranger"),
        "editor": cast.editor(),
        "reviewer": cast.reviewer(),
        "admin": cast.user("chief", is_superuser=True),
    }
    secrets = {who: make_token(account, "test")[1] for who, account in accounts.items()}
    old, secrets["expired"] = make_token(accounts["admin"], "old")
    old.expiry = timezone.now() - timedelta(seconds=1)
    old.save()
    return lambda who: {"authorization": f"Bearer {secrets[who]}"} if who in secrets else {}


def answer(response) -> str:
    assert response.status_code < 500, response
    return str(response.status_code) if response.status_code in (401, 403, 405) else "yes"


@pytest.mark.parametrize("who", WHO)
def test_every_method_at_every_address_answers_as_the_tables_say(slugs, headers, who):
    expected, found = {}, {}
    for route in ROUTES:
        for method in METHODS:
            sent = {} if method in ("get", "head") else {"data": "{}", "content_type": "application/json"}
            expected[f"{method} {route.name}"] = route.entry()[method].split()[WHO.index(who)]
            found[f"{method} {route.name}"] = answer(getattr(Client(), method)(route.address(slugs), headers=headers(who), **sent))
    assert {name: word for name, word in found.items() if expected[name] != word} == {}
