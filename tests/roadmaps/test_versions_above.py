"""A row without an address that is written by itself, at the desk, moves the versions of the records that show it: who read these is told."""

import pytest

from roadmaps.above import above
from roadmaps.models import AgendaItem, Citation, Negotiation, Poll, PollAnswer, RoadMapTitle, Succession
from roadmaps.past import Past
from roadmaps.reverting import revert
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page

pytestmark = pytest.mark.django_db


def title(road_map):
    return cast.make(RoadMapTitle, road_map=road_map, language="ru", kind="press", title="Газ")


def succession():
    return cast.make(Succession, slug="ft-gas-to-oil", from_road_map=cast.road_map("gas"), to_road_map=cast.road_map("oil"), kind="merges")


def answer():
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="The Asker", population="North")
    return cast.make(PollAnswer, poll=poll, answer="North", percent=40)


ROWS = {
    "title": lambda: title(cast.road_map()),
    "source of a title": lambda: cast.make(Citation, road_map_title=title(cast.road_map()), source=cast.source("wire")),
    "succession": succession,
    "source of a succession": lambda: cast.make(Citation, succession=succession(), source=cast.source("wire")),
    "place on an agenda": lambda: cast.make(AgendaItem, summit=cast.summit(), road_map=cast.road_map()),
    "answer": answer,
}


def versions(records):
    return [type(record).objects.get(pk=record.pk).version for record in records]


@pytest.fixture(params=ROWS)
def row(request):
    return ROWS[request.param]()


def test_changed_on_a_page_of_its_own(admin_client, row):
    shown_in = above(row)
    sent = admin_client.post(page(row), filled_in(admin_client, page(row)))
    assert sent.status_code == 302
    assert versions(shown_in) == [2] * len(shown_in)


def test_deleted_on_a_page_of_its_own(admin_client, row):
    shown_in = above(row)
    admin_client.post(page(row, "delete", row.pk), {"post": "yes", "reason": "Entered twice.", "read_version": 1})
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert versions(shown_in) == [2] * len(shown_in)


def test_deleted_by_the_action_of_its_list(admin_client, row):
    shown_in = above(row)
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes", "reason": "Entered twice."}
    admin_client.post(page(row, "changelist"), chosen)
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert versions(shown_in) == [2] * len(shown_in)


def test_two_deleted_together_move_it_once(admin_client):
    gas = cast.road_map()
    chosen = {"action": "delete_selected", "_selected_action": [title(gas).pk, title(gas).pk], "post": "yes", "reason": "Entered twice."}
    admin_client.post(page(RoadMapTitle, "changelist"), chosen)
    assert not RoadMapTitle.objects.exists()
    assert versions([gas]) == [2]


def test_taken_back_by_itself():
    row = title(cast.road_map())
    at = Negotiation.objects.get().revision
    row.title = "Нефть"
    row.save()
    revert(Past(RoadMapTitle, row.pk), at, "It was right before.")
    assert versions([row.road_map]) == [2]


def test_taken_back_with_the_record_that_is_as_it_was():
    row = title(cast.road_map())
    at = Negotiation.objects.get().revision
    row.title = "Нефть"
    row.save()
    revert(Past(type(row.road_map), row.road_map_id), at, "It was right before.")
    assert versions([row.road_map]) == [2]
