"""Answers that are kept: given again only while the database says that they hold, and only to readers of whom nothing is known."""

import gzip

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from roadmaps.models import RoadMap, Succession
from tests import cast
from tests.once import made_once
from tests.tracker.pages.kinds import every_kind
from tests.tracker.pages.test_citing_what_is_shown import EDITS, talks
from tracker.caching import answers
from tracker.models import make_token

pytestmark = pytest.mark.django_db
BOARD = "/negotiations/fishery-talks/"
LIST = "/api/v1/road-maps/?negotiation=fishery-talks&as_of=2019-12-20"
ASKED = [
    LIST,
    "/api/v1/road-maps/?negotiation=fishery-talks",
    "/api/v1/status-claims/?negotiation=fishery-talks",
    "/api/v1/statements/?negotiation=fishery-talks",
    "/api/v1/tallies/?negotiation=fishery-talks",
    "/api/v1/positions/?negotiation=fishery-talks",
    "/api/v1/summits/?negotiation=fishery-talks",
    "/api/v1/events/?negotiation=fishery-talks",
    "/api/v1/negotiations/fishery-talks/",
    "/api/v1/negotiations/fishery-talks/summary/",
    "/api/v1/negotiations/fishery-talks/progress/",
    "/api/v1/negotiations/fishery-talks/timeline/",
    "/api/v1/negotiations/fishery-talks/reconciliation/",
    "/api/v1/negotiations/fishery-talks/positions-matrix/",
    "/api/v1/road-maps/ft-gas/",
]


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield talks()


@pytest.fixture(scope="module")
def kept(records) -> list[str]:
    """Addresses whose answers are kept: of the API, and of the public pages of kinds that are."""
    answers.clear()
    pages = {address for _name, address in every_kind(lambda model: records[model].pk)}
    for address in [*ASKED, *pages]:
        Client().get(address)
    return [path + (f"?{query}" if query else "") for _scheme, _host, _script, path, query, _accept in answers._kept]


def contents(addresses: list[str]) -> dict[str, bytes]:
    return {address: Client().get(address).content for address in addresses}


def queries_for(address: str, **headers) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address, headers=headers).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", [LIST, BOARD])
def test_an_answer_that_holds_is_given_again_for_one_query(records, address, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # so that nothing is prepared, and the query tells what it reads
    first = Client().get(address)
    with CaptureQueriesContext(connection) as asked:
        second = Client().get(address)
    assert len(asked) == 1
    assert "revision" in asked[0]["sql"]
    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    assert {*second.headers} == {*first.headers}


def test_what_is_kept(kept):
    assert set(ASKED) <= set(kept)
    assert {BOARD, f"{BOARD}over-time/", f"{BOARD}timeline/"} <= set(kept)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_nothing_is_told_that_was_so_before(records, kept, edit):
    before = contents(kept)
    edit(records)
    told = contents(kept)
    answers.clear()
    assert told == contents(kept)
    assert told != before, "the edit changes something"


def test_what_is_written_of_another_negotiation_is_told_where_it_is_shown(records):
    """A succession, and what a road map of other talks is called that carries this one on."""
    other = cast.road_map("grain", cast.negotiation("other-talks", "ot", succeeds=None))
    Client().get("/api/v1/road-maps/ft-gas/")
    cast.make(Succession, slug="ot-from-ft", from_road_map=RoadMap.objects.get(pk="ft-gas"), to_road_map=other, kind="continues")
    assert b"ot-grain" in Client().get("/api/v1/road-maps/ft-gas/").content
    other.title = "Barley"
    other.save()
    assert b"Barley" in Client().get("/api/v1/road-maps/ft-gas/").content


def test_an_answer_for_today_ends_with_the_day(records):
    address = "/api/v1/road-maps/?negotiation=fishery-talks"
    with travel("2026-01-01 23:59"):
        assert Client().get(address).json()["as_of"] == "2026-01-01"
    with travel("2026-01-02 00:01"):
        assert Client().get(address).json()["as_of"] == "2026-01-02"
        assert queries_for(LIST) > 1
        assert queries_for(LIST) == 1, "whichever day it is read, it is of 20 December"
    with travel("2026-01-03"):
        assert queries_for(LIST) == 1


class TestOfWhomNothingIsKnown:
    def test_who_signs_in_is_not_answered_from_what_is_kept(self, records, editor):
        Client().get(LIST)
        _, secret = make_token(editor, "a program")
        assert queries_for(LIST, authorization=f"Bearer {secret}") > 1

    def test_nor_is_what_he_was_answered_kept(self, records, client, editor):
        client.force_login(editor)
        client.get(LIST)
        assert len(answers) == 0

    def test_nor_for_who_sends_any_cookie(self, records):
        Client().get(LIST)
        assert queries_for(LIST, cookie="anything=1") > 1

    def test_hosts_formats_and_questions_are_kept_apart(self, records):
        first = Client().get(LIST).content
        assert Client().get(LIST, headers={"host": "localhost"}).content != first
        assert b"".join(Client().get(LIST, headers={"accept": "text/csv"})) != first
        assert Client().get(f"{LIST}&known_on=2019-01-01").content != first

    def test_a_host_that_is_not_served_is_refused_as_ever(self, records):
        Client().get(LIST)
        assert Client().get(LIST, headers={"host": "evil.example"}).status_code == 400


class TestPacking:
    @pytest.mark.parametrize("address", [LIST, BOARD])
    def test_who_unpacks_is_sent_fewer_bytes_that_mean_the_same(self, records, address):
        plain = Client().get(address)
        packed = Client().get(address, headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) * 2 < len(plain.content)
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert "Accept-Encoding" in plain["Vary"]

    @pytest.mark.parametrize("address", [LIST, BOARD])
    @pytest.mark.parametrize("how", [{}, {"accept-encoding": "gzip"}])
    def test_who_has_it_is_told_so_without_a_body(self, records, address, how):
        etag = Client().get(address, headers=how)["ETag"]
        again = Client().get(address, headers={"if-none-match": etag, **how})
        assert (again.status_code, again.content) == (304, b"")
        assert "ETag" in again.headers
        assert "Content-Type" not in again.headers


class TestHowMuchIsKept:
    def test_what_was_asked_for_longest_ago_goes_first(self, records, settings):
        Client().get(LIST)
        settings.RESPONSE_CACHE_BYTES = answers.size * 17
        for day in range(1, 29):
            Client().get(f"/api/v1/road-maps/?negotiation=fishery-talks&as_of=2019-11-{day:02}")
            assert queries_for(LIST) == 1, "which is asked for again and again"
        assert answers.size <= settings.RESPONSE_CACHE_BYTES
        assert 10 < len(answers) < 29

    def test_the_size_is_that_of_what_is_there(self, kept):
        contents(kept)
        assert answers.size == sum(each.size for each in answers._kept.values())

    def test_one_answer_does_not_drive_out_the_others(self, records, settings):
        settings.RESPONSE_CACHE_BYTES = 2000
        Client().get(LIST)
        assert len(answers) == 0

    def test_none_where_nobody_wants_it(self, records, settings):
        settings.RESPONSE_CACHE_BYTES = 0
        assert queries_for(LIST) == queries_for(LIST) > 1


def test_while_the_database_does_not_answer_nothing_is_told_from_memory(records, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    Client().get(LIST)
    monkeypatch.setattr("tracker.api.selection.Selection.rows", gone)
    answer = Client(raise_request_exception=False).get(LIST)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


def test_errors_and_files_are_not_kept(records):
    Client().get(f"{LIST}&colour=red")
    b"".join(Client().get(f"{LIST}&format=csv"))
    assert len(answers) == 0


def test_how_many_bytes_is_a_number_of_the_environment():
    assert settings.RESPONSE_CACHE_BYTES == 64_000_000
