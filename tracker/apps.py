from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("The public face")

    def ready(self):
        from tracker.queries import watch

        connection_created.connect(watch)
