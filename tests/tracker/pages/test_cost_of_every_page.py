"""Every kind of page takes at most eight queries (to be cited, thirty), as many at 1, at 31 and at 310 records, and is light to load."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from roadmaps.models import Negotiation
from tests.once import made_once
from tests.tracker.pages import crowd
from tests.tracker.pages.kinds import every_kind
from tests.tracker.test_cost_of_every_question import keep_history
from tracker.caching import answers

pytestmark = pytest.mark.django_db

MOST_QUERIES, MOST_BYTES = 8, 60_000
MOST_TO_CITE = 30
"""Of the page beside it that tells how to cite it: it reads whatever its hash is made of, kind by kind."""
LANGUAGES = ["en", "ru"]
"""Titles of road maps in another language are read besides."""


def slug_of(model) -> str:
    """Of the record of the kind under which the most stands."""
    return "talks" if model is Negotiation else f"{model._meta.model_name}-0"


def addresses() -> dict[tuple[str, str], str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {(name, language): address for name, address in every_kind(slug_of)}
            found["changes", language] = f"{reverse('pages:negotiation-timeline', args=['talks'])}?kind=change"
    return found


KINDS = list(addresses())


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Number of records → kind and language → queries, and bytes as they are sent."""
    with made_once(django_db_blocker):
        talks, found, before = crowd.found(), {}, 0
        for number in (1, 31, 310):
            crowd.grow(talks, range(before, number))
            keep_history()
            before, found[number] = number, {kind: measured(address) for kind, address in addresses().items()}
        yield found


def measured(address) -> tuple[int, int]:
    answers.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(address)
    assert answer.status_code == 200, address
    return len(captured), len(gzip.compress(answer.getvalue()))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind[0].endswith("-cite")], ids=" ".join)
def test_a_page_takes_as_many_queries_at_any_size(costs, kind):
    queries = {number: of[kind][0] for number, of in costs.items()}
    assert queries[1] == queries[31] >= queries[310], queries  # fewer where the first of many pages does not hold something of every kind
    assert queries[31] <= MOST_QUERIES


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind[0].endswith("-cite")], ids=" ".join)
def test_to_be_cited_it_takes_no_more_the_more_there_is(costs, kind):
    queries = {number: of[kind][0] for number, of in costs.items()}
    assert MOST_TO_CITE >= queries[31] >= queries[310], queries  # of a single record nothing hangs together with another


@pytest.mark.parametrize("kind", KINDS, ids=" ".join)
def test_a_page_is_light_to_load(costs, kind):
    assert costs[310][kind][1] < MOST_BYTES
