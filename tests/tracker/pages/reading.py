"""A page as a reader has it, and what a test asks of it."""

from html.parser import HTMLParser

from django.test import Client


class Reading(HTMLParser):
    """Every element with its attributes, and the text with the white space as a browser shows it."""

    def __init__(self, address: str):
        super().__init__()
        self.response = Client().get(address)
        self.elements: list[tuple[str, dict]] = []
        self._text: list[str] = []
        self.feed(self.response.content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self._text.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    @property
    def links(self) -> dict[str, dict]:
        """Address → attributes."""
        return {attributes["href"]: attributes for tag, attributes in self.elements if tag == "a" and "href" in attributes}

    def leads_to(self, *records) -> bool:
        return {record.get_absolute_url() for record in records} <= set(self.links)


def read(address) -> Reading:
    """``address``: text, or the record whose page it is."""
    reading = Reading(address if isinstance(address, str) else address.get_absolute_url())
    assert reading.response.status_code == 200
    return reading
