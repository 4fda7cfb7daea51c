"""The record in one ZIP file: the same bytes for the same record."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from roadmaps.dataset.dump import dump

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows: when the files were made is no part of the record."""
READABLE = 0o644 << 16


def archive(file: IO[bytes], negotiation: str | None = None) -> None:
    """Write every table (or one negotiation and what it names) and their description into ``file``."""
    with TemporaryDirectory() as folder, ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        dump(Path(folder), negotiation)
        for path in sorted(Path(folder).iterdir()):
            _add(zipped, path)


def _add(zipped: ZipFile, path: Path) -> None:
    entry = ZipInfo(path.name, NO_TIME)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
    with path.open("rb") as read, zipped.open(entry, "w") as written:
        copyfileobj(read, written)
