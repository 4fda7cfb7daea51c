"""Who may write what: Django's permissions of each model, as at the desk. Everybody may read."""

from __future__ import annotations

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly

from roadmaps.models import Record


class MayChange(DjangoModelPermissionsOrAnonReadOnly):
    """For what is done to a record by POST: to judge a claim is to change it."""

    perms_map = {**DjangoModelPermissionsOrAnonReadOnly.perms_map, "POST": DjangoModelPermissionsOrAnonReadOnly.perms_map["PATCH"]}


def require(user, action: str, model: type[Record]) -> None:
    """For rows that are written with another record."""
    permission = f"{model._meta.app_label}.{action}_{model._meta.model_name}"
    if not user.has_perm(permission):
        raise PermissionDenied(f"You may not {action} this: {model._meta.verbose_name} (it needs the permission {permission}).")
