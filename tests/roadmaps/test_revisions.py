"""A negotiation's revision: moved first and once by every transaction that writes under it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from roadmaps import revisions
from roadmaps.models import Catalogue, Citation, Negotiation, RoadMap, Succession
from tests import cast

pytestmark = pytest.mark.django_db


def revision(slug="fishery-talks"):
    return Negotiation.objects.get(pk=slug).revision


@pytest.fixture
def moved():
    """By how much the talks, other talks and the catalogue have moved since the fixture."""
    cast.negotiation()
    cast.negotiation("other-talks", "ot")
    before = (revision(), revision("other-talks"), Catalogue.objects.get().revision)

    def by():
        now = (revision(), revision("other-talks"), Catalogue.objects.get().revision)
        return tuple(new - old for new, old in zip(now, before, strict=True))

    return by


def test_a_new_negotiation_begins_at_one():
    assert cast.negotiation().revision == 1


def test_a_write_moves_its_own_only(moved):
    cast.road_map()
    assert moved() == (1, 0, 0)


def test_what_negotiations_share_moves_the_catalogue_only(moved):
    cast.source()
    assert moved() == (0, 0, 1)


def test_many_writes_in_one_transaction_move_it_once(moved):
    with revisions.writing({"fishery-talks"}):
        for name in ("gas", "oil", "tax"):
            cast.road_map(name)
    assert moved() == (1, 0, 0)


def test_a_second_transaction_moves_it_again(moved):
    for name in ("gas", "oil"):
        with revisions.writing({"fishery-talks"}):
            cast.road_map(name)
    assert moved() == (2, 0, 0)


def test_what_is_written_inside_bears_the_one_new_number(moved):
    with revisions.writing({"fishery-talks"}) as held:
        written = [cast.road_map(name) for name in ("gas", "oil")]
    assert {row.history.latest().revision for row in written} == {held["fishery-talks"]} == {revision()}


def test_a_write_of_another_scope_inside_takes_that_too(moved):
    with revisions.writing({"fishery-talks"}):
        cast.road_map()
        cast.road_map(under=Negotiation.objects.get(pk="other-talks"))
        cast.source()
    assert moved() == (1, 1, 1)


@pytest.mark.parametrize(("first", "then"), [("other-talks", "fishery-talks"), (revisions.CATALOGUE, "fishery-talks")])
def test_a_lock_that_should_have_been_taken_before_is_refused(moved, first, then):
    with pytest.raises(revisions.OutOfOrder, match="fishery-talks"), revisions.writing({first}), revisions.writing({then}):
        pass
    assert moved() == (0, 0, 0)


def test_a_lock_that_is_held_may_be_asked_for_again_in_any_order(moved):
    with revisions.writing({"fishery-talks", "other-talks"}), revisions.writing({revisions.CATALOGUE}), revisions.writing({"fishery-talks"}):
        pass
    assert moved() == (1, 1, 1)


def test_a_succession_moves_both_of_its_negotiations(moved):
    old, new = cast.road_map(), cast.road_map(under=Negotiation.objects.get(pk="other-talks"))
    link = cast.make(Succession, slug="ot-from-ft", from_road_map=old, to_road_map=new, kind="continues")
    cast.make(Citation, slug="ot-from-ft-1", succession=link, source=cast.source())
    assert moved() == (1 + 2, 1 + 2, 1)


def test_a_refused_write_moves_nothing(moved):
    with pytest.raises(ValidationError):
        cast.road_map(title="", title_basis="official")
    assert moved() == (0, 0, 0)


def test_a_rolled_back_one_moves_nothing_and_frees_the_number(moved):
    with transaction.atomic():
        cast.road_map()
        transaction.set_rollback(True)
    assert moved() == (0, 0, 0)
    assert cast.road_map("oil").history.latest().revision == revision()


def test_a_deletion_moves_it(moved):
    gas = cast.road_map()
    gas.delete()
    assert moved() == (2, 0, 0)
    assert RoadMap.history.latest().revision == revision()


def test_a_negotiation_made_again_goes_on_where_it_stopped():
    talks = cast.negotiation()
    talks.save()
    last = revision()
    talks.delete()
    assert Negotiation.history.first().revision == last + 1
    assert cast.negotiation().revision == last + 2


def test_the_lock_is_the_first_statement_of_the_transaction():
    talks = cast.negotiation()
    gas = cast.road_map(under=talks)
    with CaptureQueriesContext(connection) as captured:
        gas.save()
    writes = [query["sql"] for query in captured if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert "revision = revision + 1" in writes[0]


def test_locks_are_taken_in_order_of_key_and_the_catalogues_last():
    for slug, code in (("b-talks", "b"), ("a-talks", "a")):
        cast.negotiation(slug, code)
    with CaptureQueriesContext(connection) as captured, revisions.writing({revisions.CATALOGUE, "b-talks", "a-talks"}):
        pass
    locks = [query["sql"] for query in captured if "revision + 1" in query["sql"]]
    assert [next(name for name in ("a-talks", "b-talks", "catalogue") if name in sql) for sql in locks] == ["a-talks", "b-talks", "catalogue"]


def test_everything_is_every_negotiation_and_the_catalogue(moved):
    assert revisions.everything() == {"fishery-talks", "other-talks", revisions.CATALOGUE}


def test_outside_of_a_write_there_is_no_current_revision():
    with pytest.raises(KeyError):
        revisions.current("fishery-talks")
