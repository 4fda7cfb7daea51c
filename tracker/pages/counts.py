"""The reported counts of a negotiation beside what its ledger names."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from roadmaps.models import Citation, Party
from roadmaps.questions.progress import points
from roadmaps.questions.reconciliation import Verdict, beside, ledger_with_evidence, reported
from tracker.pages.charts.tallies import panels
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.negotiation_chart import ChartForm, time_axis, years


class Counts(NegotiationPage):
    template_name = "pages/reported_counts.html"
    question_form = ChartForm

    def shown(self) -> dict[str, Any]:
        question, between = self.question, self.form.cleaned_data["between"]
        ledger = ledger_with_evidence(self.negotiation, question.side)
        moved = points(ledger, question.day, question.known_on)
        found = beside(ledger, self._tallies(), question.known_on)
        dated = [*(each.tally.counted_on for each in found), *(point.moves[0].claim.effective_on for point in moved)]
        axis = time_axis(self.negotiation, question, dated, between)
        return {
            "axis": axis,
            "asked_at": axis.after(question.day) if axis.shows(question.day) else None,
            "panels": panels(found, moved, axis, min(question.day, axis.last)),
            "found": found,
            "undated": sum(each.tally.counted_on is None for each in found),
            "verdicts": [verdict for verdict in Verdict if any(each.verdict == verdict for each in found)],
            "between": between,
            "years": years(axis, between, dated),
            "parties": list(Party.objects.filter(pk__in=self.negotiation.parties.split())),
        }

    def _tallies(self) -> Any:
        """With their sources, in the query that reads their citations."""
        cited = Prefetch("statement__citations", Citation.objects.select_related("source"))
        return reported(self.negotiation, self.question.known_on, self.question.day).prefetch_related(cited)
