"""What a statement says of the number of road maps. Never overwritten, averaged or made to grow."""

import datetime
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import SlugsField, is_one_of
from roadmaps.models.record import Record, RecordQuerySet
from roadmaps.models.statement import Statement
from roadmaps.models.status import Status


class TallyUnit(models.TextChoices):
    ITEM = "item", _("items of the negotiation")
    MEASURE = "measure", _("measures")
    CLAUSE = "clause", _("clauses")
    PLAN = "plan", _("plans")
    SHARE_OF_POSITIONS = "share_of_positions", _("share of positions")


class TallyStage(models.TextChoices):
    """What the word "agreed" of a count meant."""

    LISTED = "listed", _("listed or planned")
    AGREED = "agreed", _("agreed in essence")
    READY_TO_SIGN = "ready_to_sign", _("ready to sign")
    ENDORSED_BY_ONE_SIDE = "endorsed_by_one_side", _("endorsed by one side")
    APPROVED = "approved", _("approved")
    IMPLEMENTED = "implemented", _("carried out")

    @property
    def covers(self) -> tuple[Status, ...]:
        """The statuses that the ledger counts for this stage; none where the vocabulary has no equal."""
        return COVERED[self]


_DONE = (Status.IMPLEMENTED,)
_APPROVED = (Status.APPROVED, Status.IMPLEMENTING, *_DONE)
_AGREED = (Status.AGREED, *_APPROVED)
COVERED = {
    TallyStage.LISTED: (Status.PLANNED, Status.NEGOTIATING, Status.DISPUTED, Status.SUSPENDED, *_AGREED),
    TallyStage.AGREED: _AGREED,
    TallyStage.READY_TO_SIGN: _AGREED,
    TallyStage.ENDORSED_BY_ONE_SIDE: (),
    TallyStage.APPROVED: _APPROVED,
    TallyStage.IMPLEMENTED: _DONE,
}


class TallyBasis(models.TextChoices):
    STATED = "stated", _("stated")
    APPROXIMATE = "approximate", _("approximate")
    AT_LEAST = "at_least", _("at least")
    RANGE = "range", _("a range")
    DERIVED = "derived", _("derived from what remains")
    IMPLIED = "implied", _("implied")
    ATTRIBUTED = "attributed", _("attributed by somebody else")
    WORDS_ONLY = "words_only", _("words only")
    NOT_A_COUNT = "not_a_count", _("not a count of items")


def _amount(label, **options):
    return models.DecimalField(label, max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **options)


def _percent(label, **options):
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)], **options
    )


def _in_order(low, high):
    return Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)})


class TallyQuerySet(RecordQuerySet):
    def known_on(self, day):
        """Public by the end of that day; ``None`` asks for all."""
        return self if day is None else self.filter(statement__reported_on_last__lte=day)

    def counted_by(self, day):
        """That count this day or an earlier one; of those that name none, the day on which it was said, or became public, tells."""
        day_told = Coalesce("counted_on_last", "statement__said_on_last", "statement__reported_on_last")
        return self.alias(day_told=day_told).filter(day_told__lte=day)

    def with_verdict(self, known_on=None):
        """Each with ``verdict``, what becomes of it beside the ledger; see roadmaps.questions.verdict."""
        from roadmaps.questions import verdict  # it asks all the models

        return verdict.with_verdict(self, known_on)


class Tally(Record):
    """A reported count: so many agreed of so many, on a day, by somebody."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="tallies", verbose_name=_("statement"), help_text=_("Who counted, when, and by which sources.")
    )
    counted_on = DateSpanField(
        _("counted on"), null=True, blank=True, help_text=_("The day of which the number is true; empty when the source does not say.")
    )
    counted_on_last: datetime.date | None
    unit = models.CharField(
        _("unit"),
        max_length=20,
        choices=TallyUnit,
        default=TallyUnit.ITEM,
        help_text=_("What is counted. Only items of the negotiation can be compared with the ledger."),
    )
    stage = models.CharField(
        _("stage"),
        max_length=20,
        choices=TallyStage,
        default=TallyStage.AGREED,
        help_text=_("What “agreed” meant to the speaker, e.g. agreed in essence, or approved by the governments."),
    )
    agreed_min = _amount(_("agreed, at least"), help_text=_("e.g. 26 for “26 or 27”."))
    agreed_max = _amount(
        _("agreed, at most"), help_text=_("The same number twice when one was given; 28.5 is real; both empty when only words were given.")
    )
    total = _amount(_("of a total of"), help_text=_("As the speaker has it, e.g. 31, even where the record has another."))
    remaining = _amount(_("remaining"), help_text=_("If it was said, e.g. 3; it is not computed."))
    percent_min = _percent(_("per cent, at least"), help_text=_("Only when a share was given in place of a number, e.g. 90."))
    percent_max = _percent(_("per cent, at most"), help_text=_("The same number twice when one was given."))
    basis = models.CharField(
        _("basis"),
        max_length=20,
        choices=TallyBasis,
        default=TallyBasis.STATED,
        help_text=_("How the number arose, e.g. “derived” for 28 of 31 when three were said to remain."),
    )
    remaining_on = SlugsField(_("topics said to remain"), to="Topic", help_text=_("What is said to remain open, e.g. Gas, Oil and Tax."))
    as_worded = models.TextField(
        _("as worded"), blank=True, default="", help_text=_("The count as the source words it, e.g. “more than two thirds are ready”.")
    )
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What a reader should know beside it, e.g. that the same article gives another total.")
    )

    objects: ClassVar[models.Manager] = TallyQuerySet.as_manager()

    route = "tallies"
    searched = ("as_worded", "note")
    found_by = ("search_text", "statement__search_text", "statement__speaker__search_text")
    home_paths = ("statement__negotiation",)
    frozen = ("slug", "statement")

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["slug"]
        constraints = [
            is_one_of("tally", "unit", TallyUnit),
            is_one_of("tally", "stage", TallyStage),
            is_one_of("tally", "basis", TallyBasis),
            span_is_whole("tally", "counted_on"),
            models.CheckConstraint(
                name="tally_bounds_are_in_order",
                condition=_in_order("agreed_min", "agreed_max") & _in_order("percent_min", "percent_max"),
                violation_error_message=_("“At least” is more than “at most”."),
            ),
            models.CheckConstraint(
                name="tally_agrees_on_no_more_than_there_is",
                condition=_in_order("agreed_min", "total") & _in_order("agreed_max", "total") & _in_order("remaining", "total"),
                violation_error_message=_("More are agreed, or remain, than there are."),
            ),
            models.CheckConstraint(
                name="tally_is_not_negative",
                condition=Q(
                    *(
                        Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
                        for name in ("agreed_min", "agreed_max", "total", "remaining", "percent_min", "percent_max")
                    )
                ),
                violation_error_message=_("A count is not negative."),
            ),
        ]

    def __str__(self):
        return f"{self.statement}: {self.worded_count()}"

    def worded_count(self) -> str:
        return worded_count(*(getattr(self, name) for name in COUNTED))

    def counts_statuses(self) -> bool:
        """Whether the vocabulary of statuses has an equal for what was counted."""
        return bool(TallyStage(self.stage).covers)


COUNTED = ("agreed_min", "agreed_max", "percent_min", "percent_max", "total")
"""The columns that hold what was counted."""


def worded_count(agreed_min, agreed_max, percent_min, percent_max, total) -> str:
    """e.g. “16 of 31”, “26–27 of 33”, “≥ 46 %”, “in words only”."""
    if agreed_min is not None or agreed_max is not None:
        return str(_("%(agreed)s of %(total)s") % {"agreed": _bounds(agreed_min, agreed_max), "total": _plain(total)})
    if percent_min is not None or percent_max is not None:
        return f"{_bounds(percent_min, percent_max)} %"
    return str(_("in words only") if total is None else _("total %(total)s") % {"total": _plain(total)})


def _plain(number) -> str:
    """Without trailing zeros, and never as 3E+1."""
    return "?" if number is None else f"{Decimal(number).normalize():f}"


def _bounds(low, high) -> str:
    if low == high:
        return _plain(low)
    if high is None:
        return f"≥ {_plain(low)}"
    return f"≤ {_plain(high)}" if low is None else f"{_plain(low)}–{_plain(high)}"
