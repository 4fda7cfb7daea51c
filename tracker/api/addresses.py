"""Where a forgotten slash leads."""

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware


class KeepsTheMethod(HttpResponsePermanentRedirect):
    """308: who forgot the slash at the end of an address that he writes to is not led to read it."""

    status_code = HttpResponsePermanentRedirect.status_code_preserve_request


class AddsTheSlash(CommonMiddleware):
    response_redirect_class = KeepsTheMethod
