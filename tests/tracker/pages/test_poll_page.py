"""A poll: each answer with its share as a number and as a bar, and whether it is no more than a bound."""

import pytest

from roadmaps.models import Poll, PollAnswer
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


def poll(**fields):
    return cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="The Asker", population="North", **fields)


def test_answers_have_their_share_as_number_and_bar():
    asked = poll()
    cast.make(PollAnswer, poll=asked, answer="North", percent="49.90")
    cast.make(PollAnswer, poll=asked, answer="South", percent=50, bound="at_least")
    for language in ("", "/ru"):
        rows = read(f"{language}/polls/ft-poll/").all(".answers tbody tr")
        assert [row.all("rect")[1]["width"] for row in rows] == ["49.90", "50.00"]
        assert rows[1].one(".bar")["data-bound"] == "at_least"
    assert [row.text for row in read("/polls/ft-poll/").all(".answers tbody tr")] == ["North 49.9 %", "South at least 50 %"]


@pytest.mark.parametrize(("known", "told"), [(True, "stands here as it was asked"), (False, "wording of the question is not known")])
def test_it_is_told_whether_the_wording_is_known(known, told):
    poll(wording_known=known)
    assert told in read("/polls/ft-poll/").text
