"""The form of every model: a correction is kept with its reason, a wrong value is refused by the name of its field."""

import pytest

from roadmaps.models import (
    AgendaItem,
    Aim,
    Citation,
    Event,
    Negotiation,
    Party,
    Poll,
    PollAnswer,
    Position,
    Record,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
    Term,
    Topic,
)
from roadmaps.rules import record_models
from tests import cast
from tests.once import made_once
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db

CORRECTED = {
    Party: {"name": "Севе́рия", "members": ["southland"], "country": "NO", "translations": '{"be": "Паўночча"}'},
    Speaker: {"name": "Nora", "spellings": '["Нора", "Nora N."]', "party": "northland", "role": "Minister"},
    Topic: {"title": "Natural gas", "translations": '{"ru": "Природный газ"}'},
    Source: {
        "title": "Отчёт", "title_is_descriptive": True, "author": "A. N.", "web_address": "https://пример.рф/a?b=1", "published_on": "2019-12",
        "language": "ru", "quality": "wire", "read_extent": "excerpt",
    },
    Negotiation: {"title": "Talks on fish", "summary": "About\nfish.", "parties": ["northland", "southland"], "started": "2018", "ended": "2019-12-07"},
    Term: {"label": "put off", "definition": "Until spring.", "status": "dropped"},
    Aim: {"title": "One currency", "group": "economic", "topic": "gas"},
    RoadMap: {"number": "31", "title": "Gas market", "title_basis": "official", "topic": "gas", "summary": "Pipes."},
    RoadMapTitle: {"language": "be", "kind": "translation", "title": "Рынак газу"},
    Succession: {"kind": "renames", "on": "2020-01-01/2020-03-15", "note": "By decree."},
    Summit: {"title": "In Sochi", "level": "experts", "place": "Sochi", "held_on": "2019-12-07", "parties": ["northland"], "participants": '["Nora"]'},
    AgendaItem: {"basis": "implied", "note": "By the list."},
    Event: {"title": "Deadline", "kind": "deadline", "happened_on": "", "set_on": "2019-12-20", "due_on": "2020", "certainty": "announced"},
    Statement: {"said_on": "2019-12-19", "reported_on": "2019-12-21", "wording": "Ўсё ўзгоднена.", "speaker": "nora-north"},
    StatusClaim: {"status": "negotiating", "disputed_on": [], "effective_on": "2019-12", "basis": "derived", "note": "By subtraction.", "about": "the price"},
    Tally: {
        "counted_on": "2019-12", "stage": "listed", "agreed_min": "1.5", "agreed_max": "2.50", "total": "31", "percent_min": "5",
        "remaining_on": ["gas"], "as_worded": "two",
    },
    Position: {"party": "southland", "topic": "gas", "held_on": "2019", "stance": "opposes", "summary": "Dearer gas."},
    Poll: {"question": "Чего хотите?", "wording_known": True, "sample": "1000", "fielded_on": "2019-11-25/2019-12-05", "method": "By telephone"},
    PollAnswer: {"answer": "Юг", "percent": "48.75", "bound": "at_least"},
    Citation: {"locator": "p. 3", "quote": "«Да»"},
}  # fmt: skip
"""Model → what an editor types over what is there."""

SHOWN_AS = {(Tally, "1.5"): "1.50", (Tally, "31"): "31.00", (Tally, "5"): "5.00", (Event, ""): "None"}
"""What is shown otherwise than it was typed."""

WRONG = [
    (Party, "country", "Norway", "two capital letters|at most 2"),
    (Party, "members", ["atlantis"], "atlantis"),
    (Party, "kind", "kingdom", "not one of the available choices"),
    (Party, "translations", '["ru"]', "language → text"),
    (Party, "translations", "{", "valid JSON"),
    (Speaker, "spellings", '{"a": "b"}', "list of texts"),
    (Speaker, "party", "atlantis", "not one of the available choices"),
    (Topic, "title", "", "required"),
    (Source, "language", "Russian", "ISO 639|at most 3"),
    (Source, "web_address", "javascript:alert(1)", "http"),
    (Source, "web_address", "https://me:secret@example.org/", "user name"),
    (Source, "archive_address", "ftp://example.org/", "http"),
    (Source, "published_on", "7.12.2019", "is not a date: write"),
    (Negotiation, "parties", ["northland", "atlantis"], "atlantis"),
    (Negotiation, "ended", "2019-02-29", "not a date that exists"),
    (Negotiation, "item_singular", "", "required"),
    (Term, "status", "settled", "not one of the available choices"),
    (Aim, "topic", "atlantis", "not one of the available choices"),
    (RoadMap, "sequence", "-1", "greater than or equal"),
    (RoadMap, "sequence", "first", "whole number"),
    (RoadMap, "number", "x" * 21, "at most 20"),
    (RoadMapTitle, "language", "r1", "ISO 639"),
    (Succession, "on", "2019-12-31/2019-12-01", "ends before it begins"),
    (Summit, "held_on", "", "required"),
    (Summit, "participants", '[""]', "list of texts"),
    (AgendaItem, "basis", "guessed", "not one of the available choices"),
    (Event, "certainty", "", "required"),
    (Event, "due_on", "soon", "is not a date: write"),
    (Statement, "voice", "voices", "not one of the available choices"),
    (Statement, "said_on", "1899-12-31", "before 1900"),
    (StatusClaim, "effective_on", "2019-13", "not a date that exists"),
    (StatusClaim, "disputed_on", ["atlantis"], "atlantis"),
    (Tally, "agreed_min", "many", "number"),
    (Tally, "percent_max", "101", "less than or equal"),
    (Tally, "total", "-1", "greater than or equal"),
    (Position, "summary", " ", "required"),
    (Position, "stance", "maybe", "not one of the available choices"),
    (Poll, "sample", "1e3", "whole number"),
    (PollAnswer, "percent", "100.001", "no more than 5 digits"),
    (Citation, "source", "atlantis", "not one of the available choices"),
    (Citation, "quote", "x" * 501, "at most 500"),
]


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker):
    """One of each, and what a correction may name."""
    with made_once(django_db_blocker):
        cast.party("southland")
        yield cast.one_of_each()


def shown(form, name):
    """How the form shows a field; a set of keys as a list."""
    value = form[name].value()
    return sorted(value) if isinstance(value, list) else str(value) if not isinstance(value, bool) else value


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
class TestEveryModel:
    def test_a_correction_is_stored_shown_again_and_kept_with_its_reason(self, admin_client, records, model: type[Record]):
        record = model.objects.get(pk=records[model].pk)
        answer = admin_client.post(page(record), filled_in(admin_client, page(record)) | CORRECTED[model] | {"reason": "It was wrong."})
        assert answer.status_code == 302, errors(answer)
        latest = model.history.filter(slug=record.pk).latest()
        assert (latest.history_change_reason, latest.history_user, latest.version) == ("It was wrong.", "admin", record.version + 1)
        form = admin_client.get(page(record)).context["adminform"].form
        for name, typed in CORRECTED[model].items():
            assert shown(form, name) == SHOWN_AS.get((model, typed if isinstance(typed, str) else ""), typed), name

    def test_saving_what_stands_there_already_changes_no_value(self, admin_client, records, model):
        before = model.objects.filter(pk=records[model].pk).values().get()
        answer = admin_client.post(page(records[model]), filled_in(admin_client, page(records[model])))
        assert answer.status_code == 302, errors(answer)
        after = model.objects.filter(pk=before["slug"]).values().get()
        moving = {"version": before["version"] + 1, **({"revision": after["revision"]} if "revision" in after else {})}
        assert after == {**before, **moving}

    def test_every_link_is_chosen_by_typing_or_from_a_short_list(self, admin_client, records, model):
        """A list of ten thousand options can not be opened: links to tables that grow are looked up."""
        form = admin_client.get(page(records[model])).context["adminform"].form
        for name, field in form.fields.items():
            if hasattr(field, "queryset") and name not in ("disputed_on", "parties", "members", "remaining_on"):
                assert "autocomplete" in type(field.widget.widget).__name__.lower(), name


@pytest.mark.parametrize(("model", "name", "typed", "complaint"), WRONG)
def test_a_wrong_value_is_refused_beside_its_field_and_nothing_is_stored(admin_client, records, model, name, typed, complaint):
    record = records[model]
    before = model.objects.filter(pk=record.pk).values().get()
    answer = admin_client.post(page(record), filled_in(admin_client, page(record)) | {name: typed})
    said = " ".join(answer.context["adminform"].form.errors.get(name, []))
    assert any(part in said for part in complaint.split("|")), said or errors(answer)
    assert model.objects.filter(pk=record.pk).values().get() == before


def test_every_model_has_a_correction_and_a_wrong_value():
    assert set(CORRECTED) == set(record_models()) == {model for model, *_ in WRONG}


def test_a_reason_longer_than_its_box_is_refused(admin_client, records):
    data = filled_in(admin_client, page(records[Topic]))
    assert "at most 300" in errors(admin_client.post(page(records[Topic]), data | {"reason": "x" * 301}))


def test_without_a_reason_a_correction_is_stored_as_well(admin_client, records):
    admin_client.post(page(records[Topic]), filled_in(admin_client, page(records[Topic])) | {"title": "Fuel"})
    latest = Topic.history.filter(slug="gas").latest()
    assert (latest.title, latest.history_change_reason) == ("Fuel", "")
