"""A body is taken as it is or refused: nothing is coerced, nothing unknown is passed over, and each complaint says where it is and what is allowed."""

import json

import pytest

from roadmaps.models import Speaker, Tally, Topic
from tests import cast
from tests.tracker.openapi import committed
from tests.tracker.writing import REQUESTS, Writer, complaints, editor, good, problem

pytestmark = pytest.mark.django_db


def raw(path: str, text: str | bytes, media_type="application/json"):
    """As no JSON library would write it."""
    return Writer(cast.editor()).client.generic("POST", f"/api/v1/{path}", text, content_type=media_type)


def allowed(answer, name: str) -> list[str]:
    return next(error["allowed"] for error in problem(answer)["errors"] if error["name"] == name)


def test_an_unknown_field_is_named_with_those_that_there_are():
    answer = editor().post("topics/", {"slug": "gas", "title": "Gas", "colour": "blue"})
    assert "“colour”" in complaints(answer)["colour"]
    assert allowed(answer, "colour") == ["slug", "title", "translations"]
    assert not Topic.objects.exists()


@pytest.mark.parametrize("name", ["version", "url", "standing", "revision", "as_of", "summits", "claims"])
def test_what_follows_from_the_rest_is_not_written(name):
    cast.road_map()
    assert name in complaints(editor().patch("road-maps/ft-gas/", {name: None}))


@pytest.mark.parametrize("resource", REQUESTS)
def test_no_resource_takes_a_field_that_its_description_does_not_have(resource):
    answer = editor().post(f"{resource}/", {"colour": "blue"})
    described = committed()["components"]["schemas"]["UtteranceRequest" if resource == "statements" else REQUESTS[resource]]["properties"]
    assert set(allowed(answer, "colour")) == set(described)


def test_everything_wrong_is_named_at_once():
    wrong = complaints(editor().post("speakers/", {"name": 7, "party": "atlantis", "colour": "blue", "spellings": ["A", 1]}))
    assert wrong.keys() == {"slug", "name", "party", "colour", "spellings[1]"}


def test_the_detail_says_of_each_thing_that_is_wrong_which_field_it_is():
    told = problem(editor().post("speakers/", {"slug": "nora", "name": 7, "party": "atlantis", "spellings": ["A", 1]}))["detail"]
    for name in ("name: ", "party: ", "spellings[1]: "):
        assert name in told


def test_of_a_set_of_keys_those_that_there_are_are_listed():
    cast.party("northland")
    answer = editor().post("parties/", {"slug": "union", "name": "Union", "kind": "joint_body", "members": ["northland", "atlantis"]})
    assert "“atlantis”" in complaints(answer)["members"]
    assert allowed(answer, "members") == ["northland"]


@pytest.mark.parametrize("value", [1, 1.5, True, ["Gas"], {"en": "Gas"}, None])
def test_what_is_no_text_is_no_text(value):
    assert complaints(editor().post("topics/", {"slug": "gas", "title": value}))["title"]


@pytest.mark.parametrize("value", ["1", True, 1.5, "", None, [1], -1, 2**31, 2**70, 1e300])
def test_what_is_no_whole_number_in_bounds_is_none(value):
    cast.negotiation()
    body = {"slug": "ft-gas", "negotiation": "fishery-talks", "sequence": value, "title": "Gas", "title_basis": "attested"}
    assert complaints(editor().post("road-maps/", body))["sequence"]


@pytest.mark.parametrize("value", [7, 7.0, 0, 2**31 - 1])
def test_json_has_one_kind_of_number(value):
    cast.negotiation()
    body = {"slug": "ft-gas", "negotiation": "fishery-talks", "sequence": value, "title": "Gas", "title_basis": "attested"}
    assert good(editor().post("road-maps/", body), 201)["sequence"] == value


def tally(**values):
    if not Tally.objects.exists():
        cast.tally()
    found = Tally.objects.get()
    return editor().patch(f"tallies/{found.pk}/", values, version=found.version)


@pytest.mark.parametrize(
    "value",
    ["2_8.5", "٢٨", "28,5", " 28", "28 ", "+28", "0x1c", "1e1", "NaN", "Infinity", "", ".5", "5.", True, [28], "-1", -1, 1e300, "9" * 30, 28.555],
)
def test_what_is_no_plain_decimal_is_none(value):
    assert complaints(tally(total=value))["total"]
    assert Tally.objects.get().total == 3


@pytest.mark.parametrize(("value", "shown"), [(28.5, 28.5), ("28.5", 28.5), (31, 31), ("31", 31), (None, None), (-0.0, 0), ("-0.00", 0), (0.1, 0.1)])
def test_a_decimal_is_a_number_or_plain_text(value, shown):
    stored = good(tally(agreed_min=None, agreed_max=None, total=value))["total"]
    assert (stored, str(stored).startswith("-")) == (shown, False)


@pytest.mark.parametrize("value", ["true", 1, 0, "", None, "yes"])
def test_what_is_neither_true_nor_false_is_neither(value):
    cast.source("wire")
    assert complaints(editor().patch("sources/wire/", {"title_is_descriptive": value}))["title_is_descriptive"]


@pytest.mark.parametrize(
    "value", ["2019-13", "2019-02-30", "yesterday", "2019-12-07T10:00:00", "20191207", "", " 2019", "2019/2018", "٢٠١٩", 2019, True, "1066", ["2019"]]
)
def test_what_is_no_date_is_none(value):
    cast.source("wire")
    assert complaints(editor().patch("sources/wire/", {"published_on": value}))["published_on"]


@pytest.mark.parametrize("value", ["2019-12-07", "2019-12", "2019", "2019-12-25/2019-12-31", None])
def test_a_date_is_text_of_iso_8601_2_or_not_known(value):
    cast.source("wire")
    assert good(editor().patch("sources/wire/", {"published_on": value}))["published_on"] == value


@pytest.mark.parametrize("value", ["Agreed", "settled", "", None, 1, True, ["agreed"]])
def test_a_word_that_is_not_of_the_vocabulary_is_told_with_all_that_are(value):
    cast.claim(slug="ft-claim")
    answer = editor().patch("status-claims/ft-claim/", {"status": value})
    assert allowed(answer, "status")[:2] == ["planned", "negotiating"]


@pytest.mark.parametrize("value", ["atlantis", "", "Northland", "north land", 1, True, ["northland"], {"slug": "northland"}])
def test_a_link_is_the_slug_of_a_record_that_there_is(value):
    cast.party("northland")
    cast.speaker()
    answer = editor().patch("speakers/nora-north/", {"party": value})
    assert complaints(answer)["party"]
    assert allowed(answer, "party") == (["northland"] if value == "atlantis" else [])


@pytest.mark.parametrize("value", [None, "northland", ["atlantis"], [1], ["northland southland"], {"northland": 1}, [None], [["northland"]]])
def test_a_set_of_links_is_a_list_of_slugs_of_records_that_there_are(value):
    cast.party("northland")
    cast.party("southland")
    cast.summit()
    assert complaints(editor().patch("summits/ft-summit/", {"parties": value}))["parties"]


@pytest.mark.parametrize("value", [None, "Nora", [1], [""], [None], {"en": "Nora"}, [["Nora"]]])
def test_a_list_of_texts_is_just_that(value):
    cast.speaker()
    assert complaints(editor().patch("speakers/nora-north/", {"spellings": value}))


@pytest.mark.parametrize("value", [None, "Газ", ["Газ"], {"ru": 1}, {"ru": ""}, {"ru": None}, {"russian": "Газ"}, {"RU": "Газ"}])
def test_translations_are_texts_by_language(value):
    cast.topic()
    assert complaints(editor().patch("topics/gas/", {"translations": value}))


@pytest.mark.parametrize("value", ["ftp://example.org/", "https://host@other/", "example.org", "javascript:alert(1)", "https://", 1])
def test_a_web_address_can_be_followed(value):
    cast.source("wire")
    assert complaints(editor().patch("sources/wire/", {"web_address": value}))["web_address"]


@pytest.mark.parametrize("value", ["Gas", "gas_market", "-gas", "gas-", "a--b", "газ", "", "x" * 121, "gas\n", " gas", 1, None])
def test_a_slug_is_lower_case_words_joined_by_hyphens(value):
    assert complaints(editor().post("topics/", {"slug": value, "title": "Gas"}))["slug"]


@pytest.mark.parametrize("text", ["\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800"])
@pytest.mark.parametrize(
    "body",
    [
        '{{"slug": "gas", "title": "{0}"}}',
        '{{"slug": "{0}", "title": "Gas"}}',
        '{{"slug": "gas", "title": "Gas", "translations": {{"ru": "{0}"}}}}',
        '{{"slug": "gas", "title": "Gas", "translations": {{"{0}": "Gas"}}}}',
        '{{"slug": "gas", "title": "Gas", "{0}": 1}}',
        '["{0}"]',
        '"{0}"',
    ],
)
def test_text_that_no_database_stores_is_refused_wherever_it_stands(text, body):
    assert "no database stores" in problem(raw("topics/", body.format(text)))["detail"]
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "7", '"gas"', "true", "[{}]", '{"slug": NaN}', '{"slug": "gas",}', b"\xff\xfe", '{"slug": "gas", "title": 1e999}']
)
def test_what_is_no_json_object_is_refused(text):
    assert problem(raw("topics/", text))


def test_a_text_longer_than_its_column_is_refused_on_every_database():
    assert complaints(editor().post("topics/", {"slug": "gas", "title": "x" * 201}))["title"]


def test_a_form_is_not_read():
    assert problem(raw("topics/", "slug=gas&title=Gas", "application/x-www-form-urlencoded"), 415)


def test_white_space_around_a_text_is_left_away():
    assert good(editor().post("speakers/", {"slug": "nora", "name": "  Nora \n", "role": "   "}), 201)["name"] == "Nora"
    assert Speaker.objects.get().role == ""


def test_letters_of_any_script_are_kept():
    name = "Ўладзімір Сямашка 🤝 ‮x"
    assert good(editor().post("speakers/", {"slug": "nora", "name": name}), 201)["name"] == name


def test_complaints_do_not_repeat_what_was_sent_without_end():
    answer = editor().post("topics/", {"slug": "gas", "title": "Gas", "x" * 100_000: 1})
    assert len(answer.content) < 5000
    assert json.loads(answer.content)["status"] == 400
