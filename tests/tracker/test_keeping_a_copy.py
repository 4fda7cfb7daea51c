"""A copy built only from changes/ is the record, whatever eight writers and a slow import did meanwhile."""

import time
from collections.abc import Collection
from itertools import count
from random import Random
from threading import Event as Signal

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection
from django.db.models import ProtectedError

from roadmaps import adoption, recording, revisions
from roadmaps.dataset import apply
from roadmaps.dataset.dump import dump
from roadmaps.dataset.read import Refused
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
from tests import cast
from tests.roadmaps.dataset import files
from tests.threads import at_once, errors, one_database_for_all_threads
from tests.tracker.mirror import Copy

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
EDITS = 1000 if connection.vendor == "postgresql" else 160
PATIENCE = 600
numbers = count(1)


@pytest.fixture(autouse=True)
def shared(transactional_db, tmp_path):
    with one_database_for_all_threads(tmp_path):
        yield


@pytest.fixture
def talks(shared):
    """Something of everything, and other talks beside it."""
    cast.one_of_each()
    other = cast.negotiation("other-talks", "ot", parties=cast.party().pk)
    for name in ("gas", "oil", "tax"):
        cast.adopted(cast.road_map(name, other), said_on="2019-11-01", effective_on="2019-11-01")


class Writer:
    """Edits at random, as editors and programs do: what a rule refuses is tried otherwise."""

    TEXT = {
        Party: "name", Speaker: "role", Topic: "title", Source: "note", Negotiation: "summary", Term: "definition", Aim: "note", RoadMap: "summary",
        RoadMapTitle: "note", Succession: "note", Summit: "note", AgendaItem: "note", Event: "note", Statement: "note", StatusClaim: "note",
        Tally: "note", Position: "note", Poll: "note", PollAnswer: "answer", Citation: "quote",
    }  # fmt: skip

    def __init__(self, number: int):
        self.random = Random(number)
        self.reviewer = cast.reviewer()
        self.held: Collection[str] | None = None
        """The scopes of the transaction that is open; what stands under another one is not touched, since its lock would come too late."""

    def work(self) -> int:
        """How many tries were refused."""
        at_random = [self.change, self.change, self.create, self.create, self.create, self.delete, self.judge, self.several]
        return self.until_done([self.come_and_go]) + sum(self.until_done(at_random) for _ in range(EDITS // WRITERS))

    def until_done(self, edits) -> int:
        refused = 0
        while True:
            try:
                self.random.choice(edits)()
                return refused
            except (ValidationError, ObjectDoesNotExist, ProtectedError, recording.NotRecorded, LookupError):
                refused += 1

    def come_and_go(self):
        """What no run may leave to chance: a statement with its claim and its source, and talks, all made and deleted."""
        number = next(numbers)
        self.say(self.some(Negotiation)).delete()
        cast.negotiation(f"short-talks-{number}", f"short{number}", title="Short talks").delete()

    def some(self, model, **where):
        """One at random; LookupError where there is none, or it has gone between the two queries."""
        there = model.objects.filter(**where)
        if self.held is not None and model.home_paths:
            there = there.under(self.held)
        chosen = self.random.choice(list(there.values_list("pk", flat=True)))
        return model.objects.filter(pk=chosen)[0]

    def change(self):
        model = self.random.choice(list(self.TEXT))
        record = self.some(model)
        setattr(record, self.TEXT[model], f"Words {next(numbers)}")
        record.save()

    def delete(self):
        self.some(self.random.choice([model for model in self.TEXT if model is not Negotiation] + [Statement] * 4)).delete()

    def judge(self):
        claim = self.some(StatusClaim)
        judge = self.random.choice([adoption.adopt, adoption.record_beside, adoption.withdraw])
        judge(claim, "At random.", by=self.reviewer)

    def several(self):
        """Two edits in one transaction, at one revision."""
        with revisions.writing(revisions.everything()) as self.held:
            try:
                self.change()
                self.create()
            finally:
                self.held = None

    def create(self):
        number = next(numbers)
        under = self.some(Negotiation)
        code = f"{under.code}-new-{number}"
        self.random.choice([
            lambda: cast.make(RoadMap, slug=code, negotiation=under, sequence=number + 1000, title="New", title_basis="attested", topic=self.some(Topic)),
            lambda: cast.make(RoadMapTitle, road_map=self.some(RoadMap), language="be", kind="press", title="Новая"),
            lambda: cast.make(Citation, slug=f"cites-{number}", road_map_title=self.some(RoadMapTitle), source=self.some(Source)),
            lambda: cast.make(Citation, slug=f"cites-{number}", agenda_item=self.some(AgendaItem), source=self.some(Source)),
            lambda: cast.make(Citation, slug=f"cites-{number}", succession=self.some(Succession), source=self.some(Source)),
            lambda: cast.make(Citation, slug=f"cites-{number}", statement=self.some(Statement), source=self.some(Source)),
            lambda: cast.make(AgendaItem, summit=self.some(Summit), road_map=self.some(RoadMap)),
            lambda: self.carry_on(number),
            lambda: cast.make(Summit, slug=code, negotiation=under, title="Meeting", level="experts", held_on="2020", parties=self.some(Party).pk),
            lambda: cast.make(Event, slug=code, negotiation=under, title="Signing", kind="signing", happened_on="2020-02", summit=None),
            lambda: cast.make(Aim, slug=code, negotiation=under, title="Aim"),
            lambda: cast.make(Term, slug=code, negotiation=under, label=f"word {number}", definition="D", status="agreed"),
            lambda: cast.make(Poll, slug=code, negotiation=under, question="Q", pollster="P", population="N"),
            lambda: cast.make(PollAnswer, poll=self.some(Poll), answer="Yes", percent="50.5"),
            lambda: cast.make(Topic, slug=f"topic-{number}", title="Topic"),
            lambda: cast.make(Speaker, slug=f"speaker-{number}", name="Speaker", party=self.some(Party)),
            lambda: cast.source(f"source-{number}", published_on="2020-01"),
            lambda: cast.make(Tally, slug=code, statement=self.some(Statement, negotiation=under), counted_on="2020", agreed_min="1.5", total=3),
            lambda: cast.make(Position, slug=code, statement=self.some(Statement, negotiation=under), party=self.some(Party), summary="More."),
            lambda: self.say(under),
            lambda: self.say(under),
            lambda: self.open_and_close(number),
        ])()  # fmt: skip

    def carry_on(self, number):
        later = self.some(RoadMap)
        cast.make(Succession, slug=f"{later.negotiation.code}-step-{number}", from_road_map=self.some(RoadMap), to_road_map=later, kind="continues")

    def say(self, under):
        spoken = Statement(negotiation=under, said_on="2020-01-05", voice="press")
        claim = StatusClaim(statement=spoken, road_map=self.some(RoadMap, negotiation=under), status="agreed", effective_on="2020-01-05")
        recording.record(recording.Utterance(spoken, citations=[Citation(statement=spoken, source=self.some(Source))], claims=[claim]))
        return spoken

    def open_and_close(self, number):
        """Talks that nobody comes to; and every third time talks of this name were there before."""
        if self.held is not None:
            raise LookupError("These talks may have been opened by another meanwhile.")
        talks = cast.negotiation(f"empty-talks-{number % 3}", f"empty{number % 3}", title="Empty talks")
        if self.random.random() < 0.7:
            Negotiation.objects.get(pk=talks.pk).delete()


def importing(folder, rounds: int):
    """Dumps talks, rewrites cells, and loads them again, pruned, so slowly that everybody waits."""

    def work():
        loaded = 0
        for number in range(rounds):
            package = folder / str(number)
            dump(package, "fishery-talks")
            files.write(package, "road_maps", [{**row, "summary": f"Imported {number}"} for row in files.rows(package, "road_maps")])
            files.write(package, "sources", [{**row, "note": f"Imported {number}"} for row in files.rows(package, "sources")])
            try:
                apply.load(package, prune=number % 2 == 1)
                loaded += 1
            except Refused:
                pass  # what others wrote since the dump may need what the files do not have
        return loaded

    return work


@pytest.fixture
def slowly(monkeypatch):
    checked = apply._hold_to_the_rules

    def wait_and_check(plan):
        time.sleep(0.4)
        checked(plan)

    monkeypatch.setattr(apply, "_hold_to_the_rules", wait_and_check)


def test_a_copy_is_the_record_after_random_edits_of_eight_writers_beside_a_slow_import(talks, slowly, tmp_path):
    copy, done = Copy(), Signal()
    writers = [Writer(number) for number in range(WRITERS)]

    def follow():
        while not done.is_set():
            copy.catch_up()
            time.sleep(0.2)

    def write():
        try:
            return at_once(*(writer.work for writer in writers), importing(tmp_path, 4), patience=PATIENCE)
        finally:
            done.set()

    written, followed = at_once(write, follow, patience=PATIENCE)
    assert errors([followed, written, *written]) == []
    assert written[-1] > 0, "nothing was imported"
    copy.catch_up()
    assert copy.differences() == {}
    fresh = Copy(page_size=500)
    fresh.catch_up()
    assert fresh.records == copy.records
    assert {model for model in (Statement, StatusClaim, Citation, Negotiation) if not model.history.filter(history_type="-").exists()} == set()
