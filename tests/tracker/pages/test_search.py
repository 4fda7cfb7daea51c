"""The search page finds, kind by kind, what the lists of the API find, and shows where the words stand."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Negotiation, Party, PollAnswer, Record, RoadMap, RoadMapTitle, Source, Speaker, Topic
from roadmaps.written import MODELS
from tests import cast
from tests.tracker.api import rows
from tracker.pages.search import MOST_COUNTED, MOST_SHOWN, found

pytestmark = pytest.mark.django_db


def page(language="", **parameters) -> str:
    answer = Client().get(f"{language}/search/", parameters)
    assert answer.status_code == 200
    return answer.content.decode()


def hits(words: str) -> dict[str, list[str]]:
    """Route of a kind → the slugs to whose pages the hits lead."""
    main = page(search=words).partition("<main")[2].partition("</main>")[0]
    leading = re.findall(r'<li><a href="/([a-z-]+)/([a-z0-9-]+)/">', main)
    return {route: [slug for other, slug in leading if other == route] for route, _ in leading}


def as_the_api_finds(words: str) -> dict[str, list[str]]:
    lists = {model.route: sorted(rows(f"{model.route}/", search=words, page_size="500")) for model in MODELS}
    return {route: slugs for route, slugs in lists.items() if slugs}


@pytest.fixture
def record() -> dict[type[Record], Record]:
    records = cast.one_of_each()
    gas = records[RoadMap]
    cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Адзіны рынак газу: сёмы з'езд")
    cast.speaker("pyotr", name="Пётр Ёлкин")
    cast.statement(slug="ft-said", speaker=cast.speaker("pyotr"), wording="<b>100%</b> of the “straße” is settled.")
    return records


@pytest.mark.parametrize(
    "words",
    [
        *("ft", "gas", "GAS рынак", "РЫНАК ГАЗУ", "сёмы", "семы", "СЕМЫ", "зʼезд", "з’езд", "З'ЕЗД", "пётр", "елкин", "ЁЛКИН settled"),
        *("straße", "STRASSE", "100%", "north", "journal", "nora", "whither", "northland", "e", "a b", "nowhere-to-be-found"),
    ],
)
def test_it_finds_what_the_lists_of_the_api_find(record, words):
    assert hits(words) == as_the_api_finds(words)


def test_every_kind_is_found_in_few_queries(record):
    for model in (Party, Speaker, Topic, Source):
        record[model].slug += "-ft"
        cast.make(model, **{field.attname: getattr(record[model], field.attname) for field in model._meta.concrete_fields if field.editable})
    cast.make(Negotiation, slug="other-ft", code="other", title="Other", item_singular="item", item_plural="items")
    with CaptureQueriesContext(connection) as captured:
        kinds = {group.model for group in found("ft")}
    with CaptureQueriesContext(connection) as of_the_page:
        page("/ru", search="ft")
    assert kinds == set(MODELS)
    assert len(captured) == len(of_the_page) == 3


def test_more_records_cost_no_more_queries(record):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page(search="ft")
        return len(captured)

    before = queries()
    for number in range(5):
        cast.claim(cast.road_map(f"more-{number}"))
    assert queries() == before


def test_of_a_kind_no_more_is_shown_than_can_be_read_and_the_rest_is_in_the_api(record, monkeypatch):
    for number in range(MOST_SHOWN + 2):
        cast.topic(f"sea-{number:02}", title=f"Sea {number}")
    text = page(search="sea")
    assert hits("sea")["topics"] == [f"sea-{number:02}" for number in range(MOST_SHOWN)]
    assert '<a href="/api/v1/topics/?search=sea">All 22, in the API</a>' in text
    monkeypatch.setattr("tracker.pages.search.MOST_COUNTED", 21)
    assert "more than 21" in page(search="sea")
    assert MOST_COUNTED >= MOST_SHOWN


def test_the_words_are_marked_where_they_stand(record):
    assert "100%&lt;/b&gt; of the “<mark>straße</mark>” is settled." in page(search="STRASSE")
    assert "<b>100%" not in page(search="straße")
    assert '<p class="quiet" lang="be">Адзіны рынак газу: <mark>сёмы</mark> <mark>з&#x27;езд</mark></p>' in page(search="семы З’ЕЗД")


def test_in_the_language_of_the_address_what_is_found_is_called_as_there(record):
    assert 'href="/ru/road-maps/ft-gas/">Рынок газа</a>' in page("/ru", search="gas")


def test_answers_lead_to_their_poll(record):
    cast.make(PollAnswer, poll=cast.Poll.objects.get(), answer="Good neighbours", percent=5)
    assert hits("neighbours") == {"polls": ["ft-poll"]}
    assert "Good <mark>neighbours</mark>" in page(search="neighbours")


@pytest.mark.parametrize("words", ["x" * 101, "a b c d e f g h i", " ", ": –", "a\x00"])
def test_its_limits_are_those_of_the_api(words):
    assert Client().get("/search/", {"search": words}).status_code == 400


def test_without_words_there_is_the_form_and_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        text = page()
    assert text.count('role="search"') == 1
    assert "noindex" not in text
    assert "noindex" in page(search="gas")  # of results there is no end


def test_every_page_has_the_form(record):
    for path in ("/", "/be/", "/road-maps/ft-gas/", "/negotiations/fishery-talks/", "/topics/gas/"):
        text = Client().get(path).content.decode()
        assert text.count('role="search"') == 1
        assert f'action="{"/be" if path == "/be/" else ""}/search/"' in text
