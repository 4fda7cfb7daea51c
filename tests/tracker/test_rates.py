"""So many requests a minute are answered: of an account, or of an address that can be believed; exactly, whoever counts."""

from datetime import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests import cast
from tests.threads import at_once, one_database_for_all_threads
from tracker.models import make_token

pytestmark = pytest.mark.django_db

PATH = "/api/v1/topics/"
NOON = datetime.fromisoformat("2026-12-01T12:00:15+00:00")


@pytest.fixture(autouse=True)
def five_a_minute(settings):
    settings.API_RATES = {"anonymous": 5, "signed-in": 8}
    cache.clear()


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def statuses(times, path=PATH, client=None, **headers):
    return [(client or Client()).get(path, **headers).status_code for _ in range(times)]


def test_an_address_has_its_rate_and_then_waits(at_noon):
    assert statuses(6) == [200] * 5 + [429]
    refused = Client().get(PATH)
    assert (refused.status_code, refused["Content-Type"], refused["Retry-After"]) == (429, "application/problem+json", "45")
    at_noon.shift(45)
    assert statuses(1) == [200]


def test_every_answer_tells_what_is_left(at_noon):
    told = [Client().get(PATH) for _ in range(6)]
    assert [answer["RateLimit-Remaining"] for answer in told] == ["4", "3", "2", "1", "0", "0"]
    assert {(answer["RateLimit-Limit"], answer["RateLimit-Reset"]) for answer in told} == {("5", "45")}


def test_an_account_has_a_rate_of_its_own_at_every_address(at_noon):
    _, secret = make_token(cast.editor(), "laptop")
    statuses(6)
    asked = [Client(REMOTE_ADDR=f"192.0.2.{number}").get(PATH, headers={"authorization": f"Bearer {secret}"}).status_code for number in range(9)]
    assert asked == [200] * 8 + [429]


def test_a_session_counts_as_the_account(at_noon):
    client = Client()
    client.force_login(cast.editor())
    assert statuses(9, client=client) == [200] * 8 + [429]


@pytest.mark.parametrize("path", ["/api/nothing/", "/api/docs/", "/api/schema/", "/api/v1/topics/nothing/", "/api/v1/tokens/current/"])
def test_whatever_the_api_answers_counts(at_noon, path):
    assert 429 not in statuses(5, path)
    assert statuses(1, path) == statuses(1) == [429]


def test_trying_tokens_counts_for_the_address(at_noon):
    assert statuses(6, headers={"authorization": "Bearer roadmaps_guess"}) == [401] * 5 + [429]


def test_who_makes_up_an_address_is_counted_all_the_same(at_noon):
    made_up = [Client().get(PATH, headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code for number in range(6)]
    assert made_up == [200] * 5 + [429]


def test_behind_a_proxy_that_is_ours_the_client_counts(at_noon, settings):
    settings.TRUSTED_PROXIES = 1
    told = {"x-forwarded-for": "198.51.100.1"}
    assert statuses(6, headers=told) == [200] * 5 + [429]
    assert statuses(1, headers={"x-forwarded-for": "198.51.100.2"}) == [200]


def test_a_network_of_ipv6_counts_as_one(at_noon):
    asked = [Client(REMOTE_ADDR=f"2001:db8::{number}").get(PATH).status_code for number in range(6)]
    assert asked == [200] * 5 + [429]
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get(PATH).status_code == 200


def test_the_desk_is_not_counted(at_noon):
    assert statuses(20, "/admin/login/") == [200] * 20


def test_without_a_limit_nothing_is_counted(settings):
    settings.API_RATES = {"anonymous": 0, "signed-in": 0}
    answers = [Client().get(PATH) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert not answers[0].has_header("RateLimit-Limit")


def test_a_cache_that_does_not_answer_stops_nobody(at_noon, settings, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"},
    }
    assert statuses(6) == [200] * 6
    assert "cache does not answer" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_limit_is_exact_for_8_threads_at_once(tmp_path, settings, at_noon):
    settings.API_RATES = {"anonymous": 50, "signed-in": 0}
    with one_database_for_all_threads(tmp_path):
        outcomes = at_once(*[lambda: statuses(10)] * 8)
    answered = [status for of_one in outcomes for status in of_one]
    assert sorted(answered) == [200] * 50 + [429] * 30
