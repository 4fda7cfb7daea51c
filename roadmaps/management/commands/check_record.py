from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from roadmaps.checks import history_is_protected
from roadmaps.rules import offences


class Command(BaseCommand):
    help = "Verify every rule of the record that the database cannot state, and that it lets nobody change history; exits 1 with the list of what is wrong."

    def handle(self, **options):
        found = [*offences(), *history_is_protected([DEFAULT_DB_ALIAS])]
        for wrong in found:
            self.stdout.write(str(wrong))
        if found:
            raise CommandError(f"{len(found)} rules broken.")
        self.stdout.write("Every rule holds.")
