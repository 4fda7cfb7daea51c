"""Crawlers are told every page in every language, in files that none finds too long, and where not to go."""

import urllib.robotparser

import pytest
import time_machine
from django.test import Client
from lxml import etree

from roadmaps.written import MODELS
from tests import cast
from tracker import sitemap

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def parts() -> list[str]:
    return read("/sitemap.xml").xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=SPACES)


def addresses(part) -> list[str]:
    return read(part).xpath("/s:urlset/s:url/s:loc/text()", namespaces=SPACES)


def everywhere() -> list[str]:
    return [address for part in parts() for address in addresses(part)]


def test_every_page_of_every_record_stands_in_it_once_in_every_language_and_is_there():
    cast.one_of_each()
    found = everywhere()
    assert len(found) == len(set(found))
    assert {f"{HERE}/", f"{HERE}/ru/", f"{HERE}/be/", f"{HERE}/topics/", f"{HERE}/negotiations/fishery-talks/over-time/"} <= set(found)
    assert not [address for address in found if "noindex" in Client().get(address).content.decode() or address.endswith("/feed/")]
    for record in (record for model in MODELS for record in model.objects.all()):
        for language in ("", "/ru", "/be"):
            assert f"{HERE}{language}/{record.route}/{record.pk}/" in found
    assert {Client().get(address).status_code for address in found} == {200}


def test_each_names_itself_in_all_languages():
    cast.topic("gas")
    entries = read("/sitemap.topics.gas.xml").xpath("//s:url", namespaces=SPACES)
    for entry in entries:
        links = {link.get("hreflang"): link.get("href") for link in entry.xpath("x:link[@rel='alternate']", namespaces=SPACES)}
        english = f"{HERE}/topics/gas/"
        assert links == {"en": english, "ru": f"{HERE}/ru/topics/gas/", "be": f"{HERE}/be/topics/gas/", "x-default": english}
        assert entry.findtext("s:loc", namespaces=SPACES) in links.values()
    assert len(entries) == 3


def test_it_is_in_parts_that_are_not_too_long(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_RECORDS", 2)
    for name in ("a", "b", "c", "d", "e"):
        cast.topic(name)
    own = [part for part in parts() if "topics" in part]
    assert own == [f"{HERE}/sitemap.topics.{name}.xml" for name in ("a", "c", "e")]
    assert [len(addresses(part)) for part in own] == [6, 6, 3]
    assert {address for part in own for address in addresses(part)} < set(everywhere())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.route)
def test_no_part_of_any_kind_can_have_more_than_fifty_thousand_addresses(model, settings):
    settings.LANGUAGES = [("en", "English")] * 40
    assert sitemap._records_in_a_part(model) * 40 * len(sitemap.pages_of(model)) <= 50_000


def test_when_a_page_changed_is_said_where_it_is_known():
    with time_machine.travel("2026-03-04T05:06:07Z", tick=False):
        cast.statement(slug="ft-said")
    with time_machine.travel("2026-04-04T05:06:07Z", tick=False):
        statement = cast.Statement.objects.get()
        statement.note = "Other"
        statement.save()
    assert read("/sitemap.statements.ft-said.xml").xpath("//s:lastmod/text()", namespaces=SPACES) == ["2026-04-04T05:06:07+00:00"] * 3
    assert read("/sitemap.negotiations.fishery-talks.xml").xpath("//s:lastmod", namespaces=SPACES) == []


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap.topics.gas.xml"])
def test_it_costs_one_query_and_nothing_for_who_has_it(address, django_assert_num_queries):
    for name in ("gas", "oil"):
        cast.topic(name)
    with django_assert_num_queries(1):
        first = Client().get(address)
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", ["/sitemap.nowhere.gas.xml", "/sitemap.users.a.xml"])
def test_there_are_no_other_parts(address):
    assert Client().get(address).status_code == 404


def test_robots_may_read_all_but_the_desk():
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    for path in ("/", "/ru/road-maps/ft-gas/?as_of=2019-12-20", "/api/docs/", "/api/v1/road-maps/", "/search/", "/feed/"):
        assert robots.can_fetch("AnyBot", f"{HERE}{path}")
    assert not robots.can_fetch("AnyBot", f"{HERE}/admin/login/")
    assert robots.site_maps() == [f"{HERE}/sitemap.xml"]


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap.all.xml", "/feed/"])
def test_they_are_only_read(address):
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code == 200
