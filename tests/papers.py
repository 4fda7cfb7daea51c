"""What the pages for readers show, and whether it is so."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AND_MORE = "…"


def is_part(shown, given) -> bool:
    """Whether what is shown stands in what was given. Objects may have more in both; an array only where it is shown to go on with “…”."""
    match shown:
        case dict():
            return isinstance(given, dict) and all(key in given and is_part(value, given[key]) for key, value in shown.items())
        case [*first, last] if last == AND_MORE:
            return isinstance(given, list) and len(first) < len(given) and all(map(is_part, first, given))
        case list():
            return isinstance(given, list) and len(shown) == len(given) and all(map(is_part, shown, given))
    return shown == given
