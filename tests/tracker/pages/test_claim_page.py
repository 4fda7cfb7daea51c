"""A status claim: of what, by whom, on which sources; how it is judged, why, and what else is said for that day."""

import pytest

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas():
    return cast.road_map("gas")


def page(slug="ft-claim"):
    return read(f"/status-claims/{slug}/")


def test_it_tells_what_it_says_of_what_from_when(gas):
    cast.claim(gas, "disputed", slug="ft-claim")
    assert page().one("h1").text == "Gas: disputed, 20 December 2019"
    assert page().one(".standing").text.startswith("disputed: Gas Gas, from 20 December 2019 the press, 20 December 2019")
    assert page().links(".trail a")["Gas"] == "/road-maps/ft-gas/"


def test_one_alone_has_no_neighbours(gas):
    cast.claim(gas, slug="ft-claim")
    assert not page().all("#neighbours, #same-day")


def test_its_judgement_is_told_with_the_reason(gas):
    cast.claim(gas, judgement="withdrawn", judgement_reason="A mistranslation.", slug="ft-claim")
    assert "withdrawn: A mistranslation." in page().one("section[aria-labelledby=judgement]").text
    assert "counted nowhere" in page().one(".notice").text


def test_what_stands_adopted_for_its_day_is_shown_with_its_sources_beside_what_contradicts_it(gas):
    rival = cast.adopted(gas, "agreed", "2019-12-19", slug="ft-adopted")
    cast.claim(gas, "dropped", slug="ft-claim")
    judgement = page().one("section[aria-labelledby=judgement]")
    assert "contradicts" in judgement.text
    assert judgement.links("h3 a")["agreed"] == "/status-claims/ft-adopted/"
    assert [f"/sources/{citation.source_id}/" for citation in rival.statement.citations.all()] == list(judgement.links(".evidence a").values())


def test_other_claims_of_its_day_stand_with_it_and_those_of_other_days_do_not(gas):
    cast.claim(gas, "agreed", slug="ft-claim")
    cast.claim(gas, "dropped", slug="ft-same")
    cast.claim(gas, "dropped", "2019-12-10", said_on="2019-12-10", slug="ft-other")
    assert [row.links("h3 a")["dropped"] for row in page().all("#same-day + .rows .claim")] == ["/status-claims/ft-same/"]


def test_what_stands_adopted_is_not_told_again_among_the_others_of_its_day(gas):
    cast.adopted(gas, "agreed", slug="ft-adopted")
    cast.claim(gas, "dropped", slug="ft-claim")
    assert page().one("section[aria-labelledby=judgement]").links("h3 a")["agreed"] == "/status-claims/ft-adopted/"
    assert not page().all("#same-day")


def test_its_neighbours_in_the_chain_are_one_step_away(gas):
    for day in (10, 15, 20):
        cast.claim(gas, "agreed", f"2019-12-{day}", said_on=f"2019-12-{day}", slug=f"ft-claim-{day}")
    assert page("ft-claim-15").one("a[rel=prev]")["href"] == "/status-claims/ft-claim-10/"
    assert page("ft-claim-15").one("a[rel=next]")["href"] == "/status-claims/ft-claim-20/"


def test_its_neighbours_are_found_however_much_is_said_for_its_day(gas):
    cast.claim(gas, "agreed", "2019-12-10", said_on="2019-12-10", slug="ft-before")
    spoken = cast.statement()
    for number in range(55):
        cast.claim(gas, "agreed", "2019-12-20", statement=spoken, about=f"part {number}", slug=f"ft-same-{number:02}")
    assert page("ft-same-00").one("a[rel=prev]")["href"] == "/status-claims/ft-before/"
