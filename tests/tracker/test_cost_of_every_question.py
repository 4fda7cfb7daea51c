"""Every question takes the same number of queries at 1, at 31 and at 310 road maps."""

import pytest

from roadmaps import revisions
from roadmaps.dataset import apply
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Negotiation, RoadMap
from tests.once import made_once
from tests.tracker.test_cost_of_every_answer import cost, fill
from tracker.api.urls import questions, vocabularies

pytestmark = pytest.mark.django_db

TALKS, OLDEST = "negotiations/talks/", "road-maps/roadmap-0/"
QUERIES = {
    # what the tag of the answer is made of, the record with its revision, and what each question needs
    f"{TALKS}summary/": 13,  # + ledger, road maps, what the parties say, they, disputed topics and their names, what is recorded (5)
    f"{TALKS}progress/": 5,  # + ledger, road maps, topics' names
    f"{TALKS}timeline/": 8,  # + summits, events, counts, ledger, road maps, topics' names
    f"{TALKS}reconciliation/": 10,  # + ledger, road maps (2), tallies, citations (2), sources, topics' names
    f"{TALKS}positions-matrix/": 5,  # + positions, parties, citations
    f"{TALKS}changes/": 27,  # the list, and each kind of record with the rows under it
    "catalogue/changes/": 6,
    f"{OLDEST}history/": 6,  # + claims, road maps, successions, citations, topics' names
    f"{OLDEST}history/?lineage=true": 9,  # + predecessors, successors
    "statuses/": 0,
    "statuses/agreed/": 0,
    "vocabularies/": 0,
}


def keep_history():
    """Of what was written past it."""
    with revisions.writing(revisions.everything()):
        for table in TABLES:
            bare = table.model.objects.exclude(pk__in=table.model.history.values("slug")).with_home()
            if bare:
                apply._keep_history(list(bare), "+", "", "")


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Number of road maps → question → its queries."""
    with made_once(django_db_blocker):
        talks = Negotiation(slug="talks", code="t", title="T", item_singular="c", item_plural="c", parties="party-0")
        Negotiation._base_manager.bulk_create([talks])
        RoadMap._base_manager.bulk_create([RoadMap(slug="roadmap-x", negotiation=talks, sequence=1000)])
        found, before = {}, 0
        for number in (1, 31, 310):
            fill(range(before, number))
            keep_history()
            before, found[number] = number, {question: measured(question) for question in QUERIES}
        yield found


def measured(question) -> int:
    path, _, lineage = question.partition("?")
    paged = {"page_size": 500} if path.endswith(("timeline/", "changes/")) else {}
    return cost(path, **paged, **({"lineage": "true"} if lineage else {}))[0]


@pytest.mark.parametrize("question", QUERIES)
def test_a_question_takes_this_many_at_any_size(costs, question):
    assert (costs[1][question], costs[31][question]) == (QUERIES[question], QUERIES[question])
    of_counting = question.endswith("changes/")  # what one page holds need not be counted
    assert costs[310][question] <= QUERIES[question] + of_counting  # fewer where a page of 500 does not hold something of every kind


def test_every_question_is_measured():
    files = {"dataset.zip", f"{TALKS}dataset.zip"}  # a query for each table, by the dump that both share
    measured = {question.partition("?")[0] for question in QUERIES} | files
    for route in [*questions, *vocabularies]:
        assert any(route.pattern.match(path) for path in measured), route.name
