"""What is cited, linked or named elsewhere is not deleted: the page lists all that depends on it, and leads there."""

import pytest

from roadmaps.admin.deletion import MOST_TOLD, DeletesWithReason
from roadmaps.models import (
    AgendaItem,
    Citation,
    Event,
    Negotiation,
    Party,
    Position,
    RoadMap,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Term,
    Topic,
)
from tests import cast
from tests.roadmaps.admin.desk import page, text_of

pytestmark = pytest.mark.django_db
SENT = {"post": "yes", "reason": "Entered twice."}


def needed_source():
    source = cast.source()
    return source, [cast.cite(cast.statement(), source), cast.make(Citation, summit=cast.summit(), source=source)]


def needed_summit():
    summit = cast.summit()
    return summit, [cast.statement(summit=summit), cast.event(summit=summit)]


def needed_event():
    event = cast.event()
    return event, [cast.statement(event=event)]


def needed_party():
    party = cast.party("northland")
    spoken = cast.statement(by="northland")
    position = cast.make(Position, slug="ft-position", statement=spoken, party=party, summary="Cheaper gas.")
    return party, [
        *(spoken, position, cast.speaker(party=party)),
        *(cast.negotiation("gas-talks", "gt", parties="northland"), cast.summit(parties="northland")),
        cast.party("the-union", kind="joint_body", members="northland"),
    ]


def needed_topic():
    topic = cast.topic("price")
    return topic, [cast.road_map(topic=topic), cast.claim(cast.road_map("oil"), "disputed", disputed_on="price")]


def needed_speaker():
    speaker = cast.speaker()
    return speaker, [cast.statement(speaker=speaker)]


def needed_term():
    term = cast.make(Term, slug="ft-deferred", negotiation=cast.negotiation(), label="deferred", definition="Put off.", status="suspended")
    return term, [cast.claim(status="suspended", term=term)]


def needed_road_map():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    return gas, [
        cast.claim(gas),
        cast.make(AgendaItem, summit=cast.summit(), road_map=gas),
        cast.make(Succession, slug="ft-gas-to-oil", from_road_map=gas, to_road_map=oil, kind="continues"),
    ]


def needed_negotiation():
    talks = cast.negotiation()
    return talks, [cast.road_map(under=talks), cast.summit(under=talks), cast.statement(under=talks)]


def only_source():
    (citation,) = cast.statement().citations.all()
    return citation, [citation.statement]


NEEDED = {
    Source: needed_source,
    Summit: needed_summit,
    Event: needed_event,
    Party: needed_party,
    Topic: needed_topic,
    Speaker: needed_speaker,
    Term: needed_term,
    RoadMap: needed_road_map,
    Negotiation: needed_negotiation,
    Citation: only_source,
}


@pytest.mark.parametrize("make", NEEDED.values(), ids=[model.__name__ for model in NEEDED])
class TestOfEachKind:
    def test_the_page_lists_what_depends_on_it_and_deletes_nothing(self, admin_client, make):
        record, dependents = make()
        for response in (admin_client.get(page(record, "delete", record.pk)), admin_client.post(page(record, "delete", record.pk), SENT)):
            html = response.content.decode()
            assert "can not be deleted while these depend on it" in text_of(html)
            assert [dependent for dependent in dependents if f'<a href="{page(dependent)}">' not in html] == []
            assert 'name="reason"' not in html
        assert type(record).objects.filter(pk=record.pk).exists()

    def test_the_action_does_so_as_well(self, admin_client, make):
        record, dependents = make()
        response = admin_client.post(page(record, "changelist"), {"action": "delete_selected", "_selected_action": [record.pk], **SENT})
        html = response.content.decode()
        assert "can not be deleted while these depend on them" in text_of(html)
        assert [dependent for dependent in dependents if f'<a href="{page(dependent)}">' not in html] == []
        assert type(record).objects.filter(pk=record.pk).exists()


def test_a_statement_takes_with_it_what_stands_under_it_and_says_so_first(admin_client):
    claim = cast.claim()
    shown = admin_client.get(page(claim.statement, "delete", claim.statement_id)).content.decode()
    assert f'href="{page(claim)}"' in shown
    admin_client.post(page(claim.statement, "delete", claim.statement_id), SENT)
    assert not Statement.objects.exists()
    assert not StatusClaim.objects.exists()


def test_of_many_dependents_some_are_listed_and_the_others_counted(admin_client):
    source = cast.source()
    spoken = cast.statement()
    for number in range(MOST_TOLD + 2):
        cast.make(Citation, statement=spoken, source=source, locator=f"p. {number}")
    html = admin_client.get(page(source, "delete", source.pk)).content.decode()
    assert html.count("Citation: <a") == MOST_TOLD
    assert "and 2 more" in html


def test_what_is_cited_after_the_question_was_asked_is_told_as_well(admin_client, monkeypatch):
    """The action looks, then deletes; what is cited in between is refused by the record."""
    source, found = cast.source(), DeletesWithReason.get_deleted_objects

    def cited_after_looking(self, objs, request):
        answer = found(self, objs, request)
        if not Citation.objects.filter(source=source).exists():
            cast.cite(cast.statement(), source)
        return answer

    monkeypatch.setattr(DeletesWithReason, "get_deleted_objects", cited_after_looking)
    response = admin_client.post(page(Source, "changelist"), {"action": "delete_selected", "_selected_action": [source.pk], **SENT})
    assert "can not be deleted while these depend on them" in text_of(response)
    assert Source.objects.filter(pk=source.pk).exists()
