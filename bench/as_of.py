"""Goal 2: the standings of one negotiation take as long among 10,000 negotiations as alone.

Among many another negotiation is asked for every time, so that none is warm from being asked before.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator

from django.core.management import call_command

from bench import many
from bench.timing import Result, in_turn
from roadmaps.models import RoadMap, StatusClaim

DAY = datetime.date(2019, 12, 20)
QUESTIONS = {
    "as of": {"day": DAY},
    "known on": {"day": DAY, "known_on": datetime.date(2019, 12, 1)},
    "according to": {"day": DAY, "according_to": "north"},
}


def measure(quick: bool) -> Iterator[Result]:
    number = 1_000 if quick else 10_000
    call_command("migrate", database="large", verbosity=0)
    many.save_one()
    many.copy(number, "large")
    for alias in ("default", "large"):
        many.look_over(alias)
    claims = StatusClaim._base_manager.using("large").count()
    for name, question in QUESTIONS.items():
        among, alone = asking("large", number, question), asking("default", 1, question)
        assert among() == alone()
        slow, fast = in_turn(40 if quick else 400, among, alone)
        yield Result(2, f"{name} for one of {number:,} negotiations ({claims:,} claims) beside the only one", slow, fast, at_most=1.5)


def asking(alias: str, number: int, question: dict) -> Callable[[], list]:
    """Asks for any of the negotiations, and gives what its road maps have in common with every copy's."""
    draw = random.Random(number)

    def ask():
        copy = draw.randrange(number)
        road_maps = RoadMap.objects.using(alias).filter(negotiation=f"{many.CODE}{copy or ''}").as_of(**question)
        found = [
            (road_map.sequence, road_map.standing and road_map.standing.status, road_map.since_last, road_map.agreeing) for road_map in road_maps
        ]
        assert len(found) == many.ROAD_MAPS
        return found

    return ask
