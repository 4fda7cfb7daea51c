"""docs/own-process.md leads from the empty package to a record that answers, as it says."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from roadmaps.dataset.tables import TABLES
from roadmaps.models import Negotiation

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "own-process.md").read_text()
FILES = dict(re.findall(r"^`(\w+)\.csv`:.*?```csv\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "ford-tram"
    shutil.copytree(ROOT / "roadmaps" / "dataset" / "packages" / "empty", folder)
    for table, text in FILES.items():
        (folder / f"{table}.csv").write_text(text)
    return folder


@pytest.fixture
def loaded(package):
    call_command("load_dataset", package)


def standings(question):
    rows = Client().get(f"/api/v1/road-maps/?negotiation=ford-tram-line&{question}").json()["results"]
    return {row["slug"]: row["standing"] and (row["standing"]["status"], row["standing"]["label"]) for row in rows}


def test_every_table_that_it_names_exists():
    assert set(re.findall(r"`(\w+)\.csv`", PAGE)) <= {table.name for table in TABLES}
    assert len(FILES) == 10


def test_a_dry_run_stores_nothing(package, capsys):
    call_command("load_dataset", package, dry_run=True)
    assert "status_claims: 2 created" in capsys.readouterr().out
    assert not Negotiation.objects.exists()


def test_the_question_has_the_answer_that_is_told(loaded):
    question = re.search(r"curl '.*negotiation=ford-tram-line&(.*)'", PAGE)[1]
    assert standings(question) == {"ford-route": ("agreed", "pencilled in"), "ford-fares": ("disputed", "disputed")}


@pytest.mark.parametrize("question", ["as_of=2031-03-11", "known_on=2031-03-12"])
def test_before_anything_was_said_or_known_nothing_is_recorded(loaded, question):
    assert standings(question) == {"ford-route": None, "ford-fares": None}


def test_every_rule_holds_and_what_is_dumped_is_what_was_loaded(loaded, package, tmp_path):
    call_command("check_record")
    call_command("dump_dataset", tmp_path / "again", negotiation="ford-tram-line")
    for table in FILES:
        assert (tmp_path / "again" / f"{table}.csv").read_text() == (package / f"{table}.csv").read_text()
