"""The items of a negotiation, their titles, and what became of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roadmaps.models.dates import DateSpan, DateSpanField, span_is_whole
from roadmaps.models.fields import is_language, is_one_of
from roadmaps.models.negotiation import Negotiation, Topic
from roadmaps.models.record import Record, RecordQuerySet
from roadmaps.questions import standing

if TYPE_CHECKING:
    from roadmaps.models.claim import StatusClaim


class TitleBasis(models.TextChoices):
    OFFICIAL = "official", pgettext_lazy("title", "official")
    ATTESTED = "attested", _("attested: a source names it as an item")
    INFERRED = "inferred", _("inferred from the areas of the programme")
    UNKNOWN = "unknown", _("unknown")


class RoadMapQuerySet(RecordQuerySet):
    def as_of(self, day=None, known_on=None, according_to=None):
        """Each road map with its standing on ``day``; see roadmaps.questions.standing."""
        return standing.as_of(self, day, known_on, according_to)

    def without_title(self):
        return self.filter(title="")

    def without_claim(self):
        """Nothing is said of them that counts or stands beside; what was withdrawn says nothing."""
        kept = apps.get_model("roadmaps", "StatusClaim").objects.kept().filter(road_map=OuterRef("pk"))
        return self.filter(~Exists(kept))


class RoadMap(Record):
    """One item of a negotiation. It has no status of its own: its standing on a day follows from claims."""

    negotiation = models.ForeignKey(
        Negotiation,
        models.PROTECT,
        related_name="road_maps",
        db_index=False,
        verbose_name=_("negotiation"),
        help_text=_("The talks in which it is an item."),
    )
    sequence = models.PositiveIntegerField(_("sequence"), help_text=_("Its place in the lists of this record, e.g. 7; it is not a public number."))
    number = models.CharField(_("number"), max_length=20, blank=True, default="", help_text=_("Only when a source gives one, e.g. 31."))
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("In English, e.g. Common gas market. Leave it empty while no source names it; wordings in other languages stand below."),
    )
    title_basis = models.CharField(
        _("basis of the title"),
        max_length=20,
        choices=TitleBasis,
        default=TitleBasis.UNKNOWN,
        help_text=_(
            "How the title is known: “official” from a published list, “attested” when a source names it as an item, “inferred” when only its area is known."
        ),
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        related_name="road_maps",
        null=True,
        blank=True,
        verbose_name=_("topic"),
        help_text=_("By which readers find it beside others, e.g. Gas."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        default="",
        help_text=_(
            "What it is about, in our own words, e.g. “Equal prices for gas in both countries from 2025.” What happened to it is told by claims."
        ),
    )

    objects: ClassVar[models.Manager] = RoadMapQuerySet.as_manager()

    route = "road-maps"
    searched = ("number", "title", "summary")
    found_by = ("search_text", "titles__search_text")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")
    standing: StatusClaim | None = None
    """The claim by which it stands; joined by as_of(), as is the rest."""
    since_first: datetime.date | None
    since_last: datetime.date | None
    previous_status: str | None
    agreeing: int
    contradicting: int

    class Meta:
        verbose_name = _("road map")
        verbose_name_plural = _("road maps")
        ordering = ["negotiation_id", "sequence"]
        constraints = [
            is_one_of("roadmap", "title_basis", TitleBasis),
            # Serves the list of one negotiation in its order as well.
            models.UniqueConstraint(
                fields=["negotiation", "sequence"],
                name="roadmap_sequence_is_unique_in_negotiation",
                violation_error_message=_("Another road map of this negotiation has this sequence."),
            ),
            models.UniqueConstraint(
                fields=["negotiation", "number"],
                condition=~Q(number=""),
                name="roadmap_number_is_unique_in_negotiation",
                violation_error_message=_("Another road map of this negotiation has this number."),
            ),
            models.CheckConstraint(
                name="roadmap_title_is_unknown_or_given",
                condition=Q(title="", title_basis=TitleBasis.UNKNOWN) | (~Q(title="") & ~Q(title_basis=TitleBasis.UNKNOWN)),
                violation_error_message=_("Give a title and its basis, or neither (basis “unknown”)."),
            ),
        ]

    def __str__(self):
        return self.title or _("%(item)s of unknown title (%(slug)s)") % {"item": self.negotiation.item_word, "slug": self.slug}

    @property
    def since(self) -> DateSpan | None:
        """Since when it has stood as it does; after as_of()."""
        return DateSpan(self.since_first, self.since_last) if self.since_first and self.since_last else None


class TitleKind(models.TextChoices):
    OFFICIAL = "official", pgettext_lazy("title", "official")
    PRESS = "press", _("press wording")
    TRANSLATION = "translation", _("our translation")


class RoadMapTitle(Record):
    """A title of a road map in a language, as a source words it."""

    road_map = models.ForeignKey(
        RoadMap, models.CASCADE, related_name="titles", verbose_name=_("road map"), help_text=_("The item that the source names so.")
    )
    language = models.CharField(_("language"), max_length=3, validators=[is_language], help_text=_("Two or three letters of ISO 639, e.g. ru or be."))
    kind = models.CharField(
        _("kind"), max_length=20, choices=TitleKind, help_text=_("From the document itself, as the press words it, or translated by us.")
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("Letter for letter, e.g. Объединение рынков газа."))
    note = models.TextField(_("note"), blank=True, default="", help_text=_("e.g. the case in which the source has it, or that it leaves a word out."))

    searched = ("title",)
    found_by = ("search_text", "road_map__search_text")
    home_paths = ("road_map__negotiation",)
    frozen = ("slug", "road_map")
    parent = "road_map"

    class Meta:
        verbose_name = _("title in a language")
        verbose_name_plural = _("titles in languages")
        ordering = ["slug"]
        constraints = [is_one_of("roadmaptitle", "kind", TitleKind)]

    def __str__(self):
        return f"{self.title} ({self.language})"


class SuccessionKind(models.TextChoices):
    CONTINUES = "continues", _("continues")
    MERGES = "merges", _("merges into")
    SPLITS = "splits", _("splits into")
    RENAMES = "renames", _("is renamed to")


class Succession(Record):
    """One road map carried on in another: within a negotiation or from one to the next."""

    from_road_map = models.ForeignKey(
        RoadMap,
        models.PROTECT,
        related_name="became",
        db_index=False,
        verbose_name=pgettext_lazy("road map", "from"),
        help_text=_("The earlier item, e.g. the road map of 2019."),
    )
    to_road_map = models.ForeignKey(
        RoadMap,
        models.PROTECT,
        related_name="came_from",
        verbose_name=pgettext_lazy("road map", "to"),
        help_text=_("The item in which it is carried on, e.g. the programme of 2021."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=SuccessionKind,
        help_text=_("Two that become one: a “merges into” from each. One that becomes two: a “splits into” to each."),
    )
    on = DateSpanField(pgettext_lazy("date", "on"), null=True, blank=True, help_text=_("When the later one took its place, if a source says so."))
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What was carried on, or how it is known, e.g. “Only the part on excise.”")
    )

    searched = ("note",)
    found_by = (
        "search_text", "from_road_map__search_text", "from_road_map__titles__search_text", "to_road_map__search_text", "to_road_map__titles__search_text",
    )  # fmt: skip
    home_paths = ("to_road_map__negotiation",)
    frozen = ("slug", "from_road_map", "to_road_map")
    shown_with = "to_road_map"

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["slug"]
        constraints = [
            is_one_of("succession", "kind", SuccessionKind),
            span_is_whole("succession", "on"),
            # Serves what became of a road map as well.
            models.UniqueConstraint(
                fields=["from_road_map", "to_road_map"],
                name="succession_is_stated_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                name="succession_links_two",
                condition=~Q(from_road_map=F("to_road_map")),
                violation_error_message=_("A road map does not succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.from_road_map_id} → {self.to_road_map_id}"

    def scopes(self):
        """It changes what is shown of both."""
        linked = [getattr(self, name) for name in ("from_road_map", "to_road_map") if getattr(self, f"{name}_id")]
        return {road_map.scope for road_map in linked} or super().scopes()

    def shown_in(self):
        return [self.to_road_map, self.from_road_map]
