"""A view that an edit changes says so with the difference; one that no edit touched says the same as before."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from roadmaps import adoption, revisions
from roadmaps.models import Record, RoadMapTitle, Source, StatusClaim, Succession
from tests import cast
from tests.tracker import talks
from tests.tracker.citing.views import DAY, board, cited, compare, page_of, told
from tracker.citing import since

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def both_talks(db):
    talks.both()


def change(record: Record, **values):
    stored = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save()
    return stored


def test_at_once_it_is_unchanged():
    assert compare(board(), cited(board())).unchanged


def test_other_records_of_the_same_talks_leave_the_board_unchanged():
    before = cited(board())
    cast.event("protest", cast.negotiation())
    cast.tally(under=cast.negotiation())
    change(cast.topic("wheat"), title="Corn")
    cast.source()
    assert cited(board()) != before, "the revisions moved"
    assert compare(board(), before).unchanged


def test_what_was_changed_and_changed_back_is_unchanged():
    before, gas = cited(board()), cast.road_map("gas")
    title = gas.title
    change(gas, title="Natural gas")
    change(gas, title=title)
    assert compare(board(), before).unchanged


def test_a_title_that_is_changed_is_told_with_both():
    before = cited(board())
    change(cast.road_map("gas"), title="Natural gas", summary="Not shown on the board.")
    found = compare(board(), before)
    assert not found.unchanged
    assert told(found) == [("Road map", "Natural gas", "changed", ("Title", "Gas", "Natural gas"))]
    assert found.more == 0


def test_what_the_view_does_not_show_of_a_record_is_not_told():
    oil = cast.road_map("oil", cast.negotiation())
    before = cited(board())
    change(cast.road_map("gas"), title="Natural gas")
    change(oil, summary="Not shown on the board.")
    assert [change.slug for change in compare(board(), before).changes] == ["ft-gas"]


def test_a_claim_that_is_added_is_told_in_words():
    before = cited(board())
    claim = cast.claim(cast.road_map("gas"), "agreed", slug="ft-other", by="southland")
    found = compare(board(), before)
    assert told(found)[1:] == [
        ("Status claim", "Gas", "created", ("Status", "", "agreed"), ("Effective on", "", "2019-12-20"), ("Basis", "", "stated"), ("Judgement", "", "recorded beside")),
        ("Citation", claim.statement.citations.get().source.title, "created", ("Source", "", claim.statement.citations.get().source.title)),
    ]  # fmt: skip
    assert told(found)[0][:3] == ("Statement", "2019-12-20", "created")
    assert ("For the side of", "", "Southland") in told(found)[0]


def test_a_judgement_is_told_for_the_claims_that_it_moves():
    claim = cast.claim(cast.road_map("gas"), "agreed", slug="ft-other", by="southland")
    before = cited(board())
    adoption.adopt(claim, "The better source.", by=cast.reviewer())
    assert told(compare(board(), before)) == [
        ("Status claim", "Gas", "changed", ("Judgement", "adopted", "recorded beside")),
        ("Status claim", "Gas", "changed", ("Judgement", "recorded beside", "adopted")),
    ]


def test_a_road_map_that_is_deleted_is_told_by_its_last_title():
    rye = cast.road_map("rye", cast.negotiation())
    before = cited(board())
    change(rye, title="Rye and oats").delete()
    assert told(compare(board(), before)) == [
        ("Road map", "Rye and oats", "deleted", ("Sequence", "2", ""), ("Title", "Rye", "")),
    ]


def test_what_came_and_went_since_is_not_told():
    before = cited(board())
    cast.road_map("rye", cast.negotiation()).delete()
    change(cast.road_map("gas"), title="Natural gas")
    assert [line[1] for line in told(compare(board(), before))] == ["Natural gas"]


def test_a_statement_that_became_public_on_another_day_is_told_where_that_counts():
    claim = StatusClaim.objects.get(pk="ft-claim")
    before = cited(board(known_on=DAY))
    change(claim.statement, reported_on="2020-01-01")
    found = compare(board(known_on=DAY), before)
    assert told(found) == [("Statement", "Nora North, 2019-12-20", "changed", ("Became public on", "2019-12-20", "2020-01-01"))]


def test_a_board_of_some_tells_of_what_no_longer_belongs_to_them():
    before = cited(board(standing__status="disputed"))
    change(StatusClaim.objects.get(pk="ft-claim"), status="negotiating", disputed_on="", term=None)
    found = compare(board(standing__status="disputed"), before)
    assert told(found) == [("Status claim", "Gas", "changed", ("Status", "disputed", "negotiating"), ("Disputed on", "Gas", ""))]


def test_a_board_of_a_topic_tells_of_a_road_map_that_left_it():
    before = cited(board(topic="gas"))
    change(cast.road_map("gas"), topic=None)
    assert told(compare(board(topic="gas"), before)) == [("Road map", "Gas", "changed", ("Topic", "Gas", ""))]


def test_a_source_more_is_told():
    before = cited(board())
    cast.cite(StatusClaim.objects.get(pk="ft-claim").statement, cast.source("telegraph", title="Telegram"))
    assert told(compare(board(), before)) == [("Citation", "Telegram", "created", ("Source", "", "Telegram"))]


def test_a_topic_in_dispute_that_is_renamed_is_told():
    before = cited(board())
    change(cast.topic("gas"), title="Natural gas")
    assert told(compare(board(), before)) == [("Topic", "Natural gas", "changed", ("Title", "Gas", "Natural gas"))]


# Pages of single records


def test_a_page_of_a_record_tells_of_the_record_and_of_the_rows_under_it():
    statement = StatusClaim.objects.get(pk="ft-claim").statement
    change(statement.citations.get().source, title="The Journal of December")
    before = cited(page_of(statement))
    change(statement, wording="No deal.")
    change(statement.citations.get(), quote="no deal")
    cast.cite(statement, cast.source("telegraph", title="Telegram"))
    assert told(compare(page_of(statement), before)) == [
        ("Statement", "Nora North, 2019-12-20", "changed", ("What was said, in our own words", "", "No deal.")),
        ("Citation", "The Journal of December", "changed", ("Short quote", "", "no deal")),
        ("Citation", "Telegram", "created", ("Source", "", "Telegram")),
    ]


def test_a_party_that_is_renamed_in_the_catalogue_changes_every_page_that_names_it():
    claim = StatusClaim.objects.get(pk="ft-claim")
    views = [claim.statement, cast.speaker("nora-north"), cast.party("northland"), cast.negotiation()]
    before = [cited(page_of(view)) for view in views]
    unconcerned = cited(board())
    change(cast.party("northland"), name="The North", country="NO")
    found = [compare(page_of(view), then) for view, then in zip(views, before, strict=True)]
    renamed = ("Party", "The North", "changed", ("Name", "Northland", "The North"))
    assert [told(each) for each in found] == [[renamed], [renamed], [(*renamed, ("ISO 3166 code", "", "NO"))], [renamed]]
    assert compare(board(), unconcerned).unchanged


def test_whose_a_source_is_is_told_where_it_is_cited():
    statement = StatusClaim.objects.get(pk="ft-claim").statement
    before = cited(page_of(statement))
    change(Source.objects.get(pk="journal"), publisher="The Gazette", note="Read again.")
    [found] = told(compare(page_of(statement), before))
    assert found[3:] == (("Publisher", "The Journal", "The Gazette"),)


def test_a_title_in_another_language_is_told():
    statement = StatusClaim.objects.get(pk="ft-claim").statement
    before = cited(page_of(statement))
    change(cast.party("northland"), translations={"ru": "Северия"})
    assert [each[:2] for each in told(compare(page_of(statement), before))] == [("Party", "Northland")]


def test_a_link_that_leads_elsewhere_is_told_by_titles():
    gas = cast.road_map("gas")
    before = cited(page_of(gas))
    change(gas, topic=cast.topic("wheat"))
    assert told(compare(page_of(gas), before)) == [("Road map", "Gas", "changed", ("Topic", "Gas", "Wheat"))]


def test_a_link_to_what_is_gone_is_told_by_its_last_title():
    gas = change(cast.road_map("gas"), topic=cast.topic("rye", title="Rye"))
    before = cited(page_of(gas))
    change(gas, topic=None)
    cast.topic("rye").delete()
    assert ("Topic", "Rye", "") in told(compare(page_of(gas), before))[0]


def test_a_title_in_a_language_and_a_succession_are_rows_of_their_road_map():
    gas, oil = cast.road_map("gas"), cast.road_map("oil", cast.negotiation())
    before = cited(page_of(gas))
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
    cast.make(Succession, slug="ft-oil-to-gas", from_road_map=oil, to_road_map=gas, kind="continues")
    found = told(compare(page_of(gas), before))
    assert [line[:3] for line in found] == [("Title in a language", "Рынок газа", "created"), ("Succession", "Oil, Gas", "created")]
    assert ("To", "", "Gas") not in found[1]
    assert ("From", "", "Oil") in found[1]


# What is not told


def test_neither_who_edited_nor_why_is_told():
    before, gas = cited(board()), cast.road_map("gas")
    get_user_model().objects.create_user("ed-editor")
    gas._history_user, gas._change_reason, gas.title = "ed-editor", "A slip of the pen.", "Natural gas"
    gas.save()
    with revisions.because("Another reason."):
        change(cast.topic("gas"), title="Natural gas")
    said = repr(compare(board(), before))
    assert "ed-editor" not in said
    assert "slip" not in said
    assert "Another reason" not in said


def test_words_are_in_the_language_of_the_reader_and_the_hash_in_none():
    before = board().content.hash
    with translation.override("ru"):
        assert board().content.hash == before
        token = cited(board())
        change(StatusClaim.objects.get(pk="ft-claim"), status="negotiating", disputed_on="", term=None)
        (change_told,) = compare(board(), token).changes
    assert change_told.differences[0].after == "обсуждается"


def test_no_more_than_fifty_changes_are_told_and_the_rest_is_counted(monkeypatch):
    before = cited(board())
    for number in range(since.MOST_TOLD + 2):
        cast.road_map(f"item-{number:03}", cast.negotiation())
    found = compare(board(), before)
    assert (len(found.changes), found.more) == (50, 2)
    monkeypatch.setattr(since, "MOST_LOOKED_AT", 10)
    found = compare(board(), before)
    assert (len(found.changes), found.more) == (10, 42)


def test_it_costs_the_same_for_one_change_and_for_thirty():
    def cost(token):
        with CaptureQueriesContext(connection) as captured:
            assert not compare(view, token).unchanged
        return len(captured)

    before = cited(board())
    cast.claim(cast.road_map("gas"), "agreed", by="southland")
    view = board()
    once = cost(before)
    for number in range(30):
        cast.claim(cast.road_map(f"item-{number}", cast.negotiation()), "agreed", by="southland")
    view = board()
    assert cost(before) <= once + 1  # road maps were written as well
    assert once < 20
