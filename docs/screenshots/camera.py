"""Taking a picture, small enough for a repository."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

PICTURES = Path(__file__).resolve().parent
COLOURS = 64
"""Of a picture: pages have few, and letters look the same."""


def take(page: Page, name: str, clip: Any) -> None:
    taken = Image.open(BytesIO(page.screenshot(full_page=True, clip=clip)))
    taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png")
