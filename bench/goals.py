"""The goals of speed. What measures one is a generator of Results; a new one is a line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

POSTGRESQL, SQLITE = "postgresql", "sqlite"


@dataclass(frozen=True)
class Goal:
    number: int
    title: str
    measured_by: str
    """``module:function`` in bench; it is given the Effort, and yields Results."""
    database: str = POSTGRESQL
    large: bool = False
    """Whether it asks the large data as well."""
    peers: bool = False
    """Whether it needs other software than ours."""
    long: bool = False
    """Whether it takes minutes."""
    kept: bool = False
    """Whether answers may be kept, as shipped. Else every one is made anew."""

    @property
    def quick(self) -> bool:
        return not (self.large or self.peers or self.long)

    def measure(self, effort: Any) -> Any:
        module, _, name = self.measured_by.partition(":")
        return getattr(import_module(f"bench.{module}"), name)(effort)


GOALS = (
    Goal(1, "the list of 31 road maps, nothing cached", "reading:list_of_road_maps"),
    Goal(1, "the list of 31 road maps, nothing cached", "reading:list_beside_plain", SQLITE),
    Goal(1, "the list of 31 road maps beside Datasette", "peers.goals:beside_datasette", SQLITE, peers=True),
    Goal(2, "the same list again, checked against the database", "reading:the_list_again", kept=True),
    Goal(3, "the list beside other software, none of which keeps responses", "peers.goals:beside_peers", peers=True),
    Goal(4, "a 304", "reading:nothing_new", kept=True),
    Goal(5, "a road map with its whole history", "reading:everything_of_one"),
    Goal(5, "a road map with its whole history", "reading:queries_for_everything", large=True),
    Goal(6, "small → large: list, filter, detail, last page", "growth:one_among_many", large=True),
    Goal(7, "as of, known on, according to", "growth:questions", large=True),
    Goal(8, "search for a rare word", "searching:a_rare_word", large=True),
    Goal(8, "summary and progress of one negotiation", "searching:how_one_stands", large=True),
    Goal(9, "export of all road maps", "exporting:whole_list", large=True),
    # after these the small data is no longer the shipped record
    Goal(2, "nothing stale while others write", "freshness:while_others_write", kept=True),
    Goal(2, "memory of a worker", "freshness:memory_of_a_worker", kept=True, long=True),
    Goal(10, "import with full validation", "loading:beside_copy"),
    Goal(10, "import with full validation", "loading:beside_inserts"),
    Goal(10, "import with full validation", "loading:beside_inserts", SQLITE),
    Goal(11, "the revision counter", "writing:rates"),
)
