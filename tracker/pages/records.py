"""The pages of single records, a class for each kind: from each fact to its evidence in one step, and back."""

from __future__ import annotations

from roadmaps.models import Aim, Event, Party, Poll, Position, Source, Speaker, Statement, StatusClaim, Summit, Tally, Term, Topic
from tracker.pages.record import RecordPage


class PartyPage(RecordPage):
    model = Party
    shown_besides = ("name", "translations")


class SpeakerPage(RecordPage):
    model = Speaker
    loads = ("party",)
    shown_besides = ("name",)


class TopicPage(RecordPage):
    model = Topic
    shown_besides = ("title", "translations")


class TermPage(RecordPage):
    model = Term
    loads = ("negotiation",)
    shown_besides = ("label", "negotiation", "translations")


class AimPage(RecordPage):
    model = Aim
    loads = ("negotiation", "topic")
    shown_besides = ("title", "negotiation", "translations")


class SummitPage(RecordPage):
    model = Summit
    loads = ("negotiation",)
    shown_besides = ("title", "negotiation", "translations")


class EventPage(RecordPage):
    model = Event
    loads = ("negotiation", "summit")
    shown_besides = ("title", "negotiation")


class SourcePage(RecordPage):
    model = Source
    shown_besides = ("title",)


class StatementPage(RecordPage):
    model = Statement
    loads = ("negotiation", "speaker", "party", "summit", "event")
    shown_besides = ("negotiation",)


class StatusClaimPage(RecordPage):
    model = StatusClaim
    loads = ("statement__negotiation", "road_map", "term")


class TallyPage(RecordPage):
    model = Tally
    loads = ("statement__negotiation",)


class PositionPage(RecordPage):
    model = Position
    loads = ("statement__negotiation", "party", "topic", "road_map")


class PollPage(RecordPage):
    model = Poll
    loads = ("negotiation",)
    shown_besides = ("question", "negotiation")


PAGES: tuple[type[RecordPage], ...] = (
    PartyPage, SpeakerPage, TopicPage, TermPage, AimPage, SummitPage, EventPage, SourcePage, StatementPage,
    StatusClaimPage, TallyPage, PositionPage, PollPage,
)  # fmt: skip
