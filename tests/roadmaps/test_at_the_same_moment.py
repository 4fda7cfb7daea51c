"""Several writers at the same moment: none is lost, none waits for ever, and no rule is broken between them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from roadmaps import adoption
from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump
from roadmaps.models import (
    AgendaItem,
    Catalogue,
    Citation,
    Negotiation,
    Party,
    RoadMap,
    Source,
    StaleRecord,
    Statement,
    StatusClaim,
    Succession,
    Topic,
)
from roadmaps.rules import offences
from tests import cast
from tests.threads import at_once, errors, one_database_for_all_threads

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture(autouse=True)
def shared(transactional_db, tmp_path):
    with one_database_for_all_threads(tmp_path):
        yield


def changing(model, slug, **values):
    """Reads a record and saves it with other values, as an editor does."""

    def work():
        record = model.objects.get(pk=slug)
        for name, value in values.items():
            setattr(record, name, value)
        record.save()

    return work


def test_two_who_adopt_rivals_of_one_day_leave_exactly_one_adopted():
    judge = cast.reviewer()
    for number in range(ROUNDS):
        gas = cast.road_map(f"gas-{number}")
        rivals = [cast.claim(gas, status) for status in ("agreed", "planned")]
        outcomes = at_once(*(lambda claim=claim: adoption.adopt(StatusClaim.objects.get(pk=claim.pk), "At once.", by=judge) for claim in rivals))
        assert errors(outcomes) == []
        assert StatusClaim.objects.adopted().filter(road_map=gas).count() == 1
        assert sorted(len(stepped_down) for stepped_down in outcomes) == [0, 1]
    assert not StatusClaim.objects.with_rival().exists()


def test_two_who_save_rivals_as_adopted_are_not_both_let_in():
    gas = cast.road_map()
    spoken = [cast.statement() for _ in range(2)]

    def file(slug, status, statement):
        return lambda: cast.adopted(gas, status, "2019-12-20", slug=slug, statement=statement)

    (refused,) = errors(at_once(file("ft-one", "agreed", spoken[0]), file("ft-other", "planned", spoken[1])))
    assert "is adopted and disagrees" in str(refused)
    assert StatusClaim.objects.adopted().count() == 1


def test_eight_writers_of_one_negotiation_lose_no_revision():
    for number in range(8):
        cast.road_map(f"item-{number}")
    before = Negotiation.objects.get().revision

    def four_times(slug):
        def work():
            for number in range(4):
                changing(RoadMap, slug, summary=f"Summary {number}")()

        return work

    assert errors(at_once(*(four_times(f"ft-item-{number}") for number in range(8)))) == []
    written = list(RoadMap.history.filter(revision__gt=before).values_list("revision", flat=True))
    assert Negotiation.objects.get().revision == before + 32
    assert sorted(written) == list(range(before + 1, before + 33))


def test_of_eight_who_change_one_record_each_is_kept_or_told():
    cast.source("the-source")

    def adding(word):
        def work():
            source = Source.objects.get(pk="the-source")
            source.note = f"{source.note} {word}".strip()
            source.save()
            return word

        return work

    outcomes = at_once(*(adding(f"word-{number}") for number in range(8)))
    kept = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert {type(error) for error in errors(outcomes)} <= {StaleRecord}
    stored = Source.objects.get()
    assert sorted(stored.note.split()) == sorted(kept)
    assert stored.version == 1 + len(kept) == stored.history.count()


@pytest.mark.parametrize(
    "make", [lambda: cast.road_map("gas", sequence=1), lambda: cast.make(Topic, slug="gas", title="Gas")], ids=["road map", "topic"]
)
def test_of_four_who_create_one_key_one_succeeds_and_the_others_are_told(make):
    cast.negotiation()

    def create():
        record = make()
        return record.pk, record.history.count()

    outcomes = at_once(*[create] * 4)
    assert {type(error) for error in errors(outcomes)} <= {ValidationError}
    model = Topic if Topic.objects.exists() else RoadMap
    assert model.objects.count() == model.history.count() == 1


def test_two_negotiations_of_one_key_are_not_both_created():
    def create(title):
        return lambda: cast.make(Negotiation, slug="new-talks", code="nt", title=title, item_singular="chapter", item_plural="chapters")

    (refused,) = errors(at_once(create("One"), create("Other")))
    assert isinstance(refused, ValidationError)
    assert Negotiation.objects.count() == Negotiation.history.count() == 1


def test_rows_added_under_one_parent_take_different_numbers():
    summit = cast.summit()
    road_maps = [cast.road_map(f"item-{number}") for number in range(6)]
    outcomes = at_once(*(lambda of=of: cast.make(AgendaItem, summit=summit, road_map=of).pk for of in road_maps))
    assert sorted(map(str, outcomes)) == [f"ft-summit-{number}" for number in range(1, 7)]


def test_a_topic_is_not_deleted_while_a_dispute_begins_to_name_it():
    for number in range(ROUNDS):
        topic, spoken = cast.topic(f"topic-{number}"), cast.statement()
        of = cast.road_map(f"item-{number}")

        def delete(slug=topic.pk):
            Topic.objects.get(pk=slug).delete()

        def dispute(slug=topic.pk, spoken=spoken, of=of):
            cast.claim(of, "disputed", statement=spoken, disputed_on=slug, effective_on="2019-12-20")

        (refused,) = errors(at_once(delete, dispute))
        assert isinstance(refused, ProtectedError | ValidationError), refused
        assert Topic.objects.filter(pk=topic.pk).exists() == StatusClaim.objects.filter(disputed_on=topic.pk).exists()
    assert offences() == []


def test_a_party_is_not_deleted_while_a_new_negotiation_names_it():
    for number in range(ROUNDS):
        party = cast.party(f"party-{number}")

        def create(number=number, slug=party.pk):
            cast.negotiation(f"talks-{number}", f"t{number}", parties=slug)

        (refused,) = errors(at_once(lambda slug=party.pk: Party.objects.get(pk=slug).delete(), create))
        assert isinstance(refused, ProtectedError | ValidationError), refused
        assert Party.objects.filter(pk=party.pk).exists() == Negotiation.objects.filter(parties=party.pk).exists()


def test_a_source_is_not_deleted_while_something_begins_to_cite_it():
    for number in range(ROUNDS):
        source, spoken = cast.source(f"source-{number}"), cast.statement(sources=0)

        def delete(slug=source.pk):
            Source.objects.get(pk=slug).delete()

        def cite(source=source, spoken=spoken):
            cast.make(Citation, slug=f"{spoken.pk}-1", statement=spoken, source=source)

        (refused,) = errors(at_once(delete, cite))
        assert isinstance(refused, ProtectedError | ValidationError | IntegrityError), refused
        assert Source.objects.filter(pk=source.pk).exists() == Citation.objects.filter(statement=spoken).exists()


def test_writers_over_two_negotiations_never_wait_in_a_circle():
    talks = [cast.negotiation("a-talks", "a"), cast.negotiation("b-talks", "b")]
    pairs = [[cast.road_map(f"item-{number}", under=under) for under in talks] for number in range(8)]

    def link(one, other):
        return lambda: cast.make(Succession, slug=f"{other.negotiation.code}-from-{one.pk}", from_road_map=one, to_road_map=other, kind="continues")

    before = [Negotiation.objects.get(pk=under.pk).revision for under in talks]
    there = [link(one, other) for one, other in pairs[:4]]
    back = [link(other, one) for one, other in pairs[4:]]
    assert errors(at_once(*there, *back)) == []
    assert [Negotiation.objects.get(pk=under.pk).revision for under in talks] == [revision + 8 for revision in before]


def test_a_writer_of_the_catalogue_and_one_of_a_negotiation_do_not_wait_in_a_circle():
    """Deleting what sets may name takes every lock; a new negotiation takes the catalogue's; a load takes both."""
    for number in range(4):
        cast.topic(f"topic-{number}")
        cast.road_map(f"item-{number}")
    works = [lambda slug=f"topic-{number}": Topic.objects.get(pk=slug).delete() for number in range(4)]
    works += [changing(RoadMap, f"ft-item-{number}", summary="Changed.") for number in range(4)]
    assert errors(at_once(*works)) == []
    assert not Topic.objects.exists()
    assert RoadMap.objects.filter(summary="Changed.").count() == 4


def test_of_two_loads_of_one_package_the_second_finds_nothing_to_do(tmp_path):
    cast.adopted(cast.road_map("gas"))
    dump(tmp_path / "package")
    for model in (Statement, RoadMap, Negotiation, Source):
        model.objects.all().delete()
    plans = at_once(*[lambda: load(tmp_path / "package")] * 2)
    assert errors(plans) == []
    assert sorted(plan.changes_anything for plan in plans) == [False, True]
    assert StatusClaim.history.filter(history_type="+").count() == 2


def test_a_load_and_an_editor_do_not_overwrite_one_another(tmp_path):
    cast.road_map("gas")
    cast.road_map("oil")
    dump(tmp_path / "package")
    text = (tmp_path / "package" / "road_maps.csv").read_text()
    (tmp_path / "package" / "road_maps.csv").write_text(text.replace("Oil", "Petroleum"))
    before = Negotiation.objects.get().revision
    outcomes = at_once(lambda: load(tmp_path / "package" / "road_maps.csv"), changing(RoadMap, "ft-oil", summary="By the editor."))
    oil = RoadMap.objects.get(pk="ft-oil")
    assert {type(error) for error in errors(outcomes)} <= {StaleRecord}
    assert oil.title == "Petroleum"
    assert oil.version == oil.history.count()
    assert Negotiation.objects.get().revision == before + len(outcomes) - len(errors(outcomes))


def test_the_catalogues_revision_counts_every_write_of_what_is_shared():
    before = Catalogue.objects.get().revision
    assert errors(at_once(*(lambda number=number: cast.source(f"source-{number}") for number in range(8)))) == []
    assert Catalogue.objects.get().revision == before + 8
    assert sorted(Source.history.values_list("revision", flat=True)) == list(range(before + 1, before + 9))
