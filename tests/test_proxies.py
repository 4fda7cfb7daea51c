"""The address of whoever asks: what a client may make up is not believed."""

import pytest
from django.test import RequestFactory

from config.proxies import client_address


@pytest.mark.parametrize(
    ("trusted", "told", "believed"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.1", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.1, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.1, 198.51.100.1, 198.51.100.2", "198.51.100.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        # What is no address, or comes past a proxy, is not stored as one.
        (2, "198.51.100.1", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "fe80::1%eth0", "192.0.2.1"),
    ],
)
def test_as_many_hops_are_believed_as_proxies_are_ours(settings, trusted, told, believed):
    settings.TRUSTED_PROXIES = trusted
    headers = {} if told is None else {"x-forwarded-for": told}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)) == believed


def test_on_a_unix_socket_nobody_has_an_address():
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
