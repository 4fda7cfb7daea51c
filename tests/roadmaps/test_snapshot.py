"""Reading several tables as they were at one moment: writers are neither seen nor held up."""

import pytest
from django.db import connection

from roadmaps.models import Negotiation, RoadMap
from roadmaps.snapshot import snapshot
from tests import cast
from tests.threads import at_once, errors, one_database_for_all_threads


def road_maps() -> int:
    return RoadMap.objects.count()


class TestBesideAWriter:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def shared(self, transactional_db, tmp_path):
        with one_database_for_all_threads(tmp_path):
            cast.road_map("gas")
            yield

    def test_what_is_written_meanwhile_is_not_seen_and_not_held_up(self):
        with snapshot():
            before = road_maps(), Negotiation.objects.get().revision
            assert errors(at_once(lambda: cast.road_map("oil").pk, patience=15)) == []
            assert (road_maps(), Negotiation.objects.get().revision) == before
        assert (road_maps(), Negotiation.objects.get().revision) == (before[0] + 1, before[1] + 1)

    def test_after_an_error_inside_the_connection_writes_again(self):
        with pytest.raises(ZeroDivisionError), snapshot():
            raise ZeroDivisionError(road_maps())
        assert not connection.in_atomic_block
        cast.road_map("oil")
        assert road_maps() == 2


@pytest.mark.django_db
def test_inside_a_transaction_it_adds_nothing():
    cast.road_map("gas")
    with snapshot():
        cast.road_map("oil")
    assert road_maps() == 2
