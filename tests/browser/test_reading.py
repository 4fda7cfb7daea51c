"""The walk of a reader who doubts: home, a negotiation, back to a day, a road map, who contradicts, the source, and back again."""

import re

import pytest
from playwright.sync_api import expect

TALKS, TAX = "Belarus–Russia integration road maps", "Tax legislation (unified Tax Code in 2019; indirect taxes from 2021)"

pytestmark = pytest.mark.usefixtures("shipped_record")


def heading(page, text):
    return page.get_by_role("heading", name=text, exact=True, level=1)


def walk(page, follow):
    """``follow(link)`` goes where a link leads. At the end no cookie has been set."""
    page.goto("/")
    follow(page.get_by_role("link", name=TALKS, exact=True))
    expect(heading(page, TALKS)).to_be_visible()
    for _ in range(60):
        if "as_of=2019-12-07" in page.url:
            break
        follow(page.get_by_role("link", name=re.compile("^(← )?Previous change")))
    expect(page.get_by_role("heading", name="As of 7 December 2019")).to_be_visible()
    on_the_day = page.url
    follow(page.locator("main").get_by_role("link", name=TAX, exact=True))
    expect(heading(page, TAX)).to_be_visible()
    expect(page.locator(".standing .status")).to_contain_text("negotiating")
    contradicting = page.locator("article[data-relation=contradicts]").first
    expect(contradicting).to_contain_text("Dmitry Medvedev")
    follow(contradicting.locator(".evidence a").first)
    expect(page.locator("main")).to_contain_text("BelarusFeed")
    said = page.locator("main li", has_text="Maps 1 to 30 were agreed").last
    follow(said.get_by_role("link", name="23 December 2019"))
    expect(page.locator("main")).to_contain_text("Maps 1 to 30 were agreed")
    follow(page.locator("main").get_by_role("link", name=TAX).first)
    expect(heading(page, TAX)).to_be_visible()
    page.goto(on_the_day)
    expect(page.get_by_role("heading", name="As of 7 December 2019")).to_be_visible()
    assert page.context.cookies() == []


def by_click(link):
    with link.page.expect_navigation():
        link.click()


def by_keyboard(link):
    """From where the focus stands, with Tab and Enter alone; what has the focus can be seen to have it."""
    page = link.page
    for _ in range(500):
        page.keyboard.press("Tab")
        if link.evaluate("node => node === document.activeElement"):
            break
    assert link.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["with scripts", "without"])
def test_a_reader_walks_from_home_to_the_source_and_back(window, options):
    walk(window(**options), by_click)


def test_a_reader_walks_with_the_keyboard_alone(window):
    walk(window(), by_keyboard)


def test_a_reader_walks_on_a_telephone(window):
    page = window(viewport={"width": 360, "height": 740})
    page.on("load", lambda: widths.append(page.evaluate("document.documentElement.scrollWidth")))
    widths = []
    walk(page, by_click)
    assert max(widths) <= 360


def test_any_day_can_be_asked_for_with_the_form(window):
    page = window(java_script_enabled=False)
    page.goto("/negotiations/union-state-2019/")
    page.get_by_label("As of").fill("2019-12-20")
    page.get_by_text("Ask more exactly").click()
    page.get_by_label("According to").select_option("Belarus")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/negotiations/union-state-2019/?as_of=2019-12-20&according_to=belarus")
    expect(page.get_by_role("heading", name="As of 20 December 2019, according to Belarus")).to_be_visible()
