"""How templates say what a chart shows."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import SummitLevel, Topic
from roadmaps.questions.reconciliation import Reconciled, Verdict
from roadmaps.questions.runs import Run
from tracker.pages.charts import NARROWEST, WIDTH_OF_A_LETTER
from tracker.pages.charts.axis import Tick
from tracker.pages.charts.flags import MARK
from tracker.pages.charts.tallies import Panel
from tracker.pages.titles import title_of, word_for
from tracker.templatetags.pages import bound, day, named

register = template.Library()

FORMS = {"day": "j", "month": "M", "quarter": "M", "year": "Y"}
ROW = MARK
FLAGS = {
    SummitLevel.HEADS_OF_STATE: "M0 4l8 8l-8 8l-8 -8z",
    SummitLevel.HEADS_OF_GOVERNMENT: "M-6 6h12v12h-12z",
    SummitLevel.MINISTERS: "M0 6l6 11h-12z",
    SummitLevel.EXPERTS: "M-4 12h8",
}
"""Diamond, square, triangle, stroke; around the middle of a row, from its line."""


@register.filter
def tick_words(tick: Tick) -> str:
    """Of a tick, if there is room for it before the next."""
    words = date_format(tick.day, FORMS[tick.names])
    return words if len(words) * WIDTH_OF_A_LETTER < tick.width * NARROWEST / 100 else ""


@register.filter
def plain_day(span: Any) -> str:
    """A date as exactly as it is known, for where no tag can stand."""
    return strip_tags(day(span))


@register.simple_tag
def run_words(run: Run, topics: dict[str, Topic]) -> str:
    """e.g. “disputed: Gas, from 20 December 2019 to 29 September 2020”."""
    said = word_for(run.claim)
    if run.claim.dispute:
        said = f"{said}: {', '.join(title_of(topics[slug]).text for slug in run.claim.dispute)}"
    since = strip_tags(bound(run.since))
    if run.until is None:
        return _("%(status)s, from %(since)s") % {"status": said, "since": since}
    return _("%(status)s, from %(since)s to %(until)s") % {"status": said, "since": since, "until": strip_tags(bound(run.until))}


@register.simple_tag
def topic_named(slug: str, topics: dict[str, Topic]) -> SafeString:
    return named(topics[slug])


@register.simple_tag
def rows_height(number: int) -> int:
    """Pixels of so many rows of flags."""
    return number * ROW


@register.simple_tag
def flag_path(level: str) -> str:
    """Of a meeting: the higher the level, the fuller its flag."""
    return FLAGS[SummitLevel(level)]


VERDICTS = {
    Verdict.AGREES: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
    Verdict.FEWER_NAMED: "M0 -6L6 5H-6z",
    Verdict.MORE_NAMED: "M0 6L6 -5H-6z",
    Verdict.TOTAL_DIFFERS: "M0 -6.5L6.5 0L0 6.5L-6.5 0z",
    Verdict.NOT_COMPARABLE: "M-5 -5H5V5H-5z",
}
"""The shape of each: a disc on the line, a triangle that points from it, a diamond, a square; the last two are hollow."""


@register.simple_tag
def verdict_path(verdict: str) -> str:
    return VERDICTS[Verdict(verdict)]


@register.inclusion_tag("pages/verdict_mark.html")
def verdict_mark(verdict: str) -> dict[str, Any]:
    return {"verdict": Verdict(verdict), "path": VERDICTS[Verdict(verdict)]}


@register.simple_tag
def panel_words(panel: Panel) -> str:
    """e.g. “Items of the negotiation: agreed in essence, ready to sign”."""
    stages = ", ".join(str(stage.label) for stage in panel.stages)
    unit = capfirst(str(panel.kind.unit.label))
    return _("%(unit)s, per cent: %(stages)s") % {"unit": unit, "stages": stages} if panel.kind.is_share else f"{unit}: {stages}"


@register.simple_tag
def tally_words(reconciled: Reconciled) -> str:
    """A count in words, with who said it, when, and what becomes of it."""
    tally = reconciled.tally
    statement = tally.statement
    speaks = statement.speaker or statement.party
    by = title_of(speaks).text if speaks else str(statement.get_voice_display())
    said = f"{plain_day(tally.counted_on)}: {tally.worded_count()} ({by})"
    if reconciled.named_now is None:
        return f"{said}; {reconciled.verdict.label}"
    return _("%(said)s; the ledger names %(number)s: %(verdict)s") % {
        "said": said,
        "number": reconciled.named_now,
        "verdict": reconciled.verdict.label,
    }


@register.simple_tag
def gap_words(reconciled: Reconciled) -> str:
    """At least and at most so many more are reported than named; negative where more are named."""
    gaps = [None if gap is None else f"{gap.normalize():f}".replace("-", "−") for gap in (reconciled.gap_min, reconciled.gap_max)]
    if gaps == [None, None]:
        return "–"
    least, most = gaps
    if least == most:
        return str(least)
    return f"≥ {least}" if most is None else f"≤ {most}" if least is None else _("%(least)s to %(most)s") % {"least": least, "most": most}
