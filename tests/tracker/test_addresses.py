"""An address without its slash leads on with the method that was meant; and the API speaks English to everybody."""

import pytest
from django.test import Client

from tests.tracker.api import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_forgotten_slash_keeps_the_method(method):
    answer = getattr(Client(), method)("/api/v1/topics?page_size=1")
    assert (answer.status_code, answer["Location"]) == (308, "/api/v1/topics/?page_size=1")


@pytest.mark.parametrize("language", ["ru", "be", "de"])
def test_a_problem_is_english_whatever_language_is_asked_for(language):
    answer = Client().get("/api/v1/topics/?page_size=none", headers={"accept-language": language})
    assert answer["Content-Language"] == "en"
    assert answer.json() | {"instance": ""} == refused("topics/", page_size="none") | {"instance": ""}
    assert "Accept-Language" not in answer.get("Vary", "")


def test_the_desk_speaks_the_language_that_is_asked_for():
    page = Client().get("/admin/login/", headers={"accept-language": "ru"})
    assert page["Content-Language"] == "ru"
    assert "Accept-Language" in page["Vary"]
