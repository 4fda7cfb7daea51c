"""What is negotiated and by whom; what negotiations share stands under the Catalogue."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from roadmaps import revisions
from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import SlugsField, TextsField, TranslationsField, is_one_of
from roadmaps.models.record import Record
from roadmaps.models.status import Status


class Catalogue(models.Model):
    """One row: the revision of what negotiations share (parties, speakers, topics, sources)."""

    revision = models.BigIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("catalogue")
        # Of the record as a whole, so they hang on the one row that stands for it.
        permissions = [("import_record", "Can import files into the record"), ("revert_record", "Can revert a record to an earlier version")]
        constraints = [models.CheckConstraint(name="catalogue_is_one_row", condition=Q(pk=1))]

    def __str__(self):
        return f"catalogue at revision {self.revision}"


class PartyKind(models.TextChoices):
    STATE = "state", _("state")
    JOINT_BODY = "joint_body", _("joint body")
    INSTITUTION = "institution", _("institution")
    MONITOR = "monitor", _("monitor")


class Party(Record):
    """Who negotiates: a state, the body that states have in common, an institution, a monitor."""

    name = models.CharField(_("name"), max_length=200, help_text=_("As this record calls it, e.g. Belarus."))
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=PartyKind,
        help_text=_("A state; the body that states have in common; an institution of one of them; or a monitor that watches from outside."),
    )
    members = SlugsField(
        _("members"), to="Party", help_text=_("For a joint body: the parties that make it up, e.g. Belarus and Russia for the Union State.")
    )
    country = models.CharField(
        _("ISO 3166 code"), max_length=2, blank=True, default="", help_text=_("For a state: its two letters of ISO 3166, e.g. BY."),
        validators=[RegexValidator(r"\A[A-Z]{2}\Z", _("Write the two capital letters of ISO 3166, e.g. BY."), code="invalid")],
    )  # fmt: skip
    translations = TranslationsField(_("name in other languages"), help_text=_("One language a line, e.g. ru: Беларусь"))

    route = "parties"
    searched = ("name", "country", "translations")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["slug"]
        constraints = [is_one_of("party", "kind", PartyKind)]

    def __str__(self):
        return self.name


class Speaker(Record):
    """A person or body that is quoted, with the other spellings of the name."""

    name = models.CharField(_("name"), max_length=200, help_text=_("As this record spells it, e.g. Vladimir Semashko."))
    spellings = TextsField(
        _("other spellings"),
        help_text=_("The spellings that sources use, one a line, e.g. Syamashka. The speaker is found by them as well."),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="speakers",
        null=True,
        blank=True,
        verbose_name=_("party"),
        help_text=_(
            "Whose office or side it is, e.g. Belarus; empty for a journalist or a scholar. For whom one statement speaks is said in the statement."
        ),
    )
    role = models.CharField(
        _("role"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The office at the time, e.g. ambassador to Russia, formerly deputy prime minister."),
    )

    route = "speakers"
    searched = ("name", "spellings", "role")

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["slug"]

    def __str__(self):
        return self.name


class Topic(Record):
    """What a road map, a dispute or a position is about: gas, oil, tax …"""

    title = models.CharField(_("title"), max_length=200, help_text=_("A word or two, e.g. Gas."))
    translations = TranslationsField(_("title in other languages"), help_text=_("One language a line, e.g. ru: Газ"))

    route = "topics"
    searched = ("title", "translations")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self):
        return self.title


class Negotiation(Record):
    """A process in which parties settle a list of items; ``code`` begins the slug of everything in it."""

    code = models.CharField(
        _("short code"), max_length=20, unique=True, help_text=_("Begins every slug of this negotiation, e.g. us19. It can not be changed later."),
        validators=[RegexValidator(r"\A[a-z0-9]+\Z", _("Write lower-case letters and digits only, e.g. us19."), code="invalid")],
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=300, help_text=_("As readers know it, e.g. Road maps of the Union State, 2018–2021."))
    item_singular = models.CharField(
        _("one item is called"), max_length=60, help_text=_("What the parties settle one by one, e.g. road map, chapter, provision.")
    )
    item_plural = models.CharField(_("several are called"), max_length=60, help_text=_("e.g. road maps, chapters, provisions."))
    summary = models.TextField(
        _("summary"),
        blank=True,
        default="",
        help_text=_("Two or three sentences for a reader who has never heard of it: who negotiates, over what, and what came of it."),
    )
    started = DateSpanField(_("started"), null=True, blank=True, help_text=_("When it began, e.g. with a mandate or a first meeting."))
    ended = DateSpanField(
        _("ended"),
        null=True,
        blank=True,
        help_text=_("Leave it empty while the talks go on. Items keep their last standing, and every page says that the negotiation has ended."),
    )
    parties = SlugsField(
        _("parties"), to="Party", help_text=_("Who sits at the table, e.g. Belarus and Russia, and the body that they have in common.")
    )
    succeeds = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="successors",
        null=True,
        blank=True,
        verbose_name=_("succeeds"),
        help_text=_("The earlier negotiation that this one carries on, e.g. the programmes of 2021 carry on the road maps of 2019."),
    )
    translations = TranslationsField(_("title in other languages"), help_text=_("One language a line, e.g. ru: Дорожные карты"))
    revision = models.BigIntegerField(default=1, editable=False)

    route = "negotiations"
    searched = ("title", "code", "translations")
    home_paths = ("slug",)
    frozen = ("slug", "code")

    class Meta:
        verbose_name = _("negotiation")
        verbose_name_plural = _("negotiations")
        ordering = ["slug"]
        constraints = [
            span_is_whole("negotiation", "started"),
            span_is_whole("negotiation", "ended"),
            models.CheckConstraint(
                name="negotiation_ends_after_it_started",
                condition=Q(started_first__isnull=True) | Q(ended_last__isnull=True) | Q(ended_last__gte=models.F("started_first")),
                violation_error_message=_("It ended before it started."),
            ),
            models.CheckConstraint(
                name="negotiation_does_not_succeed_itself",
                condition=Q(succeeds__isnull=True) | ~Q(succeeds=models.F("slug")),
                violation_error_message=_("A negotiation does not succeed itself."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def item_word(self) -> str:
        """What one item is called, for a reader: the negotiation's own word is English, for everybody else there is a general one."""
        return self.item_singular if (get_language() or "en") == "en" else gettext("item")

    @property
    def home(self):
        return self

    def scopes(self):
        """One about to be created has no row to lock: the catalogue's keeps the parties that it names from being deleted."""
        return {self.slug, revisions.CATALOGUE} if self._state.adding else {self.slug}

    def broken_links(self):
        """Its slug is its own: the code begins those of what belongs to it."""
        return ()

    def derive(self):
        """The revision is the lock's, whatever was read before it was taken."""
        self.revision = revisions.current(self.slug)


class Term(Record):
    """A negotiation's own word for a status, with its definition and the fixed status that it means."""

    negotiation = models.ForeignKey(
        Negotiation,
        models.PROTECT,
        related_name="terms",
        db_index=False,
        verbose_name=_("negotiation"),
        help_text=_("Whose word it is; other negotiations have their own."),
    )
    label = models.CharField(_("word"), max_length=100, help_text=_("As the parties use it, e.g. provisionally closed, initialled, deferred."))
    definition = models.TextField(
        _("definition"),
        help_text=_("What the parties mean by it, e.g. “Both sides consider the text final; it can be reopened until all chapters are closed.”"),
    )
    status = models.CharField(
        _("means"),
        max_length=20,
        choices=Status,
        help_text=_("The one status of the fixed vocabulary that comes nearest, e.g. agreed for “provisionally closed”."),
    )
    translations = TranslationsField(_("word in other languages"), help_text=_("One language a line, e.g. ru: парафирована"))

    route = "terms"
    searched = ("label", "definition", "translations")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["slug"]
        constraints = [
            is_one_of("term", "status", Status),
            # Serves the words of a negotiation as well.
            models.UniqueConstraint(fields=["negotiation", "label"], name="term_label_is_unique_in_negotiation"),
        ]

    def __str__(self):
        return self.label

    def broken_among_others(self):
        yield from super().broken_among_others()
        if not self._state.adding and self.claims.exclude(status=self.status).exists():
            yield "status", _("Claims use this word for what it means now: add another word for another meaning.")


class Aim(Record):
    """What the founding treaty set out to create."""

    negotiation = models.ForeignKey(
        Negotiation, models.PROTECT, related_name="aims", verbose_name=_("negotiation"), help_text=_("The negotiation that was to bring it about.")
    )
    title = models.CharField(_("aim"), max_length=300, help_text=_("One thing that the founding treaty set out to create, e.g. Common currency."))
    group = models.CharField(
        _("group"), max_length=60, blank=True, default="", help_text=_("By which aims are listed together, e.g. economic, political, symbols.")
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        related_name="aims",
        null=True,
        blank=True,
        verbose_name=_("topic"),
        help_text=_("If it is about one, e.g. Gas for the common gas market."),
    )
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What a reader should know beside it, e.g. the article of the treaty, or what became of it.")
    )
    translations = TranslationsField(_("aim in other languages"), help_text=_("One language a line, e.g. ru: Единая валюта"))

    route = "aims"
    searched = ("title", "group", "translations")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")

    class Meta:
        verbose_name = _("treaty aim")
        verbose_name_plural = _("treaty aims")
        ordering = ["slug"]

    def __str__(self):
        return self.title
