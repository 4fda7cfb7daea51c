"""The pages of single records, a class for each kind: from each fact to its evidence in one step, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _

from roadmaps.models import (
    AgendaItem,
    Aim,
    Citation,
    Event,
    Negotiation,
    Party,
    Poll,
    Position,
    RoadMap,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    TallyStage,
    TallyUnit,
    Term,
    Topic,
)  # fmt: skip
from roadmaps.models.evidence import SECOND_HAND
from roadmaps.questions.standing import today
from tracker.citing.content import Content, Item
from tracker.citing.of_records import content_of_named
from tracker.citing.of_rows import content_of_rows, standing_of
from tracker.pages.agenda import agenda_of
from tracker.pages.days import in_words
from tracker.pages.page import in_api
from tracker.pages.record import MOST_ROWS, RecordPage, Section
from tracker.pages.rows import ROWS
from tracker.pages.support import road_maps_in, supported_by
from tracker.pages.titles import title_of


def status_of(road_map: RoadMap) -> str:
    return road_map.standing.status if road_map.standing else ""


class PartyPage(RecordPage):
    template_name = "pages/party.html"
    model = Party
    shown_besides = ("name", "members", "translations")

    def shown(self) -> dict[str, Any]:
        related = list(ROWS[Party]().filter(Q(pk__in=self.record.members.split()) | Q(members__has=self.record.pk)))
        members = set(self.record.members.split())
        return {
            "members": [party for party in related if party.pk in members],
            "member_of": [party for party in related if party.pk not in members],
            "takes_part_in": list(ROWS[Negotiation]().filter(parties__has=self.record.pk)[:MOST_ROWS]),
        }

    def rows_besides(self, context: dict[str, Any]) -> list[Any]:
        return context["takes_part_in"]

    def content_besides(self, context: dict[str, Any]) -> Content:
        related = Q(slug__in=self.record.members.split()) | Q(members__has=self.record.pk)
        members = content_of_rows(Party, [*context["members"], *context["member_of"]], related)
        return members + content_of_rows(Negotiation, context["takes_part_in"], Q(parties__has=self.record.pk))

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        yield Section("positions", _("What it wants"), Position, Q(party=key), in_api("positions", party=key))
        yield Section("statements", _("What is said for it"), Statement, Q(party=key), in_api("statements", party=key))
        yield Section("speakers", _("Who speaks for it"), Speaker, Q(party=key), in_api("speakers", party=key))


class SpeakerPage(RecordPage):
    model = Speaker
    loads = ("party",)
    shown_besides = ("name",)

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        yield Section("statements", _("What was said, the newest first"), Statement, Q(speaker=key), in_api("statements", speaker=key))


class TopicPage(RecordPage):
    model = Topic
    shown_besides = ("title", "translations")

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        yield Section("road-maps", _("What is negotiated on it, as it stands today"), RoadMap, Q(topic=key), in_api("road-maps", topic=key))
        on_it = Q(topic=key) | Q(road_map__topic=key)
        yield Section("positions", _("What the parties want"), Position, on_it, in_api("positions", topic=key))
        yield Section("disputes", _("Disputes on it"), StatusClaim, Q(disputed_on__has=key), in_api("status-claims", disputed_on=key))
        yield Section("aims", _("What the treaty set out to create"), Aim, Q(topic=key), in_api("aims", topic=key))


class TermPage(RecordPage):
    template_name = "pages/term.html"
    model = Term
    loads = ("negotiation",)
    told_by = "definition"
    shown_besides = ("label", "definition", "status", "negotiation", "translations")

    def sections(self) -> Iterator[Section]:
        yield Section("claims", _("Claims in this word"), StatusClaim, Q(term=self.record.pk), in_api("status-claims", term=self.record.pk))


class AimPage(RecordPage):
    model = Aim
    loads = ("negotiation", "topic")
    told_by = "note"
    shown_besides = ("title", "negotiation", "translations")

    def sections(self) -> Iterator[Section]:
        if self.record.topic_id:
            on_it = {"negotiation": self.record.negotiation_id, "topic": self.record.topic_id}
            yield Section("road-maps", _("What is negotiated on its topic, as it stands today"), RoadMap, Q(**on_it), in_api("road-maps", **on_it))


class SummitPage(RecordPage):
    template_name = "pages/summit.html"
    model = Summit
    loads = ("negotiation",)
    told_by = "outcome"
    shown_besides = ("title", "negotiation", "outcome", "translations")

    @property
    def title(self) -> str:
        return f"{super().title}, {in_words(self.record.held_on)}"

    def shown(self) -> dict[str, Any]:
        agenda = agenda_of(self.record)
        return {"agenda": agenda, "items": [place.item for place in agenda.places]}

    def content_besides(self, context: dict[str, Any]) -> Content:
        """How each road map on its agenda stood before and after."""
        stood = {place.item.road_map_id: [place.status_before, status_of(place.item.road_map), place.has_moved] for place in context["agenda"].places}
        on_it = AgendaItem.history.filter(summit=self.record.pk).order_by().values("road_map")
        return Content([Item("agenda", stood)], [standing_of(Q(road_map__in=on_it))])

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        yield Section("statements", _("What was said there"), Statement, Q(summit=key), in_api("statements", summit=key))
        yield Section("events", _("What happened there"), Event, Q(summit=key), in_api("events", summit=key))


class EventPage(RecordPage):
    template_name = "pages/event.html"
    model = Event
    loads = ("negotiation", "summit")
    told_by = "outcome"
    shown_besides = ("title", "negotiation", "outcome")

    @property
    def title(self) -> str:
        return f"{super().title}, {in_words(self.record.due_on or self.record.happened_on)}"

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        yield Section("statements", _("What was said there"), Statement, Q(event=key), in_api("statements", event=key))


class SourcePage(RecordPage):
    template_name = "pages/source.html"
    model = Source
    shown_besides = ("title", "title_is_descriptive")

    def shown(self) -> dict[str, Any]:
        groups = supported_by(self.record)
        return {"supported": groups, "road_maps": road_maps_in(groups), "is_second_hand": self.record.quality in SECOND_HAND}

    def rows_besides(self, context: dict[str, Any]) -> list[Any]:
        citing = [found for citation in _citations(context) for found in citation._state.fields_cache.values() if found]
        return [*citing, *context["road_maps"]]

    def content_besides(self, context: dict[str, Any]) -> Content:
        """What rests on it."""
        said = [citation.statement for citation in _citations(context) if citation.statement]
        citing_it = Citation.history.filter(source=self.record.pk).order_by()
        statements = content_of_rows(Statement, said, Q(slug__in=citing_it.values("statement")))
        return content_of_rows(Citation, _citations(context), Q(source=self.record.pk)) + statements + content_of_named(context["road_maps"])

    @property
    def description(self) -> str:
        published = f"{self.record.publisher}, {in_words(self.record.published_on)}"
        return _("%(title)s (%(published)s): how good a source it is, and all that rests on it.") % {"title": self.title, "published": published}


def _citations(context: dict[str, Any]) -> list[Citation]:
    return [citation for group in context["supported"] for citation in group.citations]


class StatementPage(RecordPage):
    template_name = "pages/statement.html"
    model = Statement
    loads = ("negotiation", "speaker", "party", "summit", "event")
    told_by = "wording"
    shown_besides = ("negotiation", "wording")

    def sections(self) -> Iterator[Section]:
        key = self.record.pk
        all_claims, as_listed = in_api("status-claims", statement=key), ("road_map__sequence", "ledger_order")
        yield Section("claims", _("What it says of single items"), StatusClaim, Q(statement=key), all_claims, as_listed)
        yield Section("tallies", _("What it says of their number"), Tally, Q(statement=key), in_api("tallies", statement=key))
        yield Section("positions", _("What it says a party wants"), Position, Q(statement=key), in_api("positions", statement=key))


class StatusClaimPage(RecordPage):
    template_name = "pages/status_claim.html"
    model = StatusClaim
    loads = ("statement__negotiation", "statement__speaker", "statement__party", "road_map__negotiation", "term")
    shown_besides = ("statement", "road_map", "status", "disputed_on", "effective_on", "about")

    def found(self):
        """With the keys of its neighbours in the ledger of its road map."""
        others = StatusClaim.objects.filter(road_map=OuterRef("road_map"))
        return (
            super()
            .found()
            .with_relation(today())
            .with_what_stood_then()
            .annotate(
                earlier=Subquery(others.filter(ledger_order__lt=OuterRef("ledger_order")).order_by("-ledger_order").values("pk")[:1]),
                later=Subquery(others.filter(ledger_order__gt=OuterRef("ledger_order")).order_by("ledger_order").values("pk")[:1]),
            )
        )

    def above(self) -> Iterator[tuple[str, str]]:
        yield self.record.road_map.get_absolute_url(), title_of(self.record.road_map).text

    @property
    def description(self) -> str:
        statement = self.record.statement
        return f"{self.title}; {title_of(statement).text}: {statement.wording}"

    def shown(self) -> dict[str, Any]:
        claim = self.record
        day = claim.effective_on_last
        neighbours = Q(pk__in=[key for key in (claim.stood_then, claim.earlier, claim.later) if key])
        near = ROWS[StatusClaim]().filter(neighbours | Q(effective_on_last=day), road_map=claim.road_map_id).exclude(pk=claim.pk)
        found = {other.pk: other for other in near.order_by(Case(When(neighbours, then=0), default=1), "-ledger_order")[:MOST_ROWS]}
        return {
            "near": list(found.values()),
            "stood_then": found.get(claim.stood_then),
            "earlier": found.get(claim.earlier),
            "later": found.get(claim.later),
            "same_day": [other for other in found.values() if other.effective_on_last == day and other.pk != claim.stood_then],
        }

    def content_besides(self, context: dict[str, Any]) -> Content:
        """How it stands beside the others of its road map."""
        relation = Content([Item("beside", {"relation": self.record.relation})])
        return relation + content_of_rows(StatusClaim, context["near"], Q(road_map=self.record.road_map_id))


class TallyPage(RecordPage):
    template_name = "pages/tally.html"
    model = Tally
    loads = ("statement__negotiation", "statement__speaker", "statement__party")
    told_by = "as_worded"
    shown_besides = ("statement", "agreed_min", "agreed_max", "total", "percent_min", "percent_max", "as_worded")

    def found(self):
        return super().found().with_verdict()

    def shown(self) -> dict[str, Any]:
        """Beside the count, how the road maps stood on the day that it counts, and which of them stood as it says."""
        tally = self.record
        if tally.unit != TallyUnit.ITEM or tally.counted_on is None or not tally.counts_statuses():
            return {"road_maps": []}
        covered = TallyStage(tally.stage).covers
        as_of_the_day = RoadMap.objects.filter(negotiation=tally.home).as_of(tally.counted_on_last).select_related("negotiation", "standing__term")
        road_maps = list(as_of_the_day.order_by("sequence"))
        named = sum(road_map.standing is not None and road_map.standing.status in covered for road_map in road_maps)
        return {"road_maps": road_maps, "named": named, "covered": covered}

    def content_besides(self, context: dict[str, Any]) -> Content:
        """What becomes of it beside the ledger."""
        ledger = {"verdict": self.record.verdict, "stood": {road_map.pk: status_of(road_map) for road_map in context["road_maps"]}}
        claims = Q(road_map__negotiation=self.record.home.pk)
        return Content([Item("ledger", ledger)], [standing_of(claims)]) + content_of_named(context["road_maps"])

    def sections(self) -> Iterator[Section]:
        if self.record.counted_on:
            day = {"counted_on_last": self.record.counted_on_last, "statement__negotiation": self.record.home.pk}
            all_of_them = in_api("tallies", negotiation=self.record.home.pk, counted_on=str(self.record.counted_on))
            yield Section("same-day", _("Other counts of that day"), Tally, Q(**day) & ~Q(slug=self.record.pk), all_of_them)


class PositionPage(RecordPage):
    template_name = "pages/position_page.html"
    model = Position
    loads = ("statement__negotiation", "statement__speaker", "statement__party", "party", "topic", "road_map__negotiation")
    told_by = "summary"
    shown_besides = ("statement", "summary")

    def sections(self) -> Iterator[Section]:
        position = self.record
        subject = {name: getattr(position, f"{name}_id") for name in ("topic", "road_map")}
        others = Q(statement__negotiation=position.home.pk, **subject) & ~Q(slug=position.pk)
        named = {name: key for name, key in subject.items() if key}
        yield Section("others", _("Other positions on the same"), Position, others, in_api("positions", negotiation=position.home.pk, **named))


class PollPage(RecordPage):
    template_name = "pages/poll.html"
    model = Poll
    loads = ("negotiation",)
    told_by = "pollster"
    shown_besides = ("question", "wording_known", "negotiation")

    def shown(self) -> dict[str, Any]:
        return {"answers": list(self.record.answers.order_by("slug"))}


PAGES: tuple[type[RecordPage], ...] = (
    PartyPage, SpeakerPage, TopicPage, TermPage, AimPage, SummitPage, EventPage, SourcePage, StatementPage,
    StatusClaimPage, TallyPage, PositionPage, PollPage,
)  # fmt: skip
