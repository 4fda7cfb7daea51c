"""Every page and every action of the desk, and who gets to see it or to send it.

The pages are found by walking the addresses of the admin; one that does not stand in the tables below fails the test.
**To add a page**, e.g. the import of a table or the revert of a record: a page that every record has goes into
RECORD_PAGES by the last part of its name (``roadmaps_source_import`` is "import"), any other into PAGES by its whole
name. ``read`` is what a GET answers, ``write`` what an empty POST answers, where that differs; ``args`` makes the
arguments of the address from a record. Whoever may revert or import is ONLY_REVIEWERS.
**To add an action**: its name goes into ACTIONS.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, reverse

from roadmaps.models import Record, Source
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page
from tracker.models import Token, make_token

pytestmark = pytest.mark.django_db

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
    "roadmaps_statusclaim_judge": Page(EDITORS, args=lambda record: ["adopted"]),  # over a rival: test_overruling.py
    "roadmaps_statement_record": Page(EDITORS),
    "auth_user_password_change": Page(ONLY_SUPERUSERS, args=key),
    "axes_accessattempt_add": Page(NOBODY),  # the log in itself makes them
}
WITHOUT_A_NAME = {
    "<path:object_id>/": "an old address of a record's page, led to the new one",
    "(?P<url>.*)$": "whatever is no page, which is a 404",
}
ACTIONS = {
    "delete_selected": {"roadmaps": ONLY_REVIEWERS, "auth": ONLY_SUPERUSERS, "axes": ONLY_SUPERUSERS, "tracker": READERS},
    "adopt": {"roadmaps": EDITORS},
    "record_beside": {"roadmaps": EDITORS},
    "withdraw": {"roadmaps": EDITORS},
    "cleanup_expired_attempts": {"axes": ONLY_SUPERUSERS},
}


class Route(NamedTuple):
    name: str
    model: Any

    def entry(self) -> Page | None:
        kind = self.model and self.name.removeprefix(f"{self.model._meta.app_label}_{self.model._meta.model_name}_")
        return PAGES.get(self.name) or (kind and PAGES_OF.get(self.model._meta.app_label, {}).get(kind)) or None


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


def test_every_page_stands_in_the_tables():
    assert len(ROUTES) > 100
    assert [route.name for route in ROUTES if route.entry() is None] == []
    assert {path.removeprefix(start_of(path)) for name, path in ALL if not name} == set(WITHOUT_A_NAME)


def test_no_page_of_the_tables_is_gone():
    assert set(PAGES) <= {route.name for route in ROUTES}
    for app, pages in PAGES_OF.items():
        names = {route.name for route in ROUTES if route.name.startswith(f"{app}_")}
        assert [kind for kind in pages if not any(name.endswith(f"_{kind}") for name in names)] == []


@pytest.fixture
def records():
    """One of everything that the desk shows."""
    attempt = AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", user_agent="x", failures_since_start=1)
    bystander = cast.user("bystander")
    token, _ = make_token(bystander, "of another")
    return {**cast.one_of_each(), Group: Group.objects.create(name="a-group"), User: bystander, AccessAttempt: attempt, Token: token}


@pytest.fixture
def enter():
    """A new client, logged in as one of WHO."""
    accounts = {
        "stranger": cast.user("stranger"),
        "reader": cast.user("reader"),
        "editor": cast.editor(),
        "reviewer": cast.reviewer(),
        "superuser": cast.user("chief", is_superuser=True),
    }
    accounts["reader"].user_permissions.set(Permission.objects.filter(content_type__app_label="roadmaps", codename__startswith="view_"))

    def client_of(who):
        client = Client()
        if who in accounts:
            client.force_login(accounts[who])
        return client

    return client_of


def answer(response) -> str:
    if response.status_code == 302 and response.url.startswith(reverse("admin:login")):
        return "login"
    return {200: "yes", 302: "yes", 403: "no", 404: "nothing", 405: "405"}[response.status_code]


@pytest.mark.parametrize("who", WHO)
def test_every_page_answers_as_the_tables_say(records, enter, who):
    expected, found, client = {}, {}, enter(who)
    for route in sorted(ROUTES, key=lambda route: route.name == "logout"):
        entry = route.entry()
        address = reverse(f"admin:{route.name}", args=entry.args(records.get(route.model)))
        for method, row in (("get", entry.read), ("post", entry.write or entry.read)):
            expected[f"{method} {route.name}"] = row.split()[WHO.index(who)]
            data = entry.query if method == "get" else {}
            found[f"{method} {route.name}"] = answer(getattr(client, method)(address, data))
    assert {name: word for name, word in found.items() if expected[name] != word} == {}


def offered(client, model) -> set[str] | str:
    """The actions that the list of a model offers; Django takes no other."""
    response = client.get(page(model, "changelist"))
    if response.status_code != 200:
        return set()
    form = response.context["action_form"]
    return {name for name, _ in form.fields["action"].choices if name} if form else set()


@pytest.mark.parametrize("who", WHO)
def test_every_action_is_offered_as_the_table_says(records, enter, who):
    client = enter(who)
    for model in admin.site._registry:
        possible = {name: ACTIONS[name][model._meta.app_label] for name in offered(enter("superuser"), model)}
        assert offered(client, model) == {name for name, row in possible.items() if row.split()[WHO.index(who)] == "yes"}, model


def test_no_action_of_the_table_is_gone(records, enter):
    assert set.union(*(offered(enter("superuser"), model) for model in admin.site._registry)) == set(ACTIONS)


# What is refused does not happen.


@pytest.mark.parametrize(("who", "left"), [("editor", 1), ("reviewer", 0)])
def test_only_a_reviewer_deletes_by_the_page(enter, who, left):
    source = cast.source()
    enter(who).post(page(source, "delete", source.pk), {"post": "yes", "reason": "Entered twice."})
    assert Source.objects.count() == left


@pytest.mark.parametrize(("who", "left"), [("editor", 1), ("reviewer", 0)])
def test_only_a_reviewer_deletes_by_the_action(enter, who, left):
    source = cast.source()
    enter(who).post(
        page(Source, "changelist"), {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes", "reason": "Entered twice."}
    )
    assert Source.objects.count() == left


@pytest.mark.parametrize(("who", "left"), [("editor", 2), ("reviewer", 1)])
def test_only_a_reviewer_deletes_a_row_under_a_record(enter, who, left):
    statement, client = cast.statement(sources=2), enter(who)
    response = client.post(page(statement), filled_in(client, page(statement)) | {"citations-0-DELETE": "on"})
    assert response.status_code == 302
    assert statement.citations.count() == left


@pytest.mark.parametrize(("who", "title"), [("reader", "As it is"), ("editor", "As it is"), ("reviewer", "As it was")])
def test_only_a_reviewer_reverts(enter, who, title):
    source: Record = cast.source(title="As it was")
    source.title = "As it is"
    source.save()
    address = page(source, "version", source.pk, source.history.earliest().revision)
    enter(who).post(address, {"reason": "It was right before.", "seen": source.history.latest().revision})
    assert Source.objects.get().title == title
