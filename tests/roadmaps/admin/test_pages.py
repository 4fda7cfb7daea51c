"""Every page of every model opens, and the road maps' list costs the same at any length."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmaps.models import Record
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(admin_client):
    cast.one_of_each()
    return admin_client


def test_every_model_has_its_desk():
    assert set(record_models()) <= set(admin.site._registry)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_list_add_change_history_and_delete_pages_open(one_of_each, model: type[Record]):
    record = model.objects.first()
    history = reverse(f"admin:roadmaps_{model._meta.model_name}_history", args=[record.pk])
    delete = reverse(f"admin:roadmaps_{model._meta.model_name}_delete", args=[record.pk])
    for address in (page(model, "changelist"), f"{page(model, 'changelist')}?q=газ", page(model, "add"), page(record), history, delete):
        assert one_of_each.get(address).status_code == 200, address


def test_the_list_of_road_maps_says_how_each_stands_and_why(one_of_each):
    text = one_of_each.get(page(cast.road_map("gas"), "changelist")).content.decode()
    assert "agreed" in text
    assert "2019-12-20" in text
    assert "sources: 1" in text


def test_the_list_of_road_maps_filters_by_standing(one_of_each):
    address = page(cast.road_map("gas"), "changelist")
    assert [row.pk for row in one_of_each.get(f"{address}?standing=agreed").context["cl"].result_list] == ["ft-gas"]
    assert [row.pk for row in one_of_each.get(f"{address}?standing=unrecorded").context["cl"].result_list] == ["ft-oil"]


def queries_of_the_list(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page(cast.road_map("gas"), "changelist"), {"all": ""}).status_code == 200
    return len(captured)


def test_the_list_of_road_maps_costs_the_same_number_of_queries_at_31_and_90(admin_client):
    for number in range(31):
        cast.adopted(cast.road_map(f"item-{number}", title="", title_basis="unknown"))
    queries_of_the_list(admin_client)  # the first request also reads content types
    at_31 = queries_of_the_list(admin_client)
    for number in range(31, 90):
        cast.adopted(cast.road_map(f"item-{number}", title="", title_basis="unknown"))
    assert queries_of_the_list(admin_client) == at_31 < 20
