"""Readers leave no trace: no cookie, one answer for all, kept as long as it is true."""

import gzip

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db
PAGES = ["/", "/negotiations/fishery-talks/", "/road-maps/ft-gas/", "/ru/road-maps/ft-gas/"]


@pytest.fixture(params=PAGES)
def address(request):
    cast.adopted(cast.road_map("gas"))
    return request.param


def test_no_cookie_is_set_and_none_makes_a_difference(address):
    answer = Client().get(address)
    assert not answer.cookies
    assert answer["Vary"] == "Accept-Encoding"


def test_the_language_is_that_of_the_address_whatever_the_browser_prefers(address):
    answer = Client().get(address, headers={"accept-language": "be"})
    assert answer["Content-Language"] == ("ru" if address.startswith("/ru/") else "en")
    assert f'<html lang="{answer["Content-Language"]}">' in answer.content.decode()


def test_who_has_it_already_is_not_sent_it_again(address):
    first = Client().get(address)
    assert "no-cache" in first["Cache-Control"]
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_sent_compressed(address):
    plain, packed = Client().get(address), Client().get(address, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert Client().get(address, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]}).status_code == 304


def test_nothing_may_be_loaded_but_from_here_and_no_style_stands_in_the_page(address):
    answer = Client().get(address)
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert answer["X-Frame-Options"] == "DENY"
    assert "style=" not in answer.content.decode()
