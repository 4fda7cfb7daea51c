"""Who looks after the process learns whether it works: alive, ready, and what is wrong in words."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

READY = {"database": "ok", "migrations": "ok", "cache": "ok"}


@pytest.fixture
def nobody_home(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to db.internal as tracker, password hunter2")

    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.fixture
def cache_without_a_server(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://:hunter2@127.0.0.1:1/0"}}


@pytest.mark.django_db
def test_it_is_ready_when_all_it_needs_is_there():
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "checks": READY})
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Request-ID"]


@pytest.mark.django_db
def test_to_be_alive_nothing_is_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_it_lives_without_a_database_but_is_not_ready(nobody_home, caplog):
    assert Client().get("/livez").status_code == 200
    answer = Client().get("/readyz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["status"] == "not ready"
    assert answer.json()["checks"]["database"] == "It does not answer; the log says why."
    assert "could not connect" in caplog.text


@pytest.mark.parametrize("path", ["/", "/ru/topics/", "/search/?search=any", "/admin/login/"])
def test_a_page_without_its_database_asks_to_come_back(nobody_home, path):
    client = Client(raise_request_exception=False, headers={"cookie": f"sessionid={'a' * 32}"})
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5")
    assert "hunter2" not in answer.content.decode()


def test_what_everybody_is_told_names_no_host_account_or_password(nobody_home, cache_without_a_server):
    told = Client().get("/readyz").content.decode()
    assert not [secret for secret in ("db.internal", "hunter2", "127.0.0.1", "tracker") if secret in told]


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_named():
    MigrationRecorder(connection).record_unapplied("roadmaps", "0004_roles")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "Not applied: roadmaps.0004_roles."


@pytest.mark.django_db
def test_a_database_that_takes_no_writes_is_not_what_is_needed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no standby")
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "It takes no writes.")


@pytest.mark.django_db
def test_without_its_cache_it_is_degraded_and_goes_on(cache_without_a_server):
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["cache"] == "It does not answer; requests are not counted meanwhile."


@pytest.mark.django_db
@pytest.mark.parametrize("probe", ["/livez", "/readyz"])
def test_a_probe_knows_neither_the_name_of_the_host_nor_https_and_is_not_counted(settings, probe):
    settings.SECURE_SSL_REDIRECT = True
    settings.API_RATES = {"anonymous": 1, "signed-in": 1}
    cache.clear()
    assert [Client().get(probe, headers={"host": "10.0.0.7:8000"}).status_code for _ in range(3)] == [200] * 3
    assert Client().head(probe).status_code == 200
    assert Client().post(probe).status_code == 405
