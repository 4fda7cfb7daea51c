"""JSON as DRF writes it, by a faster writer: the same bytes."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

_of_other_kinds = JSONEncoder().default


def json_of(data: Any) -> bytes:
    """UTF-8 without spaces. Two characters that end a line in old JavaScript are written as escapes."""
    written = orjson.dumps(data, default=_of_other_kinds)
    return written.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029") if b"\xe2\x80" in written else written


class Json(JSONRenderer):
    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Who asks for an indent is answered by DRF."""
        if data is None or self.get_indent(accepted_media_type, renderer_context or {}):
            return super().render(data, accepted_media_type, renderer_context)
        return json_of(data)
