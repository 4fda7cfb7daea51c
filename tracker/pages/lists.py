"""Lists of records, kind by kind: those of one negotiation, and those that negotiations share. A page holds a hundred."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404

from roadmaps.models import Aim, Event, Negotiation, Party, Poll, Record, Source, Speaker, Statement, Summit, Term, Topic
from roadmaps.models.counting import HowMany
from roadmaps.questions.summary import sources_cited
from tracker.api.parameters import NumberField
from tracker.pages.facts import facts_of, read_sets
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.page import Page
from tracker.pages.rows import ROWS, complete, topics_in

ROWS_OF_A_PAGE = 100

OF_A_NEGOTIATION = (Statement, Summit, Event, Poll, Term, Aim, Source)
SHARED = (Party, Speaker, Topic, Source)


class ListForm(forms.Form):
    page = NumberField(required=False)


def leaf_of(rows: Any, form: forms.Form) -> Leaf:
    """The page that the form asks for, with ``paginator.count``; there is no page after the last."""
    pages = Paginator(rows, ROWS_OF_A_PAGE)
    number = form.cleaned_data["page"] or 1
    if number > pages.num_pages:
        raise Http404
    return pages.page(number)


def listed(rows: QuerySet, form: forms.Form) -> dict[str, Any]:
    leaf = leaf_of(rows, form)
    leaf.object_list = list(leaf.object_list)
    return {"leaf": leaf, "topics": topics_in(complete(None, leaf.object_list))}


def under(model: type[Record], negotiation: Negotiation) -> QuerySet:
    """What a negotiation has of a kind; of sources those that are cited in it."""
    if model is Source:
        return ROWS[Source]().filter(pk__in=sources_cited(negotiation))
    return ROWS[model]().filter(negotiation=negotiation)


class NegotiationList(NegotiationPage):
    template_name = "pages/negotiation_list.html"
    question_form = ListForm
    model: Any = None
    """What is listed; given with the address."""

    def shown(self) -> dict[str, Any]:
        return {"plural": self.model._meta.verbose_name_plural, "route": self.model.route, **listed(under(self.model, self.negotiation), self.form)}


class SharedList(Page):
    template_name = "pages/shared_list.html"
    question_form = ListForm
    model: Any = None
    """What is listed; given with the address."""

    def context(self) -> dict[str, Any]:
        return {"plural": self.model._meta.verbose_name_plural, "route": self.model.route, **listed(ROWS[self.model](), self.form)}


class RecordOfNegotiation(NegotiationPage):
    """What is recorded of a negotiation, kind by kind, each with its number."""

    template_name = "pages/negotiation_record.html"
    is_kept = False  # it tells in which it is carried on

    def shown(self) -> dict[str, Any]:
        return {
            "kinds": self._kinds(),
            "facts": list(
                facts_of(self.negotiation, ("title", "summary", "item_singular", "item_plural", "translations"), read_sets([self.negotiation]))
            ),
            "carried_on_in": list(self.negotiation.successors.all()),
        }

    def _kinds(self) -> list[tuple[type[Record], int]]:
        """All numbers in one query."""
        numbers = [HowMany(under(model, self.negotiation).order_by().values("pk")) for model in OF_A_NEGOTIATION]
        counted = Negotiation.objects.filter(pk=self.negotiation.pk).values_list(*numbers).get()
        return list(zip(OF_A_NEGOTIATION, counted, strict=True))
