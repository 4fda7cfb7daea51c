"""Every text of the interface is marked, and translated into every language that can be chosen. `script/translate` mends what fails here."""

import io
import re
from string import Formatter

import pytest
from babel.messages.mofile import write_mo
from django.conf import settings
from django.db.models import TextChoices
from django.template.base import Lexer, TokenType
from django.utils.functional import Promise
from django.utils.translation import ngettext, override

from roadmaps import models
from roadmaps.models import Record
from roadmaps.rules import record_models
from translations.__main__ import CATALOGUES, is_translated, read
from translations.extraction import ROOT, SEARCHED, messages

LANGUAGES = [code for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PATHS = {path.parts[-3]: path for path in CATALOGUES}


def by_key(catalogue):
    return {(message.context, forms(message.id)): message for message in catalogue if message.id}


def forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_language_that_can_be_chosen_has_a_catalogue():
    assert sorted(PATHS) == sorted(LANGUAGES) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_that_is_gone(language):
    wanted, there = by_key(messages()), by_key(read(PATHS[language]))
    assert len(wanted) > 700
    assert wanted.keys() - there.keys() == set()
    assert there.keys() - wanted.keys() == set()
    assert [key for key, message in there.items() if not is_translated(message) or message.fuzzy] == []


def in_it(text: str) -> list[str]:
    """The places that are filled in, and the tags, which a translation must keep."""
    braces = [f"{{{name}}}" for literal, name, *_rest in Formatter().parse(text) if name] if "{" in text and '{"' not in text else []
    return sorted([*re.findall(r"%\(\w+\)s|%s|</?\w+>", text), *braces])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_in_all_its_forms(language):
    catalogue = read(PATHS[language])
    wrong = []
    for message in catalogue:
        number = catalogue.num_plurals if message.pluralizable else 1
        translated = forms(message.string)
        if message.id and (len(translated) != number or any(in_it(form) != in_it(forms(message.id)[-1]) for form in translated)):
            wrong.append(message.id)
    assert catalogue.num_plurals == 3
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_translated(language):
    compiled = io.BytesIO()
    write_mo(compiled, read(PATHS[language]))
    assert PATHS[language].with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", ["1 source", "2 sources", "5 sources", "11 sources", "21 sources", "112 sources"]),
        ("ru", ["1 источник", "2 источника", "5 источников", "11 источников", "21 источник", "112 источников"]),
        ("be", ["1 крыніца", "2 крыніцы", "5 крыніц", "11 крыніц", "21 крыніца", "112 крыніц"]),
    ],
)
def test_numbers_take_the_form_of_the_language(language, counted):
    with override(language):
        assert [ngettext("%(number)s source", "%(number)s sources", number) % {"number": number} for number in (1, 2, 5, 11, 21, 112)] == counted


@pytest.mark.parametrize(("language", "letters"), [("ru", "ыэъё"), ("be", "ўі’")])
def test_no_translation_stands_in_the_other_language(language, letters):
    """Letters that only one of the two has; “ru: …” in an example of what to type is Russian in both."""
    strange = {"ru": "ўі", "be": "ищъ"}[language]
    examples = re.compile(r"ru: .*|Рынок газа|«20 из 30 согласованы»|Объединение рынков газа")
    texts = [examples.sub("", form) for message in read(PATHS[language]) if message.id for form in forms(message.string)]
    assert all(any(letter in text for text in texts) for letter in letters)
    assert [text for text in texts if set(text.lower()) & set(strange)] == []


# Nothing is left unmarked.


def labels(model: type[Record]):
    """Every text that a form or a list shows of a model; the columns that nobody sees have none of their own."""
    yield from (model._meta.verbose_name, model._meta.verbose_name_plural)
    for field in model._meta.get_fields():
        if getattr(field, "editable", False) and not field.auto_created:
            yield from (field.verbose_name, *([field.help_text] if field.help_text else []), *(label for value, label in field.flatchoices or ()))


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_label_of_a_model_is_marked(model):
    assert [text for text in labels(model) if not isinstance(text, Promise)] == []


def test_every_word_of_a_vocabulary_is_marked():
    vocabularies = [kind for name in models.__all__ if isinstance(kind := getattr(models, name), type) and issubclass(kind, TextChoices)]
    assert len(vocabularies) > 15
    assert [member for kind in vocabularies for member in kind if not isinstance(member._label_, Promise)] == []


OF_THE_API = {"problems.html", "redoc.html"}
"""English for everybody."""
NAMES = {"UTC", "YAML", "JSON", "CSV", "CSL", "BibTeX", "Atom", "SHA", "CC", "BY", "Data", "Package", "Authorization", "Bearer"}
"""The same in every language."""


def test_no_template_has_a_text_that_is_not_marked():
    templates = [path for app in ("roadmaps", "tracker") for path in (ROOT / app / "templates").rglob("*.html") if path.name not in OF_THE_API]
    assert len(templates) > 120
    assert {str(path.relative_to(ROOT)): found for path in templates if (found := unmarked(path.read_text()))} == {}


def unmarked(template: str) -> list[str]:
    """Words outside of tags, comments, translated blocks and the names of CSS classes."""
    texts, inside = [], False
    for token in Lexer(template).tokenize():
        if token.token_type is TokenType.BLOCK and re.match(r"blocktrans|block bodyclass|end", token.contents):
            inside = not token.contents.startswith("end")
        elif token.token_type is TokenType.TEXT and not inside:
            texts.append(token.contents)
        elif token.token_type in (TokenType.VAR, TokenType.BLOCK):
            texts.append("…")
    return [word for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|&\w+;", "", "".join(texts))) if word not in NAMES]


def test_a_text_that_is_not_marked_is_seen():
    assert unmarked('<p class="help">{% translate "Marked" %} {{ number }} left</p>') == ["left"]
    assert unmarked("{% blocktranslate %}Marked{% endblocktranslate %}<br>&amp;") == []


def test_all_of_our_own_apps_are_searched():
    assert {app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()} <= set(SEARCHED)
