"""The desk as its editors have it before them: pages, fields by their labels, buttons by their words, and a camera."""

from __future__ import annotations

import secrets

from playwright.sync_api import Browser, Locator

from docs.screenshots.camera import take

PASSWORD = secrets.token_urlsafe()
"""Of all accounts of the throw-away database."""
WIDTH, MARGIN = 1200, 12
PATIENCE = 15_000  # milliseconds
CLOSE_THE_SIDEBAR = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"


class Desk:
    """Of one editor, in a window of their own. What a page does not have stops the walk."""

    def __init__(self, browser: Browser, site: str, name: str):
        window = browser.new_context(viewport={"width": WIDTH, "height": 900}, locale="en", color_scheme="light", timezone_id="UTC")
        window.set_default_timeout(PATIENCE)
        window.add_init_script(CLOSE_THE_SIDEBAR)
        self.page, self.site = window.new_page(), site
        self.open("/admin/")
        self.type("Username:", name)
        self.type("Password:", PASSWORD)
        self.press("Log in")

    def open(self, address: str) -> None:
        answer = self.page.goto(self.site + address)
        assert answer, address
        assert answer.ok, f"{address}: {answer.status}"

    def field(self, label: str) -> Locator:
        """By the words before it; the first, where several parts of a page have them."""
        return self.page.get_by_label(label, exact=True).first

    def type(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def select(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def choose(self, name: str, *titles: str) -> None:
        """Types a part of a title into a field that searches, known by its name in the form, and takes the first that is found."""
        for title in titles:
            self.page.locator(f"[name='{name}'] + .select2").click()
            self.page.locator(".select2-container--open .select2-search__field").fill(title)
            self.page.locator(".select2-results__option", has_text=title).first.click()

    def press(self, words: str, within: str = "#content, #header") -> None:
        """The first button or link of these words in a place (a selector); waits for the page behind it."""
        place = self.page.locator(within)
        link = place.locator("a, button").filter(has_text=words)
        link.or_(place.locator(f"input[type=submit][value='{words}']")).first.click()
        self.page.wait_for_load_state()

    def confirm(self) -> None:
        """The one button of a page that asks whether it is meant."""
        self.page.locator("#content input[type=submit]").click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        self.page.locator("#container").get_by_text(text).first.wait_for()

    def picture(self, name: str, first: str, last: str | None = None) -> None:
        """Of the part of the page from one element (a selector) to another, no wider than the two."""
        self.page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")  # from there both boxes and clips are measured
        boxes = [self.page.locator(selector).first.bounding_box() for selector in (first, last or first)]
        assert all(boxes), f"{name}: nothing is to be seen of {first} or {last}"
        left, top = (max(min(box[side] for box in boxes) - MARGIN, 0) for side in ("x", "y"))
        right, bottom = (max(box[side] + box[size] for box in boxes) + MARGIN for side, size in (("x", "width"), ("y", "height")))
        clip = {"x": left, "y": top, "width": min(right, WIDTH) - left, "height": bottom - top}
        take(self.page, name, clip)
