"""Atom feeds tell what was created, changed and deleted: of everything, of a negotiation, of a road map."""

import re

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from roadmaps import adoption
from roadmaps.models import AgendaItem, Position, RoadMap, RoadMapTitle, StatusClaim, Succession, Topic
from roadmaps.revisions import because
from roadmaps.written import MODELS
from tests import cast
from tracker.feeds import MOST_TOLD

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ALL, TALKS, GAS = "/feed/", "/negotiations/fishery-talks/feed/", "/road-maps/ft-gas/feed/"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:\S+")


def answer(address, **headers):
    return Client().get(address, headers=headers)


def feed(address=ALL):
    found = answer(address)
    assert found.status_code == 200, found.content
    read = feedparser.parse(found.content)
    assert not read.bozo, read.bozo_exception
    return read


def titles(address=ALL) -> list[str]:
    return [entry.title for entry in feed(address).entries]


def change(record, **values):
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


# --- What RFC 4287 asks for ---


@pytest.mark.parametrize("address", [ALL, TALKS, GAS, "/ru/feed/", "/be/negotiations/fishery-talks/feed/"])
def test_it_has_what_atom_requires(address):
    cast.one_of_each()
    found = answer(address)
    assert found["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(found.content)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = node.findall(f"{ATOM}{name}")
            assert element.text
        assert TAG.fullmatch(node.findtext(f"{ATOM}id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", node.findtext(f"{ATOM}updated"))
        assert node.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http://testserver/")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{address}"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 0


def test_a_character_that_xml_can_not_have_is_left_out():
    cast.topic("gas", title="Gas\x0c and\ufffe oil\x01")
    assert titles() == ["Topic: created – Gas and oil"]


# --- What it tells ---


def test_what_is_created_changed_and_deleted_newest_first():
    topic = cast.topic("gas")
    change(topic, title="Natural gas")
    cast.topic("oil")
    Topic.objects.get(pk="gas").delete()
    assert titles() == ["Topic: deleted – Natural gas", "Topic: created – Oil", "Topic: changed – Natural gas", "Topic: created – Gas"]


def test_a_change_says_what_the_columns_said_and_say():
    cast.topic("oil")
    road_map = cast.road_map("gas", topic=cast.topic("gas"))
    change(road_map, title="Common <gas> market", topic_id="oil")
    summary = feed(TALKS).entries[0].summary
    assert "<dt>Title</dt><dd><del>Gas</del> <ins>Common &lt;gas&gt; market</ins></dd>" in summary
    assert "<dt>Topic</dt><dd><del>Gas</del> <ins>Oil</ins></dd>" in summary
    assert "Number" not in summary


def test_dates_choices_and_sets_are_told_in_words_of_the_language_of_the_address():
    cast.party("northland")
    summit = cast.summit("north", parties="northland")
    change(summit, held_on="2019-12", level="ministers", parties="")
    english, russian = (feed(f"{language}{TALKS}").entries[0].summary for language in ("", "/ru"))
    assert '<del><time datetime="2019-12-20">20 December 2019</time></del> <ins><time datetime="2019-12">December 2019</time></ins>' in english
    assert "<del>heads of state</del> <ins>ministers</ins>" in english
    assert "<dd><del>Northland</del> </dd>" in english
    assert "министр" in russian


def test_a_judgement_is_told():
    claim = cast.claim(cast.road_map("gas"))
    adoption.adopt(claim)
    assert "<dt>Judgement</dt><dd><del>recorded beside</del> <ins>adopted</ins></dd>" in feed(GAS).entries[0].summary


def test_the_reason_of_a_judgement_is_told_as_the_page_of_the_claim_tells_it():
    claim = cast.claim(cast.road_map("gas"))
    change(claim, judgement="withdrawn", judgement_reason="The paper\ntook it back.")
    assert "<dd><ins>The paper<br />took it back.</ins></dd>" in feed(GAS).entries[0].summary


def test_rows_written_under_a_record_are_told_with_it():
    spoken = cast.statement()
    assert "citations (1)" in feed(TALKS).entries[0].summary
    cast.cite(spoken, cast.source())
    newest = feed(TALKS).entries[0]
    assert newest.title.startswith("Statement: changed")
    assert newest.summary == "<p>Written under it: citations (1)</p>"


def test_neither_editors_nor_reasons_are_told():
    editor = cast.editor()
    with because("A secret reason"):
        topic = cast.topic("gas")
        topic._history_user = editor
        change(topic, title="Other")
    assert Topic.history.filter(history_change_reason="A secret reason").count() == 2
    for word in (b"secret", b"ed-editor"):
        assert word not in answer(ALL).content


def test_what_is_made_anew_under_a_deleted_key_is_created_again():
    cast.topic("gas").delete()
    cast.topic("gas", title="Again")
    assert titles() == ["Topic: created – Again", "Topic: deleted – Again", "Topic: created – Again"]


# --- Which changes belong to which feed ---


def test_of_a_negotiation_what_is_written_under_it():
    cast.road_map("gas")
    cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    cast.topic("oil")
    assert titles(TALKS) == ["Road map: created – Gas", "Negotiation: created – Fishery talks"]
    assert len(titles(ALL)) == 5


def test_of_a_road_map_what_its_page_shows():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    cast.claim(oil)
    cast.event()
    assert titles(GAS) == ["Road map: created – Gas"]
    claim = cast.claim(gas, slug="ft-said")
    cast.cite(claim.statement, cast.source())
    cast.make(Position, slug="ft-wish", statement=cast.statement(), party=cast.party(), road_map=gas, summary="Cheap.")
    cast.make(AgendaItem, summit=cast.summit(), road_map=gas)
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Газ")
    cast.make(Succession, slug="ft-gas-to-oil", from_road_map=gas, to_road_map=oil, kind="continues")
    kinds = [entry.tags[0].term for entry in feed(GAS).entries]
    assert kinds == ["roadmap", "roadmap", "summit", "position", "statement", "statusclaim", "statement", "statement", "roadmap"]
    assert not {entry.link for entry in feed(GAS).entries} & {"http://testserver/road-maps/ft-oil/"}


def test_of_a_road_map_also_what_is_no_longer_there():
    claim = cast.claim(cast.road_map("gas"), slug="ft-said")
    StatusClaim.objects.get(pk=claim.pk).delete()
    newest = feed(GAS).entries[0]
    assert newest.title == "Status claim: deleted – ft-said"
    assert newest.link == "http://testserver/negotiations/fishery-talks/"


def test_a_carry_over_into_another_negotiation_is_told_with_the_road_map_it_comes_from():
    gas, later = cast.road_map("gas"), cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    cast.make(Succession, slug="ot-gas", from_road_map=gas, to_road_map=later, kind="continues")
    newest = feed(GAS).entries[0]
    assert newest.title == "Road map: changed – Gas"
    assert newest.summary == "<p>Written under it: successions (1)</p>"
    assert len({entry.id for entry in feed(GAS).entries}) == 2


def test_it_leads_to_the_page_in_the_language_of_the_address():
    cast.make(RoadMapTitle, road_map=cast.road_map("gas"), language="ru", kind="press", title="Рынок газа")
    entry = feed("/ru/road-maps/ft-gas/feed/").entries[-1]
    assert entry.link == "http://testserver/ru/road-maps/ft-gas/"
    assert entry.title.endswith("– Рынок газа")


@pytest.mark.parametrize("address", ["/negotiations/nowhere/feed/", "/road-maps/nowhere/feed/", "/topics/gas/feed/"])
def test_of_what_is_not_there_there_is_none(address):
    cast.topic("gas")
    assert answer(address).status_code == 404


def test_of_an_empty_record_there_is_an_empty_one():
    assert feed(ALL).entries == []
    assert feed(ALL).feed.updated == "1970-01-01T00:00:00+00:00"


# --- That readers can rely on it ---


def test_ids_and_dates_stay_whatever_is_written_later(settings):
    with time_machine.travel("2026-03-04T05:06:07Z", tick=False):
        cast.road_map("gas")
    before = {entry.id: entry.updated for entry in feed(TALKS).entries}
    assert "tag:testserver,2026-03-04:en/fishery-talks/2/road-maps/ft-gas" in before
    assert feed(TALKS).feed.id == "tag:testserver,2026-03-04:en/feed/negotiations/fishery-talks"
    with time_machine.travel("2026-05-06T05:06:07Z", tick=False):
        change(RoadMap.objects.get(), title="Natural gas")
        RoadMap.objects.get().delete()
    after = {entry.id: entry.updated for entry in feed(TALKS).entries}
    assert before.items() <= after.items()
    assert len(after) == 4
    assert set(after) == {entry.id for entry in feed(ALL).entries}
    settings.FEED_AUTHORITY = "example.org"
    assert {entry.id.replace("example.org", "testserver") for entry in feed(TALKS).entries} == set(after)


def test_who_has_it_gets_304():
    with time_machine.travel("2026-03-04T05:06:07Z", tick=False):
        cast.road_map("gas")
    first = answer(GAS)
    assert first["Last-Modified"] == "Wed, 04 Mar 2026 05:06:07 GMT"
    assert answer(GAS, if_none_match=first["ETag"]).status_code == 304
    assert answer(GAS, if_modified_since=first["Last-Modified"]).status_code == 304
    cast.claim(RoadMap.objects.get())
    assert answer(GAS, if_none_match=first["ETag"]).status_code == 200
    assert answer(GAS, if_modified_since=first["Last-Modified"]).status_code == 200


def test_it_ends_with_the_newest_hundred():
    for number in range(MOST_TOLD + 5):
        cast.topic(f"sea-{number:03}")
    assert MOST_TOLD >= 50
    found = titles()
    assert len(found) == MOST_TOLD
    assert found[0].endswith("Sea-104")
    assert found[-1].endswith("Sea-005")


@pytest.mark.parametrize("address", [ALL, TALKS, GAS])
def test_more_changes_cost_no_more_queries(address):
    cast.one_of_each()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer(address)
        return len(captured)

    for model in MODELS:
        change(model.objects.first())
    before = queries()
    for number in range(6):
        change(cast.road_map(f"more-{number}"), topic=cast.topic(f"sea-{number}"))
        cast.claim(RoadMap.objects.get(pk="ft-gas"))
    assert queries() == before


def test_pages_name_the_feeds_of_what_they_show():
    cast.claim(cast.road_map("gas"))

    def named(address):
        return re.findall(r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">', answer(address).content.decode())

    everything = ("All changes", ALL)
    assert named("/") == [everything]
    assert named("/negotiations/fishery-talks/") == [("Changes: Fishery talks", TALKS), everything]
    assert named("/road-maps/ft-gas/") == [("Changes: Gas", GAS), ("Changes: Fishery talks", TALKS), everything]
    assert all(answer(address).status_code == 200 for _, address in named("/ru/road-maps/ft-gas/"))
