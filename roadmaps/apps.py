from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = _("The record")

    def ready(self):
        from roadmaps import checks  # noqa: F401 - they register themselves

        post_migrate.connect(_ensure_catalogue, sender=self)
        post_migrate.connect(_protect_history, sender=self)
        post_migrate.connect(_give_rights, sender=self)


def _ensure_catalogue(using, **kwargs):
    """The catalogue's one row is there after every migration, and after a test database is flushed."""
    from roadmaps.models import Catalogue

    if Catalogue._meta.db_table in connections[using].introspection.table_names():  # taken back to before the first, there is no table
        Catalogue.objects.using(using).get_or_create(pk=1)


def _protect_history(using, **kwargs):
    from roadmaps.protection import protect

    protect(using)


def _give_rights(using, **kwargs):
    from roadmaps.database_roles import give_what_is_needed

    give_what_is_needed(using)
