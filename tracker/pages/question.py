"""What a page is asked: as of which day, by what was known when, according to whom. Read and checked as the API does."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django import forms

from roadmaps.models import Party
from roadmaps.questions.standing import resolve_day
from tracker.api.parameters import DayField, KeyField


class BadQuestion(Exception):
    """A parameter that can not be answered; the form tells which, and what is allowed."""

    def __init__(self, form: forms.Form):
        self.form = form
        super().__init__(form.errors.as_text())


class NoQuestion(forms.Form):
    """Of a page that shows what is recorded, whatever the day."""


class QuestionForm(forms.Form):
    as_of = DayField(required=False)
    known_on = DayField(required=False)


class SideQuestionForm(QuestionForm):
    according_to = KeyField(Party, required=False)


@dataclass(frozen=True)
class Question:
    as_of: datetime.date | None = None
    known_on: datetime.date | None = None
    according_to: Party | None = None

    @property
    def day(self) -> datetime.date:
        return resolve_day(self.as_of, self.known_on)

    @property
    def side(self) -> str | None:
        return self.according_to.pk if self.according_to else None

    @property
    def is_dated(self) -> bool:
        """Whether it means the same tomorrow."""
        return bool(self.as_of or self.known_on)

    def asked(self) -> tuple[datetime.date, datetime.date | None, str | None]:
        """As the questions of the record take it: the day, known on, according to."""
        return self.day, self.known_on, self.side


def ask(form: forms.Form) -> Question:
    if not form.is_valid():
        raise BadQuestion(form)
    return Question(**{name: form.cleaned_data.get(name) or None for name in ("as_of", "known_on", "according_to")})
