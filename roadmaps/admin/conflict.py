"""Two editors on one record: what the other did since this form was opened, told field by field.

What becomes of the form itself is in roadmaps.admin.settling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.differences import JUDGEMENT, Difference, differences, in_words, title_of, told_fields
from roadmaps.past import links_down, links_up


@dataclass(frozen=True)
class FieldInConflict:
    """One field as it was opened, as somebody saved it since, and as it was typed."""

    name: str
    shown: bool
    """Whether the form has it at all: a claim's judgement, for one, is nobody's to type."""
    label: str
    opened: str
    theirs: str
    typed: str

    def what_they_did(self) -> Difference:
        return Difference(self.label, self.opened, self.theirs)

    def what_you_did(self) -> Difference:
        return Difference(self.label, self.opened, self.typed)

    @property
    def is_told(self) -> bool:
        return self.opened != self.theirs or (self.shown and self.typed != self.opened)

    @property
    def was_touched(self) -> bool:
        return self.shown and self.typed not in (self.opened, self.theirs)

    @property
    def takes_theirs(self) -> bool:
        return self.shown and self.typed == self.opened != self.theirs


class Conflict:
    """Of one form, of a record or of a row under it, whose version is not the newest."""

    def __init__(self, form, read_version: int):
        self.form, self.model = form, type(form.instance)
        self.is_deleted = form.instance._state.adding
        self.slug = form.data.get(form.add_prefix("slug"), "") if self.is_deleted else form.instance.pk
        history = self.model.history.filter(slug=self.slug).order_by("-history_id")
        self.opened = history.filter(version=read_version).exclude(history_type="-").first()
        self.saves = list(history.filter(history_id__gt=self.opened.history_id) if self.opened else history[:1])
        """Rows of history since then, newest first: who, when, why."""
        self.newest = self.saves[0] if self.saves else self.opened
        self.fields = [self._field(field) for field in told_fields(self.model)]

    @property
    def title(self) -> str:
        return f"{capfirst(self.model._meta.verbose_name)} {self.slug}"

    @property
    def others(self) -> str:
        names = dict.fromkeys(row.history_user_id or _("somebody else") for row in self.saves)
        return ", ".join(names) or _("somebody else")

    def told(self) -> list[FieldInConflict]:
        return [field for field in self.fields if field.is_told]

    def keeps_its_key(self) -> bool:
        return self._is_shown("slug")

    def was_touched(self) -> bool:
        """Whether there is anything typed in the form that would be lost."""
        return any(field.was_touched for field in self.fields)

    def summary(self) -> str:
        said = (
            _("%(what)s: %(who)s deleted this in between (“%(why)s”).")
            if self.is_deleted
            else _("%(what)s: %(who)s changed this in between (“%(why)s”).")
        )
        why = self.newest and self.newest.history_change_reason
        return said % {"what": self.title, "who": self.others, "why": why or _("no reason given")}

    def _field(self, field) -> FieldInConflict:
        shown = self._is_shown(field.name)
        opened = self.opened and getattr(self.opened, field.attname)
        theirs = None if self.is_deleted or not self.newest else getattr(self.newest, field.attname)
        typed = self._typed(field.name) if shown else None
        words = (_one_line_end(in_words(field, value)) for value in (opened, theirs, typed))
        return FieldInConflict(field.name, shown, capfirst(field.verbose_name), *words)

    def _is_shown(self, name: str) -> bool:
        field = self.form.fields.get(name)
        return field is not None and not field.disabled and not field.widget.is_hidden

    def _typed(self, name: str) -> Any:
        value = self.form.cleaned_data.get(name, self.form[name].data)
        return value.pk if isinstance(value, Model) else value


def _one_line_end(text: str) -> str:
    """Browsers send CR LF, and forms strip what stands around."""
    return text.replace("\r\n", "\n").strip()


def added_since(form, revision: int) -> list[Any]:
    """Rows of history: what others added under the form's record after a revision, is still there, and was not sent with the form."""
    sent, found = set(form.data.values()), []
    for model, link in links_down(type(form.instance)):
        rows = model.history.filter(**{link: form.instance.pk}, revision__gt=revision, history_type="+")
        there = set(model.objects.filter(pk__in=rows.order_by().values("slug")).values_list("pk", flat=True))
        found += [row for row in rows if row.slug in there - sent]
    for row in found:
        row.title, row.told = title_of(row), differences(row.instance_type, None, row, leaving_out={*JUDGEMENT, *links_up(row.instance_type)})
    return found
