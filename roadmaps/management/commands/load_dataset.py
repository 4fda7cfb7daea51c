from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from roadmaps.dataset.apply import load
from roadmaps.dataset.read import Refused


class Command(BaseCommand):
    help = "Load a package's folder, or one CSV or XLSX file named for its table: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing; with -v 2 row by row")
        parser.add_argument("--prune", action="store_true", help="remove rows of the package's negotiations that the files do not have")

    def handle(self, path, dry_run, prune, verbosity, **options):
        try:
            plan = load(path, dry_run=dry_run, prune=prune, editor="load_dataset", say=self.stderr.write)
        except Refused as refused:
            raise CommandError(f"{refused}\n{len(refused.problems)} problems; nothing was stored.") from None
        for table, rows in plan.tables.items():
            counts = f"{len(rows.created)} created, {len(rows.updated)} updated, {rows.unchanged} unchanged, {len(rows.removed)} removed"
            self.stdout.write(f"{table.name}: {counts}")
        if verbosity > 1:
            for difference in plan.differences():
                self.stdout.write(f"{difference.table.name} {difference.slug} {difference.kind}")
                for change in difference.changes:
                    self.stdout.write(f"    {change.column}: “{change.before}” → “{change.after}”")
        if dry_run:
            self.stdout.write("This was a dry run; nothing was stored.")
