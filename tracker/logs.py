"""Lines of the log: a JSON object each in production, made of named parts only, so that what nobody named does not get out."""

import json
import logging
import re
from datetime import UTC, datetime

PARTS = ("method", "path", "route", "status", "duration_ms", "queries", "database_ms", "database", "statement")
"""What a line may tell beside its message: whoever logs gives it as ``extra``."""

_SECRETS = re.compile(
    r"""
      (?P<token> \broadmaps_) [0-9a-f]{32,}                                          # one of ours; tables begin alike
    | (?P<scheme> \b(?:Bearer|Basic)\s+) [\w.~+/=-]+
    | (?P<named> \b(?:sessionid|csrftoken|csrfmiddlewaretoken|\w*password|\w*secret|\w*token)=) [^\s;&"'\\]+
    | (?P<user> ://[^/\s:@]*:) [^@\s/]+ (?=@)                                       # an address with a password
    """,
    re.VERBOSE | re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """The last net: nothing should get here with a secret in it, but libraries put into errors what they like."""
    return _SECRETS.sub(lambda found: f"{found[found.lastgroup or 0]}…", text)


class ReadableLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": without_secrets(record.getMessage()),
        }
        for name in PARTS:
            if (value := vars(record).get(name)) is not None:
                line[name] = without_secrets(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, default=str)
