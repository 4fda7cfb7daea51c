"""How many requests a minute are answered: counted in the cache, in one step, so exactly in all processes that share it.

DRF's own throttle reads a list and writes it back, and so loses what is counted meanwhile.
"""

from __future__ import annotations

import logging
from ipaddress import ip_address, ip_network
from math import ceil
from time import time
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.module_loading import import_string
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from tracker.api.errors import is_api, plain_problem

WINDOW = 60
"""Seconds; it begins with each minute of the clock."""

log = logging.getLogger(__name__)


class Usage(NamedTuple):
    limit: int
    used: int
    reset: int
    """Seconds until the window ends."""

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    def headers(self) -> dict[str, str]:
        left = max(0, self.limit - self.used)
        return {"RateLimit-Limit": str(self.limit), "RateLimit-Remaining": str(left), "RateLimit-Reset": str(self.reset)}


class Rate(BaseThrottle):
    """Of who is signed in the account counts, of everybody else the address."""

    def allow_request(self, request, view):
        self.usage = _count(request._request, request.user)
        return not (self.usage and self.usage.exceeded)

    def wait(self):
        return self.usage.reset


class Rates:
    """Middleware: tells of the rate, and counts whoever was answered before a view could: wrong tokens, addresses that there are not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_api(request):
            return response
        usage = request.rate if hasattr(request, "rate") else _count(request)
        if usage and usage.exceeded and response.status_code != 429:
            response = plain_problem(429, f"Try again in {usage.reset} seconds.")
            response["Retry-After"] = str(usage.reset)
        for name, value in (usage.headers() if usage else {}).items():
            response[name] = value
        return response


def _count(request: HttpRequest, user=None) -> Usage | None:
    """Counts the request; None where nothing is limited."""
    signed_in = user is not None and user.is_authenticated
    limit = settings.API_RATES["signed-in" if signed_in else "anonymous"]
    usage = _add_one(f"account-{user.pk}" if signed_in else _place(request), limit) if limit else None
    request.rate = usage  # type: ignore[attr-defined]  # for the middleware
    return usage


def _add_one(who: str, limit: int) -> Usage | None:
    now = time()
    key = f"rate:{who}:{int(now // WINDOW)}"
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        used = cache.incr(key)
    except ValueError:  # thrown out of a full cache in between
        used = 1
    except RedisError as error:
        log.warning("Nobody is counted while the cache does not answer: %s", error)
        return None
    return Usage(limit, used, ceil(WINDOW - now % WINDOW))


def _place(request: HttpRequest) -> str:
    """The address, of IPv6 the network: one host has 2^64 of them."""
    address = import_string(settings.CLIENT_ADDRESS)(request) or "unknown"
    if ":" not in address:
        return address
    return str(ip_network((ip_address(address.partition("%")[0]).packed, 64), strict=False))
