"""Dumping: the same bytes from every database, described so that other tools accept it."""

import filecmp
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from roadmaps.dataset.apply import load
from roadmaps.dataset.tables import TABLES
from roadmaps.models import RoadMap, Source
from tests import cast
from tests.roadmaps.dataset import files

PACKAGES = Path("roadmaps/dataset/packages")

pytestmark = pytest.mark.django_db


def differing(one, other):
    names = [f"{table.name}.csv" for table in TABLES] + ["datapackage.json"]
    return filecmp.cmpfiles(one, other, names, shallow=False)[1:]


@pytest.mark.parametrize("name", ["union-state", "empty"])
def test_dump_after_load_gives_back_the_same_bytes(dump, name):
    load(PACKAGES / name)
    assert differing(PACKAGES / name, dump()) == ([], [])


def test_awkward_text_comes_back_as_it_was(dump):
    awkward = 'Комма, "кавычки",\nновая строка; =1+1'
    cast.source("awkward", note=awkward)
    folder = dump()
    Source.objects.get().delete()
    load(folder)
    assert Source.objects.get().note == awkward


def test_numbers_have_no_trailing_zeros_and_sets_are_sorted(dump):
    cast.topic("oil"), cast.topic("gas")
    cast.tally(agreed="28.50", total="30.00", remaining_on=["oil", "gas"])
    row = files.rows(dump(), "tallies")[0]
    assert (row["agreed_min"], row["total"], row["remaining_on"], row["percent_min"]) == ("28.5", "30", "gas oil", "")


def test_one_negotiation_takes_only_what_it_names(dump):
    cast.adopted(cast.road_map("gas"), by="northland")
    cast.source("unused")
    other = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    folder = dump(negotiation="fishery-talks")
    assert [row["slug"] for row in files.rows(folder, "parties")] == ["northland"]
    assert "unused" not in (folder / "sources.csv").read_text()
    assert other.pk not in (folder / "road_maps.csv").read_text()
    assert RoadMap.objects.count() == 2


def test_one_negotiation_takes_the_members_of_what_it_names_and_theirs(dump):
    cast.party("north-shire")
    cast.party("northland", members=["north-shire"])
    cast.party("union", kind="joint_body", members=["northland"])
    cast.party("unnamed")
    cast.adopted(cast.road_map("gas"), by="union")
    assert [row["slug"] for row in files.rows(dump(negotiation="fishery-talks"), "parties")] == ["north-shire", "northland", "union"]


@pytest.mark.parametrize("name", ["union-state", "empty"])
def test_frictionless_accepts_the_package(name):
    program = shutil.which("frictionless", path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip("frictionless is not installed; it is in requirements-dev.txt")
    done = subprocess.run([program, "validate", "--json", PACKAGES / name / "datapackage.json"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["valid"], done.stdout[:2000]


def test_the_licence_of_the_data_stands_in_the_package():
    described = json.loads((PACKAGES / "union-state" / "datapackage.json").read_text())
    assert [licence["name"] for licence in described["licenses"]] == ["CC-BY-4.0"]
