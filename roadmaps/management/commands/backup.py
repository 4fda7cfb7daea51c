from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from roadmaps.backups import NotDone, back_up


class Command(BaseCommand):
    help = "Copy the database into FILE while it is in use, and its checksum and versions into FILE.json; `restore` brings it back."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file: Path, **options):
        try:
            told = back_up(file)
        except NotDone as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Wrote {file} ({told['bytes']:,} bytes, SHA-256 {told['sha256']}).")
