"""Where things were said and decided: meetings with their agenda, and events that are not meetings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import SlugsField, TextsField, TranslationsField, is_one_of
from roadmaps.models.negotiation import Negotiation
from roadmaps.models.record import Record
from roadmaps.models.road_map import RoadMap
from roadmaps.models.status import Basis


class SummitLevel(models.TextChoices):
    HEADS_OF_STATE = "heads_of_state", _("heads of state")
    HEADS_OF_GOVERNMENT = "heads_of_government", _("heads of government")
    MINISTERS = "ministers", _("ministers")
    EXPERTS = "experts", _("experts")


class Summit(Record):
    """A meeting."""

    negotiation = models.ForeignKey(
        Negotiation,
        models.PROTECT,
        related_name="summits",
        db_index=False,
        verbose_name=_("negotiation"),
        help_text=_("The talks to which it belongs."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("e.g. Meeting of the presidents in Sochi."))
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=SummitLevel,
        help_text=_("The highest at the table: an hour of presidents between two days of ministers is “heads of state”."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True, default="", help_text=_("Town, or building and town, e.g. St Petersburg."))
    held_on = DateSpanField(_("held on"), help_text=_("The day, or the first and the last day with a stroke between."))
    outcome = models.TextField(
        _("outcome"),
        blank=True,
        default="",
        help_text=_(
            "What it ended with, in our own words, e.g. “Nothing signed; gas, oil and tax stay open.” How single items stand is said by statements."
        ),
    )
    parties = SlugsField(_("parties"), to="Party", help_text=_("Who met, e.g. Belarus and Russia."))
    participants = TextsField(_("participants"), help_text=_("One name a line, e.g. Sergei Rumas."))
    note = models.TextField(_("note"), blank=True, default="", help_text=_("e.g. a source that gives another date."))
    translations = TranslationsField(_("title in other languages"), help_text=_("One language a line, e.g. ru: Встреча президентов в Сочи"))

    route = "summits"
    searched = ("title", "translations", "place", "outcome", "participants")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")

    class Meta:
        verbose_name = _("summit")
        verbose_name_plural = _("summits")
        ordering = ["negotiation_id", "held_on_last", "slug"]
        constraints = [is_one_of("summit", "level", SummitLevel), span_is_whole("summit", "held_on")]
        # Serves the meetings of a negotiation in order of time.
        indexes = [models.Index(fields=["negotiation", "held_on_last", "slug"], name="summit_by_day_idx")]

    def __str__(self):
        return f"{self.title} ({self.held_on})"


class AgendaItem(Record):
    """A road map that stood on the agenda of a summit."""

    summit = models.ForeignKey(Summit, models.CASCADE, related_name="agenda", db_index=False, verbose_name=_("summit"), help_text=_("The meeting."))
    road_map = models.ForeignKey(
        RoadMap, models.PROTECT, related_name="agenda_items", verbose_name=_("road map"), help_text=_("The item that was to be discussed there.")
    )
    basis = models.CharField(
        _("basis"),
        max_length=20,
        choices=Basis,
        default=Basis.STATED,
        help_text=_("“Stated” when a source names it on the agenda; “implied” when only “all road maps” were to be discussed, say."),
    )
    note = models.TextField(_("note"), blank=True, default="", help_text=_("e.g. “Put on the agenda the evening before.”"))

    searched = ("note",)
    found_by = ("search_text", "road_map__search_text", "road_map__titles__search_text", "summit__search_text")
    home_paths = ("summit__negotiation",)
    frozen = ("slug", "summit", "road_map")
    shares_negotiation = ("road_map",)
    parent = "summit"

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["slug"]
        constraints = [
            is_one_of("agendaitem", "basis", Basis),
            # Serves the agenda of a summit as well.
            models.UniqueConstraint(
                fields=["summit", "road_map"],
                name="agendaitem_once_per_summit",
                violation_error_message=_("This road map is on the agenda already."),
            ),
        ]

    def __str__(self):
        return f"{self.summit_id}: {self.road_map_id}"


class EventKind(models.TextChoices):
    SIGNING = "signing", _("signing")
    STATEMENT = "statement", pgettext_lazy("kind of event", "statement")
    PROTEST = "protest", _("protest")
    PUBLICATION = "publication", _("publication")
    DEADLINE = "deadline", _("deadline")
    CALL = "call", _("telephone call")
    ENTRY_INTO_FORCE = "entry_into_force", _("entry into force")


class Certainty(models.TextChoices):
    REPORTED = "reported", _("reported")
    ANNOUNCED = "announced", _("announced")
    INFERRED = "inferred", _("inferred")


class Event(Record):
    """What is not a meeting. A promise is an event of kind deadline: set on one day, due on another."""

    negotiation = models.ForeignKey(
        Negotiation, models.PROTECT, related_name="events", verbose_name=_("negotiation"), help_text=_("The talks to which it belongs.")
    )
    summit = models.ForeignKey(
        Summit,
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("at the summit"),
        help_text=_("If it happened at a meeting, e.g. a signing at the summit in Minsk."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("e.g. Programme of action initialled."))
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=EventKind,
        help_text=_("A promise (“all will be signed by 8 December”) is a deadline: its due date may slip, and that is recorded as another one."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True, default="", help_text=_("Town, or building and town, e.g. Minsk."))
    happened_on = DateSpanField(_("happened on"), null=True, blank=True, help_text=_("For everything but a deadline: when it took place."))
    set_on = DateSpanField(_("set on"), null=True, blank=True, help_text=_("For a deadline: when it was set, if known."))
    due_on = DateSpanField(_("due on"), null=True, blank=True, help_text=_("For a deadline: when it was due."))
    certainty = models.CharField(
        _("certainty"),
        max_length=20,
        choices=Certainty,
        default=Certainty.REPORTED,
        help_text=_("“Reported” that it took place, “announced” that it would, or “inferred” by us from what is reported."),
    )
    outcome = models.TextField(_("outcome"), blank=True, default="", help_text=_("What came of it, e.g. “Missed; a new date was set a week later.”"))
    participants = TextsField(_("participants"), help_text=_("One name a line, e.g. Dmitry Krutoi."))
    note = models.TextField(_("note"), blank=True, default="", help_text=_("e.g. a source that gives another date."))

    route = "events"
    searched = ("title", "place", "outcome", "participants")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")
    shares_negotiation = ("summit",)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["negotiation_id", "slug"]
        constraints = [
            is_one_of("event", "kind", EventKind),
            is_one_of("event", "certainty", Certainty),
            span_is_whole("event", "happened_on"),
            span_is_whole("event", "set_on"),
            span_is_whole("event", "due_on"),
            models.CheckConstraint(
                name="event_has_the_dates_of_its_kind",
                condition=Q(kind=EventKind.DEADLINE, due_on_last__isnull=False, happened_on_last__isnull=True)
                | (~Q(kind=EventKind.DEADLINE) & Q(happened_on_last__isnull=False, due_on_last__isnull=True, set_on_last__isnull=True)),
                violation_error_message=_(
                    "A deadline has the date it is due (and the one it was set, if known); every other event the date it happened."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.due_on or self.happened_on})"
