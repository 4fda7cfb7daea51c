"""Lists and translations as an editor types them: a line for each. Nobody need know JSON."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LinesFormField(forms.CharField):
    """Typed as lines, kept as a structure."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, encoder=None, decoder=None, **options):
        super().__init__(**options)

    def to_python(self, value):
        return self.structure([line.strip() for line in super().to_python(value).splitlines() if line.strip()])

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(self.lines(value or self.structure([])))

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or self.structure([]))
        except ValidationError:
            return True


class TextsFormField(LinesFormField):
    """One text a line."""

    def structure(self, lines):
        return lines

    def lines(self, texts):
        return texts


class TranslationsFormField(LinesFormField):
    """A language and its text a line, e.g. ``ru: Рынок газа``."""

    def structure(self, lines):
        parts = [re.fullmatch(r"([a-z]{2,3}): *(.+)", line) for line in lines]
        if not all(parts):
            wrong = lines[parts.index(None)]
            raise ValidationError(_("“%(line)s”: write a language, a colon and the text, e.g. ru: Рынок газа"), code="shape", params={"line": wrong})
        translations = dict(part.groups() for part in parts if part)
        if len(translations) < len(lines):
            raise ValidationError(_("Give each language once."), code="shape")
        return translations

    def lines(self, translations):
        return [f"{language}: {text}" for language, text in translations.items()]
