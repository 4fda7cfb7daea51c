"""What the README shows is what a fresh start answers."""

import json
import re
from collections import Counter

import pytest
from django.test import Client

from config import settings
from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Source, Statement, Status, StatusClaim
from tests.papers import ROOT, is_part

README = (ROOT / "README.md").read_text()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped(db):
    load(SHIPPED)


def answer(address: str) -> dict:
    response = Client().get(address)
    assert response.status_code == 200, response.content
    return response.json()


def test_the_sample_is_the_answer():
    address = re.search(r"curl 'http://127.0.0.1:8000(.*)'", README)[1]
    sample = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])
    answered = answer(address)
    assert answered["count"] == 3
    assert is_part(sample, answered["results"][0])


def test_a_sample_that_is_not_the_answer_is_seen():
    assert not is_part({"a": [{"b": 1}]}, {"a": [{"b": 2}]})
    assert not is_part({"a": [1]}, {"a": [1, 2]})
    assert not is_part({"c": 1}, {"a": 1})
    assert is_part({"a": [1, "…"]}, {"a": [1, 2, 3]})
    assert not is_part({"a": [2, "…"]}, {"a": [1, 2, 3]})
    assert not is_part({"a": [1, "…"]}, {"a": [1]})


def test_the_questions_have_the_answers_of_the_table():
    rows = re.findall(r"^\| `([^`]*=[^`]*)` \| [^|]+ \| ([^|]+) \|$", README, re.MULTILINE)
    assert len(rows) == 3
    for question, counts in rows:
        answered = answer(f"/api/v1/road-maps/?negotiation=union-state-2019&{question}")["results"]
        found = Counter(row["standing"]["status"] if row["standing"] else "it is silent on" for row in answered)
        assert {word: int(number) for number, word in re.findall(r"(\d+) ([a-z ]+)", counts)} == found


def test_the_record_has_the_size_that_is_told():
    told = [int(number) for number in re.search(r"(\d+)\nstatus claims in (\d+) statements, with (\d+) sources", README).groups()]
    assert told == [StatusClaim.objects.count(), Statement.objects.count(), Source.objects.count()]


def test_every_status_is_explained_in_its_own_words():
    assert dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", README, re.MULTILINE)) == {status.value: str(status.definition) for status in Status}


@pytest.mark.parametrize("paper", ["CHANGELOG.md", "CITATION.cff", "pyproject.toml"])
def test_every_paper_has_the_version_of_the_settings(paper):
    assert settings.VERSION in (ROOT / paper).read_text()
