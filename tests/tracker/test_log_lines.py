"""What is logged: a line for each request, slow statements, and no secret in any of them."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client

from tracker.logs import JsonLine, ReadableLine, without_secrets
from tracker.request_ids import WithRequestId

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(request):
    """What production would write, as it is written."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    kept, root, accesses = Kept(), logging.getLogger(), logging.getLogger("tracker.accesses")
    kept.setFormatter(JsonLine())
    kept.addFilter(WithRequestId())
    root.addHandler(kept)
    level = accesses.level
    accesses.setLevel(logging.INFO)
    yield written
    accesses.setLevel(level)
    root.removeHandler(kept)


def of(lines, logger):
    return [line for line in lines if line["logger"] == logger]


def test_each_request_has_one_line_with_all_that_was_measured(lines):
    answer = Client().get("/api/v1/topics/?search=zzyzx", headers={"authorization": ""})
    (line,) = of(lines, "tracker.accesses")
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["method"], line["path"], line["route"], line["status"]) == ("GET", "/api/v1/topics/", "api:topics-list", 200)
    assert line["duration_ms"] >= line["database_ms"] > 0
    assert line["queries"] >= 1
    assert line["message"] == "GET api:topics-list: 200"
    assert line["time"].endswith("+00:00")


def test_a_probe_has_none(lines):
    Client().get("/livez")
    assert lines == []


def test_no_query_cookie_token_or_password_is_in_any_line(lines):
    secret = "zzyzx"
    client = Client(headers={"authorization": f"Bearer roadmaps_{secret}", "cookie": f"sessionid={secret}"})
    client.get(f"/api/v1/topics/?search={secret}")
    client.get(f"/nothing/?token={secret}")
    client.post("/admin/login/", {"username": secret, "password": secret})
    client.post("/api/v1/topics/", {"title": secret}, content_type="application/json")
    assert len(of(lines, "tracker.accesses")) == 4
    assert secret not in json.dumps(lines)


def test_a_line_break_in_an_address_makes_no_line_of_its_own(lines):
    Client().get("/nothing%0A2026-11-25 ERROR forged")
    assert len(of(lines, "tracker.accesses")) == 1
    assert all("\n" not in JsonLine().format(logging.makeLogRecord({"msg": "one\ntwo", "path": text})) for text in ("one\ntwo", "\ud800"))


def test_a_slow_statement_is_logged_with_the_request_and_without_its_parameters(lines, settings):
    for _ in range(3):  # by then PostgreSQL has prepared it
        Client().get("/api/v1/topics/?search=zzyzx")
    settings.SLOW_QUERY_MS = 0.000001
    answer = Client().get("/api/v1/topics/?search=zzyzx")
    slow = of(lines, "tracker.queries")
    assert {line["request_id"] for line in slow} == {answer["X-Request-ID"]}
    assert any(line["statement"].startswith("SELECT") and "%s" in line["statement"] for line in slow)
    assert not any(line["statement"].startswith("EXECUTE") for line in slow)  # by which nobody would know what it was
    assert "zzyzx" not in json.dumps(slow).lower()


@pytest.mark.parametrize("limit", [0, 60_000])
def test_a_statement_that_is_not_slow_is_not(lines, settings, limit):
    settings.SLOW_QUERY_MS = limit
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert of(lines, "tracker.queries") == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"no token roadmaps_{'0a1b2c3d' * 7} in roadmaps_statusclaim", "no token roadmaps_… in roadmaps_statusclaim"),
        ("Authorization: Bearer abc.def-1 refused", "Authorization: Bearer … refused"),
        ("connecting to postgres://tracker:hunter2@db/tracker", "connecting to postgres://tracker:…@db/tracker"),
        ("cookie sessionid=abc; csrftoken=def", "cookie sessionid=…; csrftoken=…"),
        ("?password=hunter2&as_of=2020", "?password=…&as_of=2020"),
        ("a tally of 16 of 31 tokens at http://localhost:8000/x@y", "a tally of 16 of 31 tokens at http://localhost:8000/x@y"),
    ],
)
def test_what_looks_like_a_secret_is_left_out_of_whatever_is_said(said, kept):
    assert without_secrets(said) == kept
    record = logging.makeLogRecord({"msg": said})
    assert ReadableLine("{message}", style="{").format(record) == kept
    assert json.loads(JsonLine().format(record))["message"] == kept


def test_an_error_is_told_with_where_it_came_from():
    try:
        raise RuntimeError("hunter2 in postgres://tracker:hunter2@db/")
    except RuntimeError:
        record = logging.LogRecord("any", logging.ERROR, "", 1, "It failed", (), __import__("sys").exc_info())
    line = json.loads(JsonLine().format(record))
    assert line["exception"].startswith("Traceback")
    assert "tracker:…@db" in line["exception"]
