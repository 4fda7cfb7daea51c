"""Pages as frames for other sites: which can be framed, and the code by which another page does so."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.models import Record
from tracker.pages.page import with_parameters
from tracker.pages.question import Question
from tracker.pages.titles import title_of
from tracker.templatetags.pages import as_of_words


@dataclass(frozen=True)
class Frame:
    route: str
    """Of the frame; it understands the parameters of the page."""
    height: int
    """Pixels, where nobody asks for fewer."""


FRAMES = {
    "negotiations": Frame("embed-strip", 260),
    "over-time": Frame("embed-over-time", 640),
    "road-maps": Frame("embed-road-map", 340),
}
"""By the route of the page."""
WIDTH = 640


def frame_address(request: HttpRequest, frame: Frame, slug: str, parameters: dict[str, list[str]]) -> str:
    return request.build_absolute_uri(with_parameters(reverse(f"pages:{frame.route}", args=[slug]), parameters))


def frame_title(record: Record, question: Question) -> str:
    return f"{title_of(record).text}, {as_of_words(question, begins=False)}"


def frame_code(address: str, title: str, width: int, height: int) -> SafeString:
    """To copy into a page of another site."""
    return format_html('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>', address, title, width, height)
