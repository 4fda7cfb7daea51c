"""No page of the desk breaks a rule of accessibility, seriously, that Django's own page of that kind keeps: axe is the judge."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import override_settings
from django.urls import reverse

from roadmaps.models import Citation, Source, Statement, Term
from tests import cast
from tests.browser import stock
from tests.browser.kinds import every_kind
from tests.roadmaps.admin.desk import page as address_of
from tests.roadmaps.admin.pages import one_of_each
from tracker.models import Token

pytestmark = pytest.mark.urls("tests.browser.stock")

DJANGOS_TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "DIRS": [Path(admin.__file__).parent / "templates"]}]
"""And none of ours, which take their place."""

FRAME, FORM, ROWS, LIST = "frame", "form", "form with rows", "list"
WHAT_DJANGO_HAS = {
    "changelist": LIST, "add": ROWS, "change": ROWS, "password_change": FORM,
    "record": FORM, "preview": FORM, "mistakes_in_what_is_recorded": FORM, "conflict": FORM,
}  # fmt: skip
"""Any other kind of page is held to the frame, which all have: header, breadcrumbs, the list of models."""

RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
VISITED = {"light": list, "dark": lambda visits: {visit.name if visit.kind == "change" else visit.kind: visit for visit in visits}.values()}
"""Nothing but the colours differs in the dark, and these not from list to list."""

WITHOUT_THE_SIDEBAR = {"exclude": ["#nav-sidebar"]}
"""It is on every page, large, and the same list as the index."""


def broken(page, scheme) -> set[tuple[str, str]]:
    """The rules that a page breaks seriously, each with the tag and the class of what breaks it."""
    found = Axe().run(page, WITHOUT_THE_SIDEBAR, {"resultTypes": ["violations"], "preload": False, **RULES[scheme]}).response["violations"]
    return {(rule["id"], shape(node["html"])) for rule in found if rule["impact"] in ("serious", "critical") for node in rule["nodes"]}


def shape(html: str) -> str:
    tag = re.match(r"<[^>]*>", html)[0]
    return ".".join([re.match(r"<(\w+)", tag)[1], *re.findall(r' class="([^"]*)"', tag)])


def djangos_own(page, scheme, records) -> dict[str, set[tuple[str, str]]]:
    """What Django's own pages break, by their kind."""
    records[User].groups.add(records[Group])
    with override_settings(TEMPLATES=DJANGOS_TEMPLATES):
        frame = walk(page, scheme, (reverse("stock:index"), reverse("stock:app_list", args=["roadmaps"]), reverse("stock:password_change")))
        form = frame | walk(page, scheme, addresses_of(records, stock.WITHOUT_ROWS, "add", "change"))
        rows = form | walk(page, scheme, addresses_of(records, stock.WITH_ROWS, "add", "change"))
        listed = frame | walk(page, scheme, addresses_of(records, stock.WITH_ROWS, "changelist"))
    return {FRAME: frame, FORM: form, ROWS: rows, LIST: listed}


def walk(page, scheme, addresses):
    found = set()
    for address in addresses:
        page.goto(address)
        found |= broken(page, scheme)
    return found


def addresses_of(records, models, *kinds):
    for model in models:
        for kind in kinds:
            args = [records[model].pk] if kind == "change" else []
            yield reverse(f"stock:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


# Pages that only a form leads to.


def preview(page, records):
    page.goto(f"{address_of(Statement, 'record')}?negotiation=fishery-talks&source={records[Source].pk}")
    page.get_by_label("Voice").select_option("the press")
    page.get_by_label("Said on").fill("2020-01-01")
    page.get_by_label("Gas: says").select_option("implementing")
    page.get_by_label("Gas: and the record").select_option("adopts it")
    page.get_by_role("button", name="Show what this changes").click()
    page.get_by_role("table", name="Standings today").wait_for()


def mistakes_in_what_is_recorded(page, records):
    page.goto(f"{address_of(Statement, 'record')}?negotiation=fishery-talks")
    page.get_by_label("Gas: note").fill("It says nothing.")
    page.get_by_role("button", name="Show what this changes").click()
    page.get_by_text("Please correct what is marked below").wait_for()


def offer(page, old: bytes, new: bytes):
    file = page.request.get(address_of(Term, "export", "csv")).body()
    page.goto(reverse("admin:roadmaps_import"))
    page.get_by_label("File").set_input_files({"name": "terms.csv", "mimeType": "text/csv", "buffer": file.replace(old, new)})
    page.get_by_role("button", name="Show what it would change").click()


def import_of_a_bad_row(page, records):
    offer(page, b"suspended", b"stopped")
    page.get_by_text("1 error. Nothing was stored").wait_for()


def import_of_a_good_row(page, records):
    offer(page, b"Put off", b"Not now")
    page.get_by_role("button", name="Import just this").wait_for()


def conflict(page, records):
    page.goto(address_of(records[Source]))
    theirs = Source.objects.get(pk=records[Source].pk)
    theirs.title = "By somebody else"
    theirs.save()
    page.get_by_label("Publisher").fill("By me")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Somebody else saved this while you had it open").wait_for()


def earlier_version(page, records):
    source = cast.source(title="As it was")
    source.title = "As it is"
    source.save()
    page.goto(address_of(source, "version", source.pk, source.history.earliest().revision))
    page.get_by_role("button", name="Revert to this version").wait_for()


def refused_deletion(page, records):
    page.goto(address_of(Source, "delete", Citation.objects.first().source_id))
    page.get_by_text("can not be deleted while these depend on it").wait_for()


def deletion_by_the_action(page, records):
    cast.source("loose", title="A loose sheet")
    page.goto(address_of(Source, "changelist"))
    page.get_by_role("row", name="A loose sheet").get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("delete_selected")
    page.get_by_role("button", name="Go").click()
    page.get_by_label("Reason for the deletion").wait_for()


def deleted_meanwhile(page, records):
    event = cast.event("rumour")
    page.goto(address_of(event))
    event.delete()
    page.get_by_label("Title:").fill("A rumour")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_role("heading", name="was deleted in between").wait_for()


def new_token(page, records):
    page.goto(address_of(Token, "add"))
    page.get_by_label("Label").fill("nightly import")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_role("heading", name="The new API token").wait_for()


BY_A_FORM = [
    preview, mistakes_in_what_is_recorded, import_of_a_bad_row, import_of_a_good_row, conflict, earlier_version, refused_deletion,
    deletion_by_the_action, deleted_meanwhile, new_token,
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_what_djangos_own_keeps(window, scheme):
    records = one_of_each()
    page = window(cast.user("chief", is_superuser=True), color_scheme=scheme)
    allowed = djangos_own(page, scheme, records)

    def beyond_djangos(kind):
        return broken(page, scheme) - allowed[WHAT_DJANGO_HAS.get(kind, FRAME)]

    found = {}
    for visit in VISITED[scheme](every_kind(records)):
        page.goto(visit.address)
        found[visit.name] = beyond_djangos(visit.kind)
    assert {name: breaches for name, breaches in found.items() if breaches} == {}

    for reach in BY_A_FORM:
        reach(page, records)
        found[reach.__name__] = beyond_djangos(reach.__name__)
    assert {name: breaches for name, breaches in found.items() if breaches} == {}


def test_a_breach_is_noticed(window):
    page = window()
    page.goto("/admin/login/")
    assert broken(page, "light") == set()
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    page.evaluate("document.querySelector('h2').style.color = '#eee'")
    assert broken(page, "light") == {("label", "input"), ("color-contrast", "h2")}
    assert broken(page, "dark") == {("color-contrast", "h2")}
