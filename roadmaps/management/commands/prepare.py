import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from roadmaps import revisions
from roadmaps.models import Negotiation

SHIPPED = Path(__file__).resolve().parents[2] / "dataset" / "packages" / "union-state"


class Command(BaseCommand):
    help = "Make the database ready to serve: migrate, load the shipped record into an empty one, create the first account. Safe to repeat."

    def handle(self, **options):
        self.stdout.write("Migrating the database …")
        call_command("migrate", verbosity=0)
        self.load_shipped_record()
        self.create_first_editor()

    def load_shipped_record(self):
        with revisions.writing([revisions.CATALOGUE]):  # of two that start at once the second waits, and finds it loaded
            if Negotiation.objects.exists():
                self.stdout.write("The database holds a record already; nothing is loaded over it.")
                return
            self.stdout.write("Loading the shipped record …")
            call_command("load_dataset", SHIPPED, stdout=self.stdout)

    def create_first_editor(self):
        users = get_user_model().objects
        with revisions.writing([revisions.CATALOGUE]):
            if users.exists():
                return
            password = secrets.token_urlsafe(12)
            users.create_superuser("editor", password=password)
        self.stdout.write(f"Created the account “editor”. Its password is shown this once.\npassword: {password}")
