"""Public pages as a test reads them: by selectors, in words."""

from __future__ import annotations

import json
import re

from django.test import Client
from lxml import html
from lxml.html import HtmlElement

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class Part:
    """A part of a page."""

    def __init__(self, element: HtmlElement):
        self.element = element

    @property
    def text(self) -> str:
        """Its words, with single spaces between, and none before a comma."""
        spaced = " ".join(" ".join(self.element.itertext()).split())
        return re.sub(r" (?=[,.;:)])|(?<=\() ", "", spaced)

    def __getitem__(self, attribute: str) -> str:
        return self.element.attrib[attribute]

    def all(self, selector: str) -> list[Part]:
        return [Part(found) for found in self.element.cssselect(selector)]

    def one(self, selector: str) -> Part:
        found = self.all(selector)
        assert found, f"nothing is {selector}"
        return found[0]

    def links(self, selector: str = "a") -> dict[str, str]:
        """Words → address."""
        return {link.text: link["href"] for link in self.all(selector)}


class Page(Part):
    def __init__(self, answer):
        self.answer = answer
        super().__init__(html.document_fromstring(answer.content.decode()))


def read(address: str, answered: int = 200, /, **parameters) -> Page:
    answer = Client().get(address, parameters)
    assert answer.status_code == answered, (answer.status_code, address)
    return Page(answer)


def text_of(address: str, **parameters) -> str:
    """The page letter for letter."""
    return read(address, **parameters).answer.content.decode()


def linked_data(address: str, **parameters) -> dict:
    """What the page says as JSON-LD, which it does once."""
    (text,) = DATA.findall(text_of(address, **parameters))
    return json.loads(text)
