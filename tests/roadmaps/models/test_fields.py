"""Keys, sets of keys, web addresses and translations: what they take, how they are kept, what they refuse."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.models import Negotiation, Party, Source, Speaker, StatusClaim, Topic
from roadmaps.models.record import has_unstorable_text
from tests import cast

slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}\Z")


def refusal(make, **fields) -> dict:
    with pytest.raises(ValidationError) as refused:
        make(**fields)
    return refused.value.message_dict


class TestSlugs:
    """The key of a record."""

    @pytest.mark.parametrize("slug", ["gas", "us19-gas-market", "31", "a-1-b"])
    def test_words_and_numbers_joined_by_hyphens(self, db, slug):
        assert cast.topic(slug).pk == slug

    @pytest.mark.parametrize("slug", ["Gas", "gas market", "gas_market", "-gas", "gas-", "gas--oil", "газ", "gas\n", "gas/oil", ".", "x" * 121])
    def test_anything_else_is_refused(self, db, slug):
        assert "slug" in refusal(cast.topic, slug=slug)
        assert not Topic.objects.exists()

    def test_a_record_needs_one(self, db):
        assert "slug" in refusal(cast.make, model=Topic, title="Gas")

    def test_it_begins_with_the_code_of_its_negotiation(self, db):
        assert refusal(cast.statement, slug="elsewhere-1")["slug"] == ["Begin the slug with “ft-”, the short code of its negotiation."]

    def test_twice_the_same_is_refused_and_the_first_stays(self, db):
        cast.source("the-source", title="The first")
        assert "already exists" in refusal(cast.source, slug="the-source", title="The second")["slug"][0]
        assert Source.objects.get().title == "The first"

    def test_they_are_ordered_by_code_point_on_every_database(self, db):
        for slug in ("a-b", "a", "ab", "a1", "a-1"):
            cast.topic(slug)
        assert list(Topic.objects.values_list("pk", flat=True)) == ["a", "a-1", "a-b", "a1", "ab"]

    def test_a_row_under_a_parent_takes_its_parents_slug_and_the_next_number(self, db):
        summit = cast.summit()
        named = [cast.make(summit.agenda.model, summit=summit, road_map=cast.road_map(name)).pk for name in ("gas", "oil")]
        summit.agenda.first().delete()
        assert named == ["ft-summit-1", "ft-summit-2"]
        assert cast.make(summit.agenda.model, summit=summit, road_map=cast.road_map("tax")).pk == "ft-summit-1"


class TestSetsOfSlugs:
    """The topics of a dispute, the parties to a talk."""

    @given(st.lists(slugs, max_size=6))
    def test_they_are_kept_sorted_and_once_each(self, given_slugs):
        assert Negotiation(parties=given_slugs).parties.split() == sorted(set(given_slugs))

    def test_text_a_list_and_a_set_are_the_same(self):
        assert {Negotiation(parties=given_as).parties for given_as in ("b a", ["a", "b"], {"b", "a"}, "a  b a")} == {"a b"}

    def test_none_is_the_empty_set(self):
        assert Negotiation(parties=None).parties == ""

    def test_each_is_a_slug(self, db):
        assert "parties" in refusal(cast.negotiation, parties="Northland")

    def test_has_finds_whole_keys_only(self, db):
        for slug in ("gas", "gas-market", "oil"):
            cast.topic(slug)
        cast.claim(status="disputed", disputed_on="gas-market oil", slug="ft-both")
        cast.claim(status="disputed", disputed_on="gas", slug="ft-gas-only")

        def found(key):
            return [claim.pk for claim in StatusClaim.objects.filter(disputed_on__has=key)]

        assert (found("gas"), found("gas-market"), found("oil"), found("market")) == (["ft-gas-only"], ["ft-both"], ["ft-both"], [])

    @pytest.mark.parametrize("text", ["%", "_", "gas%", "", "' OR 1=1 --"])
    def test_has_takes_no_wildcards(self, db, text):
        cast.claim(status="disputed")
        assert not StatusClaim.objects.filter(disputed_on__has=text).exists()


class TestWebAddresses:
    """Where a reader can look."""

    @pytest.mark.parametrize(
        "address",
        ["http://example.org/", "https://example.org/a?b=c#d", "https://пример.рф/новости", "https://example.org:8443/", "http://192.0.2.1/", ""],
    )
    def test_http_and_https_in_any_script_and_none(self, db, address):
        assert Source.objects.get(pk=cast.source(web_address=address).pk).web_address == address

    @pytest.mark.parametrize(
        "address",
        [
            "ftp://example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org/",
            "example.org",
            "http://",
            "https://editor@example.org/",
            "https://editor:secret@example.org/",
            "https://example.org/ x",
            "https://example.org/" + "x" * 500,
            "java\nscript:alert(1)",
        ],
    )
    @pytest.mark.parametrize("field", ["web_address", "archive_address"])
    def test_anything_else_is_refused(self, db, field, address):
        assert list(refusal(cast.source, **{field: address})) == [field]
        assert not Source.objects.exists()


class TestLanguages:
    @pytest.mark.parametrize("language", ["en", "ru", "be", "yue"])
    def test_letters_of_iso_639(self, db, language):
        assert cast.source(language=language).language == language

    @pytest.mark.parametrize("language", ["", "English", "EN", "e", "r1", "рус"])
    def test_anything_else_is_refused(self, db, language):
        assert list(refusal(cast.source, language=language)) == ["language"]


class TestTranslationsAndTexts:
    def test_they_come_back_as_they_were_given(self, db):
        cast.party(translations={"ru": "Северия", "be": "Паўночча"})
        cast.speaker(spellings=["Syamashka", "Siamashka", "Сёмашка"])
        assert Party.objects.get().translations == {"ru": "Северия", "be": "Паўночча"}
        assert Speaker.objects.get().spellings == ["Syamashka", "Siamashka", "Сёмашка"]

    @pytest.mark.parametrize("wrong", [[], "ru", {"russian": "x"}, {"RU": "x"}, {"ru": ""}, {"ru": "  "}, {"ru": 1}, {"ru": None}, {"ru": ["x"]}])
    def test_translations_are_language_and_text(self, db, wrong):
        assert "language → text" in refusal(cast.party, translations=wrong)["translations"][0]

    @pytest.mark.parametrize("wrong", ["Syamashka", {}, {"a": "b"}, [""], [" "], [1], [None], [["Syamashka"]]])
    def test_texts_are_a_list_of_texts(self, db, wrong):
        assert "list of texts" in refusal(cast.speaker, spellings=wrong)["spellings"][0]

    def test_nothing_is_stored_as_the_empty_shape(self, db):
        assert cast.party(translations=None).translations == {}
        assert cast.speaker(spellings=None).spellings == []

    def test_every_row_has_its_own(self):
        one, other = Speaker(), Speaker()
        one.spellings.append("Syamashka")
        assert other.spellings == []


class TestTextThatNoDatabaseStores:
    """PostgreSQL refuses NUL; SQLite stores half a surrogate pair and can not read it back."""

    @pytest.mark.parametrize("text", ["a\x00b", "\ud800", "half \udfff pair"])
    def test_it_is_refused_by_its_field_on_both(self, db, text):
        assert list(refusal(cast.source, note=text)) == ["note"]
        assert list(refusal(cast.speaker, spellings=["fine", text])) == ["spellings"]
        assert list(refusal(cast.party, translations={"ru": text})) == ["translations"]
        assert not Source.objects.exists()

    def test_a_whole_pair_and_every_script_are_stored(self, db):
        text = "💡 Каардынацыя 統合 \u202e"
        assert Source.objects.get(pk=cast.source(note=text).pk).note == text

    @given(st.text())
    def test_what_is_let_through_is_utf_8(self, text):
        assert has_unstorable_text(text) == ("\x00" in text or any("\ud800" <= character <= "\udfff" for character in text))

    def test_it_is_found_at_any_depth(self):
        assert has_unstorable_text({"a": [{"b": "\x00"}]})
        assert has_unstorable_text({"\x00": 1})
        assert not has_unstorable_text({"a": [1, None, "b"]})


@pytest.mark.parametrize(
    ("make", "field", "limit"),
    [
        (cast.source, "title", 300),
        (cast.source, "publisher", 200),
        (cast.topic, "title", 200),
        (cast.claim, "about", 200),
        (cast.road_map, "number", 20),
    ],
)
def test_text_has_the_same_longest_length_on_both_databases(db, make, field, limit):
    assert list(refusal(make, **{field: "ж" * (limit + 1)})) == [field]
    assert len(getattr(make(**{field: "ж" * limit}), field)) == limit
