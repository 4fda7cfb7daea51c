"""New rows arrive as they are, by whichever way a database takes them."""

import datetime

import pytest

from roadmaps.dataset.insert import insert
from roadmaps.models import Source, Speaker

pytestmark = pytest.mark.django_db
TEXTS = ["", "plain", r"back\slash and \N and \.", "tab\tand line\nand return\r", '"quoted", ‘quoted’; 28.5', "Сямашка ʼ 🙂"]


def test_every_text_comes_back_letter_by_letter():
    insert(
        [
            Source(slug=f"source-{n}", title=text, publisher=text, language="en", kind="news", quality="wire", read_extent="full")
            for n, text in enumerate(TEXTS)
        ]
    )
    assert list(Source.objects.order_by("slug").values_list("title", "publisher")) == [(text, text) for text in TEXTS]


def test_so_does_what_is_no_text():
    source = Source(
        slug="one",
        title="One",
        publisher="A",
        language="en",
        kind="news",
        quality="wire",
        read_extent="full",
        published_on="2019-12",
        title_is_descriptive=True,
    )
    speaker = Speaker(slug="one", name="One", spellings=[*TEXTS[1:]])
    for record in (source, speaker):
        insert([record])
        stored = type(record).objects.get()
        assert not record._state.adding
        assert [getattr(stored, field.attname) for field in record._meta.concrete_fields] == [
            getattr(record, field.attname) for field in record._meta.concrete_fields
        ]
    assert Source.objects.get().published_on_last == datetime.date(2019, 12, 31)
