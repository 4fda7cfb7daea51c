"""Every page says what it shows as JSON-LD too: no more than the record says, and nothing that a browser could run."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Citation, Negotiation, Party, Poll, PollAnswer, Position, RoadMap, RoadMapTitle, Source, Succession
from roadmaps.written import MODELS
from tests import cast
from tests.tracker.pages.reading import DATA, linked_data, read, text_of
from tracker.pages.linked_data import as_script

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def said(address, **parameters) -> dict:
    """Of what the page is about."""
    return linked_data(address, **parameters)["@graph"][0]


def ids(nodes) -> list[str]:
    return [node["@id"].removeprefix(HERE) for node in nodes]


# --- On every page ---


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.route)
@pytest.mark.parametrize("language", ["", "/be"])
def test_every_kind_of_record_is_named_alike_in_all_languages(model, language):
    record = cast.one_of_each()[model]
    address = f"/{model.route}/{record.pk}/"
    data = linked_data(f"{language}{address}")
    about, trail = data["@graph"]
    assert data["@context"] == "https://schema.org"
    assert about["@id"] == HERE + address
    assert about["url"] == f"{HERE}{language}{address}"
    assert about["name"]
    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == f"{HERE}{language}/"
    assert steps[-1] == {"@type": "ListItem", "position": len(steps), "name": about["name"], "item": about["url"]}
    if record.home and model is not Negotiation:
        assert steps[1]["item"] == f"{HERE}{language}/negotiations/fishery-talks/"


@pytest.mark.parametrize("address", ["/", "/search/", "/search/?search=gas", "/road-maps/ft-gas/?as_of=2019-12-20"])
def test_other_pages_and_questions_have_it_too(address):
    cast.one_of_each()
    assert linked_data(address)["@graph"][-1]["@type"] == "BreadcrumbList"


def test_a_question_that_can_not_be_answered_says_nothing():
    cast.negotiation()
    assert not DATA.search(read("/negotiations/fishery-talks/", 400, as_of="never").answer.content.decode())


def test_no_text_of_the_record_ends_the_data_and_begins_a_script():
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    cast.topic("gas", title=title)
    text = text_of("/topics/gas/")
    assert "<script>alert" not in text
    assert said("/topics/gas/")["name"] == title
    (raw,) = DATA.findall(text)
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(raw)


def test_the_data_is_the_same_after_escaping():
    data = {"name": "<>&\u2028\u2029 ё “"}
    assert json.loads(DATA.fullmatch(as_script(data))[1]) == data


def test_it_costs_no_more_queries_for_more_sources():
    spoken = cast.statement(slug="ft-said")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            text_of("/statements/ft-said/")
        return len(captured)

    before = queries()
    for _ in range(5):
        cast.cite(spoken, cast.source())
    assert queries() == before
    assert len(said("/statements/ft-said/")["citation"]) == 6


# --- Kind by kind ---


def test_a_negotiation_is_a_set_of_data_that_can_be_had():
    earlier = cast.negotiation("earlier-talks", "et")
    talks = cast.negotiation(succeeds=earlier, started="2019-12", summary="About fish.", parties=cast.party().pk, translations={"ru": "Рыба"})
    data = said("/negotiations/fishery-talks/")
    assert data["@type"] == "Dataset"
    assert (data["description"], data["temporalCoverage"], data["version"]) == ("About fish.", "2019-12-01/..", str(talks.revision))
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["alternateName"] == [{"@language": "ru", "@value": "Рыба"}]
    assert data["dateModified"] == talks.history.get().history_date.isoformat()
    assert ids(data["isBasedOn"]) == ["/negotiations/earlier-talks/"]
    assert ids(data["about"]) == ["/parties/northland/"]
    for file in data["distribution"]:
        answer = Client().get(file["contentUrl"])
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == file["encodingFormat"]


def test_the_date_of_the_data_is_that_of_the_last_write_under_it():
    spoken = cast.statement()
    cited = cast.cite(spoken, cast.source())
    assert said("/negotiations/fishery-talks/")["dateModified"] == Citation.history.filter(slug=cited.pk).get().history_date.isoformat()
    newest = cast.topic("oil").history.get()
    assert linked_data("/")["@graph"][1]["dateModified"] == newest.history_date.isoformat()


def test_home_is_the_whole_record():
    cast.negotiation()
    site, data, _ = linked_data("/")["@graph"]
    assert (site["@type"], data["@type"]) == ("WebSite", "Dataset")
    assert ids(data["hasPart"]) == ["/negotiations/fishery-talks/"]
    assert said("/negotiations/fishery-talks/")["isPartOf"] == {"@id": data["@id"]}


def test_a_road_map_has_its_status_in_words_and_no_legal_force():
    gas = cast.road_map("gas", number="31", topic=cast.topic())
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
    claim = cast.adopted(gas, "disputed", "2019-12-20", slug="ft-said")
    data = said("/road-maps/ft-gas/", as_of="2019-12-20")
    assert data["@type"] == "Legislation"
    assert (data["legislationIdentifier"], data["legislationType"], data["position"]) == ("ft-gas", "chapter", "31")
    status = data["creativeWorkStatus"]
    assert (status["termCode"], status["name"], status["disambiguatingDescription"]) == ("disputed", "disputed", "As of 20 December 2019")
    assert data["alternateName"] == [{"@language": "ru", "@value": "Рынок газа"}]
    assert ids(data["subjectOf"]) == [f"/status-claims/{claim.pk}/", "/negotiations/fishery-talks/"]
    assert "legislationLegalForce" not in data
    assert "creativeWorkStatus" not in said("/road-maps/ft-gas/", as_of="2019-12-19")
    russian = said("/ru/road-maps/ft-gas/")
    assert russian["name"] == "Рынок газа"
    assert russian["alternateName"] == [{"@language": "en", "@value": "Gas"}]


def test_a_road_map_rests_on_what_it_came_from():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    cast.make(Succession, slug="ft-gas-to-oil", from_road_map=gas, to_road_map=oil, kind="continues")
    assert ids(said("/road-maps/ft-oil/")["isBasedOn"]) == ["/road-maps/ft-gas/"]
    assert "isBasedOn" not in said("/road-maps/ft-gas/")


def test_a_claim_has_its_author_its_sources_and_its_judgement():
    nora = cast.speaker(role="Minister", party=cast.party())
    spoken = cast.statement("2019-12-20", by="northland", speaker=nora, reported_on="2019-12-21", slug="ft-speech")
    claim = cast.claim(cast.road_map("gas"), statement=spoken, about="the price", slug="ft-said")
    data = said("/status-claims/ft-said/")
    assert data["@type"] == "Claim"
    assert (data["text"], data["temporalCoverage"], data["creativeWorkStatus"]) == ("agreed (the price)", "2019-12-20", "recorded beside")
    assert (data["dateCreated"], data["datePublished"]) == ("2019-12-20", "2019-12-21")
    assert (data["author"]["@type"], data["author"]["name"], data["creditText"]) == ("Person", "Nora North", "Nora North")
    assert data["claimInterpreter"]["@type"] == "Organization"
    (source,) = data["appearance"]
    assert source["@id"] == HERE + Source.objects.get().get_absolute_url()
    assert ids([data["about"], data["isPartOf"]]) == ["/road-maps/ft-gas/", "/statements/ft-speech/"]
    assert claim.judgement == "recorded"


def test_a_speaker_without_an_office_may_be_a_body_so_nothing_says_that_it_is_a_person():
    spoken = cast.statement(speaker=cast.speaker("ministry"), slug="ft-speech")
    cast.tally(statement=spoken)
    assert said("/speakers/ministry/")["@type"] == "Thing"
    data = said("/statements/ft-speech/")
    assert (data["author"], data["creditText"]) == ({"@id": f"{HERE}/speakers/ministry/"}, "Ministry")


def test_where_nobody_is_named_the_party_speaks_or_nobody():
    cast.statement(by="northland", slug="ft-by-a-party")
    cast.statement(slug="ft-by-the-press")
    assert said("/statements/ft-by-a-party/")["author"]["name"] == "Northland"
    assert not {"author", "creditText"} & set(said("/statements/ft-by-the-press/"))


def test_what_is_not_known_is_left_out_and_dates_are_no_more_exact_than_known():
    cast.summit("known-to-the-month", held_on="2019-12")
    cast.summit("of-three-days", held_on="2019-12-20/2019-12-22", place="Northport")
    vague, exact = said("/summits/ft-known-to-the-month/"), said("/summits/ft-of-three-days/")
    assert vague["startDate"] == "2019-12"
    assert not {"endDate", "location", "attendee", "description"} & set(vague)
    assert (exact["startDate"], exact["endDate"], exact["location"]["name"]) == ("2019-12-20", "2019-12-22", "Northport")


def test_a_deadline_is_a_deadline():
    cast.event("promise", kind="deadline", due_on="2020-01-31", set_on="2019-12")
    data = said("/events/ft-promise/")
    assert (data["startDate"], data["disambiguatingDescription"]) == ("2020-01-31", "Deadline")


def test_parties_and_positions():
    cast.make(Party, slug="union", name="Union", kind="joint_body", members=f"{cast.party().pk} {cast.party('southland', country='SL').pk}")
    assert ids(said("/parties/union/")["member"]) == ["/parties/northland/", "/parties/southland/"]
    assert said("/parties/southland/")["identifier"]["value"] == "SL"
    cast.make(Position, slug="ft-wish", statement=cast.statement(), party=cast.party(), topic=cast.topic(), summary="Cheaper gas.")
    data = said("/positions/ft-wish/")
    assert (data["text"], ids(data["about"])) == ("Cheaper gas.", ["/topics/gas/", "/parties/northland/"])


def test_the_answers_of_a_poll_are_measured_values_with_their_bounds():
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="Institute", population="adults")
    for answer, bound in (("North", "exact"), ("South", "at_least"), ("Neither", "at_most")):
        cast.make(PollAnswer, poll=poll, answer=answer, percent="20.5", bound=bound)
    measured = said("/polls/ft-poll/")["variableMeasured"]
    assert [set(each) & {"value", "minValue", "maxValue"} for each in measured] == [{"value"}, {"minValue"}, {"maxValue"}]
    assert measured[0] == {"@type": "PropertyValue", "name": "North", "value": 20.5, "unitText": "%"}


def test_a_source_is_called_news_where_it_is_news():
    cast.source(
        "in-the-news", web_address="https://example.org/a", archive_address="https://archive.example/a", author="N. N.", published_on="2019-12"
    )
    cast.source("a-treaty", kind="treaty")
    news = said("/sources/in-the-news/")
    assert (news["@type"], said("/sources/a-treaty/")["@type"]) == ("NewsArticle", "CreativeWork")
    assert (news["sameAs"], news["archivedAt"]) == ("https://example.org/a", "https://archive.example/a")
    assert (news["creditText"], news["datePublished"], news["inLanguage"]) == ("N. N.", "2019-12", "en")
    assert RoadMap.objects.count() == 0
