"""A source: how good it is, and everything that rests on it."""

import pytest

from roadmaps.models import CITING, AgendaItem, Citation
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire():
    return cast.source("wire", title="Вести", language="ru", quality="mirror", read_extent="unread", web_address="https://wire.example/1")


def page():
    return read("/sources/wire/")


def test_its_title_is_marked_with_its_language_and_its_language_is_named(wire):
    assert page().one("h1 span")["lang"] == "ru"
    assert "Language Russian" in page().one(".facts").text


def test_copies_and_what_nobody_read_are_warned_of(wire):
    assert [notice.text.split(":")[0] for notice in page().all(".notice")] == ["A copy of somebody else's text", "Nobody here has read it"]


def test_the_way_out_is_marked_as_leading_elsewhere(wire):
    assert page().one('.facts a[href^="https:"]')["rel"] == "external"


def test_whatever_cites_it_is_named_by_kind_with_the_place_and_the_words(wire):
    made = cast.one_of_each()
    records = {name: made[Citation._meta.get_field(name).related_model] for name in CITING}
    for name, record in records.items():
        cast.make(Citation, source=wire, locator=f"p. {name}", quote="слова", **{name: record})
    sections = {section["aria-labelledby"].removeprefix("supports-"): section for section in page().all("section[aria-labelledby^=supports-]")}
    assert list(sections) == list(CITING)
    for name, record in records.items():
        assert f"p. {name}" in sections[name].text
        assert sections[name].one("q")["lang"] == "ru"
        if name != "succession":
            shown = record.summit if isinstance(record, AgendaItem) else record
            assert shown.get_absolute_url() in sections[name].links().values()


def test_what_one_agenda_has_from_it_is_told_together(wire):
    summit = cast.summit()
    for name in ("gas", "oil"):
        cast.make(Citation, source=wire, agenda_item=cast.make(AgendaItem, summit=summit, road_map=cast.road_map(name)))
    items = page().all("#supports-agenda_item + ul > li")
    assert [item.text for item in items] == ["Summit, 20 December 2019: Gas, Oil"]


def test_what_is_not_cited_says_so(wire):
    assert "it is not cited" in page().text


def test_of_many_statements_the_newest_are_shown_and_the_way_to_all(wire):
    for day in range(1, 31):
        for said in (f"2019-11-{day:02}", f"2019-12-{day:02}"):
            cast.cite(cast.statement(said, sources=0), wire)
    section = page().one("section[aria-labelledby=supports-statement]")
    assert len(section.all("li")) == 50
    assert "30 December 2019" in section.all("li")[0].text
    assert section.links("p a") == {"All of them, in the API": "/api/v1/statements/?source=wire"}
