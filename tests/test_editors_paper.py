"""What docs/editors.md says of the desk is there, under the very words, and what it says of roles and of the lock is so."""

import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from roadmaps import roles
from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from tests import cast
from tests.once import made_once

ROOT = Path(__file__).resolve().parent.parent
EDITORS = (ROOT / "docs" / "editors.md").read_text()
PICTURES = ROOT / "docs" / "screenshots"
ADDRESSES = sorted(set(re.findall(r"`(/admin/[^`]*)`", EDITORS)))
WORDS = sorted(set(re.findall(r"\*\*(.+?)\*\*", EDITORS.replace("\n", " "))))
NEEDED = {
    "see, add and change every record": "roadmaps.change_source",
    "withdraw a claim, record it beside": "roadmaps.change_statusclaim",
    "adopt a claim where nothing that is adopted for its day disagrees": "roadmaps.change_statusclaim",
    "adopt a claim over one that disagrees, which steps down by that": roles.OVERRULE,
    "delete": "roadmaps.delete_source",
    "revert a record to an earlier version": roles.REVERT,
    "import files": roles.IMPORT,
}


class Labels(HTMLParser):
    """Every piece of text that a page shows as one: of an element, on a button, and of the buttons that its scripts add."""

    def __init__(self, html: str):
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_data(self, data):
        self.found.add(plain(data))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input" and given.get("type") == "submit":
            self.found.add(plain(given["value"]))
        if "data-inline-formset" in given:
            self.found.add(plain(json.loads(given["data-inline-formset"])["options"]["addText"]))


def plain(text: str) -> str:
    """Without the letter case and the colons that the style of a page gives and takes."""
    return " ".join(text.split()).rstrip(":").casefold()


def our_own_words() -> set[str]:
    """Those of pages that come only after something was typed."""
    files = [*(ROOT / "roadmaps").rglob("*.py"), *(ROOT / "roadmaps").rglob("*.html")]
    return {plain(words) for file in files for words in re.findall(r'(?:\b(?:_|gettext_lazy)\(\s*|{% translate )"([^"]+)"', file.read_text())}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """By its address, the answer to a superuser on the shipped record."""
    with made_once(django_db_blocker):
        load(SHIPPED)
        client = Client()
        client.force_login(cast.user("editor", password="a long enough password", is_superuser=True))
        yield {address: client.get(address) for address in ADDRESSES}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_that_is_named_opens(pages, address):
    assert pages[address].status_code == 200


@pytest.mark.django_db
def test_every_word_in_bold_stands_on_the_screen(pages):
    seen = our_own_words().union(*(Labels(page.content.decode()).found for page in pages.values()))
    assert len(WORDS) > 60
    assert [words for words in WORDS if plain(words) not in seen] == []


def test_what_is_typed_in_the_paper_is_typed_for_its_pictures():
    """The script that takes them follows the paper to the letter, and stops where a page does not go along."""
    followed = (PICTURES / "tasks.py").read_text()
    typed = re.findall(r"\*\*:?\s+`([^`]+)`", EDITORS)
    assert len(typed) > 40
    assert [text for text in typed if text not in followed] == []


def test_every_picture_is_shown_and_described():
    shown = dict(re.findall(r"!\[([^\]]*)\]\((?:docs/)?screenshots/([\w-]+\.png)\)", EDITORS + (ROOT / "README.md").read_text()))
    assert sorted(shown.values()) == sorted(picture.name for picture in PICTURES.glob("*.png"))
    assert all(len(described) > 20 for described in shown)


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("*.png")), ids=lambda picture: picture.name)
def test_a_picture_is_small(picture):
    width, _height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert width <= 1280
    assert picture.stat().st_size <= 100_000


def test_every_place_in_the_paper_to_which_it_links_is_there():
    headings = re.findall(r"^#+ (.+)$", EDITORS, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", EDITORS)) <= anchors


def test_every_task_stands_in_the_list_at_the_top():
    told = re.findall(r"^- \[(.+)\]\(#", EDITORS, re.MULTILINE)
    assert told == [heading for heading in re.findall(r"^## (.+)$", EDITORS, re.MULTILINE) if heading != "The one idea"]


def test_the_one_idea_is_told_in_a_few_lines():
    told = EDITORS.partition("## The one idea\n")[2].partition("\n\nTo practise")[0]
    assert 5 < len(told.strip().splitlines()) <= 15


@pytest.mark.django_db
def test_the_table_of_roles_is_true():
    told = {
        what: tuple(word == "yes" for word in may) for what, *may in re.findall(r"^\| (\w[^|]+) \| (yes|–) \| (yes|–) \|$", EDITORS, re.MULTILINE)
    }
    assert told == {what: (cast.editor().has_perm(needed), cast.reviewer().has_perm(needed)) for what, needed in NEEDED.items()}


def test_the_lock_is_told_as_it_is_set():
    assert (settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME.total_seconds()) == (5, 15 * 60)
    assert "After five wrong passwords" in EDITORS
    assert "for fifteen minutes" in EDITORS
