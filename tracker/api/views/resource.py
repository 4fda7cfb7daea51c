"""What all resources have in common."""

from __future__ import annotations

from django.db.models import Prefetch
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from roadmaps.models import Citation
from roadmaps.models.fields import SLUG
from tracker.api import exports
from tracker.api.filters import DeclaredParameters, ListFilters, NoFilters
from tracker.api.media import ProblemsAreJson
from tracker.api.pagination import Pages
from tracker.api.schema import ResourceSchema


class Resource(ReadOnlyModelViewSet):
    """A list and its details. A subclass declares; what it declares is also its description in the schema."""

    lookup_field = "slug"
    lookup_value_regex = SLUG
    filter_backends = [DeclaredParameters]
    pagination_class = Pages
    content_negotiation_class = ProblemsAreJson
    schema = ResourceSchema()

    filterset_class: type[ListFilters]
    detail_filterset_class: type[NoFilters] = NoFilters
    detail_serializer_class: type[BaseSerializer] | None = None
    keyset: tuple[str, ...] = ("slug",)
    """The order of the list where none is asked for; the key is its last term."""

    filterset: NoFilters

    def get_renderers(self):
        return [JSONRenderer(), *(export() for export in exports.EXPORTS if self.action == "list")]

    def paginate_queryset(self, queryset):
        return self.loaded(super().paginate_queryset(queryset))

    def loaded(self, rows: list) -> list:
        """Rows of the list with what a QuerySet could not load."""
        return rows

    def handle_exception(self, exc):
        """Problems are JSON, whatever was asked for."""
        self.request.accepted_renderer, self.request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        return super().handle_exception(exc)

    def get_serializer_class(self):
        return (self.action != "list" and self.detail_serializer_class) or self.serializer_class

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "titles": {}}

    def order(self):
        """The terms of the order in which the list is asked for."""
        return self.filterset.ordering() or self.keyset

    def is_about_one_negotiation(self) -> bool:
        return self.filterset.negotiation() is not None

    def revision(self) -> int | None:
        """Read with the parameters, before the rows: an answer is never newer than it says."""
        negotiation = self.filterset.negotiation()
        return negotiation.revision if negotiation else None

    def list(self, request, *args, **kwargs):
        chosen = request.accepted_renderer
        return exports.answer(self, chosen) if isinstance(chosen, exports.Export) else super().list(request, *args, **kwargs)


def cited(path: str) -> Prefetch:
    """Loads the citations at the end of ``path``, with their sources, in one query."""
    return Prefetch(path, Citation.objects.select_related("source"))
