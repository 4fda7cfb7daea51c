"""Logging in: what the page helps with, who is locked out by wrong passwords, for how long, and who is not."""

import datetime
import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db

RIGHT = "a long enough password"


@pytest.fixture(autouse=True)
def accounts():
    for name in ("ed", "rita"):
        cast.user(name, password=RIGHT)
    cast.user("chief", password=RIGHT, is_superuser=True)


def log_in(name, password=RIGHT, address="192.0.2.1", **headers):
    return Client(REMOTE_ADDR=address).post(reverse("admin:login"), {"username": name, "password": password}, **headers)


def gets_in(*args, **kwargs) -> bool:
    response = log_in(*args, **kwargs)
    assert response.status_code in (200, 302, 429)
    return response.status_code == 302


def lock(name="ed", **where):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = log_in(name, "wrong", **where)
    return response


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime(2026, 3, 1, 10, 20, 30, 500_000, tzinfo=datetime.UTC), tick=False) as clock:
        yield clock


def test_the_right_password_gets_in():
    assert gets_in("ed")


def test_a_few_wrong_passwords_lock_nobody_and_are_forgotten_after_the_right_one():
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert log_in("ed", "wrong").status_code == 200
        assert gets_in("ed")


def test_repeated_wrong_passwords_lock_the_name_even_for_the_right_one():
    assert lock().status_code == 429
    assert log_in("ed").status_code == 429


def test_another_browser_does_not_get_round_the_lock():
    for number in range(settings.AXES_FAILURE_LIMIT):
        log_in("ed", "wrong", headers={"user-agent": f"Browser {number}"})
    assert not gets_in("ed", headers={"user-agent": "Another"})


def test_others_at_the_same_address_are_not_locked():
    lock("ed")
    assert gets_in("rita")


def test_the_same_name_at_another_address_is_not_locked():
    lock("ed")
    assert gets_in("ed", address="192.0.2.2")


def test_a_name_that_nobody_has_locks_just_the_same():
    said = [re.sub('(?<=name="csrfmiddlewaretoken" value=")\\w+', "", lock(name).content.decode()) for name in ("nobody", "ed")]
    assert said[0].replace("nobody", "ed") == said[1]


def test_who_is_logged_in_already_goes_on_working():
    inside = Client(REMOTE_ADDR="192.0.2.1")
    inside.force_login(cast.user("ed"))
    lock("ed")
    assert inside.get(reverse("admin:index")).status_code == 200


# The page and the end of the lock.


def test_the_page_says_until_when(clock):
    response = lock()
    text = response.content.decode()
    assert "“ed” can not log in from your address until <strong>10:36 UTC</strong>, that is, for 16 minutes." in text
    assert response["Retry-After"] == str(15 * 60 + 30)
    clock.shift(14 * 60 + 40)
    assert "for 1 minute." in log_in("ed").content.decode()


def test_its_promise_is_kept_and_the_lock_does_not_end_much_earlier(clock):
    lock()
    clock.move_to(datetime.datetime(2026, 3, 1, 10, 35, 30, tzinfo=datetime.UTC))
    assert not gets_in("ed")
    clock.move_to(datetime.datetime(2026, 3, 1, 10, 36, tzinfo=datetime.UTC))
    assert gets_in("ed")


def test_trying_during_the_lock_does_not_prolong_it(clock):
    lock()
    clock.shift(14 * 60)
    log_in("ed", "wrong")
    clock.shift(61)
    assert gets_in("ed")


def test_the_page_has_no_script_and_no_style_of_its_own():
    text = lock().content.decode()
    assert re.findall(r"<script(?![^>]* src=)| style=|<style| on[a-z]+=", text) == []


def test_the_page_repeats_no_markup():
    assert "<b>x</b>" not in lock("<b>x</b>").content.decode()


def test_what_no_database_stores_is_no_server_error():
    sent = {"username": "ed", "password": "wrong\x00", "more\x00": "a\x00\ud800b".encode("utf-8", "surrogatepass")}
    assert Client().post(reverse("admin:login"), sent, headers={"user-agent": "x" * 999}).status_code == 200


# Unlocking.


def test_a_superuser_unlocks_at_the_desk():
    lock()
    desk = Client()
    desk.force_login(cast.user("chief"))
    attempt = AccessAttempt.objects.get()
    assert "Locked Out" in desk.get(page(attempt, "changelist")).content.decode()
    desk.post(page(attempt, "delete", attempt.pk), {"post": "yes"})
    assert gets_in("ed")


def test_a_command_unlocks():
    lock()
    call_command("axes_reset_username", "ed")
    assert gets_in("ed")


def test_no_password_is_stored_with_an_attempt():
    log_in("ed", "wrong-but-nearly-right")
    assert "nearly" not in "".join(map(str, AccessAttempt.objects.values().get().values()))


# Behind proxies. X-Forwarded-For is what anybody may write, except for what our own proxies appended.


def test_a_made_up_forwarding_does_not_get_round_the_lock():
    for number in range(settings.AXES_FAILURE_LIMIT):
        log_in("ed", "wrong", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert not gets_in("ed", headers={"x-forwarded-for": "203.0.113.9"})


@pytest.mark.parametrize("made_up", ["", "203.0.113.7, "])
def test_behind_one_proxy_the_address_that_it_tells_is_locked(settings, made_up):
    settings.TRUSTED_PROXIES = 1
    lock(headers={"x-forwarded-for": f"{made_up}198.51.100.1"})
    assert not gets_in("ed", headers={"x-forwarded-for": "198.51.100.1"})
    assert not gets_in("ed", headers={"x-forwarded-for": "203.0.113.8, 198.51.100.1"})
    assert gets_in("ed", headers={"x-forwarded-for": "198.51.100.2"})


# The first password.


def test_the_page_says_where_the_first_password_was_shown_and_how_to_set_a_new_one():
    text = " ".join(Client().get(reverse("admin:login")).content.decode().split())
    assert "made the account “editor” and showed its password once" in text
    assert "<code>manage.py changepassword editor</code>" in text


def test_it_says_the_same_whether_that_account_exists_or_not():
    def said():
        return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", Client().get(reverse("admin:login")).content.decode())

    before = said()
    cast.user("editor", is_superuser=True)
    assert said() == before
