"""The desk in the editor's language: every page of it, the choice of the language, and what must not change with it."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from roadmaps import adoption
from roadmaps.dataset.tables import OF_MODEL, TABLES
from roadmaps.models import Release, StatusClaim
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page
from tests.roadmaps.admin.pages import ROUTES, one_of_each
from tracker.models import Token
from translations.extraction import messages

pytestmark = pytest.mark.django_db

OTHERS = ["ru", "be"]
EVERY = ["en", *OTHERS]


@pytest.fixture
def records():
    return one_of_each()


@pytest.fixture
def reads_in(admin_client):
    """The same client, having chosen a language."""

    def choose(language):
        admin_client.post(reverse("set_language"), {"language": language})
        return admin_client

    return choose


# Every page.

NOT_OURS = {
    # symbols and names that are alike in every language
    *(
        "api",
        "csv",
        "xlsx",
        "utf",
        "utc",
        "iso",
        "http",
        "https",
        "web",
        "archive",
        "org",
        "example",
        "news",
        "python",
        "manage",
        "py",
        "load_dataset",
    ),
    *("file", "road_maps", "admin", "english", "axes", "belta", "flavia", "di", "mauro", "belarus", "us19", "by", "en", "ru", "be"),
    *("editor", "password", "changepassword"),
    # what is to be written in English whatever the language, and names as this record spells them
    *("common", "gas", "market", "currency", "economic", "political", "symbols", "vladimir", "semashko", "syamashka"),
    # the list of another package, which has no Belarusian
    *("access", "attempts"),
    # what Django, in every language, says in English: the names of icons
    *("search", "true", "false"),
    # the name of a hash
    "sha",
}


class Shown(HTMLParser):
    """The texts of a page that somebody reads or hears."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.silent += tag in ("script", "style")
        named = [given.get(name) for name in ("title", "placeholder", "aria-label", "alt")]
        self.texts += [text for text in [*named, given.get("value") if (tag, given.get("type")) == ("input", "submit") else None] if text]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_][a-z_0-9]+", text.lower()))


def texts_of_records() -> set[str]:
    """What the records say themselves, as files have it, with the names of those who may log in."""
    cells = {cell for table in TABLES for line in table.lines(table.model.objects.all()) for cell in line}
    labels = set(Token.objects.values_list("label", flat=True)) | set(Release.objects.values_list("sha256", flat=True))
    return cells | labels | set(User.objects.values_list("username", flat=True)) | set(Group.objects.values_list("name", flat=True))


def known_words() -> set[str]:
    return words(" ".join(texts_of_records())) | NOT_OURS


PAGES = [
    route for route in ROUTES if not re.match("auth_|axes_", route.name) and route.name not in ("jsi18n", "autocomplete", "view_on_site", "logout")
]
"""Without those of other packages, which speak what their own translators have given them."""
OURS = {" ".join(message.id.split()) for message in messages() if isinstance(message.id, str) and message.id} - {"Search"}
"""But for the word that stands in English on Django's magnifying glass."""


def pages(client, records):
    for route in PAGES:
        entry = route.entry()
        answer = client.get(reverse(f"admin:{route.name}", args=entry.args(records.get(route.model))))
        if "html" in answer["Content-Type"] and answer.status_code == 200:
            yield route.name, Shown(answer.content.decode()).texts


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_says_anything_in_english(records, reads_in, language):
    known, of_records = known_words(), texts_of_records() | {"English"}
    shown = list(pages(reads_in(language), records))
    assert len({name for name, texts in shown}) > 140
    assert {name: wrong for name, texts in shown if (wrong := [text for text in texts if words(text) - known])} == {}
    assert {name: wrong for name, texts in shown if (wrong := OURS & set(texts) - of_records)} == {}


@pytest.mark.parametrize("name", ["index", "roadmaps_import", "roadmaps_source_add", "roadmaps_tally_changelist"])
def test_english_would_be_seen(records, reads_in, name):
    texts = Shown(reads_in("en").get(reverse(f"admin:{name}")).content.decode()).texts
    assert [text for text in texts if words(text) - known_words()] != []
    assert OURS & set(texts) - texts_of_records() - {"English"} != set()


@pytest.mark.parametrize(
    ("language", "refusal"),
    [
        ("ru", "«2019-13» – такой даты нет (нет такого месяца): напишите 2019-12-07, 2019-12, 2019 или 2019-12-25/2019-12-31"),
        ("be", "«2019-13» – такой даты няма (няма такога месяца): напішыце 2019-12-07, 2019-12, 2019 або 2019-12-25/2019-12-31"),
    ],
)
def test_what_is_wrong_is_said_in_the_language(reads_in, language, refusal):
    summit, client = cast.summit(), reads_in(language)
    answer = client.post(page(summit), filled_in(client, page(summit)) | {"held_on": "2019-13"})
    assert refusal in errors(answer)


# The choice.


@pytest.mark.parametrize("language", OTHERS)
def test_the_choice_keeps_the_page_and_is_kept(admin_client, records, language):
    address = f"{page(StatusClaim, 'changelist')}?q=gas"
    form = admin_client.get(address).content.decode()
    assert f'<input type="hidden" name="next" value="{address}">' in form
    chosen = admin_client.post(reverse("set_language"), {"language": language, "next": address})
    assert (chosen.status_code, chosen.url) == (302, address)
    assert f'<html lang="{language}"' in admin_client.get(address).content.decode()
    assert admin_client.get(reverse("admin:index"))["Content-Language"] == language


@pytest.mark.parametrize("name", ["login", "index", "password_change", "roadmaps_statement_record", "roadmaps_import", "roadmaps_source_add"])
def test_each_language_is_named_in_itself_and_the_present_one_is_told(admin_client, name):
    client = Client() if name == "login" else admin_client
    html = client.get(reverse(f"admin:{name}")).content.decode()
    buttons = re.findall(r'<button type="submit" name="language" value="(\w+)" lang="(\w+)"( aria-current="true")?>(\w+)</button>', html)
    assert buttons == [("en", "en", ' aria-current="true"', "English"), ("ru", "ru", "", "Русский"), ("be", "be", "", "Беларуская")]


def test_a_popup_has_no_header_and_no_choice(admin_client):
    assert 'id="languages"' not in admin_client.get(f"{reverse('admin:roadmaps_source_add')}?_popup=1").content.decode()


def test_the_choice_leads_to_no_other_site():
    assert Client().post(reverse("set_language"), {"language": "ru", "next": "https://elsewhere.example/"}).url == "/ru/"


def test_the_choice_is_not_made_by_another_site():
    assert Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "ru"}).status_code == 403


def test_who_has_not_chosen_reads_what_his_browser_prefers():
    html = Client().get(reverse("admin:login"), headers={"Accept-Language": "be,ru;q=0.8"}).content.decode()
    assert '<html lang="be"' in html
    assert "Яшчэ няма пароля?" in html


# What must not change with it.


def contents() -> dict[str, list]:
    return {table.name: list(table.lines(table.model.objects.order_by("pk"))) for table in TABLES}


@pytest.mark.parametrize("language", EVERY)
@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_form_saved_as_it_is_changes_nothing(records, reads_in, language, model):
    before, client = contents(), reads_in(language)
    assert client.post(page(records[model]), filled_in(client, page(records[model]))).status_code == 302
    assert contents() == before


@pytest.mark.parametrize("language", EVERY)
def test_numbers_are_typed_with_a_dot_and_days_in_iso_form(reads_in, language):
    tally, client = cast.tally(counted_on="2019-12", agreed="28.5", total=31), reads_in(language)
    html = client.get(page(tally)).content.decode()
    assert re.search(r'name="agreed_min" value="28\.50?"', html)
    assert 'name="counted_on" value="2019-12"' in html
    client.post(page(tally), filled_in(client, page(tally)) | {"agreed_max": "28.75", "counted_on": "2019-12-25/2019-12-31"})
    tally.refresh_from_db()
    assert (str(tally.agreed_max), str(tally.counted_on)) == ("28.75", "2019-12-25/2019-12-31")


@pytest.mark.parametrize("language", OTHERS)
def test_an_export_is_the_same_file(records, reads_in, language):
    for model in OF_MODEL:
        files = [b"".join(reads_in(code).get(page(model, "export", "csv")).streaming_content) for code in ("en", language)]
        assert files[0] == files[1]


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_judgement_writes_is_english(language):
    claim, rival = cast.claim(status="agreed", slug="ft-better"), cast.adopted(status="negotiating", slug="ft-rival")
    with override(language):
        adoption.adopt(claim, "Better attested.", by=cast.reviewer())
    rival.refresh_from_db()
    assert rival.judgement_reason == "Stepped down for ft-better. Better attested."
    assert claim.history.latest().history_change_reason == "adopted: Better attested."


@pytest.mark.parametrize("language", OTHERS)
def test_no_migration_is_wanted_in_another_language(language):
    with override(language):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
