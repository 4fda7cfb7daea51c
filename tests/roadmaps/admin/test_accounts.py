"""A superuser makes accounts; a new one is an editor's, unless said otherwise."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from roadmaps import roles
from tests import cast
from tests.roadmaps.admin.desk import filled_in

pytestmark = pytest.mark.django_db

ADD = reverse("admin:auth_user_add")
TYPED = {"username": "olga", "password1": "a long enough password", "password2": "a long enough password"}


@pytest.fixture(autouse=True)
def groups():
    cast.editor()
    cast.reviewer()


def test_a_new_account_may_log_in_and_is_an_editors(admin_client):
    assert admin_client.post(ADD, filled_in(admin_client, ADD) | TYPED).status_code == 302
    olga = User.objects.get(username="olga")
    assert (olga.is_staff, olga.is_superuser, [group.name for group in olga.groups.all()]) == (True, False, ["editors"])


def test_it_may_be_made_a_reviewers_at_once(admin_client):
    reviewers = Group.objects.get(name=roles.REVIEWERS)
    admin_client.post(ADD, filled_in(admin_client, ADD) | TYPED | {"groups": [reviewers.pk]})
    assert User.objects.get(username="olga").has_perm(roles.OVERRULE)


def test_it_may_be_left_without_access(admin_client):
    data = filled_in(admin_client, ADD) | TYPED
    del data["is_staff"], data["groups"]
    assert admin_client.post(ADD, data).status_code == 302
    assert not User.objects.get(username="olga").is_staff
