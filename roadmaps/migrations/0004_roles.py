from django.contrib.auth.management import create_permissions
from django.db import migrations

from roadmaps.roles import make_groups


def make_permissions_and_groups(apps, schema_editor):
    """Django makes permissions only after all migrations have run, so those that the groups need are made here."""
    ours = apps.get_app_config('roadmaps')
    ours.models_module = True  # by which create_permissions() knows that there are models
    create_permissions(ours, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    ours.models_module = None
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('roadmaps', '0003_permissions'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        # Backwards nothing is undone: people may be in the groups.
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
