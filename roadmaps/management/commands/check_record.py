from django.core.management.base import BaseCommand, CommandError

from roadmaps.rules import offences


class Command(BaseCommand):
    help = "Verify every rule of the record that the database cannot state; exits 1 with the list of what breaks one."

    def handle(self, **options):
        found = offences()
        for offence in found:
            self.stdout.write(str(offence))
        if found:
            raise CommandError(f"{len(found)} rules broken.")
        self.stdout.write("Every rule holds.")
