"""The reported counts of a negotiation beside what its ledger names."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from roadmaps.models import Citation, Tally
from roadmaps.questions.progress import points
from roadmaps.questions.reconciliation import Verdict, beside, ledger_with_evidence, reported
from tracker.citing.content import Content
from tracker.citing.of_rows import content_of_rows
from tracker.pages.charts.tallies import panels
from tracker.pages.citable import Citable
from tracker.pages.ledger_content import content_of_ledger, said_in
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.negotiation_chart import ChartForm, time_axis, years


class Counts(NegotiationPage, Citable):
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
            "years": years(between, dated),
            "parties": self.parties(),
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Reported counts")

    def content(self, context: dict[str, Any]) -> Content:
        """The counts, and the claims by which the ledger names what it names."""
        tallies = [each.tally for each in context["found"]]
        return content_of_rows(Tally, tallies, said_in(self.negotiation)) + content_of_ledger(self.negotiation, self.question)

    def _tallies(self) -> Any:
        """With their sources, in the query that reads their citations."""
        cited = Prefetch("statement__citations", Citation.objects.select_related("source"))
        return reported(self.negotiation, self.question.known_on, self.question.day).prefetch_related(cited)
