"""Whatever an edit changes in the words of a cited page is told there; a page of which it changes none says the same as before."""

import pytest
from django.test import Client
from django.utils import translation

from roadmaps import adoption
from roadmaps.models import (
    AgendaItem,
    Event,
    Negotiation,
    Party,
    Position,
    RoadMap,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    Topic,
)  # fmt: skip
from tests import cast
from tests.once import made_once
from tests.tracker.pages.kinds import every_kind
from tests.tracker.pages.reading import read
from tests.tracker.pages.test_citing import OTHER, SAME, remembered, told

pytestmark = pytest.mark.django_db
NOT_SAID = "nav, form, .switches, .addresses, .notice[aria-label], details, .embed"
"""The ways to other questions and pages."""


@pytest.fixture(scope="module")
def cited(django_db_setup, django_db_blocker):
    """One record of each kind, and of each page that shows them its address, its words, and the address under which it is cited."""
    with made_once(django_db_blocker), translation.override("en"):
        records = talks()
        kinds = dict(every_kind(lambda model: records[model].pk))
        yield records, {name: (kinds[name], words(kinds[name]), remembered(kinds[name])) for name in kinds if f"{name}-cite" in kinds}


def talks():
    """With a road map of which nothing is said."""
    found = cast.one_of_each()
    cast.road_map("wheat")
    statement = Statement.objects.get(pk=found[Statement].pk)
    statement.summit = found[Summit]
    statement.save()
    cast.claim(cast.road_map("gas"), "negotiating", by="southland")
    return found


def rewritten(model, **values):
    def edit(records):
        stored = model.objects.get(pk=records[model].pk)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()

    return edit


def another_claim(records):
    claim = StatusClaim.objects.get(pk=records[StatusClaim].pk)
    cast.claim(claim.road_map, "suspended", effective_on=str(claim.effective_on), statement=records[Statement])


def another_position(records):
    Position.objects.create(slug="ft-other", statement=records[Statement], party=records[Party], topic=records[Topic], summary="None at all.")


def withdrawn(records):
    adoption.withdraw(StatusClaim.objects.adopted().get(), "Misread.", by=cast.reviewer())


EDITS = {
    "the title of the talks": rewritten(Negotiation, title="The fish"),
    "what they call an item": rewritten(Negotiation, item_singular="basket", item_plural="baskets"),
    "what is said about them": rewritten(Negotiation, summary="About fish."),
    "the name of a party": rewritten(Party, name="The North"),
    "the name of a speaker": rewritten(Speaker, name="Nora South"),
    "the title of a topic": rewritten(Topic, title="Gases"),
    "whose a source is": rewritten(Source, publisher="The Gazette"),
    "the title of a road map": rewritten(RoadMap, title="Gases"),
    "a wording": rewritten(Statement, wording="Said otherwise."),
    "a count": rewritten(Tally, agreed_min=2, agreed_max=2),
    "a wish": rewritten(Position, summary="Dearer gas."),
    "the title of a meeting": rewritten(Summit, title="Gathering"),
    "what came of an event": rewritten(Event, outcome="Nothing."),
    "why it stood on an agenda": rewritten(AgendaItem, note="By letter."),
    "another claim": another_claim,
    "another position": another_position,
    "a claim that is withdrawn": withdrawn,
    "a claim that is deleted": lambda records: StatusClaim.objects.recorded().first().delete(),
    "a position that is deleted": lambda records: Position.objects.get().delete(),
}


def words(address) -> str:
    page = read(address)
    for left_out in page.all(f"main :is({NOT_SAID})"):
        left_out.element.drop_tree()
    return page.one("main").text


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_an_edit_changes_in_the_words_of_a_page_is_told(cited, edit):
    records, pages = cited
    edit(records)
    changed = {name: then for name, (address, said, then) in pages.items() if is_there(address) and words(address) != said}
    assert changed
    for name, then in changed.items():
        notice = told(then)
        assert OTHER in notice, f"{name} says nothing of it"
        assert "None of its records" not in notice, f"{name} does not tell what"


def test_what_nobody_touched_says_what_it_said_everywhere(cited):
    _records, pages = cited
    cast.road_map("grain", cast.negotiation("other-talks", "ot", parties=""))
    cast.source("unread")
    changed = {name for name, (_address, _said, then) in pages.items() if SAME not in told(then)}
    assert changed == {"home"}, "which shows the new talks, too"


def is_there(address) -> bool:
    return Client().get(address).status_code == 200
