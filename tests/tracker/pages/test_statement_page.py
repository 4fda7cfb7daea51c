"""A statement: who said what, when, for whom; what it asserts; and the sources that report it, one step away and back."""

import pytest

from roadmaps.models import Citation, Position
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    summit = cast.summit()
    return cast.statement(
        "2019-12-20", by="northland", speaker=cast.speaker(), summit=summit, slug="ft-speech", sources=0, wording="All but gas is settled.",
        reported_on="2019-12-21",
    )  # fmt: skip


def page():
    return read("/statements/ft-speech/")


def test_it_tells_who_said_it_for_whom_when_and_where(speech):
    cast.cite(speech, cast.source())
    facts = page().one(".facts")
    assert page().one("h1").text == "Nora North, 20 December 2019"
    for told in (
        "Speaker Nora North",
        "For the side of Northland",
        "Said on 20 December 2019",
        "Became public on 21 December 2019",
        "At the summit Summit",
    ):
        assert told in facts.text
    assert facts.links()["Nora North"] == "/speakers/nora-north/"


def test_our_own_words_are_not_put_in_quotation_marks(speech):
    cast.cite(speech, cast.source())
    assert page().one(".wording").text == "All but gas is settled."
    assert not page().all("q")


def test_nor_are_they_where_the_speaker_is_quoted(speech):
    spoken = read("/speakers/nora-north/").one("#statements + .rows > li")
    assert "All but gas is settled." in spoken.text
    assert not spoken.all("q")


def test_where_no_speaker_is_named_it_is_told_by_its_side():
    cast.statement("2019-12-20", by="northland", slug="ft-speech")
    assert page().one("h1").text == "Northland, 20 December 2019"


def test_a_day_of_publication_that_nobody_knows_is_said_to_be_taken_from_the_speech():
    spoken = cast.statement("2019-12-20", slug="ft-speech", sources=0)
    assert spoken.reported_on_inferred
    assert "taken to be the day on which it was said" in page().one(".notice").text


def test_each_claim_leads_to_its_road_map_and_tells_how_it_stands_to_the_ledger(speech):
    oil = cast.road_map("oil")
    cast.adopted(oil, "disputed", "2019-12-01")
    cast.claim(oil, "agreed", statement=speech, effective_on="2019-12-20", slug="ft-oil-claim")
    row = page().one("#claims + .rows .claim")
    assert row.links() == {"Oil": "/road-maps/ft-oil/", "agreed": "/status-claims/ft-oil-claim/"}
    assert "contradicts" in row.text


def test_its_counts_and_positions_stand_with_it(speech):
    tally = cast.tally("2019-12-20", 2, 3, statement=speech)
    cast.make(Position, slug="ft-wish", statement=speech, party=cast.party(), topic=cast.topic(), summary="Cheaper gas.")
    assert page().links("#tallies + .rows a")["2 of 3"] == f"/tallies/{tally.pk}/"
    assert page().links("#positions + .rows a")["Cheaper gas."] == "/positions/ft-wish/"


def test_a_source_is_told_in_full_with_its_place_its_words_and_the_way_to_the_original(speech):
    wire = cast.source("wire", title="Газ спорен", language="ru", publisher="The Wire", quality="wire", web_address="https://wire.example/1",
                       archive_address="https://archive.example/1", read_extent="excerpt", published_on="2019-12-21")  # fmt: skip
    cast.make(Citation, statement=speech, source=wire, locator="p. 4", quote="газ не согласован")
    source = page().one("#sources + .rows > li")
    assert source.text.startswith("Газ спорен The Wire, 21 December 2019 wire service read: an excerpt p. 4")
    assert source.links() == {"Газ спорен": "/sources/wire/", "original": "https://wire.example/1", "archived copy": "https://archive.example/1"}
    assert (source.one("blockquote").text, source.one("blockquote")["lang"]) == ("газ не согласован", "ru")
    assert [link.text for link in source.all("a[rel=external]")] == ["original", "archived copy"]
    assert page().answer["Referrer-Policy"] == "same-origin"  # who follows it does not tell from where


def test_the_source_leads_back(speech):
    cast.cite(speech, cast.source("wire"))
    assert "/statements/ft-speech/" in read("/sources/wire/").links("main a").values()
