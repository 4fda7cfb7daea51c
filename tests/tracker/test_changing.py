"""A record is replaced by PUT and changed in part by PATCH, by somebody who says which version of it he has read."""

import pytest

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Negotiation, RoadMap, Source, Topic
from roadmaps.rules import record_models
from tests import cast
from tests.once import made_once
from tests.tracker.api import read
from tests.tracker.writing import REQUESTS, Writer, as_sent, complaints, editor, good, problem
from tracker.api.urls import router

pytestmark = pytest.mark.django_db


def test_what_is_given_is_changed_and_the_rest_stays():
    cast.source("wire", note="Old.", author="Ann")
    changed = good(editor().patch("sources/wire/", {"note": "New."}))
    assert (changed["note"], changed["author"], changed["version"]) == ("New.", "Ann", 2)
    assert changed == read("sources/wire/")


def test_a_replaced_record_has_what_is_given_and_else_the_defaults():
    cast.topic("gas", translations={"ru": "Газ"})
    assert good(editor().put("topics/gas/", {"slug": "gas", "title": "Natural gas"}))["translations"] == {}


def test_a_link_is_taken_away_by_null():
    cast.speaker(party=cast.party())
    assert good(editor().patch("speakers/nora-north/", {"party": None}))["party"] is None


def test_the_tag_of_the_answer_is_good_for_the_next_change():
    cast.topic()
    first = editor().patch("topics/gas/", {"title": "One"})
    second = editor().client.patch("/api/v1/topics/gas/", {"title": "Two"}, format="json", headers={"if-match": first["ETag"]})
    assert good(second)["version"] == 3


def test_the_history_names_who_and_why():
    cast.topic()
    editor().patch("topics/gas/", {"title": "Natural gas"}, reason="As%20the%20treaty%20has%20it.")
    row = Topic.history.first()
    assert (row.history_user_id, row.history_change_reason, row.version) == ("ed-editor", "As the treaty has it.", 2)


def test_the_key_and_what_is_frozen_do_not_change():
    cast.road_map()
    cast.negotiation("other-talks", "ot")
    assert complaints(editor().patch("road-maps/ft-gas/", {"slug": "ft-petrol"}))["slug"] == "This can not be changed once stored (it is “ft-gas”)."
    assert "fishery-talks" in complaints(editor().patch("road-maps/ft-gas/", {"negotiation": "other-talks"}))["negotiation"]
    assert good(editor().patch("road-maps/ft-gas/", {"slug": "ft-gas", "summary": "Pipes."}))["summary"] == "Pipes."


@pytest.mark.parametrize("there", ["fishery-talks", "other-talks"])
def test_nothing_moves_to_another_negotiation_whichever_lock_comes_first(there):
    """The way to the lock leads over what is frozen."""
    talks = {slug: cast.negotiation(slug, code) for slug, code in (("fishery-talks", "ft"), ("other-talks", "ot"))}
    here = next(negotiation for slug, negotiation in talks.items() if slug != there)
    oil = cast.road_map("oil", here)
    refused = complaints(editor().patch(f"road-maps/{oil.pk}/", {"negotiation": there}))
    assert refused == {"negotiation": f"This can not be changed once stored (it is “{here.pk}”)."}


def test_what_the_record_refuses_is_told_and_nothing_is_stored():
    cast.road_map()
    assert complaints(editor().patch("road-maps/ft-gas/", {"title": ""})) == {"": "Give a title and its basis, or neither (basis “unknown”)."}
    assert RoadMap.objects.get().title == "Gas"


def test_without_a_version_nothing_is_changed():
    cast.topic()
    assert "If-Match" in problem(editor().patch("topics/gas/", {"title": "Oil"}, version=None), 428)["detail"]
    star = editor().client.patch("/api/v1/topics/gas/", {"title": "Oil"}, format="json", headers={"if-match": "*"})
    assert problem(star, 428)
    assert Topic.objects.get().title == "Gas"


@pytest.mark.parametrize("tag", ['"1-x"', '"1"', 'W/"1-x"', '"9-x", "1-y"', '"9",W/"1"'])
def test_any_tag_of_the_version_that_is_there_will_do(tag):
    cast.topic()
    assert good(editor().client.patch("/api/v1/topics/gas/", {"title": "Oil"}, format="json", headers={"if-match": tag}))


@pytest.mark.parametrize("tag", ['"2-x"', '"11-x"', '"x-1"', "1", '"01-x"', '""', '"-1"', '"1', '"2-1"'])
def test_a_tag_of_another_version_is_stale(tag):
    cast.topic()
    answer = editor().client.patch("/api/v1/topics/gas/", {"title": "Oil"}, format="json", headers={"if-match": tag})
    assert "it is 1 now" in problem(answer, 412)["detail"]
    assert Topic.objects.get().title == "Gas"


def test_a_record_that_there_is_not_is_not_created_by_put():
    assert problem(editor().put("topics/gas/", {"slug": "gas", "title": "Gas"}), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("resource", [prefix for prefix, _, _ in router.registry])
def test_nobody_changes_without_signing_in_or_without_a_role(resource, method):
    record = cast.one_of_each()[next(view.queryset.model for prefix, view, _ in router.registry if prefix == resource)]
    for writer, refused in ((Writer(), 401), (Writer(cast.user("stranger")), 403)):
        assert problem(writer.send(method, f"{resource}/{record.pk}/", {}, version=record.version), refused)
    record.refresh_from_db()


def test_a_change_under_a_negotiation_moves_its_revision():
    cast.road_map()
    before = Negotiation.objects.get().revision
    good(editor().patch("road-maps/ft-gas/", {"summary": "Pipes."}))
    assert Negotiation.objects.get().revision == before + 1


def test_the_answer_of_a_road_map_is_for_the_day_that_is_asked():
    cast.adopted(cast.road_map(), "agreed", "2019-12-20")
    changed = good(editor().patch("road-maps/ft-gas/", {"summary": "Pipes."}, as_of="2019-01-01"))
    assert (changed["as_of"], changed["standing"]) == ("2019-01-01", None)


# --- Sending back what was read -----------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        load(SHIPPED)
        yield


def counted_history() -> dict[str, int]:
    return {model.__name__: model.history.count() for model in record_models()}


@pytest.mark.parametrize("resource", REQUESTS)
def test_what_is_sent_back_as_it_was_read_writes_nothing(shipped, resource):
    history, revisions = counted_history(), list(Negotiation.objects.values_list("revision"))
    writer = editor()
    for row in read(f"{resource}/", page_size=10)["results"]:
        path = f"{resource}/{row['slug']}/"
        shown = read(path)
        assert good(writer.put(path, as_sent(shown, REQUESTS[resource]), row["version"])) == shown
    assert counted_history() == history
    assert list(Negotiation.objects.values_list("revision")) == revisions


def test_the_body_that_is_sent_back_is_the_whole_record(shipped):
    """Else the test above would hold however little was sent."""
    assert set(as_sent(read("road-maps/us19-gas-market/"), "RoadMapDetailRequest")) == {
        *("slug", "negotiation", "sequence", "number", "title", "title_basis", "topic", "summary", "sources", "titles", "came_from", "became")
    }
    assert Source.objects.count() > 10
