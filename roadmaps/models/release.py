"""Numbered releases of the whole record, kept as the bytes that were given out."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roadmaps.models.fields import StructureField
from roadmaps.models.record import UNSTORABLE, has_unstorable_text


class ReleaseIsForEver(TypeError):
    """Somebody may have cited it by its number and its hash."""

    def __init__(self):
        super().__init__("A release is never changed and never deleted: make another one.")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def listed(self):
        """All that is said of them, without the bytes themselves."""
        return self.defer("content")

    def altered(self) -> Iterator[Release]:
        """Those whose bytes are no longer the ones that were released."""
        return (release for release in self.iterator(chunk_size=1) if not release.is_as_released())

    def _refused(self, *args, **kwargs):
        raise ReleaseIsForEver

    update = delete = bulk_create = bulk_update = _refused


class Release(models.Model):
    """The dataset as it was on a day, byte for byte. roadmaps.dataset.release makes them."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    made_at = models.DateTimeField(_("made at (UTC)"), default=timezone.now)
    note = models.TextField(_("note"), blank=True, default="")
    revisions = StructureField(_("revisions"), default=dict)
    """Scope → revision, the catalogue's under the empty text: what the files show."""
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content = models.BinaryField(_("content"))

    objects: ClassVar[models.Manager] = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of the dataset")
        verbose_name_plural = _("releases of the dataset")
        ordering = ["-number"]
        default_permissions = ()  # everybody may read them, and nobody at the desk makes, changes or deletes one
        base_manager_name = "objects"  # so that no way round the manager leads to a change

    def __str__(self):
        return _("Release %(number)s of %(day)s") % {"number": self.number, "day": self.made_at.date()}

    def save(self, **options):
        if not self._state.adding:
            raise ReleaseIsForEver
        self.sha256, self.size = sha256(self.content).hexdigest(), len(self.content)
        self.full_clean(validate_unique=False)  # a number that is taken the database refuses
        super().save(**{**options, "force_insert": True})

    def delete(self, **options):
        raise ReleaseIsForEver

    def clean(self):
        if has_unstorable_text(self.note):
            raise ValidationError({"note": UNSTORABLE})

    def is_as_released(self) -> bool:
        return (sha256(self.content).hexdigest(), len(self.content)) == (self.sha256, self.size)
