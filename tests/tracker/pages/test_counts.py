"""The reported counts: a chart for each kind, the ledger's line beside, the same numbers as a table with who said it."""

import pytest

from roadmaps.models import Negotiation
from roadmaps.questions.reconciliation import reconcile
from tests import cast
from tests.tracker.pages.reading import read
from tracker.pages.counts import Counts

pytestmark = pytest.mark.django_db
PAGE = "/negotiations/fishery-talks/counts/"


@pytest.fixture(autouse=True)
def talks():
    gas = cast.road_map("gas")
    cast.road_map("oil")
    cast.road_map("fish")
    cast.adopted(gas, "agreed", "2019-06-01")
    return gas.negotiation


def rows(page):
    return [[cell.text for cell in row.all("th, td")] for row in page.all("#numbers tbody tr")]


def test_a_count_stands_in_the_table_with_who_said_it_its_sources_the_gap_and_the_verdict():
    spoken = cast.statement("2019-12-20", by="northland", speaker=cast.speaker())
    cast.tally("2019-12-20", agreed=2, statement=spoken, as_worded="Two out of three.")
    assert rows(read(PAGE)) == [
        ["20 December 2019", "2 of 3 Two out of three.", "items of the negotiation: agreed in essence", "Nora North, 20 December 2019", "1", "1",
         "the ledger names fewer", "The Journal"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "gap", "verdict"),
    [
        ({"agreed": 1}, "0", "agrees"),
        ({"agreed": 0}, "−1", "the ledger names more"),
        ({"agreed": 2, "total": 4}, "1", "counts of another total"),
        ({"agreed_min": 1, "agreed_max": 3, "basis": "range"}, "0 to 2", "agrees"),
        ({"agreed_min": 2, "agreed_max": None, "basis": "at_least"}, "≥ 1", "the ledger names fewer"),
        ({"agreed_min": None, "agreed_max": None}, "–", "not comparable"),
        ({"unit": "measure"}, "–", "not comparable"),
    ],
)
def test_the_verdict_is_told_in_words_and_by_a_mark(fields, gap, verdict):
    cast.tally(**fields)
    page = read(PAGE)
    assert rows(page)[0][5:7] == [gap, verdict]
    assert page.one("#numbers svg.verdict")["data-verdict"] == page.one("svg.tally")["data-verdict"]
    assert verdict in page.one(".key").text


def test_every_mark_says_what_it_is_and_leads_to_its_page():
    tally = cast.tally("2019-12-20", agreed=2)
    [link] = read(PAGE).all(".plot a")
    assert link["href"] == tally.get_absolute_url()
    assert link.one("title").text == "20 December 2019: 2 of 3 (the press); the ledger names 1: the ledger names fewer"


def test_units_are_never_mixed():
    cast.tally(agreed=2)
    cast.tally(agreed=671, total=989, unit="measure", stage="implemented")
    cast.tally(agreed_min=None, agreed_max=None, total=None, percent_min=80, percent_max=90, unit="share_of_positions")
    assert [panel.one("h3").text for panel in read(PAGE).all("figure")] == [
        "Items of the negotiation: agreed in essence",
        "Measures: carried out",
        "Share of positions, per cent: agreed in essence",
    ]


def test_a_count_of_no_known_day_stands_in_the_table_only():
    cast.tally(None, statement=cast.statement("2019-12-20"))
    page = read(PAGE)
    assert page.all("svg.tally") == []
    assert rows(page)[0][0] == "undated"
    assert "1 count of no known day" in page.text


def test_what_counts_a_later_day_or_was_not_known_is_left_out():
    cast.tally("2019-12-20")
    assert rows(read(PAGE, as_of="2019-12-19")) == []
    assert rows(read(PAGE, known_on="2019-12-19")) == []
    assert len(rows(read(PAGE, as_of="2019-12-20"))) == 1


def test_a_party_is_compared_with_what_it_says_itself():
    cast.tally("2019-12-20", agreed=1)
    cast.party("northland")
    assert rows(read(PAGE, according_to="northland"))[0][4:7] == ["0", "1", "the ledger names fewer"]


def test_the_line_passes_where_the_verdict_looks(shipped, rf):
    """On the day of every count that compares, the ledger's line is as high as what the ledger is said to name."""
    for negotiation in Negotiation.objects.exclude(pk="fishery-talks"):
        page = Counts()
        page.setup(rf.get("/"), slug=negotiation.pk)
        page.get(page.request)
        found = page.context()
        named = {each.tally.pk: each.named_now for each in reconcile(negotiation)}
        marks = [(panel, mark) for panel in found["panels"] for mark in panel.marks if mark.ledger is not None]
        assert marks
        for panel, mark in marks:
            assert mark.ledger == panel.numbers.at(named[mark.reconciled.tally.pk])
            passing = {y for line in panel.lines if line.x1 <= mark.at <= line.x2 for y in (line.y1, line.y2)}
            assert mark.ledger in passing
