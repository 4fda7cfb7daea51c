"""What Django's own middleware does differently under /api/."""

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from tracker.api.errors import is_api


class KeepsTheMethod(HttpResponsePermanentRedirect):
    """308: who forgot the slash at the end of an address that he writes to is not led to read it."""

    status_code = HttpResponsePermanentRedirect.status_code_preserve_request


class AddsTheSlash(CommonMiddleware):
    response_redirect_class = KeepsTheMethod


class SpeaksEnglishToPrograms(LocaleMiddleware):
    """Errors, labels and details of the API are the same for everybody, so caches need not tell languages apart."""

    def process_request(self, request):
        if not is_api(request):
            return super().process_request(request)
        translation.activate("en")
        request.LANGUAGE_CODE = "en"
        return None

    def process_response(self, request, response):
        if not is_api(request):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", "en")
        return response
