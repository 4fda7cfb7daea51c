"""The API speaks English to everybody, so that programs and caches need not ask who reads."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.roadmaps.admin.test_languages import OTHERS
from tracker.api.urls import router

pytestmark = pytest.mark.django_db

LISTS = [reverse(f"api:{name}-list") for _prefix, _view, name in router.registry]
OTHER_ADDRESSES = [
    f"{reverse('api:road-maps-list')}?status=wrong",
    f"{reverse('api:road-maps-list')}?as_of=2019-13",
    f"{reverse('api:summits-list')}?held_on=2019-13",
    "/api/v1/nowhere/",
    reverse("api:parties-detail", args=["nobody"]),
    reverse("api-openapi"),
    reverse("api-problems"),
]


def answer(client, address):
    """All but the id of the request, which a problem names."""
    response = client.get(address)
    said = response.content.replace(response["X-Request-ID"].encode(), b"")
    return response.status_code, said, response["Content-Language"], response.get("Vary", "")


def having_chosen(language):
    client = Client()
    client.post(reverse("set_language"), {"language": language})
    return client


@pytest.fixture
def record():
    cast.one_of_each()


@pytest.mark.parametrize("address", [*LISTS, *OTHER_ADDRESSES])
@pytest.mark.parametrize("language", OTHERS)
def test_an_answer_is_the_same_whatever_language_is_asked_for(record, language, address):
    english = answer(Client(), address)
    assert english[2] == "en"
    assert "Accept-Language" not in english[3]
    assert answer(Client(headers={"Accept-Language": language}), address) == english
    assert answer(having_chosen(language), address) == english


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_not_allowed_is_said_in_english(language):
    response = Client(headers={"Accept-Language": language}).post(LISTS[0])
    assert response.json()["detail"] in ('Method "POST" not allowed.', "Authentication credentials were not provided.")


def test_the_words_of_a_status_are_english(record):
    response = Client(headers={"Accept-Language": "ru"}).get(reverse("api:status-claims-list"))
    assert {claim["label"] for claim in response.json()["results"]} == {"agreed", "disputed"}
