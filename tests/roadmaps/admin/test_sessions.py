"""A new password ends the sessions that were opened with the old one."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db

OLD, NEW = "a long enough password", "another long password"


@pytest.fixture
def ed():
    return cast.user("ed", password=OLD)


def session_of(user):
    client = Client()
    client.force_login(user)
    assert is_open(client)
    return client


def is_open(client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def test_who_changes_it_stays_and_is_logged_out_everywhere_else(ed):
    here, elsewhere = session_of(ed), session_of(ed)
    here.post(reverse("admin:password_change"), {"old_password": OLD, "new_password1": NEW, "new_password2": NEW})
    assert (is_open(here), is_open(elsewhere)) == (True, False)


def test_whose_password_a_superuser_sets_is_logged_out_and_the_superuser_is_not(ed):
    theirs, chief = session_of(ed), session_of(cast.user("chief", is_superuser=True))
    answer = chief.post(reverse("admin:auth_user_password_change", args=[ed.pk]), {"password1": NEW, "password2": NEW, "usable_password": "true"})
    assert answer.status_code == 302
    assert (is_open(theirs), is_open(chief)) == (False, True)


def test_a_password_set_on_the_server_ends_them_too(ed):
    theirs = session_of(ed)
    on_the_server = get_user_model().objects.get(pk=ed.pk)
    on_the_server.set_password(NEW)
    on_the_server.save()
    assert not is_open(theirs)


def test_somebody_elses_new_password_ends_nothing(ed):
    theirs, other = session_of(ed), cast.user("other")
    other.set_password(NEW)
    other.save()
    assert is_open(theirs)


@pytest.mark.parametrize("lost", [{"is_active": False}, {"is_staff": False}])
def test_an_account_that_is_closed_is_out_at_once(ed, lost):
    theirs = session_of(ed)
    get_user_model().objects.filter(pk=ed.pk).update(**lost)
    assert not is_open(theirs)
