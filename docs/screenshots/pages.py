"""The public pages as their readers have them before them."""

from __future__ import annotations

from playwright.sync_api import Browser

from docs.screenshots import camera
from docs.screenshots.desk import WIDTH

TALKS = "/negotiations/union-state-2019/"
PAGES = {
    "board": (f"{TALKS}?as_of=2019-12-20", "light", "html"),
    "over-time": (f"{TALKS}over-time/?as_of=2019-12-20&between=2019", "light", "main .chart"),
    "counts": (f"{TALKS}counts/?between=2019-09/2020-02", "light", "main .panel >> nth=1"),
    "road-map": ("/road-maps/us19-gas-market/?as_of=2019-12-24", "dark", "html"),
}
"""Name of the picture → address, scheme of colours, and what is to be seen, from its top on."""
HEIGHT = 950


def take(browser: Browser, site: str) -> None:
    for name, (address, scheme, part) in PAGES.items():
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme, locale="en", timezone_id="UTC")
        answer = page.goto(site + address)
        assert answer, address
        assert answer.ok, f"{address}: {answer.status}"
        box = page.locator(part).first.bounding_box()
        assert box, part
        clip = {**box, "height": min(box["height"], HEIGHT)}
        camera.take(page, name, clip)
        page.close()
