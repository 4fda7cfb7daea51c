"""Brings every catalogue up to date with the code, compiles it, and says what is left to translate."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from translations.extraction import messages

CATALOGUES = sorted(Path(__file__).parent.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def is_translated(message: Message) -> bool:
    """In all its plural forms."""
    return all(message.string if isinstance(message.string, tuple) else [message.string])


def refresh(path: Path, found: Catalog) -> None:
    """Translations are never guessed: a message that is new, or changed by a letter, stands there empty."""
    catalogue = read(path)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, ignore_obsolete=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    for message in catalogue:
        if message.id and not is_translated(message):
            print(f"{path.parts[-3]}: {message.id}")


if __name__ == "__main__":
    found = messages()
    for path in CATALOGUES:
        refresh(path, found)
