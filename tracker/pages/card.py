"""The picture by which other sites show a link to a negotiation: its board on a day.

In English whatever the reader's language, for the letters that Pillow brings are those of English; what says what has to be drawn
is also what the drawn picture is kept under, so that none is older than the record.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from roadmaps.models import RoadMap, Status
from roadmaps.questions.progress import UNRECORDED
from tracker.pages.looks import LOOKS
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.page import with_parameters
from tracker.pages.question import SideQuestionForm
from tracker.pages.titles import name_of, word_for
from tracker.templatetags.pages import as_of_words, status_of

WIDTH, HEIGHT = 1200, 630
DRAWN = 3
"""Times as large as it is given, so that slanted strokes come out smooth."""
MARGIN, GAP = 60, 8
GROUND, INK, QUIET = "#fdfcfa", "#1b1f24", "#56606b"
KEPT = 64


class Card(NegotiationPage):
    question_form = SideQuestionForm
    keeping = {"max_age": 3600}
    is_kept = False  # as a picture, by what is drawn

    def shown(self) -> dict[str, Any]:
        found = RoadMap.objects.filter(negotiation=self.negotiation).as_of(*self.question.asked()).order_by("sequence")
        statuses = tuple(status_of(road_map) for road_map in found)
        with override("en"):
            title = plain(name_of(self.negotiation)) or self.negotiation.pk
            return {"board": Board(title, plain(as_of_words(self.question)), _("Road-map negotiation tracker"), statuses)}

    def answered(self, context: dict[str, Any]) -> HttpResponse:
        with override("en"):
            return HttpResponse(drawn(context["board"]), content_type="image/png")


def card_address(request: HttpRequest, negotiation: str, asked: dict[str, list[str]]) -> str:
    """Absolute, with as much of what is asked as a card understands."""
    understood = {name: values for name, values in asked.items() if name in Card.question_form.base_fields}
    return request.build_absolute_uri(with_parameters(reverse("card", args=[negotiation]), understood))


@dataclass(frozen=True)
class Board:
    title: str
    day: str
    site: str
    statuses: tuple[str, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        counted = Counter(self.statuses)
        return [(status, counted[status]) for status in (*Status.values, UNRECORDED) if counted[status]]


@lru_cache(maxsize=KEPT)
def drawn(board: Board) -> bytes:
    """As PNG."""
    canvas = Canvas()
    bottom = canvas.paragraph(board.title, MARGIN, 52, 58, INK, lines=2)
    canvas.words(board.day, MARGIN, bottom + 14, 34, QUIET)
    canvas.squares(board.statuses, bottom + 84, 455)
    canvas.counts(board.counts, 480)
    canvas.words(board.site, MARGIN, 572, 26, QUIET)
    return canvas.png()


class Canvas:
    """Measured in pixels of the picture that is given."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * DRAWN, HEIGHT * DRAWN), GROUND)
        self.draw = ImageDraw.Draw(self.image)

    def png(self) -> bytes:
        written = BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(128).save(written, "PNG", optimize=True)
        return written.getvalue()

    def words(self, text: str, x: float, y: float, size: int, colour: str) -> float:
        """Written from ``x`` on; where they end."""
        font = _font(size)
        self.draw.text((x * DRAWN, y * DRAWN), text, colour, font)
        return x + font.getlength(text) / DRAWN

    def paragraph(self, text: str, x: float, y: float, size: int, colour: str, lines: int) -> float:
        """Over so many lines at most; where they end."""
        for line in _lines(text, size, WIDTH - 2 * MARGIN, lines):
            self.words(line, x, y, size, colour)
            y += size * 1.15
        return y

    def square(self, status: str, x: float, y: float, size: float) -> None:
        """In its colour, with its mark, as on the board."""
        look = LOOKS[status]
        self.draw.rounded_rectangle([x * DRAWN, y * DRAWN, (x + size) * DRAWN, (y + size) * DRAWN], size * DRAWN / 10, look.light)
        unit = size * 0.6 / 16 * DRAWN  # of a mark
        left, top = (x + size * 0.2) * DRAWN, (y + size * 0.2) * DRAWN
        for stroke in look.strokes:
            points = [(left + across * unit, top + down * unit) for across, down in stroke]
            self.draw.line(points, GROUND, max(round(2.2 * unit), 1), joint="curve")
            for across, down in points:
                self.draw.circle((across, down), 1.1 * unit, GROUND)

    def squares(self, statuses: tuple[str, ...], top: float, bottom: float) -> None:
        """As large as all find room."""
        size = next((size for size in range(86, 2, -1) if _in_a_row(size) * int((bottom - top + GAP) // (size + GAP)) >= len(statuses)), 2)
        for number, status in enumerate(statuses):
            row, column = divmod(number, _in_a_row(size))
            self.square(status, MARGIN + column * (size + GAP), top + row * (size + GAP), size)

    def counts(self, counts: list[tuple[str, int]], y: float) -> None:
        x: float = MARGIN
        for status, number in counts:
            said = f"{number} {word_for(status)}"
            if x + 44 + _font(32).getlength(said) / DRAWN > WIDTH - MARGIN:
                x, y = MARGIN, y + 44
            self.square(status, x, y + 3, 34)
            x = self.words(said, x + 44, y, 32, INK) + 34


PLAINER = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "...", "№": "No. ",
     "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D", "ı": "i"}
)  # fmt: skip


def plain(text: str) -> str:
    """With the letters that can be written, which are those of English: others without their accents, or not at all."""
    without_accents = unicodedata.normalize("NFKD", text.translate(PLAINER))
    return " ".join(without_accents.encode("ascii", "ignore").decode().split())


def _in_a_row(size: int) -> int:
    return (WIDTH - 2 * MARGIN + GAP) // (size + GAP)


@lru_cache
def _font(size: int) -> Any:
    return ImageFont.load_default(size * DRAWN)


def _lines(text: str, size: int, width: float, most: int) -> Iterator[str]:
    """Broken between words; the last one is cut where there are more."""
    line, words = "", text.split()
    while words and most:
        longer = f"{line} {words[0]}".strip()
        if not line or _font(size).getlength(longer) <= width * DRAWN:
            line = longer
            words.pop(0)
        elif most == 1:
            line += " ..."
            break
        else:
            yield line
            line, most = "", most - 1
    yield line
