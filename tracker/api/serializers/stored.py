"""Records as they are stored: their own columns and the rows under them, links as slugs, nothing that follows from other records.

So a record changes here exactly when it is written, and a copy of all records can be kept by what was written.
"""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

from roadmaps.dataset.tables import OF_MODEL
from roadmaps.models import AgendaItem, Citation, Poll, PollAnswer, Record, RoadMap, RoadMapTitle, Succession, Summit
from roadmaps.models.evidence import CITING
from roadmaps.models.fields import SlugsField
from roadmaps.written import MODELS
from tracker.api.serializers.fields import RowSerializer


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class SlugsListField(serializers.Field):
    def to_representation(self, value: str) -> list[str]:
        return value.split()


class StoredCitationSerializer(serializers.ModelSerializer):
    """A source, by its slug, where in it, and a short quote."""

    slug = serializers.CharField(source="source_id")

    class Meta:
        model = Citation
        fields = ("slug", "locator", "quote")


# A comment, because a docstring here would describe every record in the schema.
class StoredSerializer(RowSerializer):
    def build_standard_field(self, field_name, model_field):
        if isinstance(model_field, SlugsField):
            return SlugsListField, {"read_only": True}
        return super().build_standard_field(field_name, model_field)


CITED = {Citation._meta.get_field(link).related_model for link in CITING}
ROWS: dict[type[Record], dict[str, type[Record]]] = {
    RoadMap: {"titles": RoadMapTitle, "came_from": Succession},
    Summit: {"agenda": AgendaItem},
    Poll: {"answers": PollAnswer},
}
"""The rows that stand under a record, by their name in it."""


def stored(model: type[Record]) -> type[StoredSerializer]:
    """The serializer of a model; its fields are the columns that a file of the record has."""
    rows: dict[str, BaseSerializer] = {name: stored(under)(many=True) for name, under in ROWS.get(model, {}).items()}
    if model in CITED:
        rows["sources"] = StoredCitationSerializer(source="citations", many=True)
    columns = [column.name for column in OF_MODEL[model].columns if column.name != model.parent]
    fields = (*columns, *rows, *(["version"] if model.route else []))
    meta = type("Meta", (), {"model": model, "fields": fields})
    name = f"Stored{model._meta.object_name}Serializer"
    return type(
        name, (StoredSerializer,), {**rows, "Meta": meta, "__module__": __name__, "__doc__": f"One {model._meta.verbose_name} as it is stored."}
    )


STORED: dict[type[Record], type[StoredSerializer]] = {model: stored(model) for model in MODELS}


def paths_of_rows(model: type[Record]) -> list[str]:
    """Over which the rows under records of a model are loaded in a fixed number of queries."""
    paths = ["citations"] if model in CITED else []
    for name, under in ROWS.get(model, {}).items():
        paths += [name, f"{name}__citations"] if under in CITED else [name]
    return paths


def with_rows(model: type[Record]):
    """All records of a model, to be loaded with the rows under them."""
    return model.objects.prefetch_related(*paths_of_rows(model))
