"""What is read without instances is byte for byte what the serializers make of records, one by one: every resource, list, detail and file."""

import pytest
from django.urls import resolve
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIRequestFactory

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import AgendaItem, Citation, PollAnswer, RoadMap, RoadMapTitle, Source, Succession
from tests import cast
from tests.once import made_once
from tests.tracker import talks
from tracker.api.keyset import Keyset
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
RESOURCES = [prefix for prefix, _, _ in router.registry]
QUESTIONS = [
    {"as_of": "2019-12-20"},
    {"known_on": "2019-12-20"},
    {"as_of": "2021-06-01", "according_to": "northland"},
    {"as_of": "1999-01-01"},
    {"status": ["disputed", "unrecorded"], "topic": "gas"},
    {"ordering": "-status", "title_basis": ["attested", "unknown"]},
    {"search": "ft-", "since": "2019"},
]


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    """Rows under everything, links that are empty, a road map of which nothing is recorded, and characters that JSON writes otherwise."""
    with made_once(django_db_blocker):
        talks.both()
        gas, wheat = RoadMap.objects.get(pk="ft-gas"), RoadMap.objects.get(pk="gt-wheat")
        cast.road_map("of-nothing", gas.negotiation, title="", title_basis="unknown", topic=None)
        cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Рынак “газу” \u2028 </script>", note="As\nprinted.")
        cast.make(Succession, slug="gt-from-ft", from_road_map=gas, to_road_map=wheat, kind="renames", on="2021", note="By decree.")
        cast.make(PollAnswer, poll=wheat.negotiation.polls.get(), answer="Yes", percent="50.5", bound="at_least")
        cast.make(Citation, agenda_item=AgendaItem.objects.get(road_map=gas), source=Source.objects.get(pk="journal"), locator="p. 7")
        spoken = gas.claims.get().statement
        cast.make(Citation, statement=spoken, source=Source.objects.get(pk="journal"), locator="p. 8", quote="again")  # cited twice
        cast.tally(statement=cast.statement("2019-12-24", gas.negotiation, by=None, voice="press"), agreed_min=None, agreed_max=None, percent_min=46)
        yield


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        load(SHIPPED)
        yield


def view_of(address: str, parameters: dict):
    """The view that answers, as it is when its parameters are read."""
    path = f"/api/v1/{address}"
    match = resolve(path)
    view = match.func.cls(**match.func.initkwargs)
    view.setup(APIRequestFactory().get(path, parameters), *match.args, **match.kwargs)
    view.action_map = match.func.actions
    view.request = view.initialize_request(view.request, *match.args, **match.kwargs)
    view.initial(view.request, *match.args, **match.kwargs)
    view.read_parameters()
    return view


def plainly(address: str, **parameters) -> bytes:
    """What DRF's serializer and renderer make of records."""
    view = view_of(address, parameters)
    serializer, context = view.serializer_to_read(), view.get_serializer_context()
    records = view.selected(view.filterset)
    if view.action == "list":
        shown = serializer(list(Keyset(records, view.order()).rows()), many=True, context=context)
    else:
        shown = serializer(records.get(pk=view.kwargs["slug"]), context=context)
    return JSONRenderer().render(shown.data)


def answered(client, address: str, **parameters) -> bytes:
    answer = client.get(f"/api/v1/{address}", parameters)
    assert answer.status_code == 200, answer.content
    return answer.content


def rows_in(answer: bytes) -> bytes:
    return answer.partition(b'"results":')[2].removesuffix(b"}")


def slugs_of(resource: str) -> list[str]:
    return list(router.registry[RESOURCES.index(resource)][1].queryset.model.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_list(both_talks, client, resource):
    rows = rows_in(answered(client, f"{resource}/"))
    assert len(rows) > 100
    assert rows == plainly(f"{resource}/")


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_detail(both_talks, client, resource):
    for slug in slugs_of(resource):
        assert answered(client, f"{resource}/{slug}/") == plainly(f"{resource}/{slug}/")


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_question_asked_of_a_list(both_talks, client, question):
    for _ in range(3):  # made, sent again, and sent as it was prepared
        assert rows_in(answered(client, "road-maps/", **question)) == plainly("road-maps/", **question)


@pytest.mark.parametrize("question", QUESTIONS[:4], ids=str)
def test_every_question_asked_of_one(both_talks, client, question):
    for slug in slugs_of("road-maps"):
        assert answered(client, f"road-maps/{slug}/", **question) == plainly(f"road-maps/{slug}/", **question)


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_file(both_talks, client, resource):
    answer = client.get(f"/api/v1/{resource}/", {"format": "ndjson"})
    lines = b"".join(answer.streaming_content).removesuffix(b"\n").split(b"\n")
    assert b"[" + b",".join(lines) + b"]" == plainly(f"{resource}/", format="ndjson")


@pytest.mark.parametrize("as_of", ["2019-12-20", "2019-11-01", "2021-09-10"])
def test_the_shipped_record(shipped, client, as_of):
    asked = {"negotiation": "union-state-2019", "as_of": as_of}
    for of_side in ({}, {"according_to": "belarus"}, {"known_on": "2019-12-01"}):
        assert rows_in(answered(client, "road-maps/", **asked, **of_side)) == plainly("road-maps/", **asked, **of_side)


def test_the_values_of_one_request_are_not_told_in_another(both_talks, client):
    """The same SQL serves all negotiations and days."""
    for negotiation in ("fishery-talks", "grain-talks"):
        for as_of in ("2019-12-20", "2021-05-04", "2021-05-05"):
            asked = {"negotiation": negotiation, "as_of": as_of}
            assert rows_in(answered(client, "road-maps/", **asked)) == plainly("road-maps/", **asked)


def test_what_the_record_says_now_is_not_in_the_sql_of_then(both_talks, client):
    """Who takes part is asked each time, though the SQL was made when another did."""
    asked = {"negotiation": "fishery-talks"}
    before = rows_in(answered(client, "parties/", **asked))
    talks_now = RoadMap.objects.get(pk="ft-gas").negotiation
    talks_now.parties = "the-union"
    talks_now.save()
    now = rows_in(answered(client, "parties/", **asked))
    assert b'"slug":"northland","url"' in before
    assert now == plainly("parties/", **asked) != before
