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

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="positions", verbose_name=_("statement"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="positions", verbose_name=_("party"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="positions", null=True, blank=True, verbose_name=_("topic"))
    road_map = models.ForeignKey(RoadMap, models.PROTECT, related_name="positions", null=True, blank=True, verbose_name=_("road map"))
    held_on = DateSpanField(_("held on"), null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, default=Stance.UNSTATED)
    summary = models.TextField(_("position, in our own words"))
    note = models.TextField(_("note"), blank=True, default="")

    searched = ("summary", "note")
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
