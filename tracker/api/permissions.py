"""Who may write what: Django's permissions of each model, as at the desk. Everybody may read."""

from __future__ import annotations

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly

from roadmaps.models import Record


class MayWrite(DjangoModelPermissionsOrAnonReadOnly):
    def _queryset(self, view):
        """Only its model is asked: what a view makes of it for its rows takes longer than many answers."""
        return view.queryset if getattr(view, "queryset", None) is not None else super()._queryset(view)


class MayChange(MayWrite):
    """For what is done to a record by POST: to judge a claim is to change it."""

    perms_map = {**MayWrite.perms_map, "POST": MayWrite.perms_map["PATCH"]}


def require(user, action: str, model: type[Record]) -> None:
    """For rows that are written with another record."""
    permission = f"{model._meta.app_label}.{action}_{model._meta.model_name}"
    if not user.has_perm(permission):
        raise PermissionDenied(f"You may not {action} this: {model._meta.verbose_name} (it needs the permission {permission}).")
