"""A record is created by POST, under the slug that who creates it chooses; sent twice, it is stored once."""

import pytest
from django.test import Client

from roadmaps.models import Negotiation, Poll, RoadMap, Statement, StatusClaim, Summit, Topic
from tests import cast
from tests.tracker import talks
from tests.tracker.api import read
from tests.tracker.writing import REQUESTS, Writer, as_sent, complaints, editor, good, problem
from tracker.api.urls import router
from tracker.models import make_token

pytestmark = pytest.mark.django_db
GAS = {"slug": "gas", "title": "Gas"}


def test_what_was_created_is_answered_as_its_detail_shows_it():
    answer = editor().post("topics/", GAS)
    created = good(answer, 201)
    assert created == read("topics/gas/")
    assert answer["Location"] == created["url"]
    assert answer["ETag"].startswith('"1-')


def test_the_history_names_who_and_why():
    editor().post("topics/", GAS, reason="Named%20in%20%D0%9C%D0%B8%D0%BD%D1%81%D0%BA.")
    row = Topic.history.get()
    assert (row.history_user_id, row.history_change_reason) == ("ed-editor", "Named in Минск.")


def test_a_link_is_written_as_a_slug_and_read_as_a_link():
    talks = cast.negotiation()
    created = good(editor().post("terms/", {"slug": "ft-done", "negotiation": talks.pk, "label": "done", "definition": "D", "status": "agreed"}), 201)
    assert created["negotiation"] == {"slug": talks.pk, "title": talks.title, "url": f"http://testserver/api/v1/negotiations/{talks.pk}/"}


def test_a_set_of_links_is_written_as_slugs():
    cast.party("northland")
    cast.party("southland")
    body = {"slug": "talks", "code": "t", "title": "T", "item_singular": "i", "item_plural": "i", "parties": ["southland", "northland"]}
    assert [party["slug"] for party in good(editor().post("negotiations/", body), 201)["parties"]] == ["northland", "southland"]


def test_a_date_is_written_as_exactly_as_it_is_known():
    cast.negotiation()
    body = {"slug": "ft-summit", "negotiation": "fishery-talks", "title": "Summit", "level": "experts", "held_on": "2019-12"}
    created = good(editor().post("summits/", body), 201)
    assert (created["held_on"], created["held_on_first"], created["held_on_last"]) == ("2019-12", "2019-12-01", "2019-12-31")


def test_what_is_left_out_has_its_default():
    created = good(editor().post("speakers/", {"slug": "nora", "name": "Nora"}), 201)
    assert (created["spellings"], created["party"], created["role"]) == ([], None, "")


def test_a_slug_that_is_taken_is_a_conflict_and_no_twin():
    good(editor().post("topics/", GAS), 201)
    assert "“gas”" in problem(editor().post("topics/", {**GAS, "title": "Natural gas"}), 409)["detail"]
    assert Topic.objects.get().title == "Gas"
    assert Topic.history.count() == 1


def test_what_the_record_refuses_is_told_by_field_and_nothing_is_stored():
    cast.negotiation()
    body = {"slug": "gas", "negotiation": "fishery-talks", "sequence": 1, "title": "Gas", "title_basis": "attested"}
    assert "Begin the slug with “ft-”" in complaints(editor().post("road-maps/", body))["slug"]
    assert not RoadMap.objects.exists()
    assert Negotiation.objects.get().revision == 1


def test_a_claim_is_created_beside_the_ledger():
    gas, spoken = cast.road_map(), cast.statement("2019-12-20")
    body = {"slug": "ft-claim", "statement": spoken.pk, "road_map": gas.pk, "status": "agreed"}
    created = good(editor().post("status-claims/", body), 201)
    assert (created["judgement"], created["effective_on"]) == ("recorded", "2019-12-20")


@pytest.mark.parametrize("resource", [prefix for prefix, _, _ in router.registry])
def test_nobody_creates_without_signing_in_or_without_a_role(resource):
    assert problem(Writer().post(f"{resource}/", GAS), 401)
    assert problem(Writer(cast.user("stranger")).post(f"{resource}/", GAS), 403)


def test_a_session_needs_its_csrf_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor())
    answer = client.post("/api/v1/topics/", GAS, content_type="application/json")
    assert (answer.status_code, Topic.objects.exists()) == (403, False)


def test_a_session_writes_as_a_token_does():
    client = Client()
    client.force_login(cast.editor())
    assert client.post("/api/v1/topics/", GAS, content_type="application/json").status_code == 201
    assert Topic.history.get().history_user_id == "ed-editor"


def test_a_token_writes_in_the_name_of_its_owner():
    _, secret = make_token(cast.editor(), "laptop")
    answer = Client().post("/api/v1/topics/", GAS, content_type="application/json", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 201
    assert Topic.history.get().history_user_id == "ed-editor"


def test_an_unknown_parameter_is_named_before_anything_is_written():
    assert complaints(editor().post("topics/", GAS, because="so"))["because"]
    assert not Topic.objects.exists()


def test_a_reason_has_a_largest_length():
    assert complaints(editor().post("topics/", GAS, reason="x" * 1001))["reason"]
    good(editor().post("topics/", GAS, reason="x" * 1000), 201)


def test_a_whole_record_is_built_again_from_what_the_api_shows():
    """Every resource, read, emptied and sent once more: the copy says what the original said."""
    talks.both()
    cast.make(Poll, slug="ft-other-poll", negotiation=cast.negotiation(), question="Why?", pollster="The Asker", population="North")
    before = {resource: everything(resource) for resource in REQUESTS}
    empty()
    writer = editor()
    for resource, rows in before.items():
        if resource in ("status-claims", "tallies", "positions"):
            continue  # they came with their statements
        for row in sorted(rows, key=lambda row: bool(row.get("succeeds") or row.get("members"))):  # after what it names of its own kind
            good(writer.post(f"{resource}/", sent(resource, row)), 201)
    after = {resource: everything(resource) for resource in REQUESTS}
    assert without_counters(after) == without_counters(before)


def everything(resource) -> list[dict]:
    return [read(f"{resource}/{row['slug']}/") for row in read(f"{resource}/")["results"]]


def sent(resource, shown) -> dict:
    if resource != "statements":
        return as_sent(shown, REQUESTS[resource])
    claims = [{**claim, "adopt": claim["judgement"] == "adopted"} for claim in shown["claims"]]
    return as_sent({**shown, "claims": claims}, "UtteranceRequest")


def empty():
    for model in (Statement, *models_in_order()):
        for record in sorted(model.objects.all(), key=lambda record: not (getattr(record, "succeeds_id", "") or getattr(record, "members", ""))):
            record.delete()
    assert not StatusClaim.objects.exists()


def models_in_order():
    views = {prefix: view for prefix, view, _ in router.registry}
    return [views[resource].queryset.model for resource in reversed(REQUESTS)]


def without_counters(value):
    if isinstance(value, dict):
        return {name: without_counters(part) for name, part in value.items() if name not in ("version", "revision")}
    return [without_counters(part) for part in value] if isinstance(value, list) else value


def test_summits_are_created_with_their_agenda():
    gas = cast.road_map()
    body = {"slug": "ft-summit", "negotiation": "fishery-talks", "title": "Summit", "level": "experts", "held_on": "2019-12-20"}
    good(editor().post("summits/", {**body, "agenda": [{"road_map": gas.pk, "basis": "implied"}]}), 201)
    assert [(item.pk, item.basis) for item in Summit.objects.get().agenda.all()] == [("ft-summit-1", "implied")]
