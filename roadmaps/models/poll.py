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

    negotiation = models.ForeignKey(Negotiation, models.PROTECT, related_name="polls", verbose_name=_("negotiation"))
    question = models.TextField(_("question"))
    wording_known = models.BooleanField(_("the wording is known"), default=False)
    pollster = models.CharField(_("pollster"), max_length=300)
    population = models.CharField(_("population"), max_length=200)
    fielded_on = DateSpanField(_("in the field on"), null=True, blank=True)
    sample = models.PositiveIntegerField(_("sample"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=300, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")

    searched = ("question", "pollster", "population")
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

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers", verbose_name=_("poll"))
    answer = models.CharField(_("answer"), max_length=300)
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)])
    bound = models.CharField(_("bound"), max_length=20, choices=Bound, default=Bound.EXACT)

    searched = ("answer",)
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
