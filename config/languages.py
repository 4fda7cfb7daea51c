"""In which language a request is answered: the API always in English, the desk in the reader's own, a page in that of its address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tracker.api.errors import is_api

DESK = ("/admin/", "/language/")


class LocaleMiddleware:
    """Programs read the same words, and caches keep one answer, for everybody: only at the desk a cookie, or what the browser prefers, is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at_the_desk = request.path_info.startswith(DESK)
        language = translation.get_language_from_request(request) if at_the_desk else _of_the_address(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]  # as Django's own does
        response = self.get_response(request)
        if at_the_desk:
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def _of_the_address(request: HttpRequest) -> str:
    found = None if is_api(request) else translation.get_language_from_path(request.path_info)
    return found or settings.LANGUAGE_CODE
