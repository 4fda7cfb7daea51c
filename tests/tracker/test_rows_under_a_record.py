"""Sources, titles, agendas, answers and successions are written with the record under which they stand, all of it or nothing."""

import pytest
from django.contrib.auth.models import Permission

from roadmaps.models import AgendaItem, Citation, Negotiation, Poll, PollAnswer, RoadMap, RoadMapTitle, Succession
from tests import cast
from tests.tracker.api import read
from tests.tracker.writing import Writer, complaints, editor, good, problem, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    poll = cast.make(Poll, slug="ft-poll", negotiation=cast.negotiation(), question="Whither?", pollster="The Asker", population="North")
    cast.make(PollAnswer, poll=poll, answer="North", percent=40)
    cast.make(PollAnswer, poll=poll, answer="South", percent=35)
    return poll


def answers() -> dict[str, tuple[str, float]]:
    return {answer.pk: (answer.answer, float(answer.percent)) for answer in PollAnswer.objects.all()}


def test_a_list_that_is_given_takes_the_place_of_the_rows(poll):
    rows = [{"slug": "ft-poll-2", "answer": "South", "percent": 36}, {"answer": "Neither", "percent": "12.5"}]
    changed = good(reviewer().patch("polls/ft-poll/", {"answers": rows}))
    assert {row["answer"]: row["percent"] for row in changed["answers"]} == {"South": 36, "Neither": 12.5}
    assert answers()["ft-poll-2"] == ("South", 36)


def test_a_list_that_is_left_out_of_a_change_in_part_stays(poll):
    good(editor().patch("polls/ft-poll/", {"note": "Seen."}))
    assert len(answers()) == 2


def test_a_list_that_is_left_out_of_a_replacement_is_empty(poll):
    body = {"slug": "ft-poll", "negotiation": "fishery-talks", "question": "Whither?", "pollster": "The Asker", "population": "North"}
    good(reviewer().put("polls/ft-poll/", body))
    assert answers() == {}


def test_rows_that_say_the_same_leave_no_history(poll):
    before = PollAnswer.history.count()
    rows = [{"answer": "South", "percent": 35}, {"answer": "North", "percent": 41.0}]
    good(editor().patch("polls/ft-poll/", {"answers": rows}))
    assert list(PollAnswer.history.values_list("slug", "version")[:1]) == [("ft-poll-1", 2)]
    assert PollAnswer.history.count() == before + 1


def test_the_versions_of_the_record_tells_of_its_rows(poll):
    """Who read it before can not replace what he never saw."""
    good(editor().patch("polls/ft-poll/", {"answers": [{"answer": "North", "percent": 1}, {"answer": "South", "percent": 35}]}))
    assert problem(editor().patch("polls/ft-poll/", {"answers": []}), 412)
    poll.refresh_from_db()
    assert poll.version == 2


def test_a_record_and_its_rows_are_one_revision_for_one_reason(poll):
    before = Negotiation.objects.get().revision
    good(editor().patch("polls/ft-poll/", {"note": "Corrected.", "answers": answers_with("North", 44)}, reason="Erratum."))
    assert Negotiation.objects.get().revision == before + 1
    for row in (Poll.history.first(), PollAnswer.history.first()):
        assert (row.revision, row.history_change_reason, row.history_user_id) == (before + 1, "Erratum.", "ed-editor")


def answers_with(answer, percent):
    return [{"answer": found, "percent": percent if found == answer else known} for found, known in answers().values()]


def test_when_one_row_is_refused_nothing_is_stored(poll):
    rows = [{"answer": "North", "percent": 50}, {"answer": "South", "percent": 35}, {"answer": "West", "percent": 35, "slug": "wrong-3"}]
    assert list(complaints(editor().patch("polls/ft-poll/", {"question": "Where?", "answers": rows}))) == ["answers[2].slug"]
    poll.refresh_from_db()
    assert (poll.question, poll.version, answers()["ft-poll-1"]) == ("Whither?", 1, ("North", 40))


def test_a_row_is_given_whole(poll):
    assert complaints(editor().patch("polls/ft-poll/", {"answers": [{"slug": "ft-poll-1", "answer": "North"}]}))["answers[0].percent"]


def test_of_every_row_is_told_what_is_wrong(poll):
    rows = [{"answer": "", "percent": 1}, {"answer": "North", "percent": 101, "colour": "red"}, "South"]
    wrong = complaints(editor().patch("polls/ft-poll/", {"answers": rows}))
    assert wrong.keys() == {"answers[0].answer", "answers[1].percent", "answers[1].colour", "answers[2]"}


def test_an_editor_adds_and_changes_rows_and_does_not_take_them_away(poll):
    assert "roadmaps.delete_pollanswer" in problem(editor().patch("polls/ft-poll/", {"answers": []}), 403)["detail"]
    assert len(answers()) == 2
    good(reviewer().patch("polls/ft-poll/", {"answers": []}))
    assert answers() == {}


def test_another_wording_is_the_same_row_by_its_slug_and_else_another_row(poll):
    """As docs/api.md says: an editor may correct a row, and by mere wording he would delete it."""
    south = {"answer": "South", "percent": 35}
    assert (
        "roadmaps.delete_pollanswer"
        in problem(editor().patch("polls/ft-poll/", {"answers": [{"answer": "Northward", "percent": 40}, south]}), 403)["detail"]
    )
    good(editor().patch("polls/ft-poll/", {"answers": [{"slug": "ft-poll-1", "answer": "Northward", "percent": 40}, south]}))
    assert answers()["ft-poll-1"] == ("Northward", 40)


def test_a_row_needs_the_permission_of_its_own_model():
    cast.summit()
    cast.road_map()
    clerk = cast.user("clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="change_summit"))
    answer = Writer(clerk).patch("summits/ft-summit/", {"agenda": [{"road_map": "ft-gas"}]})
    assert "roadmaps.add_agendaitem" in problem(answer, 403)["detail"]
    assert not AgendaItem.objects.exists()


def test_sources_are_known_by_where_they_are_cited():
    summit = cast.summit()
    wire, paper = cast.source("wire"), cast.source("paper")
    cast.make(Citation, summit=summit, source=wire, locator="p. 1")
    cast.make(Citation, summit=summit, source=wire, locator="p. 2", quote="So it is.")
    sources = [{"slug": "wire", "locator": "p. 2", "quote": "So it was."}, {"slug": "wire", "locator": "p. 9"}, {"slug": paper.pk}]
    good(editor().patch("summits/ft-summit/", {"sources": sources}))
    assert list(Citation.objects.order_by("slug").values_list("slug", "source", "locator", "quote")) == [
        ("ft-summit-1", "wire", "p. 9", ""),
        ("ft-summit-2", "wire", "p. 2", "So it was."),
        ("ft-summit-3", "paper", "", ""),
    ]


def test_one_source_is_cited_once_at_one_place():
    cast.summit()
    cast.source("wire")
    assert "sources[1]" in complaints(editor().patch("summits/ft-summit/", {"sources": [{"slug": "wire"}, {"slug": "wire"}]}))
    assert not Citation.objects.exists()


def test_an_agenda_is_known_by_its_road_maps():
    summit, gas, oil = cast.summit(), cast.road_map("gas"), cast.road_map("oil")
    cast.make(AgendaItem, summit=summit, road_map=gas)
    agenda = [{"road_map": oil.pk}, {"road_map": gas.pk, "note": "Put on the evening before.", "sources": [{"slug": cast.source("wire").pk}]}]
    changed = good(editor().patch("summits/ft-summit/", {"agenda": agenda}))
    assert [(item["slug"], item["note"], len(item["sources"])) for item in changed["agenda"]] == [
        ("ft-summit-1", "Put on the evening before.", 1),
        ("ft-summit-2", "", 0),
    ]


def test_a_title_has_sources_of_its_own():
    cast.road_map()
    cast.source("wire")
    title = {"language": "ru", "kind": "press", "title": "Рынок газа", "sources": [{"slug": "wire", "quote": "рынок газа"}]}
    changed = good(editor().patch("road-maps/ft-gas/", {"titles": [title]}))
    assert changed["titles"][0]["sources"][0]["quote"] == "рынок газа"
    title["sources"][0]["quote"] = "рынка газа"
    good(editor().patch("road-maps/ft-gas/", {"titles": [title]}, version=2))
    assert (RoadMapTitle.objects.get().version, Citation.objects.get().version) == (2, 2)


def test_a_succession_is_written_from_either_side():
    cast.road_map("gas")
    cast.road_map("fuels")
    step = {"slug": "ft-gas-to-fuels", "kind": "merges", "on": "2021-09"}
    good(editor().patch("road-maps/ft-gas/", {"became": [{**step, "to_road_map": "ft-fuels"}]}))
    assert [before["from_road_map"]["slug"] for before in read("road-maps/ft-fuels/")["came_from"]] == ["ft-gas"]
    good(editor().patch("road-maps/ft-fuels/", {"came_from": [{**step, "from_road_map": "ft-gas", "note": "By decree."}]}, version=2))
    assert (Succession.objects.get().note, Succession.objects.get().version) == ("By decree.", 2)


def test_a_succession_between_negotiations_moves_the_revisions_of_both():
    cast.road_map("gas")
    cast.road_map("gas", cast.negotiation("other-talks", "ot"))
    before = dict(Negotiation.objects.values_list("slug", "revision"))
    step = {"slug": "ot-from-ft", "kind": "continues", "from_road_map": "ft-gas"}
    good(editor().patch("road-maps/ot-gas/", {"came_from": [step]}))
    assert dict(Negotiation.objects.values_list("slug", "revision")) == {slug: revision + 1 for slug, revision in before.items()}


def test_a_succession_moves_the_versions_of_both_ends():
    """Who has read the one end can not take away, unseen, what was written through the other."""
    cast.road_map("gas")
    cast.road_map("fuels")
    step = {"slug": "ft-gas-to-fuels", "kind": "merges", "from_road_map": "ft-gas"}
    good(editor().patch("road-maps/ft-fuels/", {"came_from": [step]}))
    problem(reviewer().patch("road-maps/ft-gas/", {"became": []}), 412)
    good(editor().patch("road-maps/ft-fuels/", {"came_from": [{**step, "sources": [{"slug": cast.source("wire").pk}]}]}, version=2))
    problem(reviewer().patch("road-maps/ft-gas/", {"became": []}, version=2), 412)
    good(reviewer().patch("road-maps/ft-gas/", {"became": []}, version=3))
    assert dict(RoadMap.objects.values_list("slug", "version")) == {"ft-gas": 4, "ft-fuels": 4}


def test_a_succession_that_stays_as_it_is_moves_neither_end():
    cast.make(Succession, slug="ft-gas-to-fuels", from_road_map=cast.road_map("gas"), to_road_map=cast.road_map("fuels"), kind="merges")
    became = [{"slug": "ft-gas-to-fuels", "kind": "merges", "to_road_map": "ft-fuels"}]
    good(editor().patch("road-maps/ft-gas/", {"summary": "Carried on.", "became": became}))
    assert dict(RoadMap.objects.values_list("slug", "version")) == {"ft-gas": 2, "ft-fuels": 1}


def test_the_key_of_a_row_that_stands_elsewhere_is_refused():
    cast.road_map("oil")
    cast.make(RoadMapTitle, road_map=cast.road_map("gas"), language="ru", kind="press", title="Газ")
    title = {"slug": "ft-gas-1", "language": "ru", "kind": "press", "title": "Нефть"}
    assert "titles[0].slug" in complaints(editor().patch("road-maps/ft-oil/", {"titles": [title]}))
    assert RoadMapTitle.objects.get().road_map_id == "ft-gas"


def test_a_statement_keeps_at_least_one_source():
    cast.statement(slug="ft-speech")
    assert "Name at least one source" in complaints(reviewer().patch("statements/ft-speech/", {"sources": []}))["sources"]
    assert Citation.objects.count() == 1


def test_a_statements_only_source_is_replaced_by_another():
    cast.statement(slug="ft-speech")
    cast.source("wire")
    assert [source["slug"] for source in good(reviewer().patch("statements/ft-speech/", {"sources": [{"slug": "wire"}]}))["sources"]] == ["wire"]


def test_a_statement_takes_its_day_of_publication_from_a_new_source():
    cast.statement("2019-12-20", slug="ft-speech")
    cast.source("wire", published_on="2019-12-22")
    kept = [{"slug": cited["slug"]} for cited in read("statements/ft-speech/")["sources"]]
    changed = good(editor().patch("statements/ft-speech/", {"sources": [*kept, {"slug": "wire"}]}))
    assert (changed["reported_on"], changed["reported_on_inferred"]) == ("2019-12-22", False)


def test_what_a_statement_asserts_has_addresses_of_its_own():
    cast.claim(statement=cast.statement(slug="ft-speech"))
    for name, resource in (("claims", "status-claims"), ("tallies", "tallies"), ("positions", "positions")):
        assert f"/api/v1/{resource}/" in complaints(editor().patch("statements/ft-speech/", {name: []}))[name]


def test_what_was_deleted_with_its_record_leaves_history():
    gas = cast.road_map()
    cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Газ")
    good(reviewer().delete("road-maps/ft-gas/"), 204)
    assert not RoadMap.objects.exists()
    assert RoadMapTitle.history.first().history_type == "-"
