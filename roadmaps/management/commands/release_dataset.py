from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from roadmaps.dataset.release import NotReleased, make_release


class Command(BaseCommand):
    help = "Keep the whole dataset as it is now under the next number: a release that stays byte-identical whatever is edited afterwards."

    def add_arguments(self, parser):
        parser.add_argument("--note", default="", help="what a reader should know of it, e.g. “As used in the report of May.”")

    def handle(self, note, **options):
        try:
            release = make_release(note)
        except NotReleased as refused:
            raise CommandError(str(refused)) from None
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        self.stdout.write(f"Release {release.number}: {release.size:,} bytes, SHA-256 {release.sha256}.")
