"""What is wrong with the settings of a production: each fault by itself, with an id and what to do. With an error no process starts to serve."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG = "production"
SHORTEST_KEY, SHORTEST_TOKEN = 50, 20
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\]", re.ASCII | re.IGNORECASE)


@register(TAG)
def errors(**kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    return [*_of_the_key(), *_of_hosts(), *_of_databases(), *_of_the_proxy(), *_of_addresses_and_tokens()]


@register(TAG, deploy=True)
def warnings(**kwargs: Any) -> list[CheckMessage]:
    return [*_of_the_cache(), *_of_what_goes_over_the_net()] if settings.PRODUCTION else []


def refuse_to_serve_half_configured() -> None:
    """ImproperlyConfigured, which names everything that is wrong at once."""
    found = [message for message in run_checks(tags=[TAG]) if message.is_serious()]
    found += [*files_are_gathered()]
    if found:
        raise ImproperlyConfigured("\n".join(["This production is not served:", *(f"{fault.id}: {fault.msg} {fault.hint}" for fault in found)]))


def files_are_gathered() -> Iterator[CheckMessage]:
    """Asked before serving only: who gathers them, or migrates, does so before they are there."""
    if settings.STATIC_ROOT and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Error("The style sheets are not gathered: every page would fail.", hint="Run manage.py collectstatic.", id="config.E010")


# --- Errors -------------------------------------------------------------------------------------


def _of_the_key() -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.startswith("django-insecure-"):
        hint = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
        yield Error(f"SECRET_KEY can be guessed: it needs {SHORTEST_KEY} random characters.", hint=hint, id="config.E001")


def _of_hosts() -> Iterator[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS allows every name.", hint="List the names under which the site is reached.", id="config.E002")
    if wrong := [host for host in settings.ALLOWED_HOSTS if host != "*" and not HOST.fullmatch(host)]:
        hint = "No scheme, port, path or blank: ALLOWED_HOSTS=tracker.example,www.tracker.example"
        yield Error(f"ALLOWED_HOSTS holds what is no name of a host: {', '.join(wrong)}.", hint=hint, id="config.E003")


def _of_databases() -> Iterator[CheckMessage]:
    for alias, variable in (("default", "DATABASE_URL"), ("replica", "DATABASE_REPLICA_URL")):
        if alias in settings.DATABASES and settings.DATABASES[alias]["ENGINE"] != settings.POSTGRESQL:
            hint = f"{variable}=postgres://user:password@host/name"
            yield Error(f"{variable} names no PostgreSQL, in which alone production is kept.", hint=hint, id="config.E004")
    replica = settings.DATABASES.get("replica")
    if replica and _place(replica) == _place(settings.DATABASES["default"]):
        yield Error("DATABASE_REPLICA_URL names the primary.", hint="Name the standby, or leave the variable out.", id="config.E005")


def _place(database: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(database.get(part) or None for part in ("HOST", "PORT", "NAME"))


def _of_the_proxy() -> Iterator[CheckMessage]:
    if not settings.TRUSTED_PROXIES:
        yield Error(
            "TRUSTED_PROXIES is not set: everybody is sent to https, which the server itself does not speak, and would be sent there for ever.",
            hint="Set it to the number of proxies of your own before it, each of which sends X-Forwarded-For and X-Forwarded-Proto; one is 1.",
            id="config.E006",
        )


def _of_addresses_and_tokens() -> Iterator[CheckMessage]:
    if settings.FEED_AUTHORITY and not HOST.fullmatch(settings.FEED_AUTHORITY):
        yield Error("FEED_AUTHORITY is no domain.", hint="The name alone, without https:// or a path: tracker.example", id="config.E007")
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield Error(f"METRICS_TOKEN can be guessed: it needs {SHORTEST_TOKEN} characters.", hint="Make a longer one, at random.", id="config.E008")
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder and not os.access(folder, os.W_OK | os.X_OK):
        hint = f"Make {folder}, writable for the account of the service, and empty it before the service starts."
        yield Error("PROMETHEUS_MULTIPROC_DIR names no folder that can be written to.", hint=hint, id="config.E009")


# --- Warnings: manage.py check --deploy and manage.py doctor tell them --------------------------


def _of_the_cache() -> Iterator[CheckMessage]:
    if settings.CACHES["default"]["BACKEND"].endswith(".LocMemCache") and any(settings.API_RATES.values()):
        yield Warning(
            "CACHE_URL is not set: each process counts requests for itself, so that two let twice as many through.",
            hint="CACHE_URL=redis://host:6379/0 where more than one process serves; with one alone all is well.",
            id="config.W001",
        )


def _of_what_goes_over_the_net() -> Iterator[CheckMessage]:
    for alias, database in settings.DATABASES.items():
        host = database.get("HOST") or "localhost"
        if not host.startswith(("/", "127.")) and host != "localhost" and "sslmode" not in database.get("OPTIONS", {}):
            hint = "Add ?sslmode=verify-full&sslrootcert=… (or sslmode=require) to its address."
            yield Warning(f"The {alias} database is asked over the net without TLS being insisted on.", hint=hint, id="config.W002")
