"""In which language a request is answered: the reader's own, but the API always in English."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils import translation

from tracker.api.errors import is_api


class LocaleMiddleware(locale.LocaleMiddleware):
    """Under /api/ neither cookie nor Accept-Language is asked: programs read the same words, and caches keep one answer, for everybody."""

    def process_request(self, request: HttpRequest) -> None:
        if not is_api(request):
            return super().process_request(request)
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE  # type: ignore[attr-defined]  # as Django's own does
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not is_api(request):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", settings.LANGUAGE_CODE)
        return response
