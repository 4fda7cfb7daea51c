"""A production that is set by half is not served, and every fault is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import errors, refuse_to_serve_half_configured, warnings

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
ROOT = Path(__file__).resolve().parent.parent
PRIMARY = {"ENGINE": "django.db.backends.postgresql", "NAME": "tracker", "HOST": "10.0.0.1", "PORT": "", "OPTIONS": {"sslmode": "require"}}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}


@pytest.fixture
def production(settings, monkeypatch, tmp_path):
    """One in which nothing is wrong, as far as the checks ask."""
    (tmp_path / "staticfiles.json").touch()
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    good = {
        "PRODUCTION": True, "SECRET_KEY": "".join(map(chr, range(40, 100))), "ALLOWED_HOSTS": ["tracker.example", ".example.org", "[::1]"],
        "DATABASES": {"default": PRIMARY}, "TRUSTED_PROXIES": 1, "FEED_AUTHORITY": "", "METRICS_TOKEN": "", "STATIC_ROOT": tmp_path, "API_RATES": {"anonymous": 600},
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}},
    }  # fmt: skip
    return lambda **wrong: [setattr(settings, name, value) for name, value in (good | wrong).items()]


def ids(found):
    return [message.id for message in found]


def test_nothing_is_wrong_with_a_good_one(production):
    production()
    assert errors() == warnings() == []
    refuse_to_serve_half_configured()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"SECRET_KEY": "short"}, "config.E001"),
        ({"SECRET_KEY": "a" * 60}, "config.E001"),
        ({"SECRET_KEY": f"django-insecure-{''.join(map(chr, range(40, 100)))}"}, "config.E001"),
        ({"ALLOWED_HOSTS": ["*"]}, "config.E002"),
        ({"ALLOWED_HOSTS": ["https://tracker.example"]}, "config.E003"),
        ({"ALLOWED_HOSTS": ["tracker.example:443"]}, "config.E003"),
        ({"ALLOWED_HOSTS": ["tracker.example "]}, "config.E003"),
        ({"DATABASES": {"default": SQLITE}}, "config.E004"),
        ({"DATABASES": {"default": PRIMARY, "replica": SQLITE}}, "config.E004"),
        ({"DATABASES": {"default": PRIMARY, "replica": PRIMARY}}, "config.E005"),
        ({"TRUSTED_PROXIES": 0}, "config.E006"),
        ({"FEED_AUTHORITY": "http://tracker.example"}, "config.E007"),
        ({"METRICS_TOKEN": "0123456789"}, "config.E008"),
    ],
)
def test_each_fault_has_its_id_and_says_what_to_do(production, wrong, fault):
    production(**wrong)
    (found,) = errors()
    assert found.id == fault
    assert found.hint
    with pytest.raises(ImproperlyConfigured, match=fault):
        refuse_to_serve_half_configured()


def test_metrics_of_several_processes_need_their_folder(production, monkeypatch, tmp_path):
    production()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert errors() == []
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "not-there"))
    assert ids(errors()) == ["config.E009"]


def test_style_sheets_are_gathered_before_anything_is_served(production, tmp_path):
    production()
    (tmp_path / "staticfiles.json").unlink()
    assert errors() == []
    with pytest.raises(ImproperlyConfigured, match=r"config\.E010: .* collectstatic"):
        refuse_to_serve_half_configured()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}, "config.W001"),
        ({"DATABASES": {"default": PRIMARY | {"OPTIONS": {}}}}, "config.W002"),
    ],
)
def test_what_may_be_meant_is_a_warning_and_is_served(production, wrong, fault):
    production(**wrong)
    assert ids(warnings()) == [fault]
    refuse_to_serve_half_configured()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "", "/run/postgresql"])
def test_a_database_on_the_machine_itself_needs_no_tls(production, host):
    production(DATABASES={"default": PRIMARY | {"HOST": host, "OPTIONS": {}}})
    assert warnings() == []


def test_on_a_machine_of_ones_own_nothing_of_it_is_asked(production):
    production(PRODUCTION=False, SECRET_KEY="short", ALLOWED_HOSTS=["*"], DATABASES={"default": SQLITE}, STATIC_ROOT=None)
    assert errors() == warnings() == []
    refuse_to_serve_half_configured()


def test_the_process_that_serves_refuses_and_names_all_faults_at_once():
    environment = {
        "TRACKER_ENV": "production", "SECRET_KEY": "short", "ALLOWED_HOSTS": "*", "DATABASE_URL": "sqlite:////tmp/none", "PATH": os.environ["PATH"],
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", "import config.wsgi"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode
    assert [name for name in ("E001", "E002", "E004", "E006") if f"config.{name}: " not in done.stderr] == []
