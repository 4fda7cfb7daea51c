"""From home, over every link, in three languages: no page is missing, each is HTML by the letter, and has title, description and address."""

from collections import Counter, deque
from math import inf
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.test import Client
from django.utils.translation import get_language_from_path
from lxml.html import document_fromstring

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
DESK = "/admin/"


class Crawl:
    """Visits what can be reached from a page without leaving its language; an address with a question is looked at, and not gone on from.

    Nor does it go to the page beside each that tells how to cite it: there are as many again, all alike; each kind of them is visited elsewhere.
    """

    def __init__(self, start: str, most_by_the_letter: float):
        self.start, self.most_by_the_letter = start, most_by_the_letter
        self.seen: Counter[str] = Counter()
        self.visited: dict[str, int] = {}
        self.wrong: list[str] = []
        self.client = Client()

    def go(self):
        waiting = deque([(self.start, "the beginning")])
        while waiting:
            address, found_on = waiting.popleft()
            if address in self.visited:
                continue
            answer = self.client.get(address)
            self.visited[address] = answer.status_code
            if answer.status_code not in (200, 301, 302):
                self.wrong.append(f"{answer.status_code}: {address}, linked from {found_on}")
            elif self.is_a_page(answer):
                links = self.look_at(address, answer)
                waiting.extend((link, address) for link in links if "?" not in address)
        return self

    def is_a_page(self, answer) -> bool:
        return answer["Content-Type"].startswith("text/html") and not answer.resolver_match.route.startswith("api/")

    def look_at(self, address, answer) -> set[str]:
        """Whether the page is as it must be, and the addresses here to which it leads."""
        text = answer.content.decode()
        self.seen[answer.resolver_match.view_name] += 1
        if self.seen[answer.resolver_match.view_name] <= self.most_by_the_letter:
            self.wrong.extend(f"{address}: {error} at {place}" for place, error in errors_by_the_letter(text))
        root = document_fromstring(text)
        identified = Counter(node.attrib["id"] for node in root.iter("*") if "id" in node.attrib)
        self.wrong.extend(f"{address}: twice #{name}" for name, times in identified.items() if times > 1)
        self.wrong.extend(f"{address}: no {what}" for what, found in frame(root).items() if not found)
        return {link for node in root.iter("*") for link in self.leads_to(node, address) if self.is_followed(link)}

    def leads_to(self, node, address):
        for name in ("href", "src"):
            if name in node.attrib and not (name == "href" and "hreflang" in node.attrib):
                yield urldefrag(urljoin(address, node.attrib[name])).url

    def is_followed(self, link: str) -> bool:
        path = urlsplit(link).path
        once = path.startswith("/api/") and self.start != f"{HERE}/"  # the same from pages of every language
        return link.startswith(f"{HERE}/") and not path.startswith(("/static/", DESK)) and "/cite/" not in path and not once


def errors_by_the_letter(text: str) -> list[tuple[object, str]]:
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [(place, error) for place, error, _ in parser.errors]


def frame(root) -> dict[str, bool]:
    """Which parts that every page must have there are, once each and not empty."""
    named = {node.attrib.get("name"): node.attrib.get("content", "").strip() for node in root.iter("meta")}
    titles = ["".join(node.itertext()).strip() for node in root.iter("title") if node.getparent().tag == "head"]
    canonical = [node for node in root.iter("link") if node.attrib.get("rel") == "canonical" and node.attrib.get("href")]
    is_beside = "noindex" in named.get("robots", "")
    return {
        "title": len(titles) == 1 and titles[0] != "",
        "description": named.get("description", "") != "",
        "canonical address": len(canonical) == 1 or is_beside,
        "heading": len(list(root.iter("h1"))) == 1 or is_beside,
    }


BY_THE_LETTER = {"en": inf, "ru": 5, "be": 5}
"""Pages of each kind: in another language only the words differ."""


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_every_link_leads_somewhere_and_every_page_is_whole(shipped, language):
    start = "/" if language == "en" else f"/{language}/"
    crawl = Crawl(HERE + start, BY_THE_LETTER[language]).go()
    assert crawl.wrong == []
    pages = [address for address in crawl.visited if (get_language_from_path(urlsplit(address).path) or "en") == language]
    assert len(pages) > 900
