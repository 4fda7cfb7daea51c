from django.db import migrations, models

from roadmaps.models.search import folded, texts_in

SEARCHED = {
    "AgendaItem": ["note"],
    "Aim": ["title", "group", "translations"],
    "Citation": ["locator", "quote"],
    "Event": ["title", "place", "outcome", "participants"],
    "Negotiation": ["title", "code", "translations"],
    "Party": ["name", "country", "translations"],
    "Poll": ["question", "pollster", "population"],
    "PollAnswer": ["answer"],
    "Position": ["summary", "note"],
    "RoadMap": ["number", "title", "summary"],
    "RoadMapTitle": ["title"],
    "Source": ["title", "publisher", "author", "web_address"],
    "Speaker": ["name", "spellings", "role"],
    "Statement": ["wording", "note"],
    "StatusClaim": ["about", "note"],
    "Succession": ["note"],
    "Summit": ["title", "translations", "place", "outcome", "participants"],
    "Tally": ["as_worded", "note"],
    "Term": ["label", "definition", "translations"],
    "Topic": ["title", "translations"],
}
"""What each model searched when this migration was written."""


def fold_what_is_stored(apps, schema_editor):
    for name, columns in SEARCHED.items():
        rows = apps.get_model("roadmaps", name)._base_manager.using(schema_editor.connection.alias)
        for row in rows.iterator(chunk_size=1000):
            texts = [text for column in columns for text in texts_in(getattr(row, column))]
            rows.filter(pk=row.pk).update(search_text=folded("\n".join([row.pk, *texts])))


class Migration(migrations.Migration):

    dependencies = [
        ("roadmaps", "0001_record"),
    ]

    operations = [
        *(
            migrations.AddField(name, "search_text", models.TextField(blank=True, default="", editable=False))
            for name in SEARCHED
        ),
        migrations.RunPython(fold_what_is_stored, migrations.RunPython.noop, elidable=True),
    ]
