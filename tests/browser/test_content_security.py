"""No page runs a script of its own, breaks, lacks a file, or asks anything of another server."""

import pytest

from tests import cast
from tests.browser.kinds import every_kind
from tests.roadmaps.admin.pages import one_of_each

OUTSIDE = "http://192.0.2.1/"


def test_nothing_goes_wrong_on_any_page_of_the_desk(window, wrong):
    page = window(cast.user("chief", is_superuser=True))
    for visit in every_kind(one_of_each()):
        answer = page.goto(visit.address)
        assert "script-src 'self'" in answer.headers["content-security-policy"].split("; "), visit.name
    assert wrong == []


@pytest.mark.parametrize("address", ["/admin/login/", "/", "/api/docs/", "/api/problems/"])
def test_nothing_goes_wrong_on_what_everybody_sees(window, wrong, address):
    """But for Redoc: its maker's logo is refused, as tests/tracker/test_docs_pages.py says."""
    window().goto(address, wait_until="networkidle")
    assert wrong == []


def test_what_goes_wrong_is_noticed(window, wrong):
    page = window()
    page.goto("/admin/login/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        setTimeout(() => { throw new Error("a mistake") });
        return fetch("/static/missing.css").then(() => window.ran);
    }""")
    page.route(OUTSIDE, lambda request: request.fulfill(body="It is away."))
    page.goto(OUTSIDE)
    text = "\n".join(wrong)
    for part in ("script-src 'self'", "a mistake", "404: ", f"outside: {OUTSIDE}"):
        assert part in text
    wrong.clear()
