"""Pages that can be cited: each leads to its ``cite/``, and tells who comes by a cited address whether it still says what it said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from roadmaps.models import Record
from roadmaps.revisions import CATALOGUE
from roadmaps.snapshot import snapshot
from tracker.citing.citation import Citation, View, cite, compare
from tracker.citing.cited import PARAMETER, WrongCitation
from tracker.citing.content import Content
from tracker.citing.of_records import content_of_named
from tracker.pages.page import Page, with_parameters

AS_FILES = {
    "text": ("text/plain; charset=utf-8", Citation.text),
    "bibtex": ("application/x-bibtex; charset=utf-8", Citation.bibtex),
    "csl-json": ("application/vnd.citationstyles.csl+json", Citation.csl_json),
}
"""What ``?format=`` gives in place of the page that shows all of them."""


class Citable(Page):
    """A subclass tells what it says, so that two visits can be compared."""

    understood_besides = (PARAMETER, "format")
    citing = False
    """Whether it is the page beside it, which tells how to cite it."""

    def title_to_cite(self, context: dict[str, Any]) -> str:
        raise NotImplementedError

    def content(self, context: dict[str, Any]) -> Content:
        """What it says, made of what the template is given."""
        raise NotImplementedError

    def negotiations_shown(self, context: dict[str, Any]) -> list[str]:
        """Slugs of those of which something is shown."""
        negotiation = context.get("negotiation")
        return [negotiation.pk] if negotiation else []

    def view_to_cite(self, context: dict[str, Any]) -> View:
        content = self.content(context) + content_of_named(self._named_above(context))
        return View(self.title_to_cite(context), self.path, self.dated, [*self.negotiations_shown(context), CATALOGUE], content)

    def _named_above(self, context: dict[str, Any]) -> list[Record]:
        """By the heading: the negotiation, and the party whose word is asked."""
        return [record for record in (context.get("negotiation"), self.question.according_to) if record]

    @property
    def path(self) -> str:
        """Of what is cited."""
        return self.request.path.removesuffix("cite/") if self.citing else self.request.path

    @property
    def dated(self) -> dict[str, list[str]]:
        """What is asked, with the day, so that it means the same tomorrow."""
        day = {"as_of": [self.question.day.isoformat()]} if "as_of" in self.form.fields else {}
        return {**self.parameters, **day}

    @property
    def address_to_cite(self) -> str:
        """Of the page that tells how to cite what is shown."""
        return with_parameters(f"{self.path}cite/", self.dated)

    def get(self, request: HttpRequest, **parts: str) -> HttpResponse:
        """A hash and the revisions beside it are of one moment."""
        with snapshot() if self.citing or PARAMETER in request.GET else nullcontext():
            return super().get(request, **parts)

    def answered(self, context: dict[str, Any]) -> HttpResponse:
        if self.citing:
            return self._how_to_cite(context)
        if PARAMETER in self.request.GET:
            context |= self._since_it_was_cited(context)
        return super().answered(context)

    def _how_to_cite(self, context: dict[str, Any]) -> HttpResponse:
        citation = cite(self.view_to_cite(context), self.request.build_absolute_uri)
        if chosen := AS_FILES.get(self.request.GET.get("format", "")):
            media_type, written = chosen
            return HttpResponse(written(citation), content_type=media_type)
        return render(self.request, "pages/cite.html", {"page": self, "question": self.question, "citation": citation, **context})

    def _since_it_was_cited(self, context: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"since": compare(self.view_to_cite(context), self.request.GET[PARAMETER])}
        except WrongCitation as wrong:
            return {"wrong_citation": str(wrong)}


def citable(route: str, page: type[Citable], name: str) -> Iterator[URLPattern]:
    """The page, and the one that tells how to cite it."""
    yield path(route, page.as_view(), name=name)
    yield path(f"{route}cite/", page.as_view(citing=True), name=f"{name}-cite")
