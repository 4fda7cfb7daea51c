from django.core.management.base import BaseCommand, CommandError

from config.doctor import findings


class Command(BaseCommand):
    help = "Say in words what is wrong with this installation and what to do about it; exits 1 where something is."
    requires_system_checks = ()  # they are a part of what is said

    def add_arguments(self, parser):
        parser.add_argument("--without-record", action="store_true", help="Leave out the rules of the record, which take long in a large one.")

    def handle(self, *, without_record: bool, **options):
        wrong = 0
        for finding in findings(of_the_record=not without_record):
            wrong += bool(finding.wrong and finding.stops)
            mark = ("WRONG" if finding.stops else "note ") if finding.wrong else "ok   "
            self.stdout.write(f"{mark} {finding.what}{': ' if finding.wrong else ''}{finding.wrong}")
            if finding.wrong and finding.cure:
                self.stdout.write(f"      → {finding.cure}")
        if wrong:
            raise CommandError("1 thing is wrong." if wrong == 1 else f"{wrong} things are wrong.")
        self.stdout.write("Nothing is wrong.")
