"""Two groups, what each may do, and that they are there."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from roadmaps import roles
from roadmaps.rules import record_models
from tests import cast

pytestmark = pytest.mark.django_db

RECORDS = {model._meta.model_name for model in record_models()}
VIEW_ADD_CHANGE = {f"roadmaps.{action}_{record}" for action in ("view", "add", "change") for record in RECORDS}


def test_editors_may_view_add_and_change_every_record_and_nothing_else():
    assert cast.editor().get_all_permissions() == VIEW_ADD_CHANGE


def test_reviewers_may_also_delete_overrule_revert_and_import_and_nothing_else():
    delete = {f"roadmaps.delete_{record}" for record in RECORDS}
    assert cast.reviewer().get_all_permissions() == VIEW_ADD_CHANGE | delete | {roles.OVERRULE, roles.REVERT, roles.IMPORT}


def test_neither_may_touch_accounts():
    for user in (cast.editor(), cast.reviewer()):
        assert not any(user.has_module_perms(app) for app in ("auth", "axes", "sessions"))


def test_the_migration_makes_the_groups_though_django_makes_permissions_only_afterwards():
    Group.objects.all().delete()
    Permission.objects.all().delete()
    then = MigrationLoader(connection).project_state(("roadmaps", "0004_roles")).apps
    import_module("roadmaps.migrations.0004_roles").make_permissions_and_groups(then, connection.schema_editor())
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == {
        "editors": len(VIEW_ADD_CHANGE),
        "reviewers": len(VIEW_ADD_CHANGE) + len(RECORDS) + 3,
    }


def test_what_a_site_has_given_a_group_besides_stays():
    group = Group.objects.get_or_create(name=roles.EDITORS)[0]
    group.permissions.set([Permission.objects.get(codename="import_record")])
    roles.make_groups(apps)
    assert cast.editor().get_all_permissions() == VIEW_ADD_CHANGE | {roles.IMPORT}


def test_making_them_again_changes_nothing():
    roles.make_groups(apps)
    roles.make_groups(apps)
    assert sorted(Group.objects.values_list("name", flat=True)) == ["editors", "reviewers"]
