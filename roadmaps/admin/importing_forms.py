"""The two steps of an import: a file is chosen; what it would change has been seen, and is confirmed with a reason."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import PurePath

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.reason import reason_field
from roadmaps.dataset.read import File
from roadmaps.dataset.spreadsheet import FORMATS
from roadmaps.dataset.tables import NAMED, OF_MODEL, TABLES, Table

MOST_BYTES = 5 * 1024 * 1024
MOST_SEALED = 2 * 1024 * 1024
"""Less than the 2.5 MB that Django takes of a form's fields (DATA_UPLOAD_MAX_MEMORY_SIZE)."""
HOURS_TO_CONFIRM = 24


def command_for(table: Table, suffix: str) -> str:
    return f"python manage.py load_dataset {table.name}.{suffix}"


@dataclass(frozen=True)
class Upload:
    """A file and the table that it holds. Between the two steps it stands in the page itself, packed and signed.

    So nothing is left behind of an import that nobody confirms, and what is confirmed is what was chosen.
    """

    name: str
    content: bytes
    table: Table

    @property
    def file(self) -> File:
        return File(self.name, self.content)

    @property
    def command(self) -> str:
        return command_for(self.table, _suffix(self.name))

    def seal(self, seen: str) -> str:
        """With the fingerprint of what the editor sees."""
        content = base64.b64encode(self.content).decode()
        return signing.dumps([self.name, content, self.table.name, seen], salt=__name__, compress=True)

    @classmethod
    def unseal(cls, sealed: str) -> tuple[Upload, str]:
        name, content, table, seen = signing.loads(sealed, salt=__name__, max_age=HOURS_TO_CONFIRM * 3600)
        return cls(name, base64.b64decode(content), NAMED[table]), seen


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


class ChooseForm(forms.Form):
    table = forms.ChoiceField(label=_("Table"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX, as the lists export them: a header with the names of all columns, and a line for each record."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{suffix}" for suffix in FORMATS)}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tables = [(table.model._meta.model_name, capfirst(table.model._meta.verbose_name_plural)) for table in TABLES]
        self.fields["table"].choices = [("", _("the one that the file is named for, e.g. road_maps.csv")), *tables]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if _suffix(file.name) not in FORMATS:
            raise ValidationError(_("“%(name)s” is neither CSV nor XLSX: save it as one of these.") % {"name": file.name})
        return file

    def clean(self):
        cleaned = super().clean()
        if "file" in cleaned and "table" in cleaned:
            table = self._table(cleaned)
            self._refuse_what_is_too_large(cleaned["file"], table)
            cleaned["upload"] = Upload(cleaned["file"].name, cleaned["file"].read(), table)
        return cleaned

    def _table(self, cleaned) -> Table:
        if cleaned["table"]:
            return next(table for model, table in OF_MODEL.items() if model._meta.model_name == cleaned["table"])
        name = re.sub(r" ?\([0-9]+\)$", "", PurePath(cleaned["file"].name).stem)  # browsers so number a second download
        if name not in NAMED:
            raise ValidationError({"table": _("The file is not named for a table (“%(name)s”): choose the table.") % {"name": name}})
        return NAMED[name]

    def _refuse_what_is_too_large(self, file, table: Table) -> None:
        if file.size > MOST_BYTES:
            said = {"most": filesizeformat(MOST_BYTES), "command": command_for(table, _suffix(file.name))}
            raise ValidationError({"file": _("Files above %(most)s are loaded on the server: %(command)s") % said})


class ConfirmForm(forms.Form):
    sealed = forms.CharField(widget=forms.HiddenInput)
    reason = reason_field(
        label=_("Reason for the import"),
        help_text=_("Kept in the history of every record that it changes, e.g. “The ministry's list of 12 May.”"),
    )

    def clean_sealed(self):
        try:
            self.cleaned_data["upload"], self.cleaned_data["seen"] = Upload.unseal(self.cleaned_data["sealed"])
        except (signing.BadSignature, ValueError, KeyError):
            raise ValidationError(_("What was shown is too old, or not from this page. Nothing was stored: choose the file again.")) from None
        return self.cleaned_data["sealed"]
