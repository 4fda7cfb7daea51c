"""What an address remembers of a citation, and what is said to who comes with one that is wrong."""

import pytest

from roadmaps.models import Catalogue, Negotiation
from tests import cast
from tests.tracker import talks
from tests.tracker.citing.views import board, cite, cited, compare
from tracker.citing.cited import Cited, WrongCitation

pytestmark = pytest.mark.django_db
HASH = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def fishery(db):
    talks.fishery()


def test_it_names_every_scope_with_its_revision_and_the_whole_hash():
    revision, catalogue = Negotiation.objects.get().revision, Catalogue.objects.get().revision
    assert cited(board()) == f"fishery-talks.{revision}~.{catalogue}-{board().content.hash}"


def test_it_is_read_as_it_was_written():
    told = Cited({"fishery-talks": 12, "": 40}, HASH)
    assert str(told) == f"fishery-talks.12~.40-{HASH}"
    assert Cited.parse(str(told)) == told


def test_no_letter_of_it_is_escaped_in_an_address():
    assert f"cited={cited(board())}" in cite(board(), str).address


@pytest.mark.parametrize(
    "text",
    ["", "yes", HASH, f"-{HASH}", f"fishery-talks.12-{HASH[:12]}", f"fishery-talks.12-{HASH.upper()}", f"fishery-talks.-1-{HASH}", f"fishery-talks-{HASH}",
     f"fishery-talks.12~-{HASH}", f"fishery-talks.{'9' * 30}-{HASH}", f"fishery-talks.١٢-{HASH}", f"fishery-talks.12-{HASH}\n", "\x00", "~".join(["a.1"] * 1000) + f"-{HASH}"],
)  # fmt: skip
def test_what_is_none_is_refused_and_says_what_to_do(text):
    with pytest.raises(WrongCitation, match="Take the whole address"):
        compare(board(), text)


def test_a_revision_that_is_still_to_come_is_unknown():
    with pytest.raises(WrongCitation, match=r"Revision 99999 of “fishery-talks”.*unknown here"):
        compare(board(), f"fishery-talks.99999~.1-{HASH}")
    with pytest.raises(WrongCitation, match=r"Revision 99999 of the catalogue.*unknown here"):
        compare(board(), f"fishery-talks.1~.99999-{HASH}")


def test_talks_that_never_were_are_another_record():
    with pytest.raises(WrongCitation, match="never had negotiations “atlantis”"):
        compare(board(), f"atlantis.1~.1-{HASH}")


def test_a_future_revision_is_unknown_even_where_the_hash_is_right():
    with pytest.raises(WrongCitation):
        compare(board(), f"fishery-talks.99999~.1-{board().content.hash}")


def test_a_hash_that_differs_in_its_last_digit_is_another():
    now = board().content.hash
    other = now[:-1] + ("0" if now[-1] != "0" else "1")
    assert not compare(board(), cited(board()).replace(now, other)).unchanged


def test_where_nothing_was_written_since_nothing_is_told():
    token = cited(board()).replace(board().content.hash, HASH)
    assert compare(board(), token).changes == []


def test_a_scope_that_joined_the_view_since_is_told_from_its_beginning():
    of_the_catalogue = cited(board()).partition("~")[2].partition("-")[0]
    assert "ft-gas" in [change.slug for change in compare(board(), f"{of_the_catalogue}-{HASH}").changes]


def test_talks_that_are_gone_since_still_tell_whether_the_revision_was_theirs():
    gone = cast.negotiation("grain-talks", "gt")
    revision = Negotiation.objects.get(pk="grain-talks").revision
    gone.delete()
    assert not compare(board(), f"grain-talks.{revision}~.1-{HASH}").unchanged
    with pytest.raises(WrongCitation):
        compare(board(), f"grain-talks.{revision + 9}~.1-{HASH}")
