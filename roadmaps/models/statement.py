"""Somebody said something, somewhere, on a day, and these sources report it."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roadmaps.models.dates import DateSpanField, span_is_whole, worded
from roadmaps.models.fields import is_one_of, word_of
from roadmaps.models.negotiation import Negotiation, Party, Speaker
from roadmaps.models.occasion import Event, Summit
from roadmaps.models.record import Record


class Voice(models.TextChoices):
    PARTY = "party", _("a party")
    JOINT = "joint", _("the parties jointly")
    PRESS = "press", _("the press")
    RESEARCH = "research", _("research")
    OTHER = "other", _("other")


class Statement(Record):
    """One utterance with its sources. What it asserts are its claims, tallies and positions."""

    negotiation = models.ForeignKey(
        Negotiation, models.PROTECT, related_name="statements", verbose_name=_("negotiation"), help_text=_("The talks of which it speaks.")
    )
    speaker = models.ForeignKey(
        Speaker,
        models.PROTECT,
        related_name="statements",
        null=True,
        blank=True,
        verbose_name=_("speaker"),
        help_text=_("Who said it, e.g. Maxim Oreshkin; empty when the source names nobody."),
    )
    voice = models.CharField(
        _("voice"),
        max_length=20,
        choices=Voice,
        help_text=_("For whom it speaks: one party, the parties jointly, the press in its own name, research, or somebody else."),
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="statements", null=True, blank=True, verbose_name=_("for the side of"),
        help_text=_("For the voice “a party” the party, e.g. Russia; for “the parties jointly” their joint body; empty for any other."),
    )  # fmt: skip
    reported_on_last: datetime.date | None
    said_on = DateSpanField(_("said on"), null=True, blank=True, help_text=_("The day of the speech, interview or report."))
    reported_on = DateSpanField(
        _("became public on"),
        null=True,
        blank=True,
        help_text=_("Leave it empty to take the date of its earliest dated source, else the day it was said."),
    )
    reported_on_inferred = models.BooleanField(_("publication day inferred"), default=False, editable=False)
    summit = models.ForeignKey(
        Summit,
        models.PROTECT,
        related_name="statements",
        null=True,
        blank=True,
        verbose_name=_("at the summit"),
        help_text=_("If it was said at a meeting, e.g. the summit in Sochi."),
    )
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="statements",
        null=True,
        blank=True,
        verbose_name=_("at the event"),
        help_text=_("If it was said at an event, e.g. a signing."),
    )
    wording = models.TextField(
        _("what was said, in our own words"),
        blank=True,
        default="",
        help_text=_("e.g. “Oreshkin says that all road maps but gas, oil and tax are agreed.” A short quote belongs with its source."),
    )
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What a reader should know beside it, e.g. “The ministry's site words this differently.”")
    )

    route = "statements"
    searched = ("wording", "note")
    named_by = ("speaker__name", "voice", "said_on_first", "said_on_last")
    found_by = ("search_text", "speaker__search_text")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")
    shares_negotiation = ("summit", "event")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["slug"]
        constraints = [
            is_one_of("statement", "voice", Voice),
            span_is_whole("statement", "said_on"),
            span_is_whole("statement", "reported_on"),
            models.CheckConstraint(
                name="statement_speaks_for_its_party",
                condition=Q(voice__in=[Voice.PARTY, Voice.JOINT], party__isnull=False)
                | (~Q(voice__in=[Voice.PARTY, Voice.JOINT]) & Q(party__isnull=True)),
                violation_error_message=_("Name the party for the voices “party” and “joint”, and for no other."),
            ),
            models.CheckConstraint(
                name="statement_is_reported_after_it_is_said",
                condition=Q(said_on_first__isnull=True) | Q(reported_on_last__isnull=True) | Q(reported_on_last__gte=F("said_on_first")),
                violation_error_message=_("It became public before it was said."),
            ),
        ]

    @staticmethod
    def named(speaker, voice, said_on_first, said_on_last, language=None):
        return f"{speaker or word_of(Voice, voice, language)}, {worded(said_on_first, said_on_last) or _('undated')}"

    def derive(self):
        """The day it became public, where nobody typed one."""
        if self.reported_on is None or (self.reported_on_inferred and not self._was_given_another_day()):
            self.became_public(() if self._state.adding else [citation.source for citation in self.citations.select_related("source")])
        else:
            self.reported_on_inferred = False

    @property
    def waits_for_a_dated_source(self) -> bool:
        """Whether nobody typed when it became public, and no source has told."""
        return self.reported_on is None or self.reported_on_inferred

    def _was_given_another_day(self) -> bool:
        return type(self)._base_manager.filter(pk=self.pk).exclude(reported_on_last=self.reported_on_last).exists()

    def became_public(self, sources) -> None:
        """On the date of the earliest dated source, else on the day it was said."""
        dates = [source.published_on for source in sources if source.published_on]
        self.reported_on = min(dates, key=lambda span: span.last, default=self.said_on)
        self.reported_on_inferred = not dates and self.said_on is not None

    def _dated_sources(self):
        return self.citations.exclude(source__published_on_last=None)

    def broken_among_others(self):
        yield from super().broken_among_others()
        if self._state.adding:
            return
        if self.reported_on_last is None:  # a form asks before derive() has filled it
            ahead = self.claims.exists() and not (self.said_on or self._dated_sources().exists())
        else:
            ahead = self.claims.adopted().filter(effective_on_first__gt=self.reported_on_last).exists()
        if ahead:
            yield "reported_on", _("An adopted claim of this statement would then be about the future, or of no day at all.")

    def save(self, **options):
        super().save(**options)
        self.claims.follow(self)
