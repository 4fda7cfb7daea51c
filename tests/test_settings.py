"""The shipped settings: an empty environment runs locally, a half-set production does not start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "TRACKER_ENV": "production",
    "SECRET_KEY": "a key that is long enough for anything",
    "ALLOWED_HOSTS": "tracker.example,www.tracker.example",
    "DATABASE_URL": "postgres://editor@db.example/tracker",
}


@pytest.fixture
def told(tmp_path):
    """What the settings say in a clone of their own, under exactly this environment."""
    shutil.copytree(ROOT / "config", tmp_path / "config")

    def tell(expression, environment):
        command = [sys.executable, "-c", f"from config import settings\nprint(({expression}))"]
        return subprocess.run(command, cwd=tmp_path, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True)

    return tell


def test_an_empty_environment_runs_locally(told, tmp_path):
    said = told("settings.DEBUG, settings.DATABASES['default']['NAME'], settings.ALLOWED_HOSTS", {})
    assert said.stdout == f"(False, '{tmp_path}/db.sqlite3', ['127.0.0.1', 'localhost', '[::1]'])\n"


def test_the_local_key_is_private_and_stays(told, tmp_path):
    first, second = (told("settings.SECRET_KEY", {}).stdout for _ in range(2))
    assert len(first) > 50
    assert first == second
    assert (tmp_path / ".secret_key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [".secret_key", "config"]


def test_production_takes_all_from_its_variables_and_writes_no_key(told, tmp_path):
    said = told("settings.SECRET_KEY, settings.ALLOWED_HOSTS, settings.DATABASES['default']['HOST']", PRODUCTION)
    assert said.stdout == "('a key that is long enough for anything', ['tracker.example', 'www.tracker.example'], 'db.example')\n"
    assert not (tmp_path / ".secret_key").exists()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("as_empty", [True, False])
def test_production_names_the_variable_that_is_missing(told, missing, as_empty):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing} | ({missing: ""} if as_empty else {})
    said = told("1", environment)
    assert said.returncode
    assert said.stderr.splitlines()[-1].endswith(f"which are not set: {missing}.")


def test_production_names_all_that_are_missing_at_once(told):
    said = told("1", {"TRACKER_ENV": "production"})
    assert said.stderr.splitlines()[-1].endswith("which are not set: SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL.")


def test_another_environment_is_refused(told):
    said = told("1", {"TRACKER_ENV": "prod"})
    assert said.returncode
    assert "TRACKER_ENV is “prod”; it must be “local” or “production”." in said.stderr


def test_cookies_and_transport_are_secure_in_production_only(told):
    asked = "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0"
    assert told(asked, PRODUCTION).stdout == "(True, True, True, True)\n"
    assert told(asked, {}).stdout == "(False, False, False, False)\n"


@pytest.mark.parametrize("wrong", ["yes", "-1", "1.5", "١"])
def test_a_number_that_is_none_is_named(told, wrong):
    said = told("1", {"TRUSTED_PROXIES": wrong})
    assert said.stderr.splitlines()[-1].endswith(f"TRUSTED_PROXIES is “{wrong}”; it must be a whole number, such as 0.")


def test_a_number_that_is_left_empty_is_not_set(told):
    assert told("settings.TRUSTED_PROXIES, settings.SLOW_QUERY_MS", {"TRUSTED_PROXIES": "", "SLOW_QUERY_MS": "20"}).stdout == "(0, 20)\n"


@pytest.mark.parametrize("wrong", ["tracker", "mysql://tracker:hunter2@db.example/tracker", "//tracker:hunter2@db.example"])
def test_what_is_no_address_of_a_database_is_named_without_its_password(told, wrong):
    said = told("1", {"DATABASE_URL": wrong})
    assert "DATABASE_URL is no address of a database" in said.stderr.splitlines()[-1]
    assert "hunter2" not in said.stderr
