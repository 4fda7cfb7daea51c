from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from roadmaps.backups import NotDone, restore


class Command(BaseCommand):
    help = "Put the backup FILE in the place of the database, bring it up to this version and check it. Stop the service before."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="even where the database holds something: all of that is lost")

    def handle(self, file: Path, replace: bool, **options):
        try:
            told = restore(file, replace)
        except NotDone as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Restored what was backed up on {told['made_at']} by version {told['software']}. Migrating and checking it …")
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("check_record", stdout=self.stdout)
