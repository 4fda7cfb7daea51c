"""What the API answers about the shipped record: the facts by which it is known to be right."""

import pytest

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from tests.once import made_once
from tests.tracker.api import read

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        load(SHIPPED)
        yield


def ask(question, negotiation="union-state-2019", **parameters):
    return read(f"negotiations/{negotiation}/{question}/", **parameters)


def counted(counts):
    return {name: number for name, number in counts.items() if number}


class TestTheSummaryOf20December2019:
    @pytest.fixture
    def summary(self):
        return ask("summary", as_of="2019-12-20")

    def test_28_are_agreed_and_3_disputed(self, summary):
        assert (summary["road_maps"], counted(summary["statuses"])) == (31, {"agreed": 28, "disputed": 3})

    def test_of_the_28_six_are_stated(self, summary):
        assert {basis: counted(found) for basis, found in summary["by_basis"].items()} == {
            "stated": {"agreed": 6, "disputed": 3}, "derived": {"agreed": 22}, "implied": {},
        }  # fmt: skip

    def test_the_two_sides_describe_it_differently_and_each_is_silent_on_24(self, summary):
        sides = {side["party"]["slug"]: side for side in summary["sides"]}
        assert counted(sides["russia"]["statuses"]) == {"agreed": 4, "disputed": 3, "unrecorded": 24}
        assert counted(sides["belarus"]["statuses"]) == {"agreed": 3, "negotiating": 2, "disputed": 1, "suspended": 1, "unrecorded": 24}
        assert (sides["russia"]["silent_on"], sides["belarus"]["silent_on"]) == (24, 24)

    def test_gas_oil_and_tax_are_in_dispute(self, summary):
        assert [found["road_map"]["slug"] for found in summary["disputed_road_maps"]] == ["us19-gas-market", "us19-oil-market", "us19-tax"]
        assert [(found["topic"]["slug"], found["road_maps"]) for found in summary["disputed_topics"]] == [("gas", 1), ("oil", 1), ("tax", 1)]

    def test_it_changed_that_day(self, summary):
        assert (summary["changed_on"], summary["previous_change_on"], summary["next_change_on"]) == ("2019-12-20", "2019-12-07", "2019-12-31")


def test_asked_without_a_date_the_ended_negotiation_keeps_its_last_standings():
    summary = ask("summary")
    assert counted(summary["statuses"]) == {"agreed": 26, "disputed": 3, "approved": 1, "dropped": 1}
    assert (summary["has_ended"], summary["ended"]) == (True, "2021-04-07")


def test_every_point_of_the_progress_is_the_summary_of_its_day():
    points = ask("progress")["points"]
    assert [points[0]["on"], points[0]["statuses"]["planned"]] == ["2019-09-06", 30]
    for point in points:
        assert ask("summary", as_of=point["on"])["statuses"] == point["statuses"]


def test_by_what_was_known_on_1_december_2019():
    assert counted(ask("summary", known_on="2019-12-01")["statuses"]) == {"planned": 26, "disputed": 3, "negotiating": 1, "agreed": 1}


def test_the_record_names_one_where_16_of_31_are_reported():
    rows = {row["tally"]["slug"]: row for row in ask("reconciliation")["rows"]}
    sixteen = rows["us19-tally-2019-11-09-16of31"]
    assert (sixteen["reported_min"], sixteen["named_now"], sixteen["gap_min"], sixteen["verdict"]) == (16, 1, 15, "fewer_named")


def test_the_timeline_holds_both_december_summits_and_every_change_of_the_progress():
    entries = ask("timeline", page_size=500)["results"]
    summits = [entry["summit"]["slug"] for entry in entries if entry["kind"] == "summit" and entry["on"].startswith("2019-12")]
    assert {"us19-2019-12-07-sochi-summit", "us19-2019-12-20-st-petersburg-summit"} <= set(summits)
    moves = sum(len(point["moves"]) for point in ask("progress")["points"])
    assert len([entry for entry in entries if entry["kind"] == "change"]) == moves


def test_each_side_has_its_position_on_gas_oil_and_tax():
    rows = {row["topic"]["slug"]: row["cells"] for row in ask("positions-matrix")["rows"] if row["topic"]}
    for topic in ("gas", "oil", "tax"):
        assert {cell["party"]["slug"] for cell in rows[topic] if cell["position"]} >= {"belarus", "russia"}
