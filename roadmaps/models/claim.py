"""What a statement says of a road map. Nothing else makes a status."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from roadmaps.models.counting import HowMany
from roadmaps.models.dates import DateSpanField, span_is_whole, worded
from roadmaps.models.evidence import SECOND_HAND, Citation
from roadmaps.models.fields import CodePointField, SlugsField, is_one_of, word_of
from roadmaps.models.negotiation import Term
from roadmaps.models.record import Record, RecordQuerySet
from roadmaps.models.road_map import RoadMap
from roadmaps.models.statement import Statement
from roadmaps.models.status import Basis, Status

NEEDS_A_DATE = _("A claim needs a statement with a date: give the day it was said or became public.")


class Judgement(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    RECORDED = "recorded", _("recorded beside")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Relation(models.TextChoices):
    """How a claim stands to the adopted claim in force on its effective day."""

    IN_FORCE = "in_force", _("in force")
    EARLIER = "earlier", _("earlier")
    LATER = "later", _("later")
    AGREES = "agrees", _("agrees")
    CONTRADICTS = "contradicts", _("contradicts")
    APART = "apart", _("about a part or the future, or with nothing to compare")
    WITHDRAWN = "withdrawn", _("withdrawn")


class StatusClaimQuerySet(RecordQuerySet):
    def adopted(self):
        return self.filter(judgement=Judgement.ADOPTED)

    def recorded(self):
        return self.filter(judgement=Judgement.RECORDED)

    def kept(self):
        """Adopted or recorded: whatever is not struck out."""
        return self.exclude(judgement=Judgement.WITHDRAWN)

    def on_one_source(self):
        """Whose statement cites a single source."""
        return self.filter(~Exists(_cited().values("statement").annotate(sources=Count("source", distinct=True)).filter(sources__gt=1)))

    def only_second_hand(self):
        """Whose statement cites copies of somebody else's text and nothing better."""
        return self.filter(Exists(_cited()), ~Exists(_cited().exclude(source__quality__in=SECOND_HAND)))

    def contradicted(self):
        """Adopted claims that a recorded one contradicts; on which day that is asked makes no difference."""
        against = self.model.objects.with_relation(datetime.date.max).filter(relation=Relation.CONTRADICTS)
        return self.adopted().filter(pk__in=against.values(adopted=F("adopted_then")))

    def whole_and_past(self):
        """Neither about a part nor about the future: what can be adopted, agree or contradict."""
        return self.filter(about="", effective_on_first__lte=F("reported_on_last"))

    def known_on(self, day):
        """Public by the end of that day; ``None`` asks for all."""
        return self if day is None else self.filter(reported_on_last__lte=day)

    def spoken_for_a_side(self):
        """What any party says itself, and is not withdrawn."""
        return self.whole_and_past().kept().filter(statement__party__isnull=False)

    def spoken_for(self, party):
        """What a party says: neither joint statements for either side, nor what is withdrawn."""
        return self.spoken_for_a_side().filter(statement__party=party)

    def rivals_of(self, slug, road_map, day, status, disputed_on):
        """Adopted claims of the same road map and day that disagree. Takes values or OuterRefs."""
        same_day = self.adopted().filter(road_map=road_map, effective_on_last=day).exclude(slug=slug)
        return same_day.exclude(status=status, disputed_on=disputed_on)

    def _rivals_of_each(self):
        return self.model.objects.rivals_of(*map(OuterRef, ("slug", "road_map", "effective_on_last", "status", "disputed_on")))

    def with_rival(self):
        """Adopted claims that have a rival: there must be none."""
        return self.adopted().filter(Exists(self._rivals_of_each()))

    def with_adopted_rival(self):
        """Annotates ``adopted_rival``: the key of one that would step down if the claim were adopted, None where there is none."""
        return self.annotate(adopted_rival=Subquery(self._rivals_of_each().order_by("ledger_order").values("pk")[:1]))

    def with_relation(self, day, known_on=None):
        """Annotates ``relation``, as of ``day``: to the adopted claim in force on the claim's own effective day, whoever asks.

        How many claims stand beside what one *party* says is another question: see ``standing.reception()``.
        """
        evidence = self.model.objects.adopted().known_on(known_on).filter(road_map=OuterRef("road_map")).order_by("-ledger_order")
        then = evidence.filter(effective_on_last__lte=OuterRef("effective_on_last"))
        now = evidence.filter(effective_on_last__lte=day)
        claims = self.alias(
            adopted_then=Subquery(then.values("pk")[:1]),
            status_then=Subquery(then.values("status")[:1]),
            dispute_then=Subquery(then.values("disputed_on")[:1]),
            order_now=Subquery(now.values("ledger_order")[:1]),
        )
        apart = ~Q(about="") | Q(effective_on_first__gt=F("reported_on_last")) | Q(status_then=None)
        return claims.annotate(
            relation=Case(
                When(judgement=Judgement.WITHDRAWN, then=Value(Relation.WITHDRAWN)),
                When(Q(judgement=Judgement.ADOPTED) & Q(ledger_order=F("order_now")), then=Value(Relation.IN_FORCE)),
                When(Q(judgement=Judgement.ADOPTED) & Q(effective_on_last__gt=day), then=Value(Relation.LATER)),
                When(judgement=Judgement.ADOPTED, then=Value(Relation.EARLIER)),
                When(apart, then=Value(Relation.APART)),
                When(status=F("status_then"), disputed_on=F("dispute_then"), then=Value(Relation.AGREES)),
                default=Value(Relation.CONTRADICTS),
                output_field=CharField(),
            )
        )

    def with_what_stood_then(self):
        """After with_relation(): annotates ``stood_then``, the key of the adopted claim with which it compares."""
        return self.annotate(stood_then=F("adopted_then"))

    def with_number_of_sources(self):
        return self.annotate(number_of_sources=HowMany(_cited().values("pk")))

    def follow(self, statement):
        """Copy the day on which the statement became public. A copy of a value leaves no history of its own."""
        for claim in self.exclude(reported_on_last=statement.reported_on_last):
            claim.place_in_ledger(statement.reported_on_last)
            stored = self.model._base_manager.filter(pk=claim.pk)
            stored.update(reported_on_last=claim.reported_on_last, ledger_order=claim.ledger_order)


def _cited():
    """The citations of the statement in which a claim is made."""
    return Citation.objects.filter(statement=OuterRef("statement")).order_by()


class StatusClaim(Record):
    """One road map's status, as one statement gives it. Judged in roadmaps.adoption only; never moved to another road map."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="claims", verbose_name=_("statement"), help_text=_("Who said it, when, and by which sources.")
    )
    road_map = models.ForeignKey(
        RoadMap,
        models.PROTECT,
        related_name="claims",
        verbose_name=_("road map"),
        db_index=False,
        help_text=_("The item of which it speaks: search by title in any language, or by number."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        help_text=_(
            "What the statement says of it, e.g. agreed when the negotiators have settled the text, approved when the competent body has signed."
        ),
    )
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="claims", null=True, blank=True, verbose_name=_("term"),
        help_text=_("The negotiation's own word, where the statement uses one, e.g. initialled; it must mean the status given."),
    )  # fmt: skip
    disputed_on = SlugsField(
        _("disputed on"), to="Topic", help_text=_("What stands in the way, e.g. Gas: at least one topic exactly when the status is “disputed”.")
    )
    effective_on = DateSpanField(_("effective on"), help_text=_("From when it holds, by the statement, e.g. the day it was said."))
    basis = models.CharField(
        _("basis"),
        max_length=20,
        choices=Basis,
        default=Basis.STATED,
        help_text=_("“Stated” in so many words; “derived” when it follows from what is stated (“all but three are agreed”); or “implied”."),
    )
    about = models.CharField(
        _("about a part"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Only if it speaks of no more than a part, e.g. the price for 2020. Such a claim is shown beside the ledger and never adopted."),
    )
    note = models.TextField(_("note"), blank=True, default="", help_text=_("What a reader should know beside it, e.g. how it was derived."))
    judgement = models.CharField(_("judgement"), max_length=20, choices=Judgement, default=Judgement.RECORDED, editable=False)
    judgement_reason = models.TextField(_("reason of the judgement"), blank=True, default="", editable=False)

    relation: str
    """Annotated by with_relation(), as are the following by their like."""
    stood_then: str | None
    number_of_sources: int
    adopted_rival: str | None

    effective_on_first: datetime.date
    effective_on_last: datetime.date

    # Copies, kept true by derive() and Statement.save(), verified by check_record: they make the ledger's order one
    # indexed comparison and let the database refuse an adopted claim about the future.
    reported_on_last = models.DateField(editable=False)
    ledger_order = CodePointField(max_length=150, editable=False)

    objects: ClassVar[models.Manager] = StatusClaimQuerySet.as_manager()

    route = "status-claims"
    searched = ("about", "note")
    named_by = ("road_map_id", "status", "effective_on_first", "effective_on_last")
    found_by = ("search_text", "road_map__search_text", "road_map__titles__search_text", "statement__search_text", "statement__speaker__search_text")
    home_paths = ("statement__negotiation",)
    frozen = ("slug", "statement", "road_map")
    shares_negotiation = ("road_map", "term")

    class Meta:
        verbose_name = _("status claim")
        verbose_name_plural = _("status claims")
        permissions = [("overrule_statusclaim", "Can adopt a claim over an adopted rival of its day")]
        ordering = ["road_map_id", "ledger_order"]
        constraints = [
            is_one_of("statusclaim", "status", Status),
            is_one_of("statusclaim", "basis", Basis),
            is_one_of("statusclaim", "judgement", Judgement),
            span_is_whole("statusclaim", "effective_on"),
            models.CheckConstraint(
                name="statusclaim_dispute_has_topics",
                condition=(Q(status=Status.DISPUTED) & ~Q(disputed_on="")) | (~Q(status=Status.DISPUTED) & Q(disputed_on="")),
                violation_error_message=_("Name at least one topic in “disputed on” when the status is “disputed”, and none otherwise."),
            ),
            models.CheckConstraint(
                name="statusclaim_adopted_is_whole_and_past",
                condition=~Q(judgement=Judgement.ADOPTED) | Q(about="", effective_on_first__lte=F("reported_on_last")),
                violation_error_message=_(
                    "A claim about a part, or about the future, can not be adopted: record it beside, and file a promise as an event of kind deadline."
                ),
            ),
            models.CheckConstraint(
                name="statusclaim_withdrawn_has_a_reason",
                condition=~Q(judgement=Judgement.WITHDRAWN) | ~Q(judgement_reason=""),
                violation_error_message=_("Say why the claim is withdrawn."),
            ),
        ]
        indexes = [
            # Serves the ledger of a road map in order, and every claim of it.
            models.Index(fields=["road_map", "ledger_order"], name="statusclaim_ledger_idx"),
            # Serves the standing of a road map as of a day.
            models.Index(fields=["road_map", "ledger_order"], condition=Q(judgement=Judgement.ADOPTED), name="statusclaim_adopted_idx"),
        ]

    @staticmethod
    def named(road_map, status, effective_on_first, effective_on_last, language=None):
        return f"{road_map}: {word_of(Status, status, language)} ({worded(effective_on_first, effective_on_last)})"

    def derive(self):
        if self.statement.reported_on_last is None:
            raise ValidationError({"statement": NEEDS_A_DATE})
        if self.effective_on_last is None:
            self.effective_on = self.statement.said_on or self.statement.reported_on
        self.place_in_ledger(self.statement.reported_on_last)

    def place_in_ledger(self, reported_on_last) -> None:
        """Ledger order: last day of effect, last day of report, slug by code point."""
        self.reported_on_last = reported_on_last
        self.ledger_order = self.order_in_ledger()

    def order_in_ledger(self) -> str:
        return f"{self.effective_on_last} {self.reported_on_last} {self.slug}"

    @property
    def is_about_the_future(self) -> bool:
        return self.effective_on_first > self.reported_on_last

    @property
    def can_be_adopted(self) -> bool:
        """Neither about a part nor about the future."""
        return not self.about and not self.is_about_the_future

    @property
    def dispute(self) -> list[str]:
        """Slugs of the topics in dispute."""
        return self.disputed_on.split()

    def was_known_on(self, day) -> bool:
        """Whether it was public by the end of that day; ``None`` asks for any time."""
        return day is None or self.reported_on_last <= day

    def repeats(self, other: StatusClaim | None) -> bool:
        """Whether it says the same as ``other``: the same status and dispute."""
        return other is not None and (self.status, self.disputed_on) == (other.status, other.disputed_on)

    def source_keys(self) -> set[str]:
        return {citation.source_id for citation in self.statement.citations.all()}

    def rivals(self):
        """The adopted claims of the same day that disagree with this one."""
        return type(self).objects.rivals_of(self.slug, self.road_map_id, self.effective_on_last, self.status, self.disputed_on)

    def broken_links(self):
        yield from super().broken_links()
        if self.term and self.term.status != self.status:
            yield (
                "term",
                _("“%(term)s” means “%(means)s”, not “%(status)s”.")
                % {
                    "term": self.term,
                    "means": self.term.get_status_display(),
                    "status": self.get_status_display(),
                },
            )

    def broken_among_others(self):
        yield from super().broken_among_others()
        if self.judgement == Judgement.ADOPTED and (rival := self.rivals().first()):
            yield (
                "judgement",
                _("“%(rival)s” of the same day is adopted and disagrees (%(status)s): adopt this claim by its action, and the other steps down.")
                % {
                    "rival": rival.slug,
                    "status": rival.get_status_display(),
                },
            )
