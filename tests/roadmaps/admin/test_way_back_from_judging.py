"""Whoever judges a claim comes back to the page that led there, and to no page outside the desk."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from roadmaps.models import StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import judge, judging, page

pytestmark = pytest.mark.django_db
LIST = "/admin/roadmaps/statusclaim/"


@pytest.mark.parametrize(
    "start", [lambda claim: claim, lambda claim: claim.statement, lambda claim: claim.road_map], ids=["claim", "statement", "road map"]
)
def test_each_page_that_leads_there_is_come_back_to(admin_client, start):
    claim = cast.claim()
    begin = f"{page(start(claim))}?_changelist_filters=q%3Dgas"
    html = admin_client.get(begin).content.decode()
    link = next(part for part in html.split('"') if part.startswith(judging("adopted", claim))).replace("&amp;", "&")
    (asked,) = parse_qs(urlsplit(link).query)["next"]
    assert asked == begin
    assert f'href="{begin}"' in admin_client.get(link).content.decode()
    assert judge(admin_client, "adopted", claim, next=asked).url == begin


def test_without_a_way_back_it_is_the_list(admin_client):
    assert judge(admin_client, "adopted", cast.claim()).url == page(StatusClaim, "changelist") == LIST


@pytest.mark.parametrize(
    "asked",
    [
        "https://example.org/admin/",
        "//example.org/admin/",
        "///example.org/admin/",
        "/\\example.org/admin/",
        "/admin//../../api/v1/",
        "/admin/%2e%2e/api/v1/",
        "/api/v1/road-maps/",
        "/",
        "javascript:alert(1)",
        "admin/",
        "\t//example.org",
    ],
)
def test_no_other_address_is_led_to(admin_client, asked):
    claim = cast.claim()
    response = admin_client.get(judging("adopted", claim, next=asked))
    assert response.context["way_back"] == LIST
    assert judge(admin_client, "adopted", claim, next=asked).url == LIST


def test_the_way_back_is_a_page_of_the_desk(admin_client):
    start = reverse("admin:roadmaps_roadmap_changelist") + "?standing=disputed"
    assert admin_client.get(judging("adopted", cast.claim(), next=start)).context["way_back"] == start
