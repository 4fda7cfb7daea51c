import re

from django.core.management.base import BaseCommand, CommandError

from roadmaps.database_roles import making


class Command(BaseCommand):
    help = "Print the SQL that makes two roles in PostgreSQL: one that owns the tables and migrates, one that serves and can change neither tables nor history."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--owner", default="tracker_owner", help="the role that migrates (default: %(default)s)")
        parser.add_argument("--serving", default="tracker", help="the role that serves (default: %(default)s)")

    def handle(self, owner, serving, **options):
        for name in (owner, serving):
            if not re.fullmatch("[a-z_][a-z0-9_]{0,62}", name):
                raise CommandError(f"“{name}” is no name for a role: lower-case letters, digits and underscores, at most 63.")
        if owner == serving:
            raise CommandError("The role that serves must not own the tables: whoever owns them can switch their protection off.")
        self.stdout.write(making(owner, serving), ending="")
