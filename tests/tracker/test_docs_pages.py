"""The pages of the API need no other server and run under the Content-Security-Policy."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

PAGES = ["/api/docs/", "/api/redoc/", "/api/problems/"]


@pytest.fixture(params=PAGES)
def page(request, db):
    answer = Client().get(request.param)
    assert answer.status_code == 200
    return answer


def test_no_address_leads_outside(page):
    assert re.findall(r"""(?:src|href|spec-url)=["'](?:https?:)?//[^"']*""", page.content.decode()) == []


def test_no_script_stands_in_the_page(page):
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.content.decode(), re.DOTALL)
    assert all("src=" in attributes and not text.strip() for attributes, text in scripts)
    assert "script-src 'self';" in page["Content-Security-Policy"] + ";"


def test_every_file_that_a_page_names_is_served(page):
    for address in re.findall(r"""(?:src|href)=["']/static/([^"']*)""", page.content.decode()):
        assert finders.find(address), address


def test_the_script_of_swagger_is_served_by_itself(db):
    answer = Client().get("/api/docs/?script=")
    assert answer["Content-Type"].startswith("application/javascript")
    assert "/api/openapi.json" in answer.content.decode()


def test_only_redoc_may_make_a_worker(db):
    """Its one outside address, its maker's logo, is stopped by img-src; it hides the picture then."""
    policies = {path: Client().get(path)["Content-Security-Policy"] for path in PAGES}
    assert [path for path, policy in policies.items() if "worker-src 'self' blob:" in policy] == ["/api/redoc/"]
    assert "img-src 'self' data:;" in policies["/api/redoc/"] + ";"
