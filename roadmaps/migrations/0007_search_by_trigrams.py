from django.db import migrations

from roadmaps import trigrams


def index(apps, schema_editor):
    """Where the server offers it. Else nothing is done, and ``manage.py index_search`` does it when it can be."""
    trigrams.index(schema_editor.connection, trigrams.tables(apps))


def drop(apps, schema_editor):
    trigrams.drop(schema_editor.connection, trigrams.tables(apps))


class Migration(migrations.Migration):

    dependencies = [
        ("roadmaps", "0006_release"),
    ]

    operations = [migrations.RunPython(index, drop, elidable=False)]
