"""Pages of other sites may read the API as everybody may; they can neither sign in nor write."""

import pytest
from django.test import Client

from tracker.api.schema import HEADERS, OF_EXPORTS

pytestmark = pytest.mark.django_db

ELSEWHERE = {"origin": "https://elsewhere.example"}


def preflight(method, *headers):
    asked = {"access-control-request-method": method, "access-control-request-headers": ", ".join(headers)}
    return Client().options("/api/v1/topics/", headers={**ELSEWHERE, **asked})


def allowed(answer, header):
    return {word.strip().lower() for word in answer.headers.get(header, "").split(",")}


@pytest.mark.parametrize("path", ["/api/v1/topics/", "/api/v1/topics/nothing/", "/api/nothing/", "/api/v1/topics/?colour=red"])
def test_any_page_may_read_an_answer_or_a_problem(path):
    answer = Client().get(path, headers=ELSEWHERE)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert allowed(answer, "Access-Control-Expose-Headers") == {name.lower() for name in (*HEADERS, *OF_EXPORTS)}  # all that are documented


def test_no_cookie_comes_along():
    assert not Client().get("/api/v1/topics/", headers=ELSEWHERE).has_header("Access-Control-Allow-Credentials")


def test_a_browser_is_told_that_it_may_read_only():
    answer = preflight("POST", "content-type")
    assert allowed(answer, "Access-Control-Allow-Methods") == {"get", "head", "options"}
    assert allowed(answer, "Access-Control-Allow-Headers") == {"accept", "if-none-match"}


def test_a_browser_may_ask_whether_its_copy_is_new():
    assert "if-none-match" in allowed(preflight("GET", "if-none-match"), "Access-Control-Allow-Headers")


@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_the_pages_are_read_by_nobody_elsewhere(path):
    assert not Client().get(path, headers=ELSEWHERE).has_header("Access-Control-Allow-Origin")
