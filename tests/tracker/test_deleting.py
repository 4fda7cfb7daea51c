"""A record is deleted by DELETE, with a reason, by a reviewer who has read its version, and only while nothing needs it."""

import pytest
from django.contrib.auth.models import Permission

from roadmaps.models import Citation, Negotiation, Party, Source, StatusClaim, Topic
from tests import cast
from tests.tracker.api import refused
from tests.tracker.writing import Writer, complaints, editor, good, problem, reviewer

pytestmark = pytest.mark.django_db


def test_what_is_deleted_is_gone_and_stays_in_the_history_with_the_reason():
    cast.topic()
    assert good(reviewer().delete("topics/gas/", reason="Entered%20twice."), 204) is None
    assert refused("topics/gas/", 404)
    row = Topic.history.first()
    assert (row.history_type, row.history_user_id, row.history_change_reason) == ("-", "rita-reviewer", "Entered twice.")


def test_a_deletion_says_why():
    cast.topic()
    for answer in (reviewer().send("delete", "topics/gas/", version=1), reviewer().delete("topics/gas/", reason="%20")):
        assert complaints(answer)["reason"]
    assert Topic.objects.exists()


def test_a_deletion_says_of_which_version():
    cast.topic()
    assert problem(reviewer().delete("topics/gas/", version=None), 428)
    assert problem(reviewer().delete("topics/gas/", version=2), 412)
    assert Topic.objects.exists()


def test_an_editor_does_not_delete():
    cast.topic()
    assert problem(editor().delete("topics/gas/"), 403)
    assert Topic.objects.exists()


def test_what_others_need_is_not_deleted_and_they_are_listed():
    north = cast.party("northland")
    cast.speaker(party=north)
    cast.statement(by="northland", slug="ft-speech")
    errors = problem(reviewer().delete("parties/northland/"), 409)["errors"]
    assert {(error["location"], error["name"]) for error in errors} == {("record", "nora-north"), ("record", "ft-speech")}
    assert Party.objects.exists()


def test_what_a_set_names_is_not_deleted():
    cast.party("northland")
    cast.summit(parties="northland")
    assert [error["name"] for error in problem(reviewer().delete("parties/northland/"), 409)["errors"]] == ["ft-summit"]


def test_a_source_that_is_cited_is_not_deleted():
    cast.statement()
    source = Source.objects.get()
    assert problem(reviewer().delete(f"sources/{source.pk}/"), 409)
    assert Citation.objects.exists()


def test_what_stands_under_a_record_goes_with_it_and_keeps_the_reason():
    claim = cast.claim()
    statement = claim.statement
    good(reviewer().delete(f"statements/{statement.pk}/", statement.version, reason="Misread."), 204)
    assert not StatusClaim.objects.exists()
    assert {row.history_change_reason for row in (StatusClaim.history.first(), Citation.history.first())} == {"Misread."}


def test_what_stands_under_a_record_needs_its_own_permission():
    claim = cast.claim()
    clerk = cast.user("clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="delete_statement"))
    answer = Writer(clerk).delete(f"statements/{claim.statement_id}/", claim.statement.version)
    assert "roadmaps.delete_" in problem(answer, 403)["detail"]
    assert StatusClaim.objects.exists()


def test_a_deletion_under_a_negotiation_moves_its_revision():
    cast.road_map()
    before = Negotiation.objects.get().revision
    good(reviewer().delete("road-maps/ft-gas/"), 204)
    assert Negotiation.objects.get().revision == before + 1


def test_who_read_what_was_deleted_does_not_change_what_took_its_key():
    cast.topic()
    good(reviewer().delete("topics/gas/"), 204)
    assert good(editor().post("topics/", {"slug": "gas", "title": "Gas, again"}), 201)["version"] > 1
    assert problem(editor().patch("topics/gas/", {"title": "Old"}, version=1), 412)
