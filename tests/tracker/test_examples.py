"""The examples of the OpenAPI document are what the API answers about the shipped record, and what it takes.

Each stands once, in tracker/api/examples, under the name of its schema. They are written by script/examples, never by hand.
"""

import json
from datetime import datetime
from unittest import mock
from zipfile import ZIP_STORED

import pytest
import time_machine
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from roadmaps.dataset.apply import load
from roadmaps.dataset.release import make_release
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Statement
from roadmaps.protection import open_to_changes
from tests import cast
from tests.once import made_once
from tests.tracker.openapi import committed, operations, resolved
from tests.tracker.writing import Writer, as_sent
from tracker.api.examples import FOLDER, read_examples

pytestmark = pytest.mark.django_db

DAY = datetime.fromisoformat("2026-11-24T12:00:00+00:00")
US19 = "negotiations/union-state-2019"
SPEECH, CLAIM = "statements/us19-2019-12-23-dmitry-medvedev", "status-claims/us19-gas-market-2020-09-29"
AS_OF = "as_of=2019-12-20"

DETAILS = {
    "Negotiation": f"{US19}/",
    "Party": "parties/union-state/",
    "Speaker": "speakers/vladimir-semashko/",
    "Topic": "topics/gas/",
    "Term": "terms/us19-deferred/",
    "Aim": "aims/us19-single-parliament/",
    "RoadMapDetail": f"road-maps/us19-gas-market/?{AS_OF}",
    "SummitDetail": "summits/us19-2019-12-20-st-petersburg-summit/",
    "Event": "events/us19-2019-09-16-kommersant/",
    "Source": "sources/meduza-2021-09-09/",
    "StatementDetail": f"{SPEECH}/",
    "StatusClaim": f"{CLAIM}/",
    "Tally": "tallies/us19-tally-2019-11-09-16of31/",
    "Position": "positions/us19-pos-by-04/",
    "Poll": "polls/us21-chatham-2021-04/",
}
"""Of each resource one record, which is sent as well."""
LISTS = {
    "PaginatedNegotiationList": "negotiations/?search=2019",
    "PaginatedPartyList": "parties/?page_size=1",
    "PaginatedSpeakerList": "speakers/?search=Semashko",
    "PaginatedTopicList": "topics/?page_size=1",
    "PaginatedTermList": "terms/?negotiation=union-state-2019&page_size=1",
    "PaginatedAimList": "aims/?negotiation=union-state-2019&page_size=1",
    "PaginatedRoadMapList": f"road-maps/?negotiation=union-state-2019&status=disputed&{AS_OF}&page_size=1",
    "PaginatedSummitList": "summits/?negotiation=union-state-2019&held_on=2019-12&page_size=1",
    "PaginatedEventList": "events/?negotiation=union-state-2019&page_size=1",
    "PaginatedSourceList": "sources/?page_size=1",
    "PaginatedStatementList": "statements/?negotiation=union-state-2019&said_on=2019-12-20&page_size=1",
    "PaginatedStatusClaimList": "status-claims/?road_map=us19-gas-market&page_size=1",
    "PaginatedTallyList": "tallies/?negotiation=union-state-2019&page_size=1",
    "PaginatedPositionList": "positions/?topic=gas&page_size=1",
    "PaginatedPollList": "polls/?negotiation=union-state-2019&page_size=1",
    "PaginatedReleaseList": "releases/",
    "PaginatedStatusDefinitionList": "statuses/?page_size=1",
    "PaginatedVocabularyList": "vocabularies/?page_size=1",
    "PaginatedTimelineEntryList": f"{US19}/timeline/?kind=summit&page_size=1",
    "PaginatedChangeList": f"{US19}/changes/?since=0&page_size=1",
}
QUESTIONS = {
    "StatusDefinition": "statuses/disputed/",
    "Summary": f"{US19}/summary/?{AS_OF}",
    "Progress": f"{US19}/progress/?as_of=2019-12-07",
    "Reconciliation": f"{US19}/reconciliation/?as_of=2019-11-09",
    "PositionsMatrix": f"{US19}/positions-matrix/?{AS_OF}",
    "History": f"road-maps/us19-gas-market/history/?{AS_OF}",
}


def anybody():
    return Writer()


def editor():
    return Writer(cast.editor())


def reviewer():
    return Writer(cast.reviewer())


GAS = {"slug": "gas", "title": "Gas"}
REFUSED = {
    "InvalidRequest.query": lambda: anybody().client.get("/api/v1/road-maps/?status=finished"),
    "InvalidRequest.body": lambda: editor().post("aims/", {"slug": "us19-market", "negotiation": "union-state-2018", "title": 1}),
    "NotAuthenticated": lambda: anybody().post("topics/", GAS),
    "NotPermitted": lambda: Writer(cast.user("guest")).post("topics/", GAS),
    "NotFound": lambda: anybody().client.get("/api/v1/road-maps/us19-sugar-market/"),
    "NotAcceptable": lambda: anybody().client.get("/api/v1/topics/", headers={"accept": "application/xml"}),
    "Conflict": lambda: editor().post("topics/", GAS),
    "Conflict.dependants": lambda: reviewer().delete("topics/gas/"),
    "PreconditionFailed": lambda: editor().patch("topics/gas/", {"title": "Natural gas"}, version=7),
    "UnsupportedMediaType": lambda: editor().client.generic("POST", "/api/v1/topics/", "slug=gas", content_type="text/plain"),
    "PreconditionRequired": lambda: editor().patch("topics/gas/", {"title": "Natural gas"}, version=None),
}
"""What is answered to a request that is not as it should be."""


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker), time_machine.travel(DAY, tick=False):
        load(SHIPPED)
        with mock.patch("roadmaps.dataset.archive.ZIP_DEFLATED", ZIP_STORED):  # builds of zlib pack a little differently
            make_release("As used in the report of November.")
        yield


@pytest.fixture(autouse=True)
def always_the_same(settings, monkeypatch):
    """Cursors and ids of requests."""
    settings.SECRET_KEY = "the key of the examples"
    monkeypatch.setattr("tracker.request_ids.uuid4", lambda: "5f0c9a4e-8a3b-4f0e-9d51-3a7c2b1e6f90")


def answered(answer, *codes):
    """What is answered, as from an address that is nobody's."""
    assert answer.status_code in codes, answer.content
    return json.loads(answer.content.replace(b"http://testserver/", b"https://tracker.example.org/"))


def asked(path):
    return answered(anybody().client.get(f"/api/v1/{path}"), 200)


def shortened(value):
    """Of every list of records the first."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shortened(part) for part in (value[:1] if value and isinstance(value[0], dict) else value)]
    return value


def said():
    """A statement of the record as an editor would have recorded it, judgements included."""
    shown = asked(f"{SPEECH}/")
    body = as_sent(shown, "UtteranceRequest")
    for claim, stored in zip(body["claims"], shown["claims"], strict=True):
        claim["adopt"] = stored["judgement"] == "adopted"
    return body


def recorded():
    """The answer to it, had it not been recorded before."""
    body = said()
    statement = Statement.objects.get(pk=body["slug"])
    for row in (*statement.claims.all(), *statement.tallies.all(), *statement.positions.all(), statement):
        row.delete()
    with open_to_changes():
        Statement.history.filter(slug=body["slug"]).delete()  # else it would go on as the next version
    return shortened(answered(reviewer().post("statements/", body), 201))


def withdrawn():
    return shortened(answered(reviewer().post(f"{CLAIM}/withdraw/", version=1, reason="The%20source%20does%20not%20say%20so."), 200))


def answer_to(path):
    return lambda: shortened(asked(path))


def request_like(schema, path):
    return lambda: as_sent(shortened(asked(path)), f"{schema}Request")


def refusal(request):
    return lambda: shortened(answered(request(), *range(400, 500)))


EXAMPLES = {
    **{name: answer_to(path) for name, path in {**DETAILS, **LISTS, **QUESTIONS}.items()},
    **{f"{name}Request": request_like(name, path) for name, path in DETAILS.items()},
    **{name: refusal(request) for name, request in REFUSED.items()},
    "UtteranceRequest": said,
    "RecordedStatement": recorded,
    "JudgedClaim": withdrawn,
}
"""Name → how it is made."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_the_api_answers_or_takes(name, pytestconfig):
    file, expected = FOLDER / f"{name}.json", json.dumps(EXAMPLES[name](), ensure_ascii=False, indent=1) + "\n"
    if pytestconfig.getoption("write_examples"):
        file.write_text(expected)
    assert (file.read_text() if file.exists() else "") == expected, "Run: script/examples"


def test_there_are_no_others():
    assert read_examples().keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", DETAILS)
def test_an_example_of_a_request_is_taken(name):
    address = DETAILS[name].partition("?")[0]
    answered(reviewer().put(address, read_examples()[f"{name}Request"]), 200)


def media_types():
    """Where a body is described: the operation and the schema, or the shared answer; and what is said of it."""
    for name, answer in committed()["components"]["responses"].items():
        for described in answer.get("content", {}).values():
            yield name, described
    for where, operation in operations(committed()):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media_type, described in body.get("content", {}).items():
                if media_type == "application/json":
                    yield where, described


def complaints(value, schema):
    """What does not fit; references of the schema lead to the components."""
    with_components = {**schema, "components": committed()["components"]}
    return [error.message for error in OAS31Validator(with_components, format_checker=oas31_format_checker).iter_errors(value)]


def test_each_example_fits_each_schema_beside_which_it_stands():
    found = [(where, described["schema"], example) for where, described in media_types() for example in described.get("examples", {}).values()]
    assert len(found) > 100
    for where, schema, example in found:
        assert complaints(resolved(committed(), example)["value"], schema) == [], where


def test_an_example_that_does_not_fit_would_be_seen():
    assert complaints({**read_examples()["Topic"], "version": "1"}, {"$ref": "#/components/schemas/Topic"})
    assert complaints({**read_examples()["Event"], "happened_on_last": "2019-13-01"}, {"$ref": "#/components/schemas/Event"})


def test_everything_sent_and_answered_has_an_example_but_rare_refusals():
    without = {where for where, described in media_types() if "examples" not in described}
    assert without == {"ContentTooLarge", "ServerError", "TooManyRequests", "Unavailable", "UriTooLong"}


def test_every_example_is_shown_somewhere():
    shown = {name for _, described in media_types() for name in described.get("examples", {})}
    assert shown == EXAMPLES.keys()
