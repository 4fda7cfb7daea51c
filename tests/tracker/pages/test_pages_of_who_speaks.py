"""Parties and speakers: what they want, what they said, who belongs to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Position
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    return cast.party()


def test_a_party_leads_to_its_members_to_what_it_is_a_member_of_and_to_its_speakers(north):
    cast.party("the-union", kind="joint_body", members="northland")
    cast.speaker(party=north)
    assert read("/parties/the-union/").links("#members + .rows a") == {"Northland": "/parties/northland/"}
    page = read("/parties/northland/")
    assert page.links("#member-of + .rows a") == {"The-union": "/parties/the-union/"}
    assert page.links("#speakers + .rows a") == {"Nora North": "/speakers/nora-north/"}


def test_a_party_leads_to_the_board_according_to_it(north):
    talks = cast.negotiation(parties="northland")
    board = read("/parties/northland/").links("#negotiations + ul a")["the board, according to Northland"]
    assert board == f"{talks.get_absolute_url()}?according_to=northland"
    read(board)


def test_its_positions_and_what_is_said_for_it_come_newest_first(north):
    for day in (10, 20, 15):
        spoken = cast.statement(f"2019-12-{day}", by="northland", slug=f"ft-said-{day}")
        cast.make(Position, slug=f"ft-wish-{day}", statement=spoken, party=north, summary=f"Wish of {day}.")
    page = read("/parties/northland/")
    assert [row.all("a")[0].text for row in page.all("#positions + .rows > li")] == ["Wish of 20.", "Wish of 15.", "Wish of 10."]
    assert [row.all("a")[1].text for row in page.all("#statements + .rows > li")] == ["20 December 2019", "15 December 2019", "10 December 2019"]


def test_a_speaker_has_the_spellings_the_party_and_every_statement_with_what_it_asserts(north):
    nora = cast.speaker(party=north, spellings=["Nara Nort"])
    spoken = cast.statement(speaker=nora)
    cast.claim(statement=spoken)
    cast.tally(statement=spoken)
    page = read("/speakers/nora-north/")
    assert "Other spellings Nara Nort" in page.one(".facts").text
    assert page.links(".facts a") == {"Northland": "/parties/northland/"}
    assert "1 status claim · 1 count" in page.one("#statements + .rows > li").text


def test_of_many_statements_fifty_are_shown_and_the_way_to_all():
    nora = cast.speaker()
    for _ in range(51):
        cast.statement(speaker=nora, sources=0)
    with CaptureQueriesContext(connection) as captured:
        section = read("/speakers/nora-north/").one("section[aria-labelledby=statements]")
    assert any("LIMIT 51" in query["sql"] for query in captured), "no more is read than is shown"
    assert len(section.all(".rows > li")) == 50
    assert section.links("p.quiet a")["All of them, in the API"] == "/api/v1/statements/?speaker=nora-north"
