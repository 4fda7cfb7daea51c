"""The desk as its editors have it before them: pages, fields by their labels, buttons by their words, and a camera."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

PICTURES = Path(__file__).resolve().parent
PASSWORD = "for the pictures only"
WIDTH, MARGIN = 1280, 12
CLOSE_THE_SIDEBAR = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"


class Desk:
    """Of one editor, in a browser of his own. What a page does not have fails at once."""

    def __init__(self, browser: Browser, site: str, name: str):
        context = browser.new_context(viewport={"width": WIDTH, "height": 900}, locale="en", color_scheme="light", timezone_id="UTC")
        context.set_default_timeout(15_000)
        context.add_init_script(CLOSE_THE_SIDEBAR)
        self.page, self.site = context.new_page(), site
        self.open("/admin/")
        self.type("Username:", name)
        self.type("Password:", PASSWORD)
        self.press("Log in")

    def open(self, address: str) -> None:
        answer = self.page.goto(self.site + address)
        assert answer is not None and answer.ok, f"{address}: {answer and answer.status}"

    def field(self, label: str, row: int = 0) -> Locator:
        """By the words before it; ``row`` counts where several parts of a page have it."""
        return self.page.get_by_label(label, exact=True).nth(row)

    def type(self, label: str, text: str, row: int = 0) -> None:
        self.field(label, row).fill(text)

    def select(self, label: str, option: str, row: int = 0) -> None:
        self.field(label, row).select_option(label=option)

    def choose(self, name: str, *titles: str) -> None:
        """Types a part of a title into a field that searches, and takes the first that is found."""
        for title in titles:
            self.page.locator(f"[name='{name}'] + .select2").click()
            self.page.locator(".select2-container--open .select2-search__field").fill(title)
            self.page.locator(".select2-results__option", has_text=title).first.click()

    def press(self, words: str) -> None:
        """A button or a link, the first of these words; waits for the page behind it."""
        target = self.page.locator("#content, #header, #login-form").locator("a, button, input[type=submit]")
        named = target.filter(has_text=words).or_(self.page.locator(f"input[type=submit][value='{words}']"))
        named.first.click()
        self.page.wait_for_load_state()

    def press_in(self, place: str, words: str) -> None:
        """The link of these words in one place (a selector)."""
        self.page.locator(place).first.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    def confirm(self) -> None:
        """The one button of a page that asks whether it is meant."""
        self.page.locator("#content input[type=submit]").click()
        self.page.wait_for_load_state()

    def picture(self, name: str, first: str, last: str | None = None) -> None:
        """Of the part of the page from one element (a selector) to another, no wider than the two."""
        self.page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")  # from there both boxes and clips are measured
        boxes = [self.page.locator(selector).first.bounding_box() for selector in (first, last or first)]
        assert all(boxes), f"{name}: nothing to be seen of {first} or {last}"
        left, top = (min(box[side] for box in boxes) for side in ("x", "y"))
        right, bottom = (max(box[side] + box[size] for box in boxes) for side, size in (("x", "width"), ("y", "height")))
        left, top, right = max(left - MARGIN, 0), max(top - MARGIN, 0), min(right + MARGIN, WIDTH)
        clip = {"x": left, "y": top, "width": right - left, "height": bottom + MARGIN - top}
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=clip)
