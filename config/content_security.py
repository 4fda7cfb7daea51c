"""Which styles a page may have: those of this server's sheets, but at the desk and in Swagger UI inline ones too."""

from functools import cache

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy

HAVE_INLINE_STYLES = ("/admin/", "/api/docs/", "/api/redoc/")
"""The templates of Django's admin, of Swagger UI and of Redoc."""


class ContentSecurity(CSPMiddleware):
    def process_response(self, request, response):
        """The policy of nearly every answer is written once; that of a view which has its own (a page to be framed) each time."""
        if HEADER in response or any(name.startswith("_csp") for name in vars(response)) or request.path_info.startswith(HAVE_INLINE_STYLES):
            return super().process_response(request, response)
        response[HEADER] = _as_set()
        return response

    def get_policy_parts(self, request, response, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(HAVE_INLINE_STYLES):
            parts.update = {**(parts.update or {}), "style-src": [SELF, UNSAFE_INLINE]}
        return parts


@cache
def _as_set() -> str:
    return build_policy()
