"""A page of every kind that the desk has, from the table of all its pages."""

from collections.abc import Iterator
from typing import NamedTuple

from roadmaps.models import Source, Statement, StatusClaim
from roadmaps.rules import record_models
from tests.roadmaps.admin.desk import page as address_of
from tests.roadmaps.admin.pages import ROUTES, WHO

NO_PAGE_TO_LOOK_AT = {"autocomplete", "export", "jsi18n", "login", "logout"}
ALIKE = {"add", "history", "version", "deleted", "delete"}
"""Kinds that are one template for all records: they are looked at for statements, which have rows of every sort under them."""


class Visit(NamedTuple):
    name: str
    kind: str
    address: str


def every_kind(records) -> Iterator[Visit]:
    """What a superuser, who is logged in, may see."""
    for route in ROUTES:
        is_open = route.entry().read.split()[WHO.index("superuser")] == "yes"
        if is_open and route.kind not in NO_PAGE_TO_LOOK_AT and not _is_like_that_of_statements(route):
            yield Visit(route.name, route.kind, route.address(records))
    yield Visit("record, of a negotiation", "record", address_of(Statement, "record") + "?negotiation=fishery-talks")
    yield Visit("judge, a claim", "judge", address_of(StatusClaim, "judge", "withdrawn") + f"?claim={records[StatusClaim].pk}")
    yield Visit("changelist, of what is missing", "changelist", address_of(Source, "changelist") + "?missing=date")


def _is_like_that_of_statements(route) -> bool:
    return route.kind in ALIKE and route.model in record_models() and route.model is not Statement
