"""Every error is a problem with a status that says whose fault it is, and with an id; none shows the inside."""

import logging
import re
from html import unescape
from urllib.parse import unquote_to_bytes

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from rest_framework import exceptions, serializers

from roadmaps.adoption import MayNotOverrule
from roadmaps.models import Negotiation, Source
from roadmaps.models.record import StaleRecord
from tests import cast
from tests.tracker.api import refused
from tracker.api.problems import KINDS
from tracker.request_ids import WithRequestId

pytestmark = pytest.mark.django_db

SECRET = "SELECT secret FROM inside"
MEANINGS = [
    (ValidationError({"title": [SECRET[:6]]}), 400),
    (ValidationError("No."), 400),
    (serializers.ValidationError({"title": ["No."]}), 400),
    (exceptions.ParseError(), 400),
    (DataError(SECRET), 400),
    (OverflowError(SECRET), 400),
    (RecursionError(SECRET), 400),
    ("\ud800".encode, 400),
    (SuspiciousOperation(SECRET), 400),
    (TooManyFieldsSent(SECRET), 400),
    (BadRequest(SECRET), 400),
    (exceptions.NotAuthenticated(), 401),
    (PermissionDenied(SECRET), 403),
    (MayNotOverrule(Source(slug="this"), [Source(slug="that")]), 403),
    (Http404(SECRET), 404),
    (Source.DoesNotExist(SECRET), 404),
    (exceptions.MethodNotAllowed("BREW"), 405),
    (exceptions.NotAcceptable(), 406),
    (IntegrityError(SECRET), 409),
    (StaleRecord(Source(slug="this", version=1), 2), 412),
    (RequestDataTooBig(SECRET), 413),
    (exceptions.UnsupportedMediaType("text/plain"), 415),
    (exceptions.Throttled(wait=7), 429),
    (OperationalError(SECRET), 503),
    (InterfaceError(SECRET), 503),
    (RuntimeError(SECRET), 500),
    (KeyError(SECRET), 500),
]


@pytest.fixture
def answer_to(monkeypatch):
    """What a view answers in which this is raised."""

    def answer(error):
        def read_parameters(self):
            if callable(error):
                return error()
            raise error

        monkeypatch.setattr("tracker.api.views.road_map.RoadMaps.read_parameters", read_parameters)
        return Client(raise_request_exception=False).get("/api/v1/road-maps/")

    return answer


@pytest.mark.parametrize(("error", "status"), MEANINGS, ids=lambda part: part.__class__.__name__)
def test_an_error_becomes_a_problem_of_its_status(answer_to, error, status):
    answer = answer_to(error)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["title"], problem["type"]) == (status, KINDS[status].title, f"/api/problems/#{KINDS[status].name}")
    assert problem["detail"]


@pytest.mark.parametrize(("error", "status"), MEANINGS, ids=lambda part: part.__class__.__name__)
def test_no_problem_shows_the_inside(answer_to, error, status):
    body = answer_to(error).content.decode()
    assert "secret" not in body
    assert "Traceback" not in body


@pytest.mark.parametrize(
    ("error", "seconds"), [(exceptions.Throttled(wait=7), "7"), (exceptions.Throttled(wait=0.2), "1"), (OperationalError(), "5")]
)
def test_who_may_come_again_is_told_when(answer_to, error, seconds):
    assert answer_to(error)["Retry-After"] == seconds


def test_every_kind_is_explained_where_its_type_points():
    page = unescape(Client().get("/api/problems/").content.decode())
    for kind in KINDS.values():
        assert f'id="{kind.name}"' in page
        assert kind.meaning in page
        assert kind.remedy in page


@pytest.mark.parametrize("error", [RuntimeError(SECRET), OperationalError(SECRET)])
def test_the_id_of_a_problem_is_in_the_log_and_in_a_header(answer_to, error, caplog):
    caplog.handler.addFilter(WithRequestId())
    caplog.set_level(logging.WARNING)
    answer = answer_to(error)
    (logged,) = {record.request_id for record in caplog.records}
    assert answer["X-Request-ID"] == logged
    assert answer.json()["instance"] == f"urn:uuid:{logged}"
    assert SECRET in caplog.text


def test_every_answer_has_an_id_of_its_own():
    paths = ["/api/v1/topics/", "/api/v1/topics/", "/api/nothing/", "/api/docs/", "/", "/admin/"]
    ids = [Client().get(path, headers={"x-request-id": "mine"})["X-Request-ID"] for path in paths]
    assert len(set(ids)) == len(paths)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id) for id in ids)


# What is wrong is named by its path


def errors_of(answer):
    return {error["name"]: error["detail"] for error in answer.json()["errors"]}


def test_the_fields_that_the_record_refuses_are_named(answer_to):
    assert errors_of(answer_to(ValidationError({"title": ["Too long."], "__all__": ["Odd."]}))) == {"title": "Too long.", "": "Odd."}


def test_fields_of_rows_are_named_by_their_path(answer_to):
    nested = {"claims": [{}, {}, {"effective_on": ["Not a day."]}], "titles": {"non_field_errors": ["Twice."]}, "agenda": {3: {"note": ["Long."]}}}
    assert errors_of(answer_to(serializers.ValidationError(nested))) == {
        "claims[2].effective_on": "Not a day.",
        "titles": "Twice.",
        "agenda[3].note": "Long.",
    }


@pytest.mark.parametrize(
    "refusal",
    [
        ValidationError({"slug": ValidationError("It exists.", code="unique")}),
        serializers.ValidationError({"slug": [exceptions.ErrorDetail("It exists.", code="unique")]}),
    ],
)
def test_a_key_that_is_taken_is_a_conflict(answer_to, refusal):
    answer = answer_to(refusal)
    assert answer.status_code == 409
    assert errors_of(answer) == {"slug": "It exists."}


def test_what_still_needs_a_record_is_listed(answer_to):
    statement = cast.statement(slug="ft-speech")

    def delete():
        Negotiation.objects.get(pk=statement.negotiation_id).delete()

    answer = answer_to(delete)
    assert answer.status_code == 409
    assert answer.json()["errors"] == [{"location": "record", "name": "ft-speech", "detail": "The statement “ft-speech” needs it.", "allowed": []}]


# What no view of the API answers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        ("/api/nothing/", 404),
        ("//api/v1/topics/", 404),
        ("/api//v1/topics/", 404),
        ("/api/v1/topics/%00/", 404),
        ("/api/v1/topics/%ff%fe/", 404),
        ("/api/v1/topics/../../admin/", 404),
        ("/api/v1/topics/?%00=%00", 400),
        ("/api/v1/topics/?%ff=%ff", 400),
        ("/api/v1/topics/?cursor=%ff%fe", 400),
    ],
)
def test_an_address_that_is_none_is_a_problem(path, status):
    path, _, query = path.partition("?")
    as_a_server_gives_it = unquote_to_bytes(path).decode("latin-1")
    environ = RequestFactory()._base_environ(PATH_INFO=as_a_server_gives_it, QUERY_STRING=query)
    answer = ClientHandler()(environ)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_database_that_is_gone_before_any_view_is_503(monkeypatch):
    def gone(self, request):
        raise OperationalError(SECRET)

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", gone)
    answer = Client(raise_request_exception=False).get("/api/v1/topics/")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, "application/problem+json", "5")


def test_a_wrong_host_is_a_problem_with_an_id():
    answer = Client().get("/api/v1/topics/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer["X-Request-ID"] in answer.json()["instance"]


@pytest.mark.parametrize("method", ["BREW", "OPTIONS"])
@pytest.mark.parametrize(("path", "taken"), [("topics/", "GET, POST, HEAD"), ("statuses/", "GET, HEAD"), ("tokens/current/", "DELETE")])
def test_what_may_be_sent_is_told_with_a_405(method, path, taken):
    answer = Client().generic(method, f"/api/v1/{path}")
    assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, set(taken.split(", ")))


def test_a_refused_list_names_its_parameters_only():
    assert {error["location"] for error in refused("road-maps/", colour="red")["errors"]} == {"query"}
