"""The history of a record: who, when, what, why; and the way back."""

import pytest
from django.urls import reverse

from roadmaps.models import Source
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited_source(admin_client):
    source = cast.source("the-source", title="As it was")
    admin_client.post(page(source), filled_in(admin_client, page(source)) | {"title": "As it is", "reason": "The site changed it."})
    return source


def test_it_shows_who_why_and_the_difference(admin_client, edited_source):
    text = admin_client.get(reverse("admin:roadmaps_source_history", args=["the-source"])).content.decode()
    for shown in ("admin", "The site changed it.", "As it was", "As it is"):
        assert shown in text


def test_reverting_is_itself_recorded(admin_client, edited_source):
    first = edited_source.history.earliest()
    address = reverse("admin:roadmaps_source_simple_history", args=["the-source", first.history_id])
    form = admin_client.get(address).context["adminform"].form
    data = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert admin_client.post(address, data | {"reason": "It was right before."}).status_code == 302
    source = Source.objects.get()
    assert (source.title, source.version, source.history.count()) == ("As it was", 3, 3)
    assert source.history.latest().history_change_reason == "It was right before."
