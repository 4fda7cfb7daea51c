"""So many of everything, all of it hanging on the first of each kind."""

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
)  # fmt: skip
from roadmaps.models.evidence import CITING

DAY = "2019-12-20"


def of_each_kind(talks: Negotiation):
    """By model, in the order in which they can be stored: the columns of the one with this number. No road map has a title but in Russian."""
    claim = {
        "statement_id": "statement-0",
        "status": "disputed",
        "disputed_on": "topic-0",
        "effective_on": DAY,
        "reported_on_last": DAY,
        "term_id": "term-0",
    }
    return {
        Party: lambda n: {"name": "P", "kind": "state", "members": "party-0" if n else ""},
        Topic: lambda n: {"title": "T"},
        Source: lambda n: {"title": "S", "publisher": "P", "language": "en", "kind": "news", "quality": "press", "read_extent": "full"},
        Speaker: lambda n: {"name": "N", "party_id": "party-0"},
        Negotiation: lambda n: {"code": f"n{n}", "title": "N", "item_singular": "c", "item_plural": "c", "parties": "party-0", "succeeds": talks},
        Term: lambda n: {"negotiation": talks, "label": f"L{n}", "definition": "D", "status": "disputed"},
        Aim: lambda n: {"negotiation": talks, "title": "A", "topic_id": "topic-0"},
        RoadMap: lambda n: {"negotiation": talks, "sequence": n + 1, "topic_id": "topic-0"},
        RoadMapTitle: lambda n: {"road_map_id": f"roadmap-{n // 2}", "language": "ru", "kind": "press", "title": "Т"},
        Succession: lambda n: {"from_road_map_id": "roadmap-x", "to_road_map_id": f"roadmap-{n}", "kind": "splits"},
        Summit: lambda n: {"negotiation": talks, "title": "S", "level": "experts", "held_on": DAY, "parties": "party-0"},
        AgendaItem: lambda n: {"summit_id": "summit-0", "road_map_id": f"roadmap-{n}", "basis": "stated"},
        Event: lambda n: {"negotiation": talks, "title": "E", "kind": "signing", "happened_on": "2019", "summit_id": "summit-0"},
        Statement: lambda n: {
            "negotiation": talks, "voice": "party", "party_id": "party-0", "speaker_id": "speaker-0", "said_on": DAY, "reported_on": DAY,
            "summit_id": "summit-0", "event_id": "event-0",
        },
        StatusClaim: lambda n: {**claim, "road_map_id": f"roadmap-{n}", "judgement": "adopted", "ledger_order": f"{DAY} {DAY} statusclaim-{n}"},
        Tally: lambda n: {"statement_id": "statement-0", "counted_on": DAY, "agreed_min": 1, "agreed_max": 1, "remaining_on": "topic-0"},
        Position: lambda n: {"statement_id": "statement-0", "party_id": "party-0", "topic_id": "topic-0", "summary": "P"},
        Poll: lambda n: {"negotiation": talks, "question": "Q", "pollster": "P", "population": "P"},
        PollAnswer: lambda n: {"poll_id": "poll-0", "answer": "A", "percent": 1},
    }  # fmt: skip


def found() -> Negotiation:
    talks = Negotiation(slug="talks", code="t", title="T", item_singular="c", item_plural="c", parties="party-0", started="2018")
    Negotiation._base_manager.bulk_create([talks])
    RoadMap._base_manager.bulk_create([RoadMap(slug="roadmap-x", negotiation=talks, sequence=1000)])
    return talks


def grow(talks: Negotiation, numbers: range) -> None:
    each = of_each_kind(talks)
    for model, columns in each.items():
        model._base_manager.bulk_create([model(slug=f"{model._meta.model_name}-{n}", **columns(n)) for n in numbers])
    beside = [
        StatusClaim(slug=f"beside-{n}", **{**each[StatusClaim](n), "road_map_id": "roadmap-0", "judgement": "recorded", "ledger_order": f"{DAY} {DAY} b{n}"})
        for n in numbers
    ]  # fmt: skip
    StatusClaim._base_manager.bulk_create(beside)
    for parent in CITING:
        kind = Citation._meta.get_field(parent).related_model._meta.model_name
        Citation._base_manager.bulk_create(
            Citation(slug=f"{kind}-{n}-{source}", source_id=f"source-{source}", **{f"{parent}_id": f"{kind}-{n}"})
            for n in numbers
            for source in {0, n}
        )
