"""Why: the field by which every change, judgement, import, deletion and revert says it, for the history."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget


def reason_field(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=300, widget=AdminTextInputWidget, **options)
