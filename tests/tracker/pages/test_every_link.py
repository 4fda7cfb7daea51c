"""From home, over every link, in three languages: no page is missing, each is HTML by the letter, and has title, description and address."""

from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.test import Client
from django.utils.translation import get_language_from_path

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
XHTML = "{http://www.w3.org/1999/xhtml}"
DESK = "/admin/"


class Crawl:
    """Visits what can be reached from a page without leaving its language; an address with a question is looked at, and not gone on from.

    Nor does it go to the page beside each that tells how to cite it: there are as many again, all alike; each kind of them is visited elsewhere.
    """

    def __init__(self, start: str):
        self.start = start
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
        parser = html5lib.HTMLParser(strict=False)
        root = parser.parse(answer.content.decode())
        self.wrong.extend(f"{address}: {error} at {place}" for place, error, _ in parser.errors)
        identified = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
        self.wrong.extend(f"{address}: twice #{name}" for name in {name for name in identified if identified.count(name) > 1})
        self.wrong.extend(f"{address}: no {what}" for what, found in self.frame(root).items() if not found)
        return {link for node in root.iter() for link in self.leads_to(node, address) if self.is_followed(link)}

    def frame(self, root) -> dict[str, bool]:
        """Which parts that every page must have there are, once each and not empty."""
        links = {(node.attrib.get("rel"), node.attrib.get("href")) for node in root.iter(f"{XHTML}link")}
        descriptions = [node.attrib["content"].strip() for node in root.iter(f"{XHTML}meta") if node.attrib.get("name") == "description"]
        titles = ["".join(node.itertext()).strip() for node in root.iter(f"{XHTML}title")]
        robots = [node.attrib["content"] for node in root.iter(f"{XHTML}meta") if node.attrib.get("name") == "robots"]
        return {
            "title": len(titles) == 1 and titles[0] != "",
            "description": len(descriptions) == 1 and descriptions[0] != "",
            "canonical address": len([href for rel, href in links if rel == "canonical" and href]) == 1 or "noindex" in robots,
            "heading": len(list(root.iter(f"{XHTML}h1"))) == 1 or "noindex" in robots,
        }

    def leads_to(self, node, address):
        for name in ("href", "src"):
            if name in node.attrib and not (name == "href" and "hreflang" in node.attrib):
                yield urldefrag(urljoin(address, node.attrib[name])).url

    def is_followed(self, link: str) -> bool:
        path = urlsplit(link).path
        once = path.startswith("/api/") and self.start != f"{HERE}/"  # the same from pages of every language
        return link.startswith(f"{HERE}/") and not path.startswith(("/static/", DESK)) and "/cite/" not in path and not once


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_every_link_leads_somewhere_and_every_page_is_whole(shipped, language):
    start = "/" if language == "en" else f"/{language}/"
    crawl = Crawl(HERE + start).go()
    assert crawl.wrong == []
    pages = [address for address in crawl.visited if (get_language_from_path(urlsplit(address).path) or "en") == language]
    assert len(pages) > 900
