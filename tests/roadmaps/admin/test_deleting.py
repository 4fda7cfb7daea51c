"""Deleting asks why, keeps the reason and the name with every row that goes, and refuses what somebody changed meanwhile."""

import pytest

from roadmaps.models import Citation, Source, Statement, StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page

pytestmark = pytest.mark.django_db
SENT = {"post": "yes", "reason": "Entered twice."}


def deletions(model):
    return list(model.history.filter(history_type="-").values_list("history_user_id", "history_change_reason"))


def delete(client, record, **sent):
    return client.post(page(record, "delete", record.pk), SENT | {"read_version": record.version} | sent)


def delete_selected(client, *records, **sent):
    chosen = {"action": "delete_selected", "_selected_action": [record.pk for record in records]}
    return client.post(page(records[0], "changelist"), chosen | SENT | sent)


def test_the_page_asks_for_a_reason(admin_client):
    assert 'name="reason"' in admin_client.get(page(Source, "delete", cast.source().pk)).content.decode()


def test_the_reason_and_the_editor_stay_with_every_row_that_goes(admin_client):
    spoken = cast.claim().statement
    assert delete(admin_client, spoken).status_code == 302
    for model in (Statement, Citation, StatusClaim):
        assert deletions(model) == [("admin", "Entered twice.")], model


def test_without_a_reason_nothing_is_deleted_and_it_is_asked_for_again(admin_client):
    source = cast.source()
    response = delete(admin_client, source, reason=" ")
    assert "This field is required." in response.content.decode()
    assert Source.objects.exists()


def test_what_somebody_changed_meanwhile_is_not_deleted_until_it_is_asked_again(admin_client):
    source = cast.source()
    read = source.version
    source.title = "Much better"
    source.save()
    response = delete(admin_client, source, read_version=read)
    assert "changed by somebody else" in response.content.decode()
    assert 'value="Entered twice."' in response.content.decode()
    assert Source.objects.exists()
    assert delete(admin_client, source, read_version=source.version).status_code == 302
    assert not Source.objects.exists()


def test_the_action_asks_first_and_keeps_the_reason_with_each(admin_client):
    sources = [cast.source(), cast.source()]
    asked = admin_client.post(page(Source, "changelist"), {"action": "delete_selected", "_selected_action": [sources[0].pk]})
    assert 'name="reason"' in asked.content.decode()
    assert "required." not in asked.content.decode()
    assert delete_selected(admin_client, *sources).status_code == 302
    assert deletions(Source) == [("admin", "Entered twice.")] * 2


def test_the_action_without_a_reason_deletes_nothing_and_remembers_what_was_chosen(admin_client):
    sources = [cast.source(), cast.source()]
    response = delete_selected(admin_client, *sources, reason="")
    text = response.content.decode()
    assert "This field is required." in text
    assert all(f'value="{source.pk}"' in text for source in sources)
    assert Source.objects.count() == 2


def test_a_row_deleted_on_the_page_of_its_record_keeps_the_reason_of_the_change(admin_client):
    spoken = cast.statement(sources=2)
    admin_client.post(page(spoken), filled_in(admin_client, page(spoken)) | {"citations-0-DELETE": "on", "reason": "It says nothing of it."})
    assert deletions(Citation) == [("admin", "It says nothing of it.")]
