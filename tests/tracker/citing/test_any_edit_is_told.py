"""Whatever is edited, at random: a view that says something else names a record that was written, and what of it differs."""

import pytest

from roadmaps import revisions
from roadmaps.models import Negotiation, RoadMap
from roadmaps.written import MODELS, Kind
from tests import cast
from tests.tracker.citing.views import DAY, cited, compare, view_of
from tests.tracker.test_keeping_a_copy import Writer
from tracker.citing.citation import View
from tracker.citing.of_board import content_of_board
from tracker.citing.of_records import content_of_record
from tracker.pages.evidence import STANDING, cite_standings

pytestmark = pytest.mark.django_db
EDITS = 12


def boards():
    for negotiation in Negotiation.objects.all():
        found = RoadMap.objects.filter(negotiation=negotiation).as_of(DAY).select_related(*STANDING)
        yield negotiation.pk, content_of_board(negotiation.pk, cite_standings(list(found)))


def pages():
    for model in MODELS:
        yield from ((f"{model.route}/{record.pk}", content_of_record(record)) for record in model.objects.all())


def views() -> dict[str, View]:
    scopes = tuple(revisions.all_latest())
    return {name: view_of(content, scopes=scopes) for name, content in (*boards(), *pages())}


@pytest.mark.parametrize("seed", range(2))
def test_what_says_something_else_says_why(seed):
    cast.one_of_each()
    other = cast.negotiation("other-talks", "ot", parties=cast.party().pk)
    for name in ("gas", "oil", "tax"):
        cast.adopted(cast.road_map(name, other), said_on="2019-11-01", effective_on="2019-11-01")
    writer, others = Writer(seed), 0
    for _ in range(3):
        before = {name: cited(view) for name, view in views().items()}
        for _ in range(EDITS):
            writer.until_done([writer.change, writer.change, writer.create, writer.create, writer.delete, writer.judge, writer.several])
        for name, view in views().items():
            if name not in before:
                continue
            since = compare(view, before[name])
            others += not since.unchanged
            assert since.unchanged or since.changes, (name, before[name])
            assert all(change.differences for change in since.changes if change.kind == Kind.CHANGED), name
    assert others > 10
