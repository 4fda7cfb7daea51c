"""Links are chosen by typing: no page lists a whole table, neither in a form nor in the sidebar of a list."""

import json

import pytest
from django.urls import reverse

from roadmaps.admin.choosing import MOST_LISTED
from roadmaps.models import Negotiation, Party, StatusClaim, Summit, Tally, Topic
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    """More topics and parties than any page should list."""
    for number in range(MOST_LISTED + 1):
        cast.topic(f"topic-{number}", title=f"Subject number {number}")
        cast.party(f"party-{number}", name=f"Delegation number {number}")


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_no_form_lists_a_table(admin_client, many, model):
    record = cast.one_of_each()[model]
    for address in (page(model, "add"), page(record)):
        text = admin_client.get(address).content.decode()
        assert "Subject number" not in text
        assert "Delegation number" not in text


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_link_of_a_form_is_chosen_by_typing(admin_client, model):
    fields = admin_client.get(page(model, "add")).context["adminform"].form.fields.values()
    for field in fields:
        if hasattr(field, "queryset"):
            assert "admin-autocomplete" in field.widget.render("name", None), field.label


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_no_sidebar_lists_a_long_table(admin_client, many, model):
    cast.one_of_each()
    text = admin_client.get(page(model, "changelist")).content.decode()
    sidebar = text[text.index('id="changelist-filter"') :]
    assert "Subject number" not in sidebar
    assert "Delegation number" not in sidebar


def test_a_sidebar_lists_a_short_table_and_of_a_long_one_what_is_chosen(admin_client):
    cast.road_map(topic=cast.topic("gas"))
    cast.topic("oil")
    assert ">Oil<" in admin_client.get(page(cast.road_map(), "changelist")).content.decode().replace("\n", "").replace("  ", "")
    for number in range(MOST_LISTED):
        cast.topic(f"topic-{number}")
    response = admin_client.get(page(cast.road_map(), "changelist"), {"topic__slug__exact": "oil"})
    assert list(response.context["cl"].result_list) == []
    assert [spec.lookup_choices for spec in response.context["cl"].filter_specs if spec.title == "topic"] == [[("oil", "Oil")]]


def test_what_is_in_a_set_is_shown_by_its_title(admin_client, many):
    claim = cast.claim(status="disputed", disputed_on="topic-3 topic-4")
    text = admin_client.get(page(claim)).content.decode()
    assert "Subject number 3" in text
    assert "Subject number 4" in text
    assert "Subject number 5" not in text


def test_a_set_is_saved_as_chosen_and_can_be_emptied(admin_client, many):
    talks = cast.negotiation()
    data = filled_in(admin_client, page(talks))
    for chosen, stored in ((["party-7", "party-2"], "party-2 party-7"), ([], "")):
        response = admin_client.post(page(talks), filled_in(admin_client, page(talks)) | data | {"parties": chosen, "read_version": ""})
        assert response.status_code == 302, errors(response)
        assert Negotiation.objects.get().parties == stored


def test_a_set_refuses_what_there_is_not(admin_client):
    talks = cast.negotiation()
    response = admin_client.post(page(talks), filled_in(admin_client, page(talks)) | {"parties": ["nowhere"]})
    assert "nowhere" in errors(response)


@pytest.mark.parametrize(
    ("model", "field", "target"), [(Summit, "parties", Party), (StatusClaim, "disputed_on", Topic), (Tally, "remaining_on", Topic)]
)
def test_a_set_is_searched_like_any_link(admin_client, model, field, target):
    cast.party("belarus", translations={"be": "Беларусь"})
    cast.topic("gas", translations={"be": "Беларускі газ"})
    attributes = admin_client.get(page(model, "add")).context["adminform"].form.fields[field].widget.build_attrs({})
    query = {"term": "БЕЛАРУС", **{name: attributes[f"data-{name.replace('_', '-')}"] for name in ("app_label", "model_name", "field_name")}}
    answer = json.loads(admin_client.get(reverse("admin:autocomplete"), query).content)
    assert [row["id"] for row in answer["results"]] == list(target.objects.values_list("pk", flat=True))
