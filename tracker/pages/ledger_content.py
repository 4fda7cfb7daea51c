"""What pages of one negotiation say that show its ledger, and what its statements say besides."""

from __future__ import annotations

import datetime

from django.db.models import Q

from roadmaps.models import Negotiation, RoadMap, Statement, StatusClaim
from roadmaps.questions.standing import evidence
from tracker.citing.content import Content
from tracker.citing.of_records import content_of_records
from tracker.pages.question import Question


def content_of_ledger(negotiation: Negotiation, question: Question) -> Content:
    """The claims that count, of whatever day, by what is asked."""
    claims = evidence(datetime.date.max, question.known_on, question.side).filter(road_map__negotiation=negotiation).order_by("ledger_order")
    road_maps = RoadMap.history.filter(negotiation=negotiation.pk).order_by().values("slug")
    return content_of_records(StatusClaim, claims, Q(road_map__in=road_maps))


def said_in(negotiation: Negotiation) -> Q:
    """Of history: what any of its statements asserts, or asserted."""
    return Q(statement__in=Statement.history.filter(negotiation=negotiation.pk).order_by().values("slug"))
