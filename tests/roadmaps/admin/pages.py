"""Every page of the desk, found by walking the addresses of the admin, and who gets to see it or to send it.

A page that does not stand in the tables below fails test_who_may_do_what.py.
**To add a page**, e.g. the import of a table or the revert of a record: a page that every record has goes into
RECORD_PAGES by the last part of its name (``roadmaps_source_import`` is "import"), any other into PAGES by its whole
name. ``read`` is what a GET answers, ``write`` what an empty POST answers, where that differs; ``args`` makes the
arguments of the address from a record. Whoever may revert or import is ONLY_REVIEWERS.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, reverse

from roadmaps.dataset.release import make_release
from roadmaps.models import Release
from tests import cast
from tracker.models import Token, make_token

WHO = ("anonymous", "stranger", "reader", "editor", "reviewer", "superuser")
"""A stranger may log in to the desk and stands in no group; a reader has been given nothing but to view every record."""

# What they get, in that order. "login" leads to the login page, "nothing" is a 404, "405" another method.
ANYBODY = "yes yes yes yes yes yes"
ANYBODY_INSIDE = "login yes yes yes yes yes"
READERS = "login no yes yes yes yes"
EDITORS = "login no no yes yes yes"
ONLY_REVIEWERS = "login no no no yes yes"
ONLY_SUPERUSERS = "login no no no no yes"
NOBODY = "login no no no no no"
NO_METHOD_INSIDE = "login 405 405 405 405 405"


class Page(NamedTuple):
    read: str
    write: str = ""  # as reading
    args: Callable[[Any], list] = lambda record: []
    query: dict[str, str] = {}


def key(record):
    return [record.pk]


def key_and_revision(record):
    return [record.pk, record.history.latest().revision]


RECORD_PAGES = {
    "changelist": Page(READERS),
    "add": Page(EDITORS),
    "change": Page(READERS, write=EDITORS, args=key),
    "history": Page(READERS, args=key),
    "delete": Page(ONLY_REVIEWERS, args=key),
    "version": Page(READERS, write=ONLY_REVIEWERS, args=key_and_revision),  # sending it reverts to it
    "deleted": Page(READERS),
    "export": Page(READERS, args=lambda record: ["csv"]),
}
ACCOUNT_PAGES = {
    "changelist": Page(ONLY_SUPERUSERS),
    "add": Page(ONLY_SUPERUSERS),
    "change": Page(ONLY_SUPERUSERS, args=key),
    "history": Page(ONLY_SUPERUSERS, args=key),
    "delete": Page(ONLY_SUPERUSERS, args=key),
}
TOKEN_PAGES = {  # the token is a bystander's: test_tokens.py has one's own
    "changelist": Page(READERS),
    "add": Page(READERS),
    "change": Page(ONLY_SUPERUSERS, write=NOBODY, args=key),
    "history": Page(ONLY_SUPERUSERS, args=key),
    "delete": Page(ONLY_SUPERUSERS, args=key),
}
PAGES_OF = {"roadmaps": RECORD_PAGES, "auth": ACCOUNT_PAGES, "axes": ACCOUNT_PAGES, "tracker": TOKEN_PAGES}

ASKS_FOR_A_SOURCE = {"app_label": "roadmaps", "model_name": "citation", "field_name": "source"}
PAGES = {
    "index": Page(ANYBODY_INSIDE),
    "login": Page(ANYBODY),
    "logout": Page("yes 405 405 405 405 405", write=ANYBODY),  # whoever is not logged in is led to the index
    "password_change": Page(ANYBODY_INSIDE),
    "password_change_done": Page(ANYBODY_INSIDE, write=NO_METHOD_INSIDE),
    "jsi18n": Page(ANYBODY_INSIDE, write=NO_METHOD_INSIDE),
    "autocomplete": Page(READERS, write=NO_METHOD_INSIDE, query=ASKS_FOR_A_SOURCE),
    "view_on_site": Page("login nothing nothing nothing nothing nothing", args=lambda record: [ContentType.objects.get_for_model(Group).pk, 1]),
    "app_list": Page("login nothing yes yes yes yes", args=lambda record: ["roadmaps"]),
    "roadmaps_import": Page(ONLY_REVIEWERS),
    "roadmaps_release_add": Page(NOBODY),  # the command makes them
    "roadmaps_release_change": Page(READERS, write=NOBODY, args=key),
    "roadmaps_release_delete": Page(NOBODY, args=key),
    "roadmaps_statusclaim_judge": Page(EDITORS, args=lambda record: ["adopted"]),  # over a rival: test_overruling.py
    "roadmaps_statement_record": Page(EDITORS),
    "auth_user_password_change": Page(ONLY_SUPERUSERS, args=key),
    "axes_accessattempt_add": Page(NOBODY),  # the log in itself makes them
}
WITHOUT_A_NAME = {
    "<path:object_id>/": "an old address of a record's page, led to the new one",
    "(?P<url>.*)$": "whatever is no page, which is a 404",
}


class Route(NamedTuple):
    name: str
    model: Any

    @property
    def kind(self) -> str:
        """ "change" of ``roadmaps_source_change``; a page that no model has keeps its whole name."""
        return self.name.removeprefix(f"{self.model._meta.app_label}_{self.model._meta.model_name}_") if self.model else self.name

    def entry(self) -> Page | None:
        return PAGES.get(self.name) or (PAGES_OF[self.model._meta.app_label].get(self.kind) if self.model else None)

    def address(self, records: dict) -> str:
        return reverse(f"admin:{self.name}", args=self.entry().args(records.get(self.model)))


def walk(patterns, path="") -> Iterator[tuple[str | None, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path + str(pattern.pattern))
        else:
            yield pattern.name, path + str(pattern.pattern)


MODELS = {f"{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}


def start_of(path) -> str:
    return next((start for start in MODELS if path.startswith(start)), "")


ALL = list(walk(admin.site.urls[0]))
ROUTES = [Route(name, MODELS.get(start_of(path))) for name, path in ALL if name]


def one_of_each() -> dict:
    """A record of everything that the desk shows, by its model."""
    attempt = AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", user_agent="x", failures_since_start=1)
    bystander = cast.user("bystander")
    token, _ = make_token(bystander, "of another")
    made = {Group: Group.objects.create(name="a-group"), User: bystander, AccessAttempt: attempt, Token: token}
    return {**cast.one_of_each(), **made, Release: make_release()}
