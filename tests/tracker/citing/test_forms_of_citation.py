"""The forms in which a view is cited: address, text, BibTeX, CSL-JSON; each says what, of which day, at which revision, and when it was read."""

import json
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
import time_machine

from roadmaps.models import Negotiation
from tests import cast
from tests.tracker import talks
from tests.tracker.citing.views import board, cite
from tracker.citing.citation import escaped

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fishery(db):
    talks.fishery()


def absolute(path):
    return f"https://tracker.example{path}"


def citation(**shown):
    return cite(replace(board(), **shown), absolute, DAY)


def revision() -> int:
    return Negotiation.objects.get(pk="fishery-talks").revision


def test_the_permalink_names_the_day_and_the_address_what_it_said_besides():
    made = citation()
    assert made.permalink == "https://tracker.example/negotiations/fishery-talks/?as_of=2019-12-20"
    assert made.address == f"{made.permalink}&cited={made.cited}"


def test_parameters_that_are_given_several_times_are_all_in_it():
    made = citation(parameters={"as_of": ["2019-12-20"], "status": ["agreed", "disputed"]})
    assert made.permalink.endswith("?as_of=2019-12-20&status=agreed&status=disputed")


def test_the_text_names_all_that_finds_it_again():
    made = citation(parameters={"as_of": ["2019-12-20"], "known_on": ["2019-12-31"], "according_to": ["northland"]})
    assert made.text() == (
        "Board of the chapters. Fishery talks. As of 2019-12-20, by what was known on 2019-12-31, according to northland. "
        f"Road-map negotiation tracker, {made.revision}. SHA-256 {made.cited.hash[:12]}… {made.address} (accessed on 2026-11-25)"
    )
    assert made.revision.startswith(f"fishery-talks revision {revision()}, catalogue revision ")


def test_who_cites_on_no_day_accesses_it_today_in_utc():
    with time_machine.travel(datetime.fromisoformat("2026-11-26T01:00:00+03:00"), tick=False):
        assert cite(board(), absolute).accessed == DAY


def test_bibtex_has_an_entry_with_the_address_and_the_day_of_access():
    made = citation()
    assert made.bibtex() == (
        f"@misc{{fishery-talks-2026-11-25-{made.cited.hash[:8]},\n"
        "  author = {{Road-map negotiation tracker}},\n"
        "  title = {{Board of the chapters. Fishery talks}},\n"
        f"  note = {{As of 2019-12-20. {made.revision}. SHA-256 {made.cited.hash}}},\n"
        f"  url = {{{made.address}}},\n"
        "  urldate = {2026-11-25}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oil & gas: 50 % of $3_000 #1", r"Oil \& gas: 50 \% of \$3\_000 \#1"),
        (r"\input{secret}", r"\textbackslash{}input\textbraceleft{}secret\textbraceright{}"),
        ("~ and ^", r"\textasciitilde{} and \textasciicircum{}"),
        ("two\n  lines", "two lines"),
        ("Рынок “газа” – ў", "Рынок “газа” – ў"),
        ("}, note = {forged", r"\textbraceright{}, note = \textbraceleft{}forged"),
        ("@book{x", r"@book\textbraceleft{}x"),
    ],
)
def test_what_bibtex_would_take_for_its_own_stands_for_itself(text, expected):
    assert escaped(text) == expected


@pytest.mark.parametrize("title", ["}", "{", "{{{", r"\\}", "a } b { c", r"\{"])
def test_whatever_the_title_the_braces_of_the_entry_are_balanced(title):
    entry, depth = citation(title=title).bibtex(), 0
    for character in entry.rstrip():
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert re.findall(r"^  (\w+) = ", entry, re.MULTILINE) == ["author", "title", "note", "url", "urldate"]


# Ordinary variables of CSL 1.0.2, and of dates; "type" is one of its types.
CSL_TEXT = {"id", "type", "title", "container-title", "publisher", "version", "note", "URL"}
CSL_DATES = {"accessed"}


def test_csl_json_is_a_list_of_one_item_with_names_that_csl_knows():
    made = citation()
    (item,) = json.loads(made.csl_json())
    assert item.keys() == CSL_TEXT | CSL_DATES
    assert (item["type"], item["title"], item["container-title"], item["URL"]) == ("webpage", made.title, "Fishery talks", made.address)
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}
    assert item["version"] == made.revision
    assert item["note"] == f"As of 2019-12-20. SHA-256 {made.cited.hash}"
    assert all(isinstance(item[name], str) and item[name] for name in CSL_TEXT)


def test_of_what_is_about_no_negotiation_and_no_day_nothing_empty_is_said():
    source = cast.source("wire", title="A wire")
    made = citation(title=str(source), parameters={}, scopes=("",), path="/sources/wire/")
    assert made.key.startswith("catalogue-2026-11-25-")
    assert "container-title" not in made.csl()[0]
    assert ". ." not in made.text()
    assert made.permalink == "https://tracker.example/sources/wire/"


def test_to_cite_costs_one_query(django_assert_num_queries):
    view = board()
    with django_assert_num_queries(1):
        cite(view, absolute, DAY)
