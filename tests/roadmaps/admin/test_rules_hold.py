"""What the record refuses comes back as the form, with the reason and what was typed; nothing is stored."""

import pytest

from roadmaps.models import Citation, Source, Statement, StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_statement(admin_client):
    """A new statement, filled in and ready to be sent, with one source and one claim."""
    gas, source = cast.road_map(), cast.source("the-source")
    data = filled_in(admin_client, page(Statement, "add"))
    data |= {"negotiation": gas.negotiation_id, "slug": "ft-new", "voice": "press", "said_on": "2019-12", "reason": "It was broadcast."}
    data |= {"citations-TOTAL_FORMS": 1, "citations-0-source": source.pk, "citations-0-read_version": ""}
    data |= {"claims-TOTAL_FORMS": 1, "claims-0-slug": "ft-new-gas", "claims-0-road_map": gas.pk, "claims-0-status": "agreed"}
    return data | {"claims-0-basis": "stated", "claims-0-effective_on": "2019-12"}


def send(client, data):
    return client.post(page(Statement, "add"), data)


def test_a_statement_is_stored_with_its_source_its_claim_and_the_reason(admin_client, new_statement):
    response = send(admin_client, new_statement)
    assert response.status_code == 302, errors(response)
    stored = StatusClaim.objects.get(pk="ft-new-gas")
    assert (str(stored.effective_on), stored.judgement, stored.statement.citations.get().source_id) == ("2019-12", "recorded", "the-source")
    assert {row.history_change_reason for row in (stored.history.get(), stored.statement.history.latest())} == {"It was broadcast."}
    assert stored.history.get().history_user == "admin"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"citations-0-source": ""}, "at least one source"),
        ({"claims-0-status": "disputed"}, "at least one topic"),
        ({"said_on": "2019-13-01"}, "not a date that exists"),
        ({"wording": "a\x00b"}, "Null characters"),
        ({"slug": "xx-new"}, "Begin the slug"),
        ({"slug": "Ft New"}, "Write a slug"),
        ({"voice": "party"}, "Name the party"),
        ({"claims-0-road_map": "nowhere"}, "valid choice"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_reason(admin_client, new_statement, typed, complaint):
    response = send(admin_client, new_statement | typed)
    assert complaint in errors(response)
    assert not Statement.objects.exists()
    assert not StatusClaim.objects.exists()


def test_a_claim_without_any_date_is_refused_on_saving_and_nothing_typed_is_lost(admin_client, new_statement):
    response = send(admin_client, new_statement | {"said_on": "", "wording": "All of this was typed."})
    assert "needs a statement with a date" in errors(response)
    assert "All of this was typed." in response.content.decode()
    assert not Statement.objects.exists()


def test_a_source_with_another_kind_of_address_is_refused(admin_client):
    data = filled_in(admin_client, page(Source, "add"))
    data |= {"slug": "new", "title": "T", "publisher": "P", "language": "en", "kind": "news", "quality": "press", "read_extent": "full"}
    response = admin_client.post(page(Source, "add"), data | {"web_address": "ftp://example.org/x"})
    assert "http" in errors(response)
    assert not Source.objects.exists()


def test_a_key_that_is_taken_is_refused_and_the_stored_record_stays(admin_client):
    cast.source("taken", title="The first")
    data = filled_in(admin_client, page(Source, "add"))
    data |= {"slug": "taken", "title": "The second", "publisher": "P", "language": "en", "kind": "news", "quality": "press", "read_extent": "full"}
    assert "already exists" in errors(admin_client.post(page(Source, "add"), data))
    assert Source.objects.get().title == "The first"


def test_the_second_of_two_editors_is_told_and_loses_nothing(admin_client):
    source = cast.source("the-source", title="As it was")
    data = filled_in(admin_client, page(source))
    first = Source.objects.get()
    first.title, first._change_reason = "By the first", "A better title."
    first.save()
    response = admin_client.post(page(source), data | {"title": "By the second"})
    assert "A better title." in errors(response)
    assert "By the second" in response.content.decode()
    assert Source.objects.get().title == "By the first"


def test_what_is_frozen_can_not_be_edited(admin_client):
    response = admin_client.get(page(cast.road_map()))
    assert {"slug", "negotiation"}.isdisjoint(response.context["adminform"].form.fields)


def test_what_others_need_is_not_deleted(admin_client):
    statement = cast.statement()
    source = statement.citations.get().source
    response = admin_client.post(page(source, "delete", source.pk), {"post": "yes"})
    assert statement.citations.get().pk in response.content.decode()
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_topic_that_a_dispute_names_is_not_deleted(admin_client):
    claim = cast.claim(status="disputed")
    topic = cast.topic("gas")
    for address, data in (
        (page(topic, "delete", topic.pk), {"post": "yes"}),
        (page(topic, "changelist"), {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"}),
    ):
        assert str(claim) in admin_client.post(address, data).content.decode()
    assert type(topic).objects.filter(pk="gas").exists()


def test_emptied_translations_are_none(admin_client):
    topic = cast.topic("gas", translations={"ru": "газ"})
    assert admin_client.post(page(topic), filled_in(admin_client, page(topic)) | {"translations": ""}).status_code == 302
    topic.refresh_from_db()
    assert topic.translations == {}


def test_the_only_source_of_a_statement_is_not_deleted(admin_client):
    citation = cast.statement().citations.get()
    for address, data in (
        (page(citation, "delete", citation.pk), {"post": "yes", "reason": "It is wrong."}),
        (page(citation, "changelist"), {"action": "delete_selected", "_selected_action": [citation.pk], "post": "yes", "reason": "It is wrong."}),
    ):
        assert str(citation.statement) in admin_client.post(address, data).content.decode()
    assert Citation.objects.get() == citation


def test_the_only_source_of_a_statement_is_replaced_by_another(admin_client):
    statement, better = cast.statement(), cast.source("better")
    data = filled_in(admin_client, page(statement))
    data |= {"citations-TOTAL_FORMS": 2, "citations-0-DELETE": "on", "citations-1-source": better.pk, "citations-1-statement": statement.pk}
    response = admin_client.post(page(statement), data)
    assert response.status_code == 302, errors(response)
    assert statement.citations.get().source == better
