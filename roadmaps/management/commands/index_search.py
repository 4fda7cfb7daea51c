from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from roadmaps import trigrams


class Command(BaseCommand):
    help = "Make the indexes by which PostgreSQL finds parts of words, where they are not there yet: after pg_trgm was installed. Safe to repeat."

    def handle(self, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Search by an index is for PostgreSQL; here it reads every row.")
        if not trigrams.index(connection, trigrams.tables(apps)):
            raise CommandError("This server does not offer pg_trgm, or this role may not create it: search finds the same, by reading every row.")
        self.stdout.write("Search finds words by an index.")
