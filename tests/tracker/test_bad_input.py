"""A wrong request is a problem that names what is wrong and lists what is allowed; never a 500."""

import pytest
from django.test import Client

from tests import cast
from tests.tracker.api import refused, wrong
from tracker.api.urls import router

pytestmark = pytest.mark.django_db


def test_an_unknown_parameter_is_named_with_those_that_there_are():
    error = wrong(refused("road-maps/", colour="red"), "colour")
    assert "“colour”" in error["detail"]
    assert {"status", "as_of", "cursor"} <= set(error["allowed"])


def test_one_record_takes_the_question_only():
    cast.road_map()
    assert wrong(refused("road-maps/ft-gas/", status="agreed"), "status")["allowed"] == ["according_to", "as_of", "known_on"]
    assert wrong(refused("negotiations/fishery-talks/", as_of="2019-12-20"), "as_of")["allowed"] == []


def test_an_unknown_status_is_named_with_the_vocabulary():
    error = wrong(refused("road-maps/", status=["agreed", "settled"]), "status")
    assert "“settled”" in error["detail"]
    assert error["allowed"][:2] == ["planned", "negotiating"]
    assert error["allowed"][-1] == "unrecorded"


@pytest.mark.parametrize("name", ["negotiation", "topic", "disputed_on", "summit", "source", "according_to"])
def test_an_unknown_key_is_named(name):
    assert "“atlantis”" in wrong(refused("road-maps/", **{name: "atlantis"}), name)["detail"]


def test_the_keys_that_there_are_are_listed():
    cast.party("northland")
    assert wrong(refused("road-maps/", according_to="atlantis"), "according_to")["allowed"] == ["northland"]


@pytest.mark.parametrize(
    "day", ["2019-13-01", "2019-02-30", "2019-12", "2019", "yesterday", "20191207", "2019-W01-1", "٢٠١٩-12-07", " 2019-12-07", "2019-12-07\x00"]
)
@pytest.mark.parametrize("name", ["as_of", "known_on"])
def test_what_is_not_a_day_is_refused(name, day):
    assert wrong(refused("road-maps/", **{name: day}), name)


@pytest.mark.parametrize("span", ["2019-13", "2019-12-31/2019-12-01", "soon", "2019\x00"])
def test_what_is_not_a_date_is_refused(span):
    assert wrong(refused("summits/", held_on=span), "held_on")


@pytest.mark.parametrize("name", ["negotiation", "status", "topic", "according_to", "ended", "cursor", "page_size"])
@pytest.mark.parametrize("value", ["\x00", "a\x00b", "", "\ud800".encode("utf-8", "surrogatepass"), "x" * 5000])
def test_text_that_no_database_stores_is_refused(name, value):
    assert wrong(refused("road-maps/", **{name: value}), name)


@pytest.mark.parametrize("name", ["as_of", "according_to", "ended", "page_size"])
def test_a_parameter_of_one_value_is_not_given_twice(name):
    assert "2 times" in wrong(refused("road-maps/", **{name: ["2019-12-20", "2019-12-21"]}), name)["detail"]


def test_everything_wrong_is_named_at_once():
    problem = refused("road-maps/", status="settled", colour="red", as_of="2019-13-01")
    assert {error["name"] for error in problem["errors"]} == {"status", "colour", "as_of"}


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/api/v1/road-maps/ft-gas/nothing/", "/api/v1/road-maps/Not_A_Slug/", "/api/v1/road-maps/%00/", "/api/nothing/"]
)
def test_an_address_that_there_is_not_is_a_problem(path):
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"], answer.json()["title"]) == (
        404,
        "application/problem+json",
        "There is nothing at this address",
    )


def test_elsewhere_an_address_that_there_is_not_stays_a_page():
    answer = Client().get("/nothing/")
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, "text/html")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("resource", [prefix for prefix, _, _ in router.registry])
def test_no_list_is_replaced_or_deleted_as_a_whole(resource, method, editor):
    client = Client()
    client.force_login(editor)
    answer = getattr(client, method)(f"/api/v1/{resource}/", {}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_a_format_that_there_is_not_is_a_problem():
    answer = Client().get("/api/v1/road-maps/", headers={"accept": "application/xml"})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_who_asks_for_problems_only_is_answered():
    answer = Client().get("/api/v1/road-maps/", headers={"accept": "application/problem+json"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_a_host_that_is_not_served_is_a_problem():
    answer = Client().get("/api/v1/road-maps/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_an_uncaught_error_is_a_problem_without_a_trace(monkeypatch):
    def burst(self):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("tracker.api.views.road_map.RoadMaps.read_parameters", burst)
    answer = Client(raise_request_exception=False).get("/api/v1/road-maps/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()


def test_the_type_of_a_problem_is_explained_where_it_points():
    page, _, name = refused("road-maps/", colour="red")["type"].partition("#")
    answer = Client().get(page)
    assert answer.status_code == 200
    assert f'id="{name}"' in answer.content.decode()
