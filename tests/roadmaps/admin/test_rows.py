"""Rows under a record: so many as can be edited at once, the others in their own list, none of them lost."""

import pytest

from roadmaps.admin.rows import MOST_ROWS
from roadmaps.models import AgendaItem, StatusClaim, Summit
from tests import cast
from tests.roadmaps.admin.crowd import crowd
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowded():
    records = cast.one_of_each()
    crowd(records, range(MOST_ROWS + 10))
    return records


def test_a_summit_with_a_long_agenda_shows_its_beginning_and_leads_to_the_rest(admin_client, crowded):
    response = admin_client.get(page(crowded[Summit]))
    rows = next(rows.formset for rows in response.context["inline_admin_formsets"] if rows.opts.model is AgendaItem)
    assert len(rows.initial_forms) == MOST_ROWS
    assert rows.address_of_all() in response.content.decode()
    shown = admin_client.get(rows.address_of_all()).context["cl"]
    assert shown.result_count == AgendaItem.objects.count() == MOST_ROWS + 11


def test_a_short_agenda_is_shown_whole(admin_client):
    summit = cast.one_of_each()[Summit]
    assert "more-rows" not in admin_client.get(page(summit)).content.decode()


def test_saving_what_is_shown_leaves_the_rest_as_it_is(admin_client, crowded):
    spoken = crowded[StatusClaim].statement
    spoken = type(spoken).objects.get(claims__pk=f"{crowded[StatusClaim].pk}-1")
    data = filled_in(admin_client, page(spoken)) | {"note": "Looked through."}
    before = set(StatusClaim.objects.values_list("pk", "version"))
    response = admin_client.post(page(spoken), data)
    assert response.status_code == 302, errors(response)
    assert set(StatusClaim.objects.values_list("pk", "version")) == before
    assert type(spoken).objects.get(pk=spoken.pk).note == "Looked through."


def test_rows_show_what_they_link_to_by_its_title(admin_client):
    summit = cast.summit()
    cast.make(AgendaItem, summit=summit, road_map=cast.road_map("gas", title="Common gas market"))
    assert '<option value="ft-gas" selected>Common gas market</option>' in admin_client.get(page(summit)).content.decode()


def test_a_new_choice_that_is_refused_is_shown_by_its_title_as_well(admin_client):
    spoken = cast.claim().statement
    cast.topic("oil", title="Crude oil")
    response = admin_client.post(page(spoken), filled_in(admin_client, page(spoken)) | {"claims-0-disputed_on": ["oil"]})
    assert "none otherwise" in errors(response)
    assert '<option value="oil" selected>Crude oil</option>' in response.content.decode()


def test_what_is_frozen_in_a_row_can_not_be_edited(admin_client):
    item = cast.make(AgendaItem, summit=cast.summit(), road_map=cast.road_map("gas"))
    cast.road_map("oil")
    data = filled_in(admin_client, page(item.summit)) | {"agenda-0-road_map": "ft-oil", "agenda-0-note": "First on the agenda."}
    assert admin_client.post(page(item.summit), data).status_code == 302
    item.refresh_from_db()
    assert (item.road_map_id, item.note) == ("ft-gas", "First on the agenda.")


def test_a_row_that_somebody_else_changed_is_refused(admin_client):
    item = cast.make(AgendaItem, summit=cast.summit(), road_map=cast.road_map("gas"))
    data = filled_in(admin_client, page(item.summit)) | {"agenda-0-note": "Mine."}
    item.note, item._change_reason = "Theirs.", "They were there."
    item.save()
    assert "They were there." in errors(admin_client.post(page(item.summit), data))
    item.refresh_from_db()
    assert item.note == "Theirs."
