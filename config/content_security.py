"""Which styles a page may have: those of this server's sheets, but at the desk and in Swagger UI inline ones too."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts

HAVE_INLINE_STYLES = ("/admin/", "/api/docs/", "/api/redoc/")
"""The templates of Django's admin, of Swagger UI and of Redoc."""


class ContentSecurity(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(HAVE_INLINE_STYLES):
            parts.update = {**(parts.update or {}), "style-src": [SELF, UNSAFE_INLINE]}
        return parts
