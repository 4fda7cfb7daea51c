"""The public pages as their readers have them before them."""

from __future__ import annotations

from playwright.sync_api import Browser

from docs.screenshots.desk import PICTURES, WIDTH

TALKS = "/negotiations/union-state-2019/"
PAGES = {
    "home": ("/", "light", 700),
    "board": (f"{TALKS}?as_of=2019-12-20", "light", 1150),
    "over-time": (f"{TALKS}over-time/?as_of=2019-12-20", "light", 1150),
    "counts": (f"{TALKS}counts/", "light", 1050),
    "road-map": ("/road-maps/us19-gas-market/?as_of=2019-12-24", "dark", 900),
}
"""Name of the picture → address, scheme of colours, height."""


def take(browser: Browser, site: str) -> None:
    for name, (address, scheme, height) in PAGES.items():
        page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme=scheme, locale="en", timezone_id="UTC")
        answer = page.goto(site + address)
        assert answer, address
        assert answer.ok, f"{address}: {answer.status}"
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()
