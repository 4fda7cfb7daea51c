"""Spellings, participants and translations are typed a line for each, and kept as the structures that they are."""

import pytest

from roadmaps.models import Speaker, Topic
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


def sent(client, record, **typed):
    return client.post(page(record), filled_in(client, page(record)) | typed)


def test_translations_are_shown_and_typed_by_line(admin_client):
    gas = cast.topic("gas", translations={"ru": "Газ"})
    assert filled_in(admin_client, page(gas))["translations"] == "ru: Газ"
    assert sent(admin_client, gas, translations="ru: Газ\r\n\r\n be:Газ: прыродны \r\n").status_code == 302
    assert Topic.objects.get().translations == {"ru": "Газ", "be": "Газ: прыродны"}


def test_texts_are_shown_and_typed_by_line(admin_client):
    nora = cast.speaker(spellings=["Nora Nord"])
    assert filled_in(admin_client, page(nora))["spellings"] == "Nora Nord"
    assert sent(admin_client, nora, spellings="Nora Nord\nНора Норд").status_code == 302
    assert Speaker.objects.get().spellings == ["Nora Nord", "Нора Норд"]


def test_they_can_be_emptied(admin_client):
    gas = cast.topic("gas", translations={"ru": "Газ"})
    assert sent(admin_client, gas, translations="").status_code == 302
    assert Topic.objects.get().translations == {}


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("Газ", "“Газ”: write a language"),
        ("russian: Газ", "write a language"),
        ("ru: Газ\nru: Природный газ", "each language once"),
        ("ru:", "write a"),
    ],
)
def test_what_is_no_translation_is_refused_and_kept_as_typed(admin_client, typed, complaint):
    gas = cast.topic("gas")
    response = sent(admin_client, gas, translations=typed)
    assert complaint in errors(response)
    assert response.context["adminform"].form["translations"].value() == typed


def test_what_is_left_as_it_is_counts_as_unchanged(admin_client):
    gas = cast.topic("gas", translations={"ru": "Газ", "be": "Газ"})
    form = admin_client.post(page(gas), filled_in(admin_client, page(gas)) | {"title": ""}).context["adminform"].form
    assert form.changed_data == ["title"]
