"""Every kind of record has its page: named, described, placed, with the ways to its data and to the desk, in every language."""

import pytest
from django.conf import settings
from django.test import Client

from roadmaps.models import Record
from tests.tracker.pages.reading import read
from tracker.pages.records import PAGES

pytestmark = pytest.mark.django_db
LANGUAGES = ("", "/ru", "/be")
KINDS = [page.model for page in PAGES]


@pytest.fixture(autouse=True)
def record(shipped):
    """The one that is shipped."""


@pytest.fixture(params=KINDS, ids=lambda model: model.route)
def some(request):
    """The first and the last of a kind."""
    keys = sorted(request.param.objects.values_list("pk", flat=True))
    return [request.param.objects.get(pk=key) for key in (keys[0], keys[-1])]


def address_of(record, language=""):
    return f"{language}/{record.route}/{record.pk}/"


def described(record) -> str:
    return read(address_of(record)).one("meta[name=description]")["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_is_named_and_placed_in_every_language(some, language):
    for record in some:
        page = read(address_of(record, language))
        assert page.one("html")["lang"] == (language.strip("/") or settings.LANGUAGE_CODE)
        assert page.one("h1").text
        assert page.one("title").text.startswith(page.one("h1").text)
        assert len(page.all(".trail a")) >= 2
        assert all(read(way["href"]) for way in page.all(".trail a"))


def test_what_describes_it_tells_it_from_its_neighbours(some):
    assert len({described(record) for record in some}) == len({record.pk for record in some})
    assert all(len(described(record)) > 20 for record in some)


def test_its_data_and_its_place_at_the_desk_are_one_step_away(some):
    record = some[0]
    page = read(address_of(record))
    ways = page.links(".addresses a")
    assert ways["This record as JSON"] == f"/api/v1/{record.route}/{record.pk}/"
    assert Client().get(ways["This record as JSON"]).json()["slug"] == record.pk
    assert ways["At the editor's desk"] == f"/admin/roadmaps/{record._meta.model_name}/{record.pk}/change/"
    assert page.one('.addresses a[rel="nofollow"]').text == "At the editor's desk"


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.route)
def test_a_wrong_name_is_no_page(model):
    read(f"/{model.route}/there-is-none-such/", 404)


def test_every_kind_with_an_address_of_its_own_has_a_page():
    routed = {model.route for model in Record.__subclasses__() if model.route}
    assert {"negotiations", "road-maps"} | {model.route for model in KINDS} == routed
