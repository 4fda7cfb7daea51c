"""Every page and every action of the desk, and who gets to see it or to send it. The pages stand in pages.py.

**To add an action**: its name goes into ACTIONS.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from roadmaps.models import Record, Source
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page
from tests.roadmaps.admin.pages import (
    ALL,
    EDITORS,
    ONLY_REVIEWERS,
    ONLY_SUPERUSERS,
    PAGES,
    PAGES_OF,
    READERS,
    ROUTES,
    WHO,
    WITHOUT_A_NAME,
    one_of_each,
    start_of,
)

pytestmark = pytest.mark.django_db

ACTIONS = {
    "delete_selected": {"roadmaps": ONLY_REVIEWERS, "auth": ONLY_SUPERUSERS, "axes": ONLY_SUPERUSERS, "tracker": READERS},
    "adopt": {"roadmaps": EDITORS},
    "record_beside": {"roadmaps": EDITORS},
    "withdraw": {"roadmaps": EDITORS},
    "cleanup_expired_attempts": {"axes": ONLY_SUPERUSERS},
}


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
    return one_of_each()


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
        entry, address = route.entry(), route.address(records)
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
