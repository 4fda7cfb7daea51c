"""A replica answers who is nobody in particular, never more than a little behind; whoever may have written is answered from the primary."""

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from roadmaps import reading
from roadmaps.models import Topic
from tests import cast
from tracker import health, replica
from tracker.models import make_token

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="what is asked where is the same on both; script/drill replica has a real standby"),
]
PATH = "/api/v1/topics/carp/"


class Standby:
    """A copy of the database in memory, and how far it says to be."""

    def __init__(self, monkeypatch):
        self.now, self.at, self.dead = 1000.0, {"default": 0, "replica": 0}, set()
        monkeypatch.setattr(replica, "monotonic", lambda: self.now)
        monkeypatch.setattr(replica, "_position", self.position)
        fresh = replica.Freshness()
        monkeypatch.setattr(replica, "freshness", fresh)
        monkeypatch.setattr(health, "freshness", fresh)

    def position(self, database, place):
        if database in self.dead:
            raise OperationalError("it is gone")
        return self.at[database]

    def catch_up(self):
        if connections["replica"].connection is None:
            connections["replica"].connect()
        connection.connection.backup(connections["replica"].connection)
        self.at["replica"] = self.at["default"]

    def write(self, title):
        topic = cast.topic("carp")
        topic.title = title
        topic.save()
        self.at["default"] += 1


@pytest.fixture
def standby(settings, monkeypatch):
    """One that has the topic “Old” where the primary has “New” by now."""
    monkeypatch.setitem(settings.DATABASES, "replica", {**connections.settings["default"], "NAME": ":memory:"})
    settings.DATABASE_ROUTERS = ["roadmaps.reading.Router"]
    played = Standby(monkeypatch)
    played.write("Old")
    played.catch_up()
    assert title() == "Old"
    played.write("New")
    yield played
    connections["replica"].close()
    del connections["replica"]
    reading.read_from(reading.PRIMARY)


def title(path=PATH, client=None, **headers):
    answer = (client or Client()).get(path, headers=headers)
    assert answer.status_code == 200
    return answer.json()["title"] if path == PATH else "Old" if "Old" in answer.content.decode() else "New"


@pytest.mark.parametrize("path", [PATH, "/topics/carp/", "/ru/topics/carp/", "/search/?search=carp"])
def test_who_is_nobody_is_answered_from_the_replica(standby, path):
    assert title(path) == "Old"
    standby.catch_up()
    assert title(path) == "New"


def test_statements_that_are_written_by_hand_are_asked_of_the_replica_too(standby):
    def told():
        return Client().get("/feed/").content.count(b"<entry>")

    before = told()
    standby.catch_up()
    assert told() == before + 1


def test_an_export_that_is_streamed_stays_with_the_replica_to_its_end(standby):
    answer = Client().get("/api/v1/topics/?format=ndjson")
    assert b"Old" in b"".join(answer.streaming_content)


def test_an_editor_reads_his_own_writes_by_session_and_by_token(standby):
    client, editor = Client(), cast.editor()
    client.force_login(editor)
    assert title(client=client) == "New"
    assert title(authorization=f"Bearer {make_token(editor, 'laptop')[1]}") == "New"
    assert client.get("/admin/roadmaps/topic/carp/change/").content.decode().count("New")


def test_a_tag_is_of_the_database_that_answered(standby):
    def tag():
        return Client().get(PATH)["ETag"]

    old = tag()
    client = Client()
    client.force_login(cast.editor())
    new = client.get(PATH)["ETag"]
    assert old != new
    assert Client().get(PATH, headers={"if-none-match": new}).status_code == 200
    assert Client().get(PATH, headers={"if-none-match": old}).status_code == 304
    standby.catch_up()
    assert tag() == new


def test_what_is_written_goes_to_the_primary_and_is_read_there_from_then_on(standby):
    reading.read_from(reading.REPLICA)
    assert Topic.objects.get().title == "Old"
    Topic.objects.create(slug="pike", title="Pike")
    assert Topic.objects.get(slug="carp").title == "New"


def test_inside_a_transaction_of_the_primary_nothing_is_read_elsewhere(standby):
    reading.read_from(reading.REPLICA)
    with transaction.atomic():
        assert Topic.objects.get().title == "New"
    assert Topic.objects.get().title == "Old"


def test_one_that_lags_is_left_alone_until_it_has_caught_up(standby, settings):
    settings.MAX_REPLICA_LAG = 5
    title()
    standby.now += 5
    assert title() == "Old"
    standby.now += 1
    assert title() == "New"
    assert Client().get("/readyz").json()["checks"]["replica"] == "It is 6 seconds behind; everything is read from the primary."
    standby.catch_up()
    standby.write("Newer")
    standby.at["default"] -= 1  # of what was written last nothing is known yet
    standby.now += 1
    assert title() == "New"
    assert Client().get("/readyz").json() == {"status": "ready", "checks": dict.fromkeys(["database", "migrations", "cache", "replica"], "ok")}


def test_one_that_is_always_a_little_behind_is_read(standby, settings):
    settings.MAX_REPLICA_LAG = 2
    for _ in range(10):
        standby.now += 1
        standby.at["replica"], standby.at["default"] = standby.at["default"], standby.at["default"] + 100
        assert title() == "Old"


def test_one_that_is_cut_off_does_not_pass_for_fresh(standby):
    """It has all that it ever received, and that is all it knows."""
    standby.catch_up()
    title()
    standby.write("Newer")
    standby.dead = {"default"}
    standby.now += 6
    assert not replica.freshness.is_enough()


def test_one_that_does_not_answer_is_told_and_left_alone_for_a_while(standby):
    standby.dead = {"replica"}
    standby.now += 1
    assert title() == "New"
    told = Client().get("/readyz")
    assert (told.status_code, told.json()["status"]) == (200, "degraded")
    assert told.json()["checks"]["replica"] == "It does not answer; everything is read from the primary."
    standby.dead = set()
    standby.catch_up()
    looks = []
    replica._position, position = lambda *asked: looks.append(asked) or position(*asked), replica._position
    title()
    assert not looks
    standby.now += replica.AFTER_A_FAILURE
    assert title() == "New"
    assert looks


@pytest.mark.parametrize("path", [PATH, "/topics/carp/"])
def test_one_that_dies_in_the_middle_of_an_answer_costs_nobody_the_answer(standby, path):
    def refuse(*args):
        raise OperationalError("terminating connection due to administrator command")

    client = Client(raise_request_exception=False)
    with connections["replica"].execute_wrapper(refuse):
        assert title(path, client) == "New"
        assert title(path, client) == "New"


def test_where_there_is_none_nothing_is_asked_of_it():
    cast.topic("carp")
    assert "replica" not in Client().get("/readyz").json()["checks"]
    assert title() == "Carp"
