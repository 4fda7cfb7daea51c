"""How a status looks: its mark and its colours, in one place for pages, charts, pictures and embeds.

The words for a status stand with the vocabulary (roadmaps.models.status). A mark is drawn, not typed, so that it is
the same in every font and can be told from the others without colour: polylines on a square of 16 units.
"""

from __future__ import annotations

from dataclasses import dataclass

from roadmaps.models import Status
from roadmaps.questions.progress import UNRECORDED

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Look:
    light: str
    """On a light ground, as #rrggbb; dark enough to be read there as text."""
    dark: str
    """On a dark ground; light enough to be read there."""
    strokes: tuple[Points, ...]
    """Of the mark: lines through these points."""

    @property
    def path(self) -> str:
        """The strokes as the path of an SVG."""
        return " ".join("M" + "L".join(f"{x:g} {y:g}" for x, y in stroke) for stroke in self.strokes)


def _dot(x: float, y: float) -> Points:
    return (x, y), (x + 0.01, y)


LOOKS: dict[str, Look] = {
    Status.PLANNED: Look("#5b6472", "#aeb8c6", (_dot(3, 8), _dot(8, 8), _dot(13, 8))),
    Status.NEGOTIATING: Look("#1d5d9b", "#86bff5", (((2, 6), (13, 6), (10, 3)), ((14, 10), (3, 10), (6, 13)))),
    Status.DISPUTED: Look("#b3261e", "#ff9d92", (((8, 2), (8, 9.5)), _dot(8, 13.5))),
    Status.AGREED: Look("#27722f", "#86d08d", (((2.5, 8.5), (6.5, 12.5), (13.5, 3.5)),)),
    Status.APPROVED: Look("#0b6660", "#6fd3ca", (((1.5, 5), (5, 8.5), (11, 2)), ((4, 11), (7.5, 14.5), (14.5, 7)))),
    Status.IMPLEMENTING: Look("#5b3d9e", "#c0a8f8", (((3, 3), (8, 8), (3, 13)), ((8, 3), (13, 8), (8, 13)))),
    Status.IMPLEMENTED: Look(
        "#343a9c", "#a9b0fb", (((8, 1.5), (14.5, 8), (8, 14.5), (1.5, 8), (8, 1.5)), ((8, 6), (10, 8), (8, 10), (6, 8), (8, 6)))
    ),
    Status.SUSPENDED: Look("#855200", "#efb866", (((5, 3), (5, 13)), ((11, 3), (11, 13)))),
    Status.DROPPED: Look("#454545", "#c4c4c4", (((3.5, 3.5), (12.5, 12.5)), ((12.5, 3.5), (3.5, 12.5)))),
    Status.REPLACED: Look("#8a2f68", "#eda0cd", (((2, 8), (14, 8)), ((9, 3), (14, 8), (9, 13)))),
    UNRECORDED: Look("#6b6b6b", "#a3a3a3", (((5, 8), (11, 8)),)),
}
