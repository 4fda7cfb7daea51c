"""Many records of every model, made in bulk from one of each, as a load of files would leave them."""

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
from roadmaps.models.evidence import CITING

ORDER = (
    Party, Topic, Speaker, Source, Negotiation, Term, Aim, RoadMap, RoadMapTitle, Succession, Summit, AgendaItem, Event,
    Statement, StatusClaim, Tally, Position, Poll, PollAnswer, Citation,
)  # fmt: skip
"""What is linked to stands before what links to it."""


NOT_BOTH = {Citation: CITING, Position: ["road_map"], Negotiation: ["succeeds"], StatusClaim: ["term"]}
"""Links that a rule keeps empty here."""


def linked_all_round(one_of_each):
    """Fills what links may be empty, and empties the title, so that whatever shows them has something to ask for."""
    one_of_each[Statement].voice = "party"
    one_of_each[RoadMap].title, one_of_each[RoadMap].title_basis = "", "unknown"
    for model, record in one_of_each.items():
        empty = [field for field in model._meta.concrete_fields if field.is_relation and getattr(record, field.attname) is None]
        for field in empty:
            if field.name not in NOT_BOTH.get(model, ()):
                setattr(record, field.name, one_of_each[field.related_model])
        model._base_manager.bulk_update([record], [field.name for field in model._meta.concrete_fields if not field.primary_key])
    return one_of_each


def crowd(one_of_each, numbers):
    """A copy of each record for every number. Rows stand under the same parent: a summit with all road maps on its
    agenda, a statement that speaks of them all from as many sources."""
    for model in ORDER:
        model._base_manager.bulk_create([_copy(one_of_each, model, number) for number in numbers], batch_size=400)


def _copy(one_of_each, model, number):
    record = one_of_each[model]
    copied = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    copy = model(**{**copied, "slug": f"{record.pk}-{number}"})
    _tell_apart(copy, one_of_each, number)
    return copy


def _tell_apart(copy, one_of_each, number):
    """What must differ between copies, and the links to the copy of the same number."""
    match copy:
        case Negotiation():
            copy.code += str(number)
        case RoadMap():
            copy.sequence = 1000 + number
        case Term():
            copy.label += str(number)
        case AgendaItem():
            copy.road_map_id += f"-{number}"
        case Succession():
            copy.from_road_map_id += f"-{number}"
        case StatusClaim():
            copy.statement_id, copy.road_map_id = one_of_each[Statement].pk, f"{one_of_each[RoadMap].pk}-{number}"
            copy.ledger_order = copy.order_in_ledger()
        case Citation():
            copy.source_id += f"-{number}"
