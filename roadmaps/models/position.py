"""What a party wants."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import is_one_of
from roadmaps.models.negotiation import Party, Topic
from roadmaps.models.record import Record
from roadmaps.models.road_map import RoadMap
from roadmaps.models.statement import Statement


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    CONDITIONAL = "conditional", _("on conditions")
    OPPOSES = "opposes", _("opposes")
    UNSTATED = "unstated", _("unstated")


class Position(Record):
    """A party's position on a topic, on a road map, or in general."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="positions", verbose_name=_("statement"), help_text=_("Who said it, when, and by which sources.")
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="positions",
        verbose_name=_("party"),
        help_text=_("Whose position it is, e.g. Belarus; a Russian minister may describe it too."),
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        related_name="positions",
        null=True,
        blank=True,
        verbose_name=_("topic"),
        help_text=_("What it is about, e.g. Gas; empty for a road map or for the talks in general."),
    )
    road_map = models.ForeignKey(
        RoadMap,
        models.PROTECT,
        related_name="positions",
        null=True,
        blank=True,
        verbose_name=_("road map"),
        help_text=_("If it is about one item; empty for a topic or for the talks in general."),
    )
    held_on = DateSpanField(_("held on"), null=True, blank=True, help_text=_("When it was held, e.g. 2019-12; empty when the source does not say."))
    stance = models.CharField(
        _("stance"),
        max_length=20,
        choices=Stance,
        default=Stance.UNSTATED,
        help_text=_("How the party stands to it; “on conditions” when it names a price."),
    )
    summary = models.TextField(_("position, in our own words"), help_text=_("e.g. “Gas at the price of the Smolensk region from 2020.”"))
    note = models.TextField(_("note"), blank=True, default="", help_text=_("What a reader should know beside it."))

    route = "positions"
    searched = ("summary", "note")
    found_by = ("search_text", "statement__search_text", "statement__speaker__search_text", "party__search_text")
    home_paths = ("statement__negotiation",)
    frozen = ("slug", "statement")
    shares_negotiation = ("road_map",)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["slug"]
        constraints = [
            is_one_of("position", "stance", Stance),
            span_is_whole("position", "held_on"),
            models.CheckConstraint(
                name="position_is_on_one_thing",
                condition=Q(topic__isnull=True) | Q(road_map__isnull=True),
                violation_error_message=_("A position is on a topic, on a road map, or in general (neither)."),
            ),
        ]

    def __str__(self):
        return f"{self.party_id}: {self.summary[:60]}"
