"""Links between records: they exist, they stay within one negotiation, they never move, and what is needed stays."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from roadmaps.models import AgendaItem, Citation, Negotiation, PollAnswer, Position, RoadMap, Source, Statement, StatusClaim, Succession, Term
from roadmaps.models.evidence import replacing_sources
from roadmaps.rules import record_models
from tests import cast

pytestmark = pytest.mark.django_db


def links(required):
    return [
        (model, field.name)
        for model in record_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.null is not required and model is not Citation
    ]


def refusal(record) -> dict:
    with pytest.raises(ValidationError) as refused:
        record.save()
    return refused.value.message_dict


@pytest.mark.parametrize(("model", "link"), links(required=True), ids=str)
def test_a_link_that_is_needed_is_asked_for_by_its_name(model, link):
    record = model(slug="ft-new", **{field: "x" for field in ("title", "name", "label", "question") if field in columns(model)})
    assert link in refusal(record)
    assert not model.objects.exists()


def columns(model):
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize(("model", "link"), links(required=False), ids=str)
def test_an_optional_link_to_nowhere_is_refused_by_its_name(model, link):
    record = cast.one_of_each()[model]
    setattr(record, f"{link}_id", "nowhere")
    assert "“nowhere”" in refusal(record)[link][0]


def elsewhere():
    return cast.negotiation("other-talks", "ot")


class TestWithinOneNegotiation:
    """What belongs to a negotiation links to what belongs to the same."""

    def test_a_claim_is_on_a_road_map_of_its_statements_negotiation(self):
        claim = StatusClaim(slug="ft-c", statement=cast.statement(), road_map=cast.road_map(under=elsewhere()), status="agreed", effective_on="2019")
        assert refusal(claim)["road_map"] == ["“ot-gas” belongs to another negotiation (other-talks, not fishery-talks)."]

    def test_a_claims_term_is_its_negotiations(self):
        term = cast.make(Term, slug="ot-done", negotiation=elsewhere(), label="done", definition="Done.", status="agreed")
        claim = cast.claim(status="agreed")
        claim.term = term
        assert "belongs to another negotiation" in refusal(claim)["term"][0]

    def test_an_agenda_item_is_on_a_road_map_of_its_summits_negotiation(self):
        item = AgendaItem(summit=cast.summit(), road_map=cast.road_map(under=elsewhere()))
        assert "belongs to another negotiation" in refusal(item)["road_map"][0]

    @pytest.mark.parametrize("occasion", ["summit", "event"])
    def test_a_statements_occasion_is_its_negotiations(self, occasion):
        spoken = cast.statement()
        setattr(spoken, occasion, getattr(cast, occasion)(under=elsewhere()))
        assert "belongs to another negotiation" in refusal(spoken)[occasion][0]

    def test_an_events_summit_is_its_negotiations(self):
        happened = cast.event()
        happened.summit = cast.summit(under=elsewhere())
        assert "belongs to another negotiation" in refusal(happened)["summit"][0]

    def test_a_positions_road_map_is_its_statements_negotiations(self):
        position = Position(slug="ft-p", statement=cast.statement(), party=cast.party(), road_map=cast.road_map(under=elsewhere()), summary="x")
        assert "belongs to another negotiation" in refusal(position)["road_map"][0]

    def test_only_a_succession_leads_from_one_to_the_next(self):
        old, new = cast.road_map(), cast.road_map(under=elsewhere())
        assert cast.make(Succession, slug="ot-gas-from-ft-gas", from_road_map=old, to_road_map=new, kind="continues").home == elsewhere()


def test_a_term_means_the_status_of_its_claim():
    term = cast.make(Term, slug="ft-deferred", negotiation=cast.negotiation(), label="deferred", definition="Put off.", status="suspended")
    assert cast.claim(status="suspended", term=term)
    assert refusal(cast.twin(cast.claim(status="agreed"), term=term))["term"] == ["“deferred” means “suspended”, not “agreed”."]


FROZEN = [(model, name) for model in record_models() for name in model.frozen if name not in ("slug", "code") and model is not Citation]


@pytest.mark.parametrize(("model", "name"), FROZEN, ids=str)
def test_what_a_record_stands_under_never_changes(model, name):
    record = cast.one_of_each()[model]
    before = getattr(record, name)
    other = type(before).objects.exclude(pk=before.pk).first() or cast.twin(before)
    other.save()
    setattr(record, name, other)
    assert refusal(record)[name] == [f"This can not be changed once stored (it is “{before.pk}”)."]


def test_the_short_code_of_a_negotiation_never_changes():
    talks = cast.negotiation()
    talks.code = "gt"
    assert refusal(talks)["code"] == ["This can not be changed once stored (it is “ft”)."]


def test_a_citation_stays_where_it_stands():
    citation = cast.statement().citations.get()
    citation.statement = cast.statement()
    assert "can not be changed" in refusal(citation)["statement"][0]


class TestDeletion:
    """What others rest on is kept; what only stands under it goes with it."""

    @pytest.mark.parametrize(
        ("model", "dependent"),
        [(Negotiation, "road_map"), (RoadMap, "statusclaim"), (Source, "citation"), (Term, "statusclaim")],
        ids=lambda value: getattr(value, "__name__", value),
    )
    def test_what_is_cited_elsewhere_is_protected(self, model, dependent):
        records = cast.one_of_each()
        if model is Term:
            cast.claim(cast.road_map("tax"), "suspended", term=records[Term])
        with pytest.raises(ProtectedError) as refused:
            records[model].delete()
        assert dependent.replace("_", "") in {record._meta.model_name for record in refused.value.protected_objects}
        assert model.objects.filter(pk=records[model].pk).exists()

    def test_a_statement_takes_its_citations_and_claims_with_it(self):
        spoken = cast.adopted().statement
        spoken.delete()
        assert [model.objects.count() for model in (Statement, StatusClaim, Citation, Source)] == [0, 0, 0, 1]

    def test_a_poll_takes_its_answers_and_a_summit_its_agenda(self):
        records = cast.one_of_each()
        records[PollAnswer].poll.delete()
        records[AgendaItem].summit.delete()
        assert [model.objects.count() for model in (PollAnswer, AgendaItem)] == [0, 0]

    def test_what_went_along_leaves_history_too(self):
        claim = cast.adopted()
        claim.statement.delete()
        assert [row.history_type for row in StatusClaim.history.filter(slug=claim.pk)] == ["-", "+"]


class TestTheOnlySource:
    """A statement keeps at least one source for as long as it stands."""

    def test_it_is_not_deleted(self):
        citation = cast.statement().citations.get()
        with pytest.raises(ProtectedError):
            citation.delete()

    def test_nor_are_all_of_several_at_once(self):
        citations = cast.statement(sources=2).citations
        with pytest.raises(ProtectedError):
            citations.all().delete()
        citations.first().delete()
        assert citations.count() == 1

    def test_it_goes_with_its_statement(self):
        cast.statement().delete()
        assert not Citation.objects.exists()

    def test_other_records_may_lose_theirs(self):
        cast.make(Citation, road_map=cast.road_map(), source=cast.source()).delete()
        assert not Citation.objects.exists()

    def test_it_may_be_replaced_in_one_step(self):
        spoken, better = cast.statement(), cast.source("better")
        with replacing_sources(spoken.pk):
            spoken.citations.get().delete()
            cast.make(Citation, statement=spoken, source=better)
        assert spoken.citations.get().source == better

    def test_but_not_only_removed(self):
        spoken = cast.statement()
        with pytest.raises(ValidationError, match="at least one source"), transaction.atomic(), replacing_sources(spoken.pk):
            spoken.citations.get().delete()
        assert spoken.citations.exists()
