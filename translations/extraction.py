"""The messages of the code and of its templates, found without GNU gettext."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SEARCHED = ("config", "roadmaps", "tracker")
METHODS = [("**.py", "python"), ("**/templates/**.html", "translations.extraction:messages_of_template")]
DJANGO_S = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")} | {"gettext_noop": None}
MONTHS = [("django/utils/dates.py", 0)]
"""Django's names of the months are translated anew: its Belarusian ones are in another orthography, and know no cases."""


def messages() -> Catalog:
    """Every message, with the files in which it stands, in their order."""
    found = Catalog(charset="utf-8")
    for folder in SEARCHED:
        for file, _line, message, comments, context in extract_from_dir(ROOT / folder, METHODS, keywords=DEFAULT_KEYWORDS | DJANGO_S):
            found.add(message, locations=[(f"{folder}/{file}", 0)], auto_comments=comments, context=context)
    for name in calendar.month_name[1:]:
        found.add(name, locations=MONTHS)
        found.add(name, locations=MONTHS, context="alt. month")
        found.add(name[:3].lower(), locations=MONTHS)
    return found


def messages_of_template(file: IO[bytes], keywords, comment_tags, options) -> Iterator[tuple]:
    """A Babel extractor. Django turns a template into calls of gettext, as it does for GNU's tools; Babel reads these as Python."""
    calls = templatize(file.read().decode())
    without_indentation = re.sub(r"^[ \t]+", "", calls, flags=re.MULTILINE)
    yield from extract_python(io.BytesIO(without_indentation.encode()), keywords, comment_tags, options)
