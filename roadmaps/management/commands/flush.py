from django.core.management.commands import flush

from roadmaps.protection import open_to_changes


class Command(flush.Command):
    """Django's, which empties every table, through the door in the protection of history. The tests empty theirs by it too."""

    def handle(self, **options):
        with open_to_changes(options["database"]):
            super().handle(**options)
