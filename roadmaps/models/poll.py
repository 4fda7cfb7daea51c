"""What people were asked and answered."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.models.dates import DateSpanField, span_is_whole
from roadmaps.models.fields import is_one_of
from roadmaps.models.negotiation import Negotiation
from roadmaps.models.record import Record


class Poll(Record):
    """One question of one survey. Series with other wordings or populations are other polls."""

    negotiation = models.ForeignKey(
        Negotiation, models.PROTECT, related_name="polls", verbose_name=_("negotiation"), help_text=_("The talks about which people were asked.")
    )
    question = models.TextField(
        _("question"), help_text=_("As it was asked, or what is known of it, e.g. “Which relation with Russia would you prefer?”")
    )
    wording_known = models.BooleanField(
        _("the wording is known"),
        default=False,
        help_text=_("Tick it when the question stands here as it was asked; results to other wordings can not be compared."),
    )
    pollster = models.CharField(
        _("pollster"), max_length=300, help_text=_("Who asked, e.g. Institute of Sociology of the National Academy of Sciences.")
    )
    population = models.CharField(
        _("population"), max_length=200, help_text=_("Who was asked, e.g. adults in Belarus, or users of the internet in towns.")
    )
    fielded_on = DateSpanField(_("in the field on"), null=True, blank=True, help_text=_("When they were asked; empty when it is not published."))
    sample = models.PositiveIntegerField(_("sample"), null=True, blank=True, help_text=_("How many answered, e.g. 1527."))
    method = models.CharField(_("method"), max_length=300, blank=True, default="", help_text=_("e.g. face to face, by telephone, online panel."))
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What a reader should know beside it, e.g. that the answers published do not sum to 100.")
    )

    route = "polls"
    searched = ("question", "pollster", "population")
    found_by = ("search_text", "answers__search_text")
    home_paths = ("negotiation",)
    frozen = ("slug", "negotiation")

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["slug"]
        constraints = [span_is_whole("poll", "fielded_on")]

    def __str__(self):
        return f"{self.pollster}: {self.question[:80]}"


class Bound(models.TextChoices):
    EXACT = "exact", _("as given")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class PollAnswer(Record):
    """One answer with its share. The answers of a poll need not sum to 100."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers", verbose_name=_("poll"), help_text=_("The question that it answers."))
    answer = models.CharField(_("answer"), max_length=300, help_text=_("As worded, e.g. “good neighbours, with open borders”."))
    percent = models.DecimalField(
        _("per cent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("The share, e.g. 49.9. The answers need not sum to 100."),
    )
    bound = models.CharField(
        _("bound"),
        max_length=20,
        choices=Bound,
        default=Bound.EXACT,
        help_text=_("“At least” or “at most” when the source gives no more than a limit, e.g. “more than half”."),
    )

    searched = ("answer",)
    found_by = ("search_text", "poll__search_text")
    home_paths = ("poll__negotiation",)
    frozen = ("slug", "poll")
    parent = "poll"

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["slug"]
        constraints = [
            is_one_of("pollanswer", "bound", Bound),
            models.CheckConstraint(
                name="pollanswer_percent_is_a_share",
                condition=Q(percent__gte=0, percent__lte=100),
                violation_error_message=_("Per cent lies between 0 and 100."),
            ),
        ]

    def __str__(self):
        return f"{self.answer}: {self.percent} %"
