"""What the API reads at once is bounded, and a body is JSON in the strict sense; each refusal says the bound."""

import json

import pytest
from django.test import Client
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from tracker.api import limits

pytestmark = pytest.mark.django_db


class Echo(APIView):
    """Reads a body as every view does."""

    permission_classes = [AllowAny]

    def post(self, request):
        return Response(request.data)


def answer_to(body: str | bytes, content_type="application/json"):
    answer = Echo.as_view()(APIRequestFactory().generic("POST", "/", body, content_type))
    return answer.render() if isinstance(answer, Response) else answer


def refusal_of(body, status=400, **options):
    answer = answer_to(body, **options)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    return json.loads(answer.content)


def nested(depth):
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("body", ["{}", '{"title": "Рынок газа 🐟", "number": 28.5, "none": null}', nested(limits.DEPTH), '"\\ud83d\\udc1f"'])
def test_json_is_read(body):
    assert answer_to(body).status_code == 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"a": 1, "b": 2, "a": 3}', "“a” stands twice"),
        ('{"in": [{"a": 1, "a": 1}]}', "“a” stands twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": -Infinity}', "-Infinity is no number"),
        ('{"a": 1e999}', "1e999 is too large"),
        ("[" + "9" * 5000 + "]", "not JSON"),
        ("\ufeff{}", "BOM"),
        (b'{"a": "\xff"}', "utf-8"),
        ("{'a': 1}", "line 1 column 2"),
        ('{"a": 1', "line 1"),
        (" ", "line 1"),
        (nested(limits.DEPTH + 1), "at most 20"),
        (nested(100_000), "at most 20"),
        ('{"a":' * 21 + "1" + "}" * 21, "at most 20"),
    ],
)
def test_what_is_not_strictly_json_is_refused(body, said):
    assert said in refusal_of(body)["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""])
def test_another_format_of_a_body_is_refused(kind):
    refusal_of("a=1", 415, content_type=kind)


def test_a_body_of_the_largest_size_is_read_and_no_larger_one():
    largest = '"' + "x" * (limits.BODY - 2) + '"'
    assert answer_to(largest).status_code == 200
    assert "1,000,000 bytes" in refusal_of(largest + " ", 413)["detail"]


def test_a_body_that_is_too_large_is_refused_unread():
    answer = Client().generic("POST", "/api/v1/topics/", "x" * (limits.BODY + 1), "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("&".join(["topic="] * (limits.PARAMETERS - 1) + ["topic=x"]), 400),  # refused for its values
        ("&".join(["topic=x"] * (limits.PARAMETERS + 1)), 400),
        ("cursor=" + "x" * (limits.QUERY - len("cursor=")), 400),
        ("cursor=" + "x" * (limits.QUERY - len("cursor=") + 1), 414),
    ],
)
def test_the_query_is_bounded(query, status):
    answer = Client().get(f"/api/v1/road-maps/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    is_at_the_bound = query.count("&") < limits.PARAMETERS and len(query) <= limits.QUERY
    assert ("at most" in answer.json()["detail"]) != is_at_the_bound


@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_elsewhere_other_bounds_hold(path):
    assert Client().get(path, {"x": "x" * limits.QUERY}, follow=True).status_code == 200
