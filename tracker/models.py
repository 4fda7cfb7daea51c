"""Nothing of the subject matter: only what lets programs in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

DAYS = 90
MOST_DAYS = 366


class Token(AbstractAuthToken):
    """Lets a program act as a user, until it expires or is deleted. Only its hash is kept, so it can be shown once, when it is made."""

    # knox's columns, with names that are translated
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token_set", verbose_name=_("account"))
    created = models.DateTimeField(_("made on"), auto_now_add=True)
    expiry = models.DateTimeField(_("valid until"), null=True, blank=True)
    label = models.CharField(_("label"), max_length=100, help_text=_("What will use it, e.g. “nightly import on the office server”."))

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["user__username", "created", "digest"]

    def __str__(self):
        return f"{self.label} ({self.user})"

    @property
    def has_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()


def make_token(user, label: str, days: int = DAYS) -> tuple[Token, str]:
    """The row, and the secret that only its owner will know."""
    return Token.objects.create(user=user, label=label, expiry=timedelta(days=days))
