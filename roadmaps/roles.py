"""Who may do what, at the desk and in the API alike: what each role may, as data, and the groups made of it.

A migration that adds a model or a permission calls make_groups() once more; a test names what a group lacks.
"""

from __future__ import annotations

from typing import NamedTuple

OVERRULE = "roadmaps.overrule_statusclaim"
IMPORT = "roadmaps.import_record"
REVERT = "roadmaps.revert_record"


class Role(NamedTuple):
    on_every_record: tuple[str, ...]
    besides: tuple[str, ...] = ()


EDITORS, REVIEWERS = "editors", "reviewers"
ROLES = {
    EDITORS: Role(("view", "add", "change")),
    REVIEWERS: Role(("view", "add", "change", "delete"), (OVERRULE, IMPORT, REVERT)),
}
"""By the name of the group. To judge a claim is to change it, so editors withdraw, record beside and adopt."""


def make_groups(apps) -> None:
    """Make the groups, or give them what they lack; what a site has given them besides stays.

    Takes the models of a migration or of the running software.
    """
    group, permission = (apps.get_model("auth", name).objects for name in ("Group", "Permission"))
    for name, role in ROLES.items():
        allowed = permission.filter(content_type__app_label="roadmaps", codename__in=codenames(role, apps))
        group.get_or_create(name=name)[0].permissions.add(*allowed)


def codenames(role: Role, apps) -> set[str]:
    on_records = {f"{action}_{record}" for action in role.on_every_record for record in _records(apps)}
    return on_records | {permission.partition(".")[2] for permission in role.besides}


def _records(apps) -> set[str]:
    """What keeps a history is a record; a migration's models have no base class by which to tell."""
    names = {model._meta.model_name for model in apps.get_app_config("roadmaps").get_models()}
    return {name for name in names if f"historical{name}" in names}
