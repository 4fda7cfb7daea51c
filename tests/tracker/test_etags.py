"""A reader's copy: every answer has a tag, and a copy that is still good is not sent again."""

import re
from datetime import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps import adoption
from roadmaps.models import Negotiation, Party, RoadMap, Source, Statement, StatusClaim, Succession, Topic
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page
from tests.tracker import talks
from tests.tracker.writing import Writer
from tracker.api.urls import router
from tracker.caching import answers

pytestmark = pytest.mark.django_db

LISTS = [f"/api/v1/{prefix}/" for prefix, _, _ in router.registry]
OTHERS = ["/api/openapi.json", "/api/schema/", "/api/docs/", "/api/redoc/", "/api/problems/"]
OF_THE_TALKS = {
    "negotiations": "fishery-talks",
    "road-maps": "ft-gas",
    "statements": "ft-speech",
    "status-claims": "ft-claim",
    "summits": "ft-summit",
    "events": "ft-deal",
    "terms": "ft-deadlock",
    "aims": "ft-aim",
    "positions": "ft-position",
    "polls": "ft-poll",
}
QUESTIONS = ["summary", "progress", "timeline", "reconciliation", "positions-matrix", "changes"]
UNDER_ONE = [
    *(f"/api/v1/negotiations/fishery-talks/{question}/" for question in QUESTIONS),
    *(f"/api/v1/{resource}/{slug}/" for resource, slug in OF_THE_TALKS.items()),
    *(f"/api/v1/{resource}/?negotiation=fishery-talks" for resource in OF_THE_TALKS if resource != "negotiations"),
    "/api/v1/tallies/?negotiation=fishery-talks",
    "/api/v1/road-maps/?negotiation=fishery-talks&as_of=2019-12-31&according_to=northland&status=disputed",
]


def get(path, known=None, method="get", **headers):
    return getattr(Client(), method)(path, headers={**({"if-none-match": known} if known else {}), **headers})


def tag_of(path):
    answer = get(path)
    assert answer.status_code == 200, answer.content
    return answer["ETag"]


@pytest.fixture
def both_talks():
    talks.both()


# What a tag is and does


@pytest.mark.parametrize("path", LISTS + OTHERS)
def test_every_answer_has_a_tag_and_is_not_sent_to_who_has_it(both_talks, path):
    tag = tag_of(path)
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = get(path, known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert get(path, '"other"').status_code == 200


@pytest.mark.parametrize("path", UNDER_ONE)
def test_what_is_asked_of_one_negotiation_is_not_computed_for_who_has_it(both_talks, path):
    tag = tag_of(path)
    with CaptureQueriesContext(connection) as captured:
        for known in (tag, f"W/{tag}"):
            assert get(path, known).status_code == 304
    assert len(captured) == 2, "one query for each: the revisions"


@pytest.mark.parametrize("path", ["/api/v1/topics/", "/api/v1/road-maps/?negotiation=fishery-talks", "/api/v1/road-maps/ft-gas/"])
def test_head_is_answered_as_get_without_the_body(both_talks, path):
    tag = tag_of(path)
    answer = get(path, method="head")
    assert (answer.status_code, answer["ETag"], answer.content) == (200, tag, b"")
    assert get(path, tag, method="head").status_code == 304


@pytest.mark.parametrize(("resource", "slug"), [*OF_THE_TALKS.items(), ("topics", "gas"), ("parties", "northland"), ("sources", "journal")])
def test_the_tag_of_one_record_begins_with_its_version(both_talks, resource, slug):
    answer = get(f"/api/v1/{resource}/{slug}/")
    assert re.fullmatch(rf'"{answer.json()["version"]}-[0-9a-f]{{32}}"', answer["ETag"])


def test_what_an_answer_to_a_change_is_tagged_with_is_good_for_the_next_change(both_talks, editor):
    for title in ("Once", "Twice"):
        read = get("/api/v1/road-maps/ft-gas/")["ETag"]
        client = Client()
        client.force_login(editor)
        written = client.patch("/api/v1/road-maps/ft-gas/", {"title": title}, content_type="application/json", headers={"if-match": f"W/{read}"})
        assert written.status_code == 200
        assert written["ETag"].partition("-")[0] == get("/api/v1/road-maps/ft-gas/")["ETag"].partition("-")[0]


def test_the_same_record_at_another_address_or_host_has_another_tag(both_talks):
    first = "/api/v1/road-maps/ft-gas/"
    tags = {tag_of(first), tag_of(f"{first}?as_of=2019-12-20"), get(first, host="localhost")["ETag"]}
    assert len(tags) == 3


def test_a_read_whose_condition_is_not_met_is_a_problem(both_talks):
    answer = get("/api/v1/topics/", **{"if-match": '"other"'})
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")


@pytest.mark.parametrize(
    "path",
    ["/api/v1/road-maps/?negotiation=nothing", "/api/v1/road-maps/ft-nothing/", "/api/v1/road-maps/?negotiation=%00", "/api/v1/terms/?colour=red"],
)
def test_a_problem_has_no_tag(both_talks, path):
    answer = get(path, "*")
    assert answer.status_code in (400, 404)
    assert not answer.has_header("ETag")


def test_caches_ask_again_and_keep_what_is_sent_to_one_reader_from_others(both_talks):
    signed_in = Client()
    signed_in.force_login(cast.editor())
    told = [client.get("/api/v1/topics/") for client in (Client(), signed_in)]
    assert [answer["Cache-Control"] for answer in told] == ["no-cache", "private, no-cache"]
    assert {"Accept", "Authorization", "Cookie", "origin"} <= set(told[0]["Vary"].split(", "))
    not_modified = Client().get("/api/v1/topics/", headers={"if-none-match": told[0]["ETag"]})
    assert (not_modified["Cache-Control"], set(not_modified["Vary"].split(", "))) == ("no-cache", set(told[0]["Vary"].split(", ")))


# When it changes


def by_the_desk(editor):
    client = Client()
    client.force_login(editor)
    source = Source.objects.get(pk="journal")
    assert client.post(page(source), filled_in(client, page(source)) | {"title": "Renamed"}).status_code == 302


def by_a_load(editor, tmp_path):
    call_command("dump_dataset", tmp_path / "copy")
    file = tmp_path / "copy" / "road_maps.csv"
    file.write_text(file.read_text().replace("Gas", "Gas market"))
    call_command("load_dataset", tmp_path / "copy")


def rename(model, slug, **values):
    def write(editor):
        record = model.objects.get(pk=slug)
        for name, value in (values or {"title": "Renamed"}).items():
            setattr(record, name, value)
        record.save()

    return write


def by_the_api(editor):
    assert Writer(editor).patch("road-maps/ft-gas/", {"title": "Renamed"}).status_code == 200


WRITES = {
    "the API": by_the_api,
    "a page of the desk": by_the_desk,
    "a load": by_a_load,
    "a judgement": lambda editor: adoption.record_beside(StatusClaim.objects.get(pk="ft-claim"), "Doubtful."),
    "a road map": rename(RoadMap, "ft-gas"),
    "its negotiation": rename(Negotiation, "fishery-talks"),
    "a topic": rename(Topic, "gas"),
    "a party": rename(Party, "northland", name="The North"),
    "what is said": rename(Statement, "ft-speech", wording="Otherwise."),
    "the predecessor": rename(RoadMap, "gt-wheat"),
    "the negotiation before": rename(Negotiation, "grain-talks"),
    "one more row": lambda editor: cast.claim(RoadMap.objects.get(pk="ft-gas"), "agreed", "2019-12-21"),
    "a deletion": lambda editor: StatusClaim.objects.get(pk="ft-claim").delete(),
    "one more predecessor": lambda editor: cast.make(
        Succession, slug="ft-more", from_road_map=cast.road_map("rye", Negotiation.objects.get(pk="grain-talks")),
        to_road_map=RoadMap.objects.get(pk="ft-gas"), kind="merges",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRITES)
def test_after_a_write_no_old_copy_passes_for_new(both_talks, editor, tmp_path, what):
    gas, wheat = RoadMap.objects.get(pk="ft-gas"), RoadMap.objects.get(pk="gt-wheat")
    cast.make(Succession, slug="ft-wheat-to-gas", from_road_map=wheat, to_road_map=gas, kind="continues")
    rename(Negotiation, "fishery-talks", succeeds=wheat.negotiation)(editor)
    paths = [*UNDER_ONE, *LISTS, "/api/v1/road-maps/ft-gas/history/", "/api/v1/road-maps/ft-gas/history/?lineage=true"]
    before = {path: get(path) for path in paths}
    WRITES[what](*((editor, tmp_path) if what == "a load" else (editor,)))
    fresh = {path: get(path) for path in paths}
    changed = {path for path in paths if fresh[path].content != before[path].content}
    assert changed
    assert not [path for path in changed if get(path, before[path]["ETag"]).status_code == 304]


@pytest.mark.parametrize("path", UNDER_ONE)
def test_two_same_questions_have_the_same_tag_while_others_write_elsewhere(both_talks, path):
    tag = tag_of(path)
    RoadMap.objects.get(pk="gt-wheat").save()
    assert tag_of(path) == tag


@pytest.mark.parametrize(
    ("query", "changes"),
    [("", True), ("&as_of=2019-12-31", False), ("&known_on=2019-12-31", False), ("&as_of=2020-01-01&known_on=2019-12-31", False)],
)
def test_a_new_day_changes_the_tag_of_what_is_asked_without_a_day(both_talks, query, changes):
    path = f"/api/v1/road-maps/?negotiation=fishery-talks{query}"
    with time_machine.travel(datetime.fromisoformat("2026-12-01T23:59:59+00:00"), tick=False) as clock:
        before = tag_of(path)
        clock.shift(1)
        assert (get(path, before).status_code == 200) == changes


def test_a_reconciliation_is_settled_only_by_what_is_known(both_talks):
    path = "/api/v1/negotiations/fishery-talks/reconciliation/?as_of=2019-12-31"
    with time_machine.travel(datetime.fromisoformat("2026-12-01T23:59:59+00:00"), tick=False) as clock:
        before = [tag_of(path), tag_of(f"{path}&known_on=2019-12-31")]
        clock.shift(1)
        assert [get(path, before[0]).status_code, get(f"{path}&known_on=2019-12-31", before[1]).status_code] == [200, 304]


def test_another_release_changes_the_tag(both_talks, monkeypatch):
    path = "/api/v1/road-maps/?negotiation=fishery-talks"
    before = tag_of(path)
    monkeypatch.setattr("tracker.api.etags.release", lambda: "another")
    answers.clear()  # of a release that never ran in this process
    assert get(path, before).status_code == 200


def test_a_list_that_names_a_record_of_another_negotiation_is_compared_by_its_bytes(both_talks):
    path = "/api/v1/statements/?negotiation=fishery-talks&summit=gt-meeting"
    before = tag_of(path)
    Negotiation.objects.filter(pk="fishery-talks").first().save()  # its revision stands in the answer
    assert tag_of(path) != before


def test_the_revisions_are_read_before_the_data(both_talks):
    """Else a tag could be newer than what it is given for, and that copy would pass for new until the next write."""
    with CaptureQueriesContext(connection) as captured:
        get("/api/v1/road-maps/?negotiation=fishery-talks")
    reads_rows = [RoadMap._meta.db_table in query["sql"] for query in captured]  # prepared, it is called after its table
    assert Negotiation._meta.db_table in captured[0]["sql"]
    assert not reads_rows[0]
    assert any(reads_rows[1:])
