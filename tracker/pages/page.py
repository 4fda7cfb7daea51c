"""What all public pages have in common: their address, their languages, their question, and that nobody is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from django.views.generic import View

from tracker.api.parameters import Repeated
from tracker.pages.question import BadQuestion, NoQuestion, Question, ask


class Page(View):
    """A page that everybody may read: it sets no cookie, asks for none, and answers 304 to who has it already.

    A subclass names its template and gives in ``context()`` what the template shows. ``question_form`` declares the
    parameters that the page understands. Others, which addresses pick up on their way, and empty ones, as a form sends them,
    are taken out of the address, so that it is the permalink of what is shown.
    """

    http_method_names = ["get", "head"]
    template_name: str
    question_form: type[forms.Form] = NoQuestion
    understood_besides: tuple[str, ...] = ()
    """Parameters that ask nothing of the record."""
    keeping: dict[str, Any] = {"no_cache": True}
    """How who has it keeps it: but for others, asked for anew each time."""

    form: forms.Form
    question: Question

    @classmethod
    def as_view(cls, **options: Any) -> Any:
        return csrf_exempt(gzip_page(conditional_page(super().as_view(**options))))  # whatever is sent is refused as it is

    def get(self, request: HttpRequest, **parts: str) -> HttpResponse:
        self.form = self.question_form(request.GET)
        if dict(request.GET.lists()) != (asked := self.parameters | _filled_in(request.GET, self.understood_besides)):
            return HttpResponseRedirect(with_parameters(request.path, asked))
        try:
            self.question = ask(self.form)
            context = self.context()
        except BadQuestion as bad:
            return render(request, "pages/bad_question.html", {"page": self, "errors": bad.form.errors}, status=400)
        response = self.answered(context)
        patch_cache_control(response, public=True, **self.keeping)
        return response

    def answered(self, context: dict[str, Any]) -> HttpResponse:
        return render(self.request, self.template_name, {"page": self, "question": self.question, **context})

    def context(self) -> dict[str, Any]:
        """What the template shows of what ``self.kwargs``, the parts of the address, and the question ask for."""
        return {}

    @property
    def parameters(self) -> dict[str, list[str]]:
        """Those of the address that the page understands, in the order in which it declares them."""
        return understood(self.form)

    @property
    def canonical(self) -> str:
        """The one absolute address of what is shown."""
        return self.request.build_absolute_uri(with_parameters(self.request.path, self.parameters))

    @property
    def in_languages(self) -> list[tuple[str, str]]:
        """Each language, with the absolute address of this page in it."""
        return [(code, translate_url(self.canonical, code)) for code, _ in settings.LANGUAGES]


def understood(form: forms.Form) -> dict[str, list[str]]:
    """What was filled in of a form: each value once where several may be given, else the last."""
    given = _filled_in(cast(QueryDict, form.data), form.fields)
    return {name: list(dict.fromkeys(values)) if isinstance(form.fields[name].widget, Repeated) else values[-1:] for name, values in given.items()}


def _filled_in(data: QueryDict, names: Iterable[str]) -> dict[str, list[str]]:
    given = {name: list(filter(None, data.getlist(name))) for name in names}
    return {name: values for name, values in given.items() if values}


def with_parameters(path: str, parameters: dict[str, list[str]]) -> str:
    query = urlencode({name: values for name, values in parameters.items() if values}, doseq=True)
    return f"{path}?{query}" if query else path


def in_api(route: str, **filters: str) -> str:
    """The address of a list of the API."""
    return with_parameters(reverse(f"api:{route}-list"), {name: [value] for name, value in filters.items()})
