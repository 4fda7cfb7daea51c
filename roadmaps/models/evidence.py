"""Sources, and the citations by which everything asserted rests on them."""

from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from roadmaps import revisions
from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import WebAddressField, is_language, is_one_of
from roadmaps.models.record import Record


class SourceKind(models.TextChoices):
    NEWS = "news", _("news")
    OFFICIAL = "official", _("official")
    TREATY = "treaty", _("treaty")
    RESEARCH = "research", _("research")
    SURVEY = "survey", _("survey")
    OPINION = "opinion", _("opinion")


class SourceQuality(models.TextChoices):
    PRIMARY = "primary", _("primary")
    WIRE = "wire", _("wire service")
    PRESS = "press", _("press")
    RESEARCH = "research", _("research")
    AGGREGATOR = "aggregator", _("aggregator")
    MIRROR = "mirror", _("mirror")
    MACHINE_TRANSLATED = "machine_translated", _("machine-translated")


class ReadExtent(models.TextChoices):
    FULL = "full", _("in full")
    EXCERPT = "excerpt", _("an excerpt")
    UNREAD = "unread", _("not read")


class Source(Record):
    """A page, document or broadcast. Off-line sources have no address."""

    title = models.CharField(_("title"), max_length=300)
    title_is_descriptive = models.BooleanField(_("title in our words"), default=False, help_text=_("Tick when the source has no title of its own."))
    publisher = models.CharField(_("publisher"), max_length=200)
    author = models.CharField(_("author"), max_length=200, blank=True, default="")
    web_address = WebAddressField(_("web address"), default="")
    archive_address = WebAddressField(_("archived at"), default="")
    published_on = DateSpanField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=3, validators=[is_language], help_text=_("ISO 639, e.g. en, ru, be."))
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    quality = models.CharField(_("quality"), max_length=20, choices=SourceQuality)
    read_extent = models.CharField(_("how much of it was read"), max_length=20, choices=ReadExtent)
    note = models.TextField(_("note"), blank=True, default="")

    searched = ("title", "publisher", "author", "web_address")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            is_one_of("source", "kind", SourceKind),
            is_one_of("source", "quality", SourceQuality),
            is_one_of("source", "read_extent", ReadExtent),
            span_is_whole("source", "published_on"),
            *(
                models.CheckConstraint(
                    name=f"source_{name}_is_http",
                    condition=Q(**{name: ""}) | Q(**{f"{name}__startswith": "http://"}) | Q(**{f"{name}__startswith": "https://"}),
                    violation_error_message=_("Write a web address that begins with http:// or https://."),
                )
                for name in ("web_address", "archive_address")
            ),
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title}"


CITING = ("statement", "road_map", "road_map_title", "succession", "summit", "agenda_item", "event", "aim", "poll")
"""What may cite a source; a citation stands under exactly one of them."""


class Citation(Record):
    """One thing asserted, one source that supports it, where in it, and a short quote."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    # The constraint of each of these links serves as its index.
    statement = models.ForeignKey("Statement", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    road_map = models.ForeignKey("RoadMap", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    road_map_title = models.ForeignKey("RoadMapTitle", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    succession = models.ForeignKey("Succession", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    summit = models.ForeignKey("Summit", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    agenda_item = models.ForeignKey("AgendaItem", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    event = models.ForeignKey("Event", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    aim = models.ForeignKey("Aim", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    poll = models.ForeignKey("Poll", models.CASCADE, related_name="citations", null=True, blank=True, db_index=False)
    locator = models.CharField(_("where in it"), max_length=200, blank=True, default="", help_text=_("Page, paragraph, minute."))
    quote = models.CharField(_("short quote"), max_length=500, blank=True, default="")

    searched = ("locator", "quote")
    home_paths = (
        "statement__negotiation",
        "road_map__negotiation",
        "road_map_title__road_map__negotiation",
        "succession__to_road_map__negotiation",
        "summit__negotiation",
        "agenda_item__summit__negotiation",
        "event__negotiation",
        "aim__negotiation",
        "poll__negotiation",
    )
    frozen = ("slug", *CITING)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="citation_stands_under_one",
                condition=Q(
                    *(Q(**{f"{other}__isnull": other != one for other in CITING}) for one in CITING),
                    _connector=Q.OR,
                ),
                violation_error_message=format_lazy(_("A citation stands under exactly one of: {allowed}."), allowed=", ".join(CITING)),
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "source", "locator"],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"citation_once_per_{name}",
                    violation_error_message=_("This source is cited here already, at the same place in it."),
                )
                for name in CITING
            ),
        ]

    def __str__(self):
        return f"{getattr(self, f'{self.parent}_id', None)} – {self.source_id}"

    @property
    def parent(self) -> str:  # type: ignore[override]
        """The link under which it stands."""
        return next((name for name in CITING if getattr(self, f"{name}_id")), "")

    def scopes(self):
        return getattr(self, self.parent).scopes() if self.parent else super().scopes()

    def save(self, **options):
        """A statement whose day of publication nobody typed takes it from its sources."""
        with revisions.writing(self.scopes()):
            super().save(**options)
            if self.statement_id and self.statement.waits_for_a_dated_source and self.source.published_on:
                self.statement.save()
