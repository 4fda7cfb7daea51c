"""What becomes of a form when somebody else saved in between: it comes back with everything that was typed, and as new as the record.

What its editor left as he had opened it takes the other's newer value; what both changed keeps his, and the other's stands
beside it on the page. Saving it once more is then a decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from roadmaps.admin.conflict import Conflict

Row = dict[str, list[str]]
"""What a browser sends of one row: the name of a field without its prefix → values."""


class Unseen:
    """What somebody else did to the record and to the rows under it since the form was opened."""

    def __init__(self, form, formsets):
        self.form = form
        self.formsets = [formset for formset in formsets if any(self._conflict(row) for row in formset.forms)]
        rows = [row for formset in self.formsets for row in formset.forms]
        self.conflicts = [conflict for conflict in map(self._conflict, [form, *rows]) if conflict]
        self.added = getattr(form, "added", [])

    @staticmethod
    def _conflict(form) -> Conflict | None:
        return getattr(form, "conflict", None)

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.added)

    def refusal(self) -> ValidationError:
        added = [_("Rows were added under this record in between.")] if self.added else []
        advice = _("Nothing was stored. Both versions stand at the top of the page; see what the form says now, then save it again.")
        return ValidationError([*(conflict.summary() for conflict in self.conflicts), *added, advice], code="stale")

    def settled(self) -> QueryDict:
        """The form as it would be sent by somebody who knows all this."""
        data = self.form.data.copy()
        for conflict in self.conflicts:
            if not conflict.is_deleted:
                _take_theirs(data, conflict)
        for formset in self.formsets:
            _renumber(data, formset)
        data["read_revision"] = "" if self.form.stored_revision is None else str(self.form.stored_revision)
        return data


def _take_theirs(data: QueryDict, conflict: Conflict) -> None:
    form = conflict.form
    data[form.add_prefix("read_version")] = str(form.stored_version)
    for field in conflict.fields:
        if field.takes_theirs:
            newest = getattr(conflict.newest, conflict.model._meta.get_field(field.name).attname)
            data.setlist(form.add_prefix(field.name), _as_sent(form.fields[field.name].prepare_value(newest)))


def _as_sent(value: Any) -> list[str]:
    match value:
        case None | False:
            return []
        case True:
            return ["on"]
        case list() | tuple():
            return [str(part) for part in value]
    return [str(value)]


def _renumber(data: QueryDict, formset) -> None:
    """Rows that somebody deleted are no longer among the stored ones; what was typed into them stands among the new ones."""
    rows = [_take_out(data, form) for form in formset.forms]
    stored = [row for row, form in zip(rows, formset.forms, strict=True) if form in formset.initial_forms and not _is_deleted(form)]
    refiled = [_as_new(row, form) for row, form in zip(rows, formset.forms, strict=True) if _is_deleted(form) and _would_be_lost(formset, form)]
    new = [row for row, form in zip(rows, formset.forms, strict=True) if form in formset.extra_forms]
    for number, row in enumerate([*stored, *refiled, *new]):
        for name, values in row.items():
            data.setlist(f"{formset.prefix}-{number}-{name}", values)
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(stored))
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(stored) + len(refiled) + len(new))


def _take_out(data: QueryDict, form) -> Row:
    names = [key for key in data if key.startswith(f"{form.prefix}-")]
    return {key.removeprefix(f"{form.prefix}-"): data.pop(key) for key in names}


def _is_deleted(form) -> bool:
    return bool(form.conflict and form.conflict.is_deleted)


def _would_be_lost(formset, form) -> bool:
    return form.conflict.was_touched() and not formset._should_delete_form(form)


def _as_new(row: Row, form) -> Row:
    """Its key comes from the record once more, unless it is typed."""
    key = {"slug": row.get("slug", [])} if form.conflict.keeps_its_key() else {}
    return {name: values for name, values in row.items() if name not in ("slug", "read_version", "DELETE")} | key


def rows_as_sent(formset) -> None:
    """Django pairs the rows that were sent with those that are stored by their place, which others may have moved."""
    rows = [form.instance for form in formset.initial_forms]
    if formset.is_bound and not any(row._state.adding for row in rows):
        formset._queryset = rows


def typed_rows(form, formsets) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What was typed into every form of a page: its title, and pairs (label, text)."""
    for one in [form, *(row for formset in formsets for row in formset.forms)]:
        shown = [(field.label, _shown(field.value())) for field in one.visible_fields() if field.name != "DELETE"]
        if texts := [(label, text) for label, text in shown if text]:
            yield str(one._meta.model._meta.verbose_name), texts


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
