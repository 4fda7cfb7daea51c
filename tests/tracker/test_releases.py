"""The releases of the dataset: their list, and their files, which anybody may keep for ever."""

from base64 import b64encode
from hashlib import sha256

import pytest
from django.test import Client

from roadmaps.dataset.release import make_release
from tests import cast
from tests.tracker.api import read, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    cast.source("journal", title="As it was")
    return make_release("The first.")


def get(number=1, **headers):
    return Client().get(f"/releases/{number}/dataset.zip", headers=headers)


def test_the_file_is_the_release_with_its_name_its_hash_and_leave_to_keep_it(release):
    answer = get()
    assert (answer.status_code, answer.content) == (200, release.content)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="record-release-1.zip"'
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["ETag"] == f'"{sha256(release.content).hexdigest()}"'
    assert answer["Repr-Digest"] == f"sha-256=:{b64encode(sha256(release.content).digest()).decode()}:"


def test_it_stays_the_same_after_edits(release):
    before = get()
    cast.source("wire")
    make_release()
    after = get()
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert get(2).content != before.content


def test_who_has_it_gets_no_body_and_the_bytes_are_not_read(release, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        answer = get(if_none_match=f'"{release.sha256}"')
    assert (answer.status_code, answer.content) == (304, b"")
    assert "content" not in captured[0]["sql"]


@pytest.mark.parametrize("number", ["0", "2", "01", "-1", "9" * 9, "9" * 30, "one", "%00"])
def test_what_was_never_released_is_not_found(release, number):
    assert get(number).status_code == 404


def test_it_is_only_read(release):
    assert Client().head("/releases/1/dataset.zip").status_code == 200
    assert [getattr(Client(), method)("/releases/1/dataset.zip").status_code for method in ("post", "put", "patch", "delete")] == [405] * 4


def test_the_list_says_what_each_is_and_where(release):
    cast.adopted()
    make_release()
    first, second = read("releases/")["results"]
    assert (first["number"], first["note"], first["sha256"], first["size"]) == (1, "The first.", release.sha256, len(release.content))
    assert first["url"] == "http://testserver/releases/1/dataset.zip"
    assert second["revisions"].keys() == {"", "fishery-talks"}
    assert Client().get(second["url"]).status_code == 200


def test_the_list_is_walked_page_by_page_and_reads_no_bytes(release, django_assert_num_queries):
    cast.source("wire")
    make_release()
    with django_assert_num_queries(1) as captured:
        page = read("releases/", page_size=1)
    assert not any("content" in query["sql"] for query in captured)
    assert [row["number"] for row in read(page["next"].removeprefix("http://testserver/api/v1/"))["results"]] == [2]


def test_the_list_takes_no_other_parameter(release):
    refused("releases/", negotiation="fishery-talks")
