"""From which address a request comes, as far as that can be believed."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Each proxy appends whom it heard from to X-Forwarded-For: what our own proxies did not write is not believed."""
    neighbour = request.META.get("REMOTE_ADDR") or None  # none on a Unix socket
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not settings.TRUSTED_PROXIES or len(told) < settings.TRUSTED_PROXIES:
        return neighbour
    address = told[-settings.TRUSTED_PROXIES].strip()
    return address if _is_address(address) else neighbour


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text  # the zone of an IPv6 address, which PostgreSQL does not store
