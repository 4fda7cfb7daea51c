"""Every page of a record, and every list, takes the same few queries however much hangs on it, where titles of another language are read too."""

import pytest

from tests.once import made_once
from tests.tracker.pages import crowd
from tracker.pages.lists import OF_A_NEGOTIATION, SHARED
from tracker.pages.records import PAGES

pytestmark = pytest.mark.django_db

AT_MOST = 8
TALKS = "negotiations/talks/"
ADDRESSES = (
    *(f"{page.model.route}/{page.model._meta.model_name}-0/" for page in PAGES),
    *(f"{TALKS}{model.route}/" for model in OF_A_NEGOTIATION),
    *(f"{model.route}/" for model in SHARED),
    *(f"{TALKS}{name}" for name in ("timeline/?kind=change", "positions/", "record/")),
    "statuses/",
)
TIMELINE = f"{TALKS}timeline/"
"""Takes fewer queries where its first page tells of no change of standing."""
LANGUAGES = ("/", "/ru/")


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Number of rows → address → queries."""
    with made_once(django_db_blocker):
        talks, measured, before = crowd.found(), {}, 0
        for number in (1, 31, 310):
            crowd.grow(talks, range(before, number))
            before = number
            measured[number] = {language + address: crowd.cost(language + address)[0] for address in (*ADDRESSES, TIMELINE) for language in LANGUAGES}
        yield measured


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_takes_as_many_queries_whatever_hangs_on_it(costs, address, language):
    at = {number: of[language + address] for number, of in costs.items()}
    assert len(set(at.values())) == 1, at
    assert at[1] <= AT_MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_timeline_takes_few_queries(costs, language):
    assert max(of[language + TIMELINE] for of in costs.values()) <= AT_MOST
