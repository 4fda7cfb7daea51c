"""Statuses can be told apart without colour, and their colours be read on every ground."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from roadmaps.models import Status
from roadmaps.questions.progress import UNRECORDED
from tracker.pages.looks import LOOKS

SHEET = (Path(settings.BASE_DIR) / "tracker/static/tracker/pages.css").read_text()
READABLE = 4.5
"""To one: WCAG 1.4.3."""


def grounds(scheme: str) -> list[str]:
    """The colours on which words stand, of the light or the dark rule of the sheet."""
    rule = next(rule for rule in re.findall(r":root \{([^}]*)\}", SHEET) if ("#14171a" in rule) == (scheme == "dark"))
    found = dict(re.findall(r"--(ground|raised): (#[0-9a-f]+)", rule))
    return [colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:]) for colour in found.values()]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_status_has_a_look_and_nothing_else_has():
    assert set(LOOKS) == {*Status.values, UNRECORDED}


def test_no_two_have_the_same_mark():
    assert len({look.path for look in LOOKS.values()}) == len(LOOKS)


def test_every_mark_lies_within_its_square():
    assert all(0 < place < 16 for look in LOOKS.values() for stroke in look.strokes for point in stroke for place in point)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("status", LOOKS)
def test_its_colour_can_be_read_on_every_ground_and_the_ground_on_it(status, scheme):
    colour = getattr(LOOKS[status], scheme)
    assert len(grounds(scheme)) == 2
    assert {ground: contrast(colour, ground) for ground in grounds(scheme) if contrast(colour, ground) < READABLE} == {}
