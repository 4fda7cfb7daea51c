"""Sources, and the citations by which everything asserted rests on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from roadmaps import revisions
from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import WebAddressField, is_language, is_one_of
from roadmaps.models.record import Record, RecordQuerySet


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


SECOND_HAND = (SourceQuality.AGGREGATOR, SourceQuality.MIRROR, SourceQuality.MACHINE_TRANSLATED)
"""Copies of somebody else's text: what rests on nothing better should be looked up at its origin."""


class ReadExtent(models.TextChoices):
    FULL = "full", _("in full")
    EXCERPT = "excerpt", _("an excerpt")
    UNREAD = "unread", _("not read")


class SourceQuerySet(RecordQuerySet):
    def undated(self):
        return self.filter(published_on_last=None)

    def not_archived(self):
        """Pages on the web of which no copy is kept."""
        return self.exclude(web_address="").filter(archive_address="")


class Source(Record):
    """A page, document or broadcast. Off-line sources have no address."""

    title = models.CharField(_("title"), max_length=300, help_text=_("As it stands on the page, in its own language."))
    title_is_descriptive = models.BooleanField(
        _("title in our words"),
        default=False,
        help_text=_("Tick it when the source has no title of its own and this one is ours, e.g. “Evening news of 20 December”."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, help_text=_("The outlet or body, e.g. BelTA."))
    author = models.CharField(
        _("author"), max_length=200, blank=True, default="", help_text=_("As given, e.g. Flavia Di Mauro; empty when none is named.")
    )
    web_address = WebAddressField(
        _("web address"), default="", help_text=_("Where it was read, beginning with https:// or http://; empty for a paper or a broadcast.")
    )
    archive_address = WebAddressField(
        _("archived at"),
        default="",
        help_text=_("A copy that stays, e.g. https://web.archive.org/web/2019/https://example.org/news. Pages vanish: archive it when you cite it."),
    )
    published_on = DateSpanField(_("published on"), null=True, blank=True, help_text=_("The date on the page; empty when it has none."))
    language = models.CharField(
        _("language"), max_length=3, validators=[is_language], help_text=_("Two or three letters of ISO 639, e.g. en, ru or be.")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind, help_text=_("What it is, e.g. news for a report and official for what a body publishes itself.")
    )
    quality = models.CharField(
        _("quality"),
        max_length=20,
        choices=SourceQuality,
        help_text=_(
            "How near it is to what it reports: primary for the document or speech itself; aggregator, mirror and machine-translated for copies of somebody else's text."
        ),
    )
    read_extent = models.CharField(
        _("how much of it was read"),
        max_length=20,
        choices=ReadExtent,
        help_text=_("How much of it somebody here has read; an excerpt may leave out what stands further down."),
    )
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What the next editor should know, e.g. “The date was corrected a day later.”")
    )

    objects: ClassVar[models.Manager] = SourceQuerySet.as_manager()

    route = "sources"
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


NEEDS_A_SOURCE = _("Name at least one source: a statement without one can not be kept.")

_replacing: ContextVar[bool] = ContextVar("the sources of a statement are being replaced", default=False)


@contextmanager
def replacing_sources(statement: str | None) -> Iterator[None]:
    """Inside, the statement (its slug) may be without a source for a moment; ValidationError if it still is at the end."""
    token = _replacing.set(True)
    try:
        yield
    finally:
        _replacing.reset(token)
    if statement and not Citation.objects.filter(statement=statement).exists():
        raise ValidationError(NEEDS_A_SOURCE)


class Citation(Record):
    """One thing asserted, one source that supports it, where in it, and a short quote."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="citations",
        verbose_name=_("source"),
        help_text=_("What supports it: search by title, publisher or author."),
    )
    # The constraint of each of these links serves as its index.
    statement = models.ForeignKey(
        "Statement", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("statement")
    )
    road_map = models.ForeignKey(
        "RoadMap", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("road map")
    )
    road_map_title = models.ForeignKey(
        "RoadMapTitle", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("road map title")
    )
    succession = models.ForeignKey(
        "Succession", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("succession")
    )
    summit = models.ForeignKey("Summit", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("summit"))
    agenda_item = models.ForeignKey(
        "AgendaItem", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("agenda item")
    )
    event = models.ForeignKey("Event", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("event"))
    aim = models.ForeignKey("Aim", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("aim"))
    poll = models.ForeignKey("Poll", models.CASCADE, related_name="citations", db_index=False, null=True, blank=True, verbose_name=_("poll"))
    locator = models.CharField(_("where in it"), max_length=200, blank=True, default="", help_text=_("Page, paragraph or minute, e.g. p. 4."))
    quote = models.CharField(
        _("short quote"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("The words that matter, in their own language, e.g. “20 из 30 согласованы”."),
    )

    searched = ("locator", "quote")
    found_by = ("search_text", "source__search_text")
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

    @classmethod
    def check_not_needed(cls, records):
        """A statement keeps at least one source. (Deleted as a whole, it takes its citations with it.)"""
        super().check_not_needed(records)
        if _replacing.get():
            return
        statements = {citation.statement_id: citation.statement for citation in records if citation.statement_id}
        others = cls._base_manager.filter(statement__in=statements).exclude(pk__in=[citation.pk for citation in records])
        if bare := statements.keys() - set(others.values_list("statement_id", flat=True)):
            said = _("The only source of %(statements)s") % {"statements": ", ".join(sorted(bare))}
            raise models.ProtectedError(said, {statements[slug] for slug in bare})

    def save(self, **options):
        """A statement whose day of publication nobody typed takes it from its sources."""
        with revisions.writing(self.scopes()):
            super().save(**options)
            if self.statement_id and self.statement.waits_for_a_dated_source and self.source.published_on:
                self.statement.save()
