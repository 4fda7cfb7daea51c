"""How the tests read pages."""

import json
import re

from django.test import Client

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def page(address: str, **parameters) -> str:
    answer = Client().get(address, parameters)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def linked_data(address: str, **parameters) -> dict:
    """What the page says as JSON-LD, which it does once."""
    (text,) = DATA.findall(page(address, **parameters))
    return json.loads(text)
