"""The swim lanes: a lane for each road map, its segments linked to their claims, the same numbers as a table."""

import pytest

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
PAGE = "/negotiations/fishery-talks/over-time/"


@pytest.fixture(autouse=True)
def talks():
    gas = cast.road_map("gas")
    cast.road_map("oil")
    cast.adopted(gas, "planned", "2019-01-06", slug="ft-planned")
    cast.adopted(gas, "disputed", "2019-07-01", slug="ft-disputed")
    cast.adopted(gas, "agreed", "2019-12-28", slug="ft-agreed")
    cast.summit("sochi", "2019-06-07")
    return gas.negotiation


def rows(page):
    return [[cell.text for cell in row.all("th, td")] for row in page.all("#numbers tbody tr")]


def test_what_can_not_be_asked_of_a_chart_is_not_offered():
    assert [field["name"] for field in read(PAGE).all("form:not(.search) [name]")] == ["as_of", "known_on", "according_to", "between"]


def test_every_road_map_has_a_lane_under_its_title():
    lanes = read(PAGE).all(".lanes li")
    assert [lane.one("p a").text for lane in lanes] == ["1 Gas", "2 Oil"]
    assert lanes[1].all("svg.lane") == []
    assert "Nothing is recorded." in lanes[1].text


def test_it_offers_to_ask_what_it_understands_and_nothing_else():
    fields = [field["name"] for field in read(PAGE).all("form[action$='/over-time/'] [name]")]
    assert fields == ["as_of", "known_on", "according_to", "between"]


def test_each_segment_says_what_it_is_and_leads_to_its_claim():
    segments = read(PAGE, as_of="2019-12-31").one(".lanes li").all("svg.lane > a")
    assert {segment["href"]: segment.one("title").text for segment in segments} == {
        "/status-claims/ft-planned/": "planned, from 6 January 2019 to 1 July 2019",
        "/status-claims/ft-disputed/": "disputed: Gas, from 1 July 2019 to 28 December 2019",
    }


def test_one_too_narrow_to_be_a_link_says_what_it_is_and_is_linked_in_the_table():
    page = read(PAGE, as_of="2019-12-31")
    [narrow] = page.all(".lanes svg.lane > g")
    assert narrow["data-status"] == "agreed"
    assert narrow.one("svg[role=img] title").text == "agreed, from 28 December 2019"
    assert "/status-claims/ft-agreed/" in page.links("#numbers td a").values()


def test_each_has_the_mark_of_its_status():
    page = read(PAGE)
    assert [mark["href"] for mark in page.all(".lanes svg.lane use")] == ["#mark-planned", "#mark-disputed", "#mark-agreed"]


def test_the_same_numbers_stand_in_a_table():
    assert rows(read(PAGE)) == [
        ["Gas", "planned", "6 January 2019", "1 July 2019"],
        ["disputed: Gas", "1 July 2019", "28 December 2019"],
        ["agreed", "28 December 2019", "–"],
        ["Oil", "Nothing is recorded."],
    ]


def test_what_came_after_the_day_asked_about_is_hollow():
    page = read(PAGE, as_of="2019-07-02")
    assert [later["class"] for later in page.all(".lanes svg.lane svg") if later.element.get("class")] == ["later", "later"]
    assert page.all(".asked line")


def test_of_talks_that_go_on_nothing_is_told_of_tomorrow():
    page = read(PAGE, as_of="2020-01-31")
    assert [line["x1"] for line in page.all(".asked line")] == ["100.0%"]
    assert not [piece for piece in page.all(".lanes svg.lane svg") if piece.element.get("class")]


def test_a_day_beyond_the_chart_is_told_at_its_edge():
    page = read(PAGE, as_of="1990-01-01")
    assert page.all(".asked line") == []
    assert page.one(".asked-flag text").text == "← 1 January 1990"


def test_by_what_was_known_then_later_claims_are_missing():
    assert [row[1] for row in rows(read(PAGE, known_on="2019-08-01")) if len(row) == 4] == ["planned"]
    assert len(rows(read(PAGE, known_on="2019-08-01"))) == 3


def test_a_party_has_lanes_of_its_own(talks):
    cast.claim(cast.road_map("gas"), "negotiating", "2019-09-01", by="northland")
    assert rows(read(PAGE, according_to="northland"))[0] == ["Gas", "negotiating", "1 September 2019", "–"]


def test_a_meeting_has_a_line_and_a_link():
    page = read(PAGE)
    assert len(page.all(".grid line.flag")) == 1
    [flag] = page.all(".flags a")
    assert (flag["href"], flag.one("title").text) == ("/summits/ft-sochi/", "Sochi, 7 June 2019 (heads of state)")


def test_a_shorter_stretch_of_time_can_be_looked_at():
    page = read(PAGE, between="2019-06/2019-07")
    assert [use["href"] for use in page.all(".lanes svg.lane use")] == ["#mark-planned", "#mark-disputed"]
    assert len(rows(page)) == 4  # the table has all
    assert read(PAGE, 400, between="soon").one(".errors dt").text == "between"


def test_the_years_are_links_that_keep_the_question():
    links = read(PAGE, as_of="2019-07-02").links(".switches a")
    assert links["2019"] == f"{PAGE}?as_of=2019-07-02&between=2019"


def test_a_step_leads_to_the_day_of_the_next_change():
    page = read(PAGE, as_of="2019-07-01")
    assert page.one("a[rel=next]")["href"] == f"{PAGE}?as_of=2019-12-28"


def test_a_negotiation_of_nothing_has_a_page_too():
    cast.negotiation("new-talks", "nt")
    assert read("/negotiations/new-talks/over-time/").all(".lanes li") == []


@pytest.mark.parametrize("page", ["over-time", "counts"])
@pytest.mark.parametrize(
    "asked", [{"as_of": "1900-01-01"}, {"as_of": "9999-12-31"}, {"between": "9999-12-31"}, {"between": "1900/9999"}, {"known_on": "9999-12-31"}]
)
def test_any_day_that_can_be_asked_about_is_answered(page, asked):
    cast.negotiation("new-talks", "nt")
    cast.tally("2019-12-20")
    for talks in ("new-talks", "fishery-talks"):
        read(f"/negotiations/{talks}/{page}/", **asked)


def test_numbers_in_the_drawing_are_the_same_in_every_language():
    drawing = [read(f"{prefix}{PAGE}", as_of="2019-07-02").one("svg.lane svg")["width"] for prefix in ("", "/ru")]
    assert drawing[0] == drawing[1]
    assert "," not in drawing[0]
