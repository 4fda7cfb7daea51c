"""The three questions equal a reference of a few lines, on every day, for any claims, judgements and days of report."""

import datetime
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from roadmaps import adoption
from roadmaps.models import DateSpan, RoadMap, StatusClaim
from tests import cast

FIRST, LAST = datetime.date(2019, 11, 28), datetime.date(2020, 1, 2)
DAYS = [FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
PARTIES = ["northland", "southland"]

days = st.sampled_from(DAYS)
effective = st.one_of(days.map(str), st.sampled_from(["2019-11", "2019-12", "2019", "2020", "2019-11-25/2019-12-05"]))
wanted = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["planned", "agreed", "disputed on gas", "disputed on gas oil"]),
        "effective_on": effective,
        "reported_on": days,
        "by": st.sampled_from([*PARTIES, None]),
        "about": st.sampled_from(["", "", "", "the price"]),
        "judgement": st.sampled_from(["adopted", "adopted", "adopted", "recorded", "recorded", "withdrawn"]),
    }
)


def reference(claims, day, known_on=None, party=None):
    """How the road map stands: (claim, start of its run, status before it, agreeing, contradicting)."""
    public = sorted((claim for claim in claims if known_on is None or claim.reported_on_last <= known_on), key=in_order)
    past = [claim for claim in public if claim.effective_on_last <= day]
    counted = [claim for claim in past if (speaks_for(party, claim) if party else claim.judgement == "adopted")]
    if not counted:
        return (None, None, None, 0, 0)
    standing = counted[-1]
    run = list(takewhile(standing.repeats, reversed(counted)))
    before = counted[-len(run) - 1].status if len(counted) > len(run) else None
    beside = [claim for claim in past if claim.judgement == "recorded" and comparable(claim) and claim != standing]
    since = [claim.repeats(standing) for claim in beside if claim.effective_on_last >= standing.effective_on_last]
    return (standing.pk, str(run[-1].effective_on), before, since.count(True), since.count(False))


def in_order(claim):
    return claim.effective_on_last, claim.reported_on_last, claim.pk


def comparable(claim):
    return not claim.about and claim.effective_on_first <= claim.reported_on_last


def speaks_for(party, claim):
    return claim.judgement != "withdrawn" and comparable(claim) and claim.statement.party_id == party


def answer(day, known_on=None, party=None):
    found = RoadMap.objects.as_of(day, known_on, party).get(pk="ft-gas")
    if found.standing is None:
        return (None, None, found.previous_status, found.agreeing, found.contradicting)
    return (found.standing.pk, str(found.since), found.previous_status, found.agreeing, found.contradicting)


def record(claims):
    """Enters the claims as an editor would, and leaves those that can not be adopted beside."""
    gas = cast.road_map()
    for number, claim in enumerate(claims):
        status, _, topics = claim["status"].partition(" on ")
        said = DateSpan.parse(claim["effective_on"]).first if claim["by"] else claim["reported_on"]
        spoken = cast.statement(min(said, claim["reported_on"]), by=claim["by"], reported_on=claim["reported_on"], sources=0)
        entered = cast.claim(
            gas, status, claim["effective_on"], slug=f"ft-{number}", statement=spoken, disputed_on=topics, about=claim["about"],
        )  # fmt: skip
        if claim["judgement"] == "withdrawn":
            adoption.withdraw(entered, "A mistake.")
        elif claim["judgement"] == "adopted" and comparable(entered):
            adoption.adopt(entered, by=cast.reviewer())


class TheThreeQuestions(TestCase):
    @given(st.lists(wanted, max_size=7))
    @settings(max_examples=20, deadline=None)
    def test_they_equal_the_reference_on_every_day(self, claims):
        for slug in ("gas", "oil"):
            cast.topic(slug)
        record(claims)
        entered = list(StatusClaim.objects.select_related("statement"))
        for day in DAYS:
            assert answer(day) == reference(entered, day), f"as of {day}"
            assert answer(day, known_on=day) == reference(entered, day, known_on=day), f"known on {day}"
            assert answer(LAST, known_on=day) == reference(entered, LAST, known_on=day), f"as of the end, known on {day}"
            for party in PARTIES:
                assert answer(day, party=party) == reference(entered, day, party=party), f"as of {day}, according to {party}"
        assert not StatusClaim.objects.with_rival().exists()
