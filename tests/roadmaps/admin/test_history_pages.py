"""The history of a record and of its rows: who, when, what, why; what it was then; the way back, which is itself recorded."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps import adoption
from roadmaps.models import Citation, Negotiation, RoadMapTitle, Source, Statement, StatusClaim
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page

pytestmark = pytest.mark.django_db


def send(client, record, **typed):
    response = client.post(page(record), filled_in(client, page(record)) | typed)
    assert response.status_code == 302


def history(client, record, **query):
    response = client.get(page(record, "history", record.pk), query)
    assert response.status_code == 200
    return response


def told(response):
    """Per revision: what happened to which row, field by field."""
    return [
        [(row.title, row.deed, {one.label: (one.before, one.after) for one in row.differences}) for row in change.rows]
        for change in response.context["changes"]
    ]


def version(client, record, revision):
    return client.get(page(record, "version", record.pk, revision))


def revert(client, record, revision, reason="It was right before."):
    seen = version(client, record, revision).context["newest_revision"]
    return client.post(page(record, "version", record.pk, revision), {"reason": reason, "seen": seen})


def problems(response):
    assert response.status_code == 200
    return response.context["form"].errors.as_text()


@pytest.fixture
def source(admin_client):
    source = cast.source("the-source", title="As it was", published_on="2019-12", kind="news")
    send(admin_client, source, title="As it is", kind="official", published_on="2020", reason="The site changed it.")
    return source


@pytest.fixture
def spoken():
    spoken = cast.statement(sources=2, slug="ft-spoken")
    cast.claim(cast.road_map("gas"), statement=spoken, slug="ft-gas-agreed")
    return spoken


# What is shown.


def test_it_shows_who_when_why_and_the_difference_in_words(admin_client, source):
    response = history(admin_client, source)
    ((title, deed, fields),) = told(response)[0]
    assert (title, deed) == ("Source the-source", "~")
    assert fields == {"Title": ("As it was", "As it is"), "Published on": ("2019-12", "2020"), "Kind": ("news", "official")}
    text = response.content.decode()
    latest = source.history.latest()
    for shown in ("admin", "The site changed it.", latest.history_date.strftime("%Y-%m-%d %H:%M"), "<del>As it was</del>", "<ins>As it is</ins>"):
        assert shown in text


def test_the_newest_revision_comes_first_and_the_creation_last(admin_client, source):
    changes = history(admin_client, source).context["changes"]
    assert [change.rows[0].deed for change in changes] == ["~", "+"]


def test_long_texts_are_compared_word_by_word(admin_client):
    text = "The ministers agreed on the common gas market and will sign the road map in {} after all."
    source = cast.source(note=text.format("December"))
    send(admin_client, source, note=text.format("March"))
    assert "road map in <del>December </del><ins>March </ins>after all." in history(admin_client, source).content.decode()


def test_what_somebody_typed_is_never_markup(admin_client):
    source = cast.source(title="<script>alert(1)</script>" + "words " * 20)
    send(admin_client, source, title="<script>alert(2)</script>" + "words " * 20)
    assert "<script>alert" not in history(admin_client, source).content.decode()


def test_one_save_of_a_record_and_its_rows_is_one_revision(admin_client, spoken):
    removed = spoken.citations.last()
    added = {"citations-TOTAL_FORMS": 3, "citations-2-source": cast.source("new-source").pk, "citations-2-locator": "page 5"}
    changed = {"wording": "All of it.", "citations-1-DELETE": "on", "claims-0-note": "Of the whole."}
    send(admin_client, spoken, **added, **changed, reason="Heard it again.")
    newest = history(admin_client, spoken).context["changes"][0]
    assert {(row.title, row.in_words()) for row in newest.rows} == {
        ("Statement ft-spoken", "changed"),
        (f"Citation {removed.pk}", "removed"),
        (f"Citation {removed.pk}", "added"),  # the key was free again
        ("Status claim ft-gas-agreed", "changed"),
    }
    assert newest.row.history_change_reason == "Heard it again."


def test_a_judgement_stands_in_the_history_of_its_statement(admin_client, spoken):
    adoption.adopt(StatusClaim.objects.get(), "Well attested.")
    newest = told(history(admin_client, spoken))[0]
    assert newest == [
        ("Status claim ft-gas-agreed", "~", {"Judgement": ("recorded beside", "adopted"), "Reason of the judgement": ("", "Well attested.")})
    ]


def test_rows_two_steps_below_stand_in_it_as_well(admin_client):
    gas = cast.road_map("gas")
    title = cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
    citation = cast.make(Citation, road_map_title=title, source=cast.source("the-source"))
    title.delete()
    rows = [row for change in told(history(admin_client, gas)) for row in change]
    assert (f"Citation {citation.pk}", "+", {"Source": ("", "the-source")}) in rows
    assert (f"Citation {citation.pk}", "-", {"Source": ("the-source", "")}) in rows


def test_every_model_has_its_history_and_its_versions(admin_client):
    for record in cast.one_of_each().values():
        assert version(admin_client, record, history(admin_client, record).context["changes"][0].revision).status_code == 200


def test_long_histories_are_paged_with_a_constant_number_of_queries(admin_client, spoken):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            history(admin_client, spoken)
        return len(captured)

    history(admin_client, spoken)
    few = queries()
    for number in range(25):
        cast.make(Citation, statement=spoken, source=cast.source(), locator=f"page {number}")
    assert queries() == few < 20
    assert len(history(admin_client, spoken).context["changes"]) == 20
    assert 'href="?p=2"' in history(admin_client, spoken).content.decode()
    assert told(history(admin_client, spoken, p=2))[-1][0][:2] == ("Statement ft-spoken", "+")


# As it was, and the way back.


def test_a_version_shows_what_it_was_and_what_going_back_changes(admin_client, source):
    response = version(admin_client, source, source.history.earliest().revision)
    (row,) = response.context["would_change"]
    assert ("Title", "As it is", "As it was") in [(one.label, one.before, one.after) for one in row.differences]
    (state,) = response.context["as_it_was"]
    assert ("Publisher", "The Journal") in [(one.label, one.after) for one in state.differences]


def test_the_newest_version_offers_no_way_back_to_itself(admin_client, source):
    response = version(admin_client, source, source.history.latest().revision)
    assert "Revert to this version" not in response.content.decode()


def test_a_revision_at_which_it_was_not_there_is_no_page(admin_client, source):
    assert version(admin_client, source, source.history.earliest().revision - 1).status_code == 404


def test_reverting_is_itself_recorded_with_who_and_why(admin_client, source):
    first = source.history.earliest().revision
    assert revert(admin_client, source, first).status_code == 302
    stored, latest = Source.objects.get(), source.history.latest()
    assert (stored.title, str(stored.published_on), stored.kind, stored.version) == ("As it was", "2019-12", "news", 3)
    assert (latest.history_user_id, latest.history_change_reason) == ("admin", f"Reverted to revision {first}. It was right before.")
    assert len(told(history(admin_client, source))) == 3


def test_a_revert_can_be_reverted(admin_client, source):
    revert(admin_client, source, source.history.earliest().revision)
    revert(admin_client, source, source.history.all()[1].revision)
    assert Source.objects.get().title == "As it is"


def test_rows_are_taken_back_with_their_record(admin_client, spoken):
    at = Negotiation.objects.get().revision
    send(admin_client, spoken, **{"citations-1-DELETE": "on", "claims-0-DELETE": "on", "wording": "Shorter."})
    assert revert(admin_client, spoken, at).status_code == 302
    assert (spoken.citations.count(), spoken.claims.get().pk, Statement.objects.get().wording) == (2, "ft-gas-agreed", "")


def test_no_way_back_without_a_reason(admin_client, source):
    assert "This field is required" in problems(revert(admin_client, source, source.history.earliest().revision, reason=" "))
    assert Source.objects.get().title == "As it is"


def test_what_the_rules_refuse_today_is_said_and_nothing_is_stored(admin_client, spoken):
    at = Negotiation.objects.get().revision
    gone = spoken.citations.last().source_id
    send(admin_client, spoken, **{"citations-1-DELETE": "on", "wording": "Shorter."})
    Source.objects.get(pk=gone).delete()
    assert f"There is no source “{gone}”" in problems(revert(admin_client, spoken, at))
    assert Statement.objects.get().wording == "Shorter."


def test_what_somebody_changed_since_the_page_was_opened_is_shown_first(admin_client, source):
    first, seen = source.history.earliest().revision, source.history.latest().revision
    send(admin_client, source, note="Meanwhile.")
    response = admin_client.post(page(source, "version", source.pk, first), {"reason": "It was right before.", "seen": seen})
    assert "in between" in problems(response)
    assert f'name="seen" value="{source.history.latest().revision}"' in response.content.decode()
    assert Source.objects.get().note == "Meanwhile."


def test_who_may_not_revert_sees_the_versions_and_no_button(client, source):
    client.force_login(cast.editor())
    response = version(client, source, source.history.earliest().revision)
    assert "up to a reviewer" in response.content.decode()
    assert 'name="reason"' not in response.content.decode()
    address = page(source, "version", source.pk, source.history.earliest().revision)
    assert client.post(address, {"reason": "x", "seen": source.history.latest().revision}).status_code == 403
    assert Source.objects.get().title == "As it is"


# Deleted records.


def test_a_deleted_record_is_listed_and_comes_back_from_its_history(admin_client, spoken):
    at = Negotiation.objects.get().revision
    admin_client.post(page(spoken, "delete", spoken.pk), {"post": "yes", "reason": "Entered twice."})
    assert page(Statement, "deleted") in admin_client.get(page(Statement, "changelist")).content.decode()
    listed = admin_client.get(page(Statement, "deleted")).content.decode()
    assert "Entered twice." in listed
    assert page(spoken, "history", spoken.pk) in listed
    changes = history(admin_client, spoken).context["changes"]
    assert [change.record_is_there for change in changes][:2] == [False, True]
    assert revert(admin_client, spoken, at).status_code == 302
    assert (Statement.objects.get().citations.count(), StatusClaim.objects.count()) == (2, 1)
    assert "Entered twice." not in admin_client.get(page(Statement, "deleted")).content.decode()


def test_what_is_there_again_under_the_same_key_is_not_listed_as_deleted(admin_client):
    cast.source("again").delete()
    cast.source("again")
    assert "again" not in admin_client.get(page(Source, "deleted")).content.decode()


# It can not be edited away.


def test_no_row_of_history_has_a_page_to_edit_or_to_delete_it():
    histories = {model.history.model for model in record_models()}
    assert histories.isdisjoint(admin.site._registry)
    for desk in admin.site._registry.values():
        assert histories.isdisjoint(inline.model for inline in desk.inlines)


def test_simple_historys_own_form_is_not_there():
    names = {pattern.name for pattern in admin.site.urls[0] for pattern in getattr(pattern, "url_patterns", [])}
    assert not [name for name in names if name and name.endswith("simple_history")]
