"""The record as files, in one ZIP file."""

import io
import json
import zipfile

import pytest
from django.test import Client

from roadmaps import revisions
from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Negotiation
from tests import cast
from tests.tracker import talks
from tests.tracker.api import refused, wrong

pytestmark = pytest.mark.django_db
WHOLE, FISHERY = "dataset.zip", "negotiations/fishery-talks/dataset.zip"


@pytest.fixture(autouse=True)
def both_talks(db):
    talks.both()


def get(path, **headers):
    return Client().get(f"/api/v1/{path}", headers=headers)


def content(answer) -> bytes:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return b"".join(answer.streaming_content)


def unpacked(path, folder):
    zipfile.ZipFile(io.BytesIO(content(get(path)))).extractall(folder)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_it_holds_the_files_of_a_dump(tmp_path):
    dump(tmp_path / "dumped")
    dumped = {file.name: file.read_bytes() for file in (tmp_path / "dumped").iterdir()}
    assert unpacked(WHOLE, tmp_path / "zipped") == dumped
    assert len(dumped) == len(TABLES) + 1


def test_of_one_negotiation_it_holds_what_belongs_to_it(tmp_path):
    found = unpacked(FISHERY, tmp_path)
    assert json.loads(found["datapackage.json"])["name"] == "ft"
    assert b"ft-gas" in found["road_maps.csv"]
    assert b"gt-wheat" not in found["road_maps.csv"]


def test_it_loads_again_and_changes_nothing(tmp_path):
    unpacked(WHOLE, tmp_path)
    assert not load(tmp_path).changes_anything


@pytest.mark.parametrize("path", [WHOLE, FISHERY])
def test_the_same_record_gives_the_same_bytes_and_another_one_others(path):
    first, again = get(path), get(path)
    before = content(first)
    assert content(again) == before
    assert (first["ETag"], first["Content-Disposition"]) == (again["ETag"], again["Content-Disposition"])
    road_map = cast.road_map("gas", Negotiation.objects.get(pk="fishery-talks"))
    road_map.summary = "About gas."
    road_map.save()
    later = get(path)
    assert content(later) != before
    assert later["ETag"] != first["ETag"]
    assert later["Content-Disposition"] != first["Content-Disposition"]


def test_its_name_says_of_which_revisions_it_is():
    held = revisions.all_latest()
    named = f'attachment; filename="fishery-talks-{held["fishery-talks"]}-{held[revisions.CATALOGUE]}.zip"'
    assert get(FISHERY)["Content-Disposition"] == named
    assert get(WHOLE)["Content-Disposition"].startswith('attachment; filename="record-')


def test_what_other_talks_do_does_not_touch_it():
    before = get(FISHERY)["ETag"], get(WHOLE)["ETag"]
    cast.road_map("rye", Negotiation.objects.get(pk="grain-talks"))
    after = get(FISHERY)["ETag"], get(WHOLE)["ETag"]
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


@pytest.mark.parametrize("path", [WHOLE, FISHERY])
def test_who_has_it_already_gets_no_body(path):
    answer = get(path, if_none_match=get(path)["ETag"])
    assert (answer.status_code, answer.content) == (304, b"")
    assert get(path, if_none_match='"another"').status_code == 200


@pytest.mark.parametrize("path", [WHOLE, FISHERY])
def test_who_has_it_already_costs_a_look_at_the_revisions(path, django_assert_max_num_queries):
    held = get(path)["ETag"]
    with django_assert_max_num_queries(2):
        assert get(path, if_none_match=f"W/{held}").status_code == 304


def test_who_accepts_no_zip_file_is_told():
    assert get(WHOLE, accept="application/zip").status_code == 200
    assert get(WHOLE, accept="text/html").status_code == 406


def test_it_takes_no_parameter_and_is_of_negotiations_that_are_there():
    assert wrong(refused(WHOLE, as_of="2019-12-20"), "as_of")
    refused("negotiations/atlantis/dataset.zip", 404)
