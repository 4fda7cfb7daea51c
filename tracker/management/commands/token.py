from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from tracker.models import DAYS, MOST_DAYS, make_token


class Command(BaseCommand):
    help = "Make an API token for USER and print it: once, since only its hash is kept."

    def add_arguments(self, parser):
        parser.add_argument("user")
        parser.add_argument("--days", type=int, default=DAYS, help=f"until it expires, at most {MOST_DAYS} (default: %(default)s)")
        parser.add_argument("--label", default="manage.py token", help="what will use it")

    def handle(self, user, days, label, **options):
        users = get_user_model().objects
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days {days}: it must be from 1 to {MOST_DAYS}.")
        try:
            owner = users.get_by_natural_key(user)
        except users.model.DoesNotExist:
            raise CommandError(f"There is no user “{user}”.") from None
        token, secret = make_token(owner, label, days)
        self.stderr.write(f"Valid until {token.expiry:%Y-%m-%d %H:%M} UTC; send it as “Authorization: Bearer …”.")
        self.stdout.write(secret)
