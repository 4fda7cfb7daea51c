"""Forms of records: each remembers what its editor saw, so that nothing is overwritten unseen, and asks why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.conflict import Conflict, added_since
from roadmaps.admin.reason import reason_field
from roadmaps.past import links_down


class VersionedForm(forms.ModelForm):
    """Remembers which version of the row the editor saw, so that Record.save() refuses what is stale."""

    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="")
    conflict: Conflict | None = None
    """What somebody else did to the row since this form was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_version = self._stored_version()
        self.initial["read_version"] = self.stored_version

    def _stored_version(self) -> int | None:
        return None if self.instance._state.adding else self.instance.version

    def _save_m2m(self):
        """A record has no many-to-many links; Django would set its private fields, the dates, once more after saving."""

    def add_error(self, field, error):
        """What is wrong with a column that the form does not show (a claim's judgement) is said of the whole."""
        of_columns = getattr(error, "error_dict", {})
        for name in of_columns.keys() - {*self.fields, NON_FIELD_ERRORS}:
            of_columns.setdefault(NON_FIELD_ERRORS, []).extend(of_columns.pop(name))
        super().add_error(field, error)

    def clean(self):
        cleaned = super().clean()
        read_version = self.cleaned_data.get("read_version")
        if read_version is not None:
            self.instance.version = read_version
            if read_version != self.stored_version:
                self._refuse_stale(read_version)
        return cleaned

    def _refuse_stale(self, read_version: int) -> None:
        self.conflict = Conflict(self, read_version)
        raise ValidationError(self.conflict.summary(), code="stale")


class RecordForm(VersionedForm):
    reason = reason_field(
        label=_("Reason for the change"), required=False, help_text=_("Kept in the history, e.g. “The ministry corrected the date.”")
    )
    read_revision = forms.IntegerField(required=False, widget=forms.HiddenInput, label="")
    """The revision of its negotiation: rows that others add under the record do not change the record's own version."""
    added: list[Any]
    """Rows of history: what somebody else added under the record since this form was opened."""
    refusal: Exception | None = None
    """Why the record refused what this form had let pass: a race, or a rule that shows only on saving."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.added = []
        self.stored_revision = self._stored_revision()
        self.initial["read_revision"] = self.stored_revision

    def _stored_revision(self) -> int | None:
        """Read before the rows are, so that none is taken for seen that is not."""
        if self.instance._state.adding or not any(links_down(type(self.instance))):
            return None
        return self.instance.home.revision

    def clean(self):
        cleaned = super().clean()
        self._refuse_unseen_rows()
        if isinstance(self.refusal, ValidationError):
            raise ValidationError([message for messages in self.refusal for message in ([messages] if isinstance(messages, str) else messages[1])])
        if self.refusal:
            raise ValidationError(_("Somebody stored a record of this key, or one that clashes with it, at the same moment. Nothing was stored."))
        return cleaned

    def _refuse_unseen_rows(self) -> None:
        read_revision = self.cleaned_data.get("read_revision")
        if read_revision is None or read_revision == self.stored_revision:
            return
        self.added = added_since(self, read_revision)
        if self.added:
            raise ValidationError(_("Somebody else added rows under this record in between. They stand above; nothing was stored."), code="stale")
