from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from roadmaps.dataset.dump import dump
from roadmaps.models import Negotiation


class Command(BaseCommand):
    help = "Write the record as a Data Package: one CSV per table and datapackage.json."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--negotiation", help="only this one (its slug), and what it names of what is shared")

    def handle(self, folder, negotiation, **options):
        if negotiation and not Negotiation.objects.filter(pk=negotiation).exists():
            known = ", ".join(Negotiation.objects.values_list("pk", flat=True))
            raise CommandError(f"There is no negotiation “{negotiation}”. There are: {known}")
        for table, rows in dump(folder, negotiation).items():
            self.stdout.write(f"{table}: {rows}")
