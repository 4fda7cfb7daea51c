"""Numbers up: from none to no less than the most, in steps of 1, 2 or 5."""

import itertools

import pytest

from tracker.pages.charts.axis import ROOM_FOR_A_NUMBER, NumberAxis


@pytest.mark.parametrize(
    ("most", "height", "steps"),
    [
        (31, 220, [0, 5, 10, 15, 20, 25, 30, 35]),
        (28.5, 110, [0, 10, 20, 30]),
        (989, 220, [0, 200, 400, 600, 800, 1000]),
        (100, 110, [0, 50, 100]),
        (1, 220, [0, 1]),
        (0, 220, [0, 1]),
        (9_999_999.99, 220, [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000]),
    ],
)
def test_its_steps(most, height, steps):
    assert [number for number, _ in NumberAxis(most, height).ticks] == steps


@pytest.mark.parametrize("most", [1, 7, 28, 31, 66, 112, 989, 123_456])
def test_the_most_has_room_and_what_is_written_does_not_touch(most):
    numbers = NumberAxis(most, 220)
    places = [place for _, place in numbers.ticks]
    assert numbers.at(most) >= 0
    assert (places[0], places[-1]) == (220, 0)
    assert all(below - above >= ROOM_FOR_A_NUMBER / 2 for below, above in itertools.pairwise(places))
