import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from roadmaps.models import Negotiation

SHIPPED = Path(__file__).resolve().parents[2] / "dataset" / "packages" / "union-state"
LOCK = 20191220
"""A number of our own among the advisory locks of a PostgreSQL database."""


class Command(BaseCommand):
    help = "Make the database ready to serve: migrate, load the shipped record into an empty one, create the first account. Safe to repeat."

    def handle(self, **options):
        with alone():
            self.stdout.write("Migrating the database …")
            call_command("migrate", verbosity=0)
            self.load_shipped_record()
            self.create_first_editor()

    def load_shipped_record(self):
        if Negotiation.objects.exists():
            self.stdout.write("The database holds a record already; nothing is loaded over it.")
            return
        self.stdout.write("Loading the shipped record …")
        call_command("load_dataset", SHIPPED, stdout=self.stdout)

    def create_first_editor(self):
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(12)
        with transaction.atomic():  # told before it is kept: whoever is interrupted in between is told another at the next start
            users.create_superuser("editor", password=password)
            self.stdout.write(f"Created the account “editor”. Its password is shown this once.\npassword: {password}")
            self.stdout.flush()


@contextmanager
def alone() -> Iterator[None]:
    """Of two that start at once the second waits: migrations take no lock of their own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    else:  # the folder stands for its file, which SQLite locks in ways of its own
        folder = os.open(Path(connection.settings_dict["NAME"]).resolve().parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
