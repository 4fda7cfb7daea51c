"""Search finds words as parts of what is written, in any letter case and script, the same on every database."""

import pytest

from roadmaps.dataset.apply import load
from roadmaps.models import RoadMap, RoadMapTitle, Source, Speaker, Topic
from roadmaps.models.search import folded
from tests import cast

pytestmark = pytest.mark.django_db


def found(model, words):
    return list(model.objects.search(words).order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("РЫНОК", "рынок"),
        ("Сёмочкин", "семочкин"),
        ("Сямашка’", "сямашка'"),
        ("аб'яднанне", "абʼяднанне"),
        ("Й", "й"),  # composed, and a letter with its mark beside it
        ("ﬁsh", "FISH"),
        ("Straße", "STRASSE"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_folded_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize("words", ["газа", "ГАЗА", "рын", "газа рынок"])
def test_cyrillic_is_found_in_any_case_and_part_and_order(words):
    cast.make(RoadMapTitle, road_map=cast.road_map(), language="ru", kind="press", title="Единый Рынок Газа")
    assert found(RoadMap, words) == ["ft-gas"]


def test_every_word_must_stand_somewhere():
    cast.topic("gas", title="Gas market")
    assert found(Topic, "gas market") == ["gas"]
    assert found(Topic, "gas oil") == []


def test_the_words_may_stand_in_several_of_the_texts():
    cast.make(RoadMapTitle, road_map=cast.road_map(title="Gas market"), language="ru", kind="press", title="Рынок")
    assert found(RoadMap, "market рынок") == ["ft-gas"]


def test_spellings_and_translations_are_searched():
    cast.speaker("semashko", name="Semashko", spellings=["Syamashka"])
    cast.topic("gas", translations={"ru": "Газ"})
    assert found(Speaker, "syamash") == ["semashko"]
    assert found(Topic, "ГАЗ") == ["gas"]


@pytest.mark.parametrize("words", ["The Daily Herring: Minister hopeful", "“hopeful”, (herring)", "Herring – hopeful…"])
def test_what_a_sentence_puts_around_a_word_is_no_part_of_it(words):
    source = cast.source("herring", title="Minister hopeful", publisher="The Daily Herring")
    assert str(source) == "The Daily Herring: Minister hopeful"
    assert found(Source, words) == ["herring"]


@pytest.mark.parametrize("words", ["100%", "_", "\\"])
def test_signs_that_mean_something_to_a_database_mean_themselves(words):
    cast.topic("plain")
    cast.topic("marked", title=f"A {words} b")
    assert found(Topic, words) == ["marked"]


@pytest.mark.parametrize("words", [" ", " – "])
def test_no_words_leave_nothing_out(words):
    cast.topic()
    assert found(Topic, words) == ["gas"]


def test_it_follows_when_the_record_changes():
    topic = cast.topic("gas", title="Gas")
    topic.title = "Methane"
    topic.save()
    assert (found(Topic, "methane"), found(Topic, "Gas")) == (["gas"], ["gas"])  # the slug is still gas
    topic.title = "Fuel"
    topic.save()
    assert found(Topic, "methane") == []


def test_what_is_loaded_from_files_is_found_too(dump):
    cast.topic("gas", title="Газ")
    package = dump()
    Topic.objects.all().delete()
    load(package)
    assert found(Topic, "газ") == ["gas"]
