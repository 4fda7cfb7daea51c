"""Finding a record at the desk: searched by its words, narrowed by the filters beside the list, looked up while a link is typed."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

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
from tests.roadmaps.admin.desk import page
from tests.tracker import talks

pytestmark = pytest.mark.django_db

SEARCHED = {
    Party: ("Northl", ["northland"]),
    Speaker: ("Ursula", ["ursula-union"]),
    Topic: ("whe", ["wheat"]),
    Source: ("wire", ["wire"]),
    Negotiation: ("grain", ["grain-talks"]),
    Term: ("Stuck", ["ft-deadlock"]),
    Aim: ("mill", ["gt-aim"]),
    RoadMap: ("ft-g", ["ft-gas"]),
    RoadMapTitle: ("Рынок", ["ft-gas-1"]),
    Succession: ("Wheat", ["gt-from-ft"]),
    Summit: ("Meet", ["gt-meeting"]),
    AgendaItem: ("gt-meeting", ["gt-meeting-1"]),
    Event: ("Deadline", ["gt-deadline"]),
    Statement: ("Nora", ["ft-speech"]),
    StatusClaim: ("gt-claim", ["gt-claim"]),
    Position: ("wheat", ["gt-position"]),
    Poll: ("Bread", ["gt-poll"]),
    PollAnswer: ("North", ["ft-poll-1"]),
    Citation: ("gt-cites-aim", ["gt-cites-aim"]),
}
"""Model → words, and what they find."""


@pytest.fixture(scope="module")
def both_talks(django_db_setup, django_db_blocker):
    """The fishery and the grain talks, and rows of the kinds that they lack."""
    with made_once(django_db_blocker):
        talks.both()
        gas, wheat = RoadMap.objects.get(pk="ft-gas"), RoadMap.objects.get(pk="gt-wheat")
        cast.make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа")
        cast.make(RoadMapTitle, road_map=gas, language="be", kind="official", title="Газ у Саюзе")
        cast.make(Succession, slug="gt-from-ft", from_road_map=gas, to_road_map=wheat, kind="continues")
        cast.make(PollAnswer, poll=Poll.objects.get(pk="ft-poll"), answer="North", percent=60)
        cast.make(PollAnswer, poll=Poll.objects.get(pk="gt-poll"), answer="South", percent=60, bound="at_least")
        yield


def found(client, model, **given) -> list[str]:
    answer = client.get(page(model, "changelist"), given)
    assert answer.status_code == 200, answer
    return sorted(row.pk for row in answer.context["cl"].result_list)


@pytest.mark.parametrize(("model", "case"), SEARCHED.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_words_find_what_holds_them_and_leave_out_the_rest(both_talks, admin_client, model, case):
    words, slugs = case
    assert found(admin_client, model, q=words) == slugs
    assert found(admin_client, model, q="atlantis") == []


def test_every_model_is_searched_but_the_tallies_by_whoever_counted(both_talks, admin_client):
    assert set(SEARCHED) | {Tally} == set(record_models())
    assert found(admin_client, Tally, q="Ursula") == [tally.pk for tally in Tally.objects.filter(statement="gt-note")]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [("Рынок", ["ft-gas"]), ("Саюзе", ["ft-gas"]), ("Рынок газа", ["ft-gas"]), ("Рынок пшеницы", []), ("GAS", ["ft-gas"])],
)
def test_a_road_map_is_found_once_by_its_titles_in_any_language(both_talks, admin_client, words, slugs):
    assert found(admin_client, RoadMap, q=words) == slugs


@pytest.mark.parametrize("words", ["%", "_", "it's", "\\", "ft-gas' OR '1'='1", "x" * 5000, "💡"])
def test_words_are_taken_as_they_are(both_talks, admin_client, words):
    assert found(admin_client, Topic, q=words) == []


FILTERS = {
    Party: {"kind__exact": "state"},
    Speaker: {"party__slug__exact": "northland"},
    Source: {"kind__exact": "news", "quality__exact": "press"},
    Term: {"negotiation__slug__exact": "fishery-talks", "status__exact": "disputed"},
    Aim: {"negotiation__slug__exact": "fishery-talks"},
    RoadMap: {"negotiation__slug__exact": "fishery-talks", "standing": "disputed", "title_basis__exact": "attested", "topic__slug__exact": "gas"},
    Summit: {"negotiation__slug__exact": "fishery-talks", "level__exact": "heads_of_state"},
    AgendaItem: {"summit__negotiation__slug__exact": "fishery-talks"},
    Event: {"negotiation__slug__exact": "fishery-talks", "kind__exact": "signing"},
    Statement: {"negotiation__slug__exact": "fishery-talks", "voice__exact": "party", "party__slug__exact": "northland"},
    StatusClaim: {
        "road_map__negotiation__slug__exact": "fishery-talks", "status__exact": "disputed", "basis__exact": "stated",
        "statement__party__slug__exact": "northland",
    },
    Tally: {"statement__negotiation__slug__exact": "fishery-talks", "unit__exact": "item", "stage__exact": "agreed"},
    Position: {"statement__negotiation__slug__exact": "fishery-talks", "party__slug__exact": "northland", "stance__exact": "supports"},
    Poll: {"negotiation__slug__exact": "fishery-talks"},
}  # fmt: skip
"""Model → filter → a value that holds for all of the fishery talks and for nothing of the grain talks."""


@pytest.mark.parametrize(("model", "name", "value"), [(model, name, value) for model, given in FILTERS.items() for name, value in given.items()])
def test_a_filter_beside_the_list_narrows_it(both_talks, admin_client, model, name, value):
    everything = found(admin_client, model)
    narrowed = found(admin_client, model, **{name: value})
    assert narrowed == talks.of_the_fishery(everything) != []
    assert len(narrowed) < len(everything)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
def test_every_filter_of_every_list_is_offered_in_words(both_talks, admin_client, model: type[Model]):
    changelist = admin_client.get(page(model, "changelist")).context["cl"]
    assert 0 < len(changelist.filter_specs) <= len(changelist.list_filter)
    assert all(str(spec.title).strip() for spec in changelist.filter_specs)


@pytest.mark.parametrize("model", [Summit, Event, Statement, StatusClaim, Tally, Source, Position, Poll], ids=lambda model: model.__name__)
def test_what_is_dated_is_narrowed_by_year_and_month(both_talks, admin_client, model):
    column = admin.site._registry[model].date_hierarchy
    in_2019 = model._base_manager.filter(**{f"{column}__year": 2019})
    assert found(admin_client, model, **{f"{column}__year": "2019"}) == sorted(in_2019.values_list("pk", flat=True)) != []
    assert found(admin_client, model, **{f"{column}__year": "2019", f"{column}__month": "3"}) == []


class TestLookingUpALink:
    """What is offered while a link is typed."""

    def offered(self, client, model, field, words):
        asked = {"term": words, "app_label": "roadmaps", "model_name": model._meta.model_name, "field_name": field}
        return [found["id"] for found in client.get(reverse("admin:autocomplete"), asked).json()["results"]]

    @pytest.mark.parametrize(
        ("model", "field", "words", "slugs"),
        [
            (StatusClaim, "road_map", "ft-", ["ft-gas"]),
            (StatusClaim, "term", "done", ["gt-done"]),
            (StatusClaim, "statement", "gt-note", ["gt-note"]),
            (Statement, "speaker", "nora", ["nora-north"]),
            (Statement, "event", "dead", ["gt-deadline"]),
            (Citation, "source", "wire", ["wire"]),
            (RoadMap, "topic", "", ["gas", "wheat"]),
            (Position, "party", "union", ["the-union"]),
        ],
    )
    def test_what_holds_the_words_is_offered(self, both_talks, admin_client, model, field, words, slugs):
        assert self.offered(admin_client, model, field, words) == slugs

    def test_nobody_is_offered_anything_without_an_account(self, both_talks, client):
        asked = {"term": "", "app_label": "roadmaps", "model_name": "roadmap", "field_name": "topic"}
        assert client.get(reverse("admin:autocomplete"), asked).status_code in (302, 403)


class TestDeleting:
    """What others need is not deleted, and the page names them."""

    @pytest.mark.parametrize(
        ("model", "slug", "dependent"),
        [
            (Party, "northland", "Nora North"),
            (Topic, "gas", "One sea"),
            (Speaker, "nora-north", "Nora North, 2019-12-20"),
            (Source, "journal", "ft-cites-summit"),
            (Negotiation, "fishery-talks", "One sea"),
            (Term, "ft-deadlock", "ft-gas: disputed"),
            (RoadMap, "ft-gas", "ft-gas → gt-wheat"),
            (Summit, "ft-summit", "Deal (2019-12-20)"),
            (Event, "ft-deal", "Nora North, 2019-12-20"),
        ],
    )
    def test_the_page_lists_what_needs_it_and_deletes_nothing(self, both_talks, admin_client, model, slug, dependent):
        answer = admin_client.post(
            reverse(f"admin:roadmaps_{model._meta.model_name}_delete", args=[slug]), {"post": "yes", "reason": "Entered twice."}
        )
        assert answer.status_code == 200
        assert dependent in answer.content.decode()
        assert model.objects.filter(pk=slug).exists()

    @pytest.mark.parametrize(("model", "slug"), [(Poll, "ft-poll"), (Aim, "ft-aim"), (StatusClaim, "ft-claim"), (Succession, "gt-from-ft")])
    def test_what_nobody_needs_goes_with_what_stands_under_it(self, both_talks, admin_client, model, slug):
        answer = admin_client.post(
            reverse(f"admin:roadmaps_{model._meta.model_name}_delete", args=[slug]), {"post": "yes", "reason": "Entered twice."}
        )
        assert answer.status_code == 302
        assert not model.objects.filter(pk=slug).exists()
        assert model.history.filter(slug=slug).latest().history_type == "-"
