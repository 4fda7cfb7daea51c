"""The record: what is negotiated, what happened, and who says so. One short module per idea."""

from roadmaps.models.claim import Judgement, Relation, StatusClaim
from roadmaps.models.dates import DateSpan
from roadmaps.models.evidence import CITING, Citation, ReadExtent, Source, SourceKind, SourceQuality
from roadmaps.models.negotiation import Aim, Catalogue, Negotiation, Party, PartyKind, Speaker, Term, Topic
from roadmaps.models.occasion import AgendaItem, Certainty, Event, EventKind, Summit, SummitLevel
from roadmaps.models.poll import Bound, Poll, PollAnswer
from roadmaps.models.position import Position, Stance
from roadmaps.models.record import Record, StaleRecord
from roadmaps.models.release import Release
from roadmaps.models.road_map import RoadMap, RoadMapTitle, Succession, SuccessionKind, TitleBasis, TitleKind
from roadmaps.models.statement import Statement, Voice
from roadmaps.models.status import Basis, Status
from roadmaps.models.tally import Tally, TallyBasis, TallyStage, TallyUnit

__all__ = [
    "CITING",
    "AgendaItem",
    "Aim",
    "Basis",
    "Bound",
    "Catalogue",
    "Certainty",
    "Citation",
    "DateSpan",
    "Event",
    "EventKind",
    "Judgement",
    "Negotiation",
    "Party",
    "PartyKind",
    "Poll",
    "PollAnswer",
    "Position",
    "ReadExtent",
    "Record",
    "Relation",
    "Release",
    "RoadMap",
    "RoadMapTitle",
    "Source",
    "SourceKind",
    "SourceQuality",
    "Speaker",
    "StaleRecord",
    "Stance",
    "Statement",
    "Status",
    "StatusClaim",
    "Succession",
    "SuccessionKind",
    "Summit",
    "SummitLevel",
    "Tally",
    "TallyBasis",
    "TallyStage",
    "TallyUnit",
    "Term",
    "TitleBasis",
    "TitleKind",
    "Topic",
    "Voice",
]
