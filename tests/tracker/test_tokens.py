"""Tokens: made at the desk or by a command, shown once, kept as a hash; they expire, and are revoked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tracker.models import Token, make_token

pytestmark = pytest.mark.django_db

CURRENT = "/api/v1/tokens/current/"
ADD = "admin:tracker_token_add"


def sent_with(secret, method="get", path="/api/v1/topics/"):
    return getattr(Client(), method)(path, headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def desk():
    """The desk, as somebody sees it."""

    def enter(user):
        client = Client()
        client.force_login(user)
        return client

    return enter


def secret_on(page) -> str:
    return re.search(r'<code id="secret">(.*?)</code>', page.content.decode())[1]


# What a token does


def test_only_its_hash_is_kept():
    _, secret = make_token(cast.editor(), "laptop")
    row = Token.objects.values().get()
    assert secret.startswith("roadmaps_")
    assert not [value for value in row.values() if secret in str(value)]
    assert sent_with(secret).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/topics/gas/", CURRENT])
@pytest.mark.parametrize("secret", ["roadmaps_" + "0" * 64, "nothing", "", "two words", "ключ", "\udcff"])
def test_a_token_that_nobody_has_is_refused(secret, path):
    as_a_server_gives_it = f"Bearer {secret}".encode("utf-8", "surrogateescape").decode("latin-1")
    answer = Client().delete(path, HTTP_AUTHORIZATION=as_a_server_gives_it)
    assert (answer.status_code, answer["WWW-Authenticate"], answer["Content-Type"]) == (401, "Bearer", "application/problem+json")


def test_a_token_expires():
    _, secret = make_token(cast.editor(), "laptop", days=90)
    with time_machine.travel(timezone.now() + timedelta(days=89, hours=23)):
        assert sent_with(secret).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=90, seconds=1)):
        answer = sent_with(secret)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert Token.objects.exists(), "reading deletes nothing"


def test_a_token_does_not_outlive_the_account():
    editor = cast.editor()
    _, secret = make_token(editor, "laptop")
    editor.is_active = False
    editor.save()
    assert sent_with(secret).status_code == 401


def test_signing_in_takes_one_query(django_assert_num_queries):
    _, secret = make_token(cast.editor(), "laptop")
    with django_assert_num_queries(2):  # the token with its user; the token's end
        assert sent_with(secret, "delete", CURRENT).status_code == 204


def test_a_token_revokes_itself_and_no_other():
    kept = make_token(cast.editor(), "desktop")[1]
    revoked = make_token(cast.editor(), "laptop")[1]
    assert sent_with(revoked, "delete", CURRENT).status_code == 204
    assert sent_with(revoked).status_code == 401
    assert sent_with(kept).status_code == 200


@pytest.mark.parametrize("method", ["get", "post", "put", "patch"])
def test_no_token_is_made_or_read_over_the_api(method):
    _, secret = make_token(cast.editor(), "laptop")
    assert sent_with(secret, method, CURRENT).status_code == 405
    assert Token.objects.count() == 1


def test_a_session_has_no_token_to_revoke(desk):
    assert desk(cast.editor()).delete(CURRENT).status_code == 401


def test_no_password_is_taken_over_the_api():
    cast.user("someone", password="a long enough password")
    basic = {"authorization": "Basic c29tZW9uZTphIGxvbmcgZW5vdWdoIHBhc3N3b3Jk"}
    assert Client().delete(CURRENT, headers=basic).status_code == 401


def test_a_session_needs_its_csrf_token_to_write():
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor())
    answer = client.post("/api/v1/topics/", {}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


# Made by the command


def test_the_command_prints_it_once(capsys):
    cast.editor()
    call_command("token", "ed-editor", "--days", "7")
    said = capsys.readouterr()
    assert sent_with(said.out.strip()).status_code == 200
    assert Token.objects.get().expiry.date() == (timezone.now() + timedelta(days=7)).date()
    assert said.out.strip() not in said.err


@pytest.mark.parametrize("days", [0, -1, 367])
def test_the_command_refuses_days_out_of_bounds(days):
    cast.editor()
    with pytest.raises(CommandError, match="from 1 to 366"):
        call_command("token", "ed-editor", "--days", str(days))
    assert not Token.objects.exists()


def test_the_command_names_a_user_that_there_is_not():
    with pytest.raises(CommandError, match="“nobody”"):
        call_command("token", "nobody")


# Made at the desk


def test_an_editor_makes_one_for_himself_and_sees_it_once(desk):
    client = desk(cast.editor())
    page = client.post(reverse(ADD), {"label": "laptop", "days": 30})
    assert "no-store" in page["Cache-Control"]
    assert sent_with(secret_on(page)).status_code == 200
    token = Token.objects.get()
    assert (token.user.username, token.label) == ("ed-editor", "laptop")
    for name, args in (("changelist", []), ("change", [token.pk])):
        assert secret_on(page) not in client.get(reverse(f"admin:tracker_token_{name}", args=args)).content.decode()


def test_an_editor_makes_none_for_another(desk):
    other = cast.reviewer()
    desk(cast.editor()).post(reverse(ADD), {"label": "laptop", "days": 30, "user": other.pk})
    assert Token.objects.get().user.username == "ed-editor"


def test_a_superuser_makes_one_for_another(desk, editor):
    program = cast.user("a-program", is_staff=False)
    page = desk(editor).post(reverse(ADD), {"label": "import", "days": 366, "user": program.pk})
    assert Token.objects.get().user == program
    assert sent_with(secret_on(page)).status_code == 200


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 367}, {"days": ""}, {"label": ""}])
def test_the_page_refuses_what_is_out_of_bounds(desk, wrong):
    page = desk(cast.editor()).post(reverse(ADD), {"label": "laptop", "days": 30, **wrong})
    assert page.context["adminform"].form.errors.keys() == wrong.keys()
    assert not Token.objects.exists()


def test_an_editor_sees_and_revokes_his_own_only(desk):
    (mine, _), (other, _) = make_token(cast.editor(), "mine"), make_token(cast.reviewer(), "of another")
    client = desk(cast.editor())
    page = client.get(reverse("admin:tracker_token_changelist")).content.decode()
    assert "mine" in page
    assert "of another" not in page
    for token in (mine, other):
        client.post(reverse("admin:tracker_token_delete", args=[token.pk]), {"post": "yes"})
    assert [token.label for token in Token.objects.all()] == ["of another"]
    assert client.get(reverse("admin:tracker_token_change", args=[other.pk])).status_code == 403


def test_a_superuser_sees_all(desk, editor):
    make_token(cast.reviewer(), "of another")
    assert "of another" in desk(editor).get(reverse("admin:tracker_token_changelist")).content.decode()


def test_the_stock_page_of_tokens_is_not_there():
    assert [model.__name__ for model in admin.site._registry if "oken" in model.__name__] == ["Token"]
