"""Several writers at the same moment: nobody overwrites what he has not seen, and one key is given once."""

from collections import Counter
from random import random
from time import sleep

import pytest
from django.db import connection

from roadmaps.models import Negotiation, Poll, PollAnswer, RoadMap, Source, Statement, StatusClaim, Topic
from tests import cast
from tests.threads import at_once, errors, one_database_for_all_threads
from tests.tracker.writing import Writer

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
ROUNDS = 20


@pytest.fixture(autouse=True)
def shared(transactional_db, tmp_path):
    with one_database_for_all_threads(tmp_path):
        yield


def changes_of_each() -> int:
    """A hundred on PostgreSQL; SQLite lets one writer after the other, and is asked for fewer."""
    return 100 if connection.vendor == "postgresql" else 15


def counting(user, path: str, times: int):
    """Reads the record, adds one to the number in its note, and writes it with the tag that it read; of two at once one reads again."""

    def work():
        writer, refused = Writer(user), 0
        for _ in range(times):
            while True:
                shown = writer.client.get(f"/api/v1/{path}").json()
                answer = writer.patch(path, {"note": str(int(shown["note"]) + 1)}, shown["version"])
                if answer.status_code == 200:
                    break
                assert answer.status_code == 412, answer.content.decode()
                refused += 1
                sleep(random() / 10)  # as clients do, so that all do not meet again at once
        return refused

    return work


def test_eight_who_read_change_and_write_lose_nothing():
    source, user, times = cast.source("counter", note="0"), cast.editor(), changes_of_each()
    outcomes = at_once(*[counting(user, "sources/counter/", times)] * WRITERS, patience=600)
    assert errors(outcomes) == []
    source.refresh_from_db()
    assert (int(source.note), source.version) == (WRITERS * times, WRITERS * times + 1)
    assert Source.history.count() == WRITERS * times + 1
    assert sum(outcomes) > 0, "they never met, so nothing was tried"


def test_rows_under_a_record_are_not_lost_either():
    """Each adds an answer to the list that he has read."""
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="The Asker", population="North")
    user = cast.reviewer()

    def adding(name):
        def work():
            writer = Writer(user)
            while True:
                shown = writer.client.get("/api/v1/polls/ft-poll/").json()
                rows = [{"slug": row["slug"], "answer": row["answer"], "percent": row["percent"]} for row in shown["answers"]]
                answer = writer.patch("polls/ft-poll/", {"answers": [*rows, {"answer": name, "percent": 1}]}, shown["version"])
                if answer.status_code == 200:
                    return
                assert answer.status_code == 412, answer.content.decode()

        return work

    assert errors(at_once(*(adding(f"Answer {number}") for number in range(WRITERS)))) == []
    assert sorted(PollAnswer.objects.values_list("answer", flat=True)) == [f"Answer {number}" for number in range(WRITERS)]
    poll.refresh_from_db()
    assert poll.version == WRITERS + 1


def statuses(outcomes) -> Counter:
    assert errors(outcomes) == []
    return Counter(outcomes)


CREATIONS = {
    "topics": lambda number: {"slug": f"topic-{number}", "title": "Topic"},
    "negotiations": lambda number: {"slug": f"talks-{number}", "code": f"t{number}", "title": "T", "item_singular": "i", "item_plural": "i"},
    "road-maps": lambda number: {"slug": f"ft-{number}", "negotiation": "fishery-talks", "sequence": number + 1},
    "statements": lambda number: {
        **{"slug": f"ft-speech-{number}", "negotiation": "fishery-talks", "voice": "press", "said_on": "2019-12-20"},
        **{"sources": [{"slug": "wire"}], "claims": [{"road_map": "ft-gas", "status": "agreed"}]},
    },
}


@pytest.mark.parametrize("resource", CREATIONS)
def test_of_eight_who_create_one_key_one_succeeds_and_seven_are_told(resource):
    cast.road_map("gas", sequence=1000)
    cast.source("wire")
    user, seen = cast.editor(), Counter()
    for number in range(ROUNDS):
        body = CREATIONS[resource](number)
        seen += statuses(at_once(*[lambda body=body: Writer(user).post(f"{resource}/", body).status_code] * WRITERS))
    assert seen == {201: ROUNDS, 409: ROUNDS * (WRITERS - 1)}
    model = {"topics": Topic, "negotiations": Negotiation, "road-maps": RoadMap, "statements": Statement}[resource]
    made = model.objects.exclude(pk__in=["fishery-talks", "ft-gas"])
    assert made.count() == ROUNDS
    assert all(record.history.count() == 1 for record in made)
    if model is Statement:
        assert StatusClaim.objects.count() == ROUNDS


def test_of_two_who_judge_one_claim_one_is_told_that_it_has_changed():
    claim, user = cast.claim(slug="ft-claim"), cast.reviewer()
    for version in range(1, 7):
        outcomes = at_once(
            *(
                lambda action=action, version=version: Writer(user).post(f"status-claims/{claim.pk}/{action}/", version=version).status_code
                for action in ("adopt", "record-beside")
            )
        )
        assert statuses(outcomes) == {200: 1, 412: 1}
    claim.refresh_from_db()
    assert claim.version == 7


def test_a_deletion_and_a_change_of_one_version_are_not_both_let_in():
    user = cast.reviewer()
    for number in range(6):
        cast.topic(f"topic-{number}")
        path = f"topics/topic-{number}/"
        outcomes = at_once(
            lambda path=path: Writer(user).delete(path).status_code, lambda path=path: Writer(user).patch(path, {"title": "Changed"}).status_code
        )
        assert statuses(outcomes) in ({204: 1, 404: 1}, {200: 1, 412: 1})


def test_two_who_link_road_maps_of_two_negotiations_do_not_wait_in_a_circle():
    user = cast.editor()
    for number in range(4):
        for name in ("gas", "oil"):
            cast.road_map(f"{name}-{number}")
            cast.road_map(f"{name}-{number}", cast.negotiation("other-talks", "ot"))
    there = [
        lambda n=n: Writer(user).patch(
            f"road-maps/ft-gas-{n}/", {"became": [{"slug": f"ot-there-{n}", "to_road_map": f"ot-gas-{n}", "kind": "renames"}]}
        )
        for n in range(4)
    ]
    back = [
        lambda n=n: Writer(user).patch(
            f"road-maps/ot-oil-{n}/", {"became": [{"slug": f"ft-back-{n}", "to_road_map": f"ft-oil-{n}", "kind": "renames"}]}
        )
        for n in range(4)
    ]
    assert [answer.status_code for answer in at_once(*there, *back)] == [200] * 8


def test_of_two_who_link_the_same_road_maps_from_both_ends_one_is_told_that_it_has_changed():
    user = cast.editor()
    cast.road_map("gas")
    cast.road_map("gas", cast.negotiation("other-talks", "ot"))
    outcomes = at_once(
        lambda: Writer(user).patch("road-maps/ft-gas/", {"became": [{"slug": "ot-there", "to_road_map": "ot-gas", "kind": "renames"}]}).status_code,
        lambda: Writer(user).patch("road-maps/ot-gas/", {"became": [{"slug": "ft-back", "to_road_map": "ft-gas", "kind": "renames"}]}).status_code,
    )
    assert statuses(outcomes) == {200: 1, 412: 1}
