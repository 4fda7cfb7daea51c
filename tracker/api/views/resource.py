"""What all resources have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from roadmaps.models import Citation
from roadmaps.models.fields import SLUG
from tracker.api.etags import Validated
from tracker.api.exports import EXPORTS, Export, answer
from tracker.api.filters import DeclaredParameters, NoFilters, with_reason
from tracker.api.media import METHODS, ProblemsAreJson
from tracker.api.pagination import Pages
from tracker.api.projection import Reading
from tracker.api.schema import ResourceSchema
from tracker.api.serializers.fields import Addresses
from tracker.api.views.writing import Writes


class Read(Validated, ReadOnlyModelViewSet):
    """What is read: a list and its details, or an answer. A subclass declares; what it declares is also its description in the schema."""

    http_method_names = METHODS
    lookup_field = "slug"
    lookup_value_regex = SLUG
    filter_backends = [DeclaredParameters]
    pagination_class: type[Pages] = Pages
    content_negotiation_class = ProblemsAreJson
    schema = ResourceSchema()

    filterset_class: type[NoFilters] = NoFilters
    detail_filterset_class: type[NoFilters] = NoFilters
    detail_serializer_class: type[BaseSerializer] | None = None
    keyset: tuple[str, ...] = ("slug",)
    """The order of the list where none is asked for; the key is its last term."""
    exports: tuple[type[Export], ...] = ()
    """Formats beside JSON in which the list is streamed."""

    filterset: NoFilters

    def initial(self, request, *args, **kwargs):
        """A method that there is not is a 405 for everybody, whoever asks."""
        if self.action in (None, "metadata"):  # of OPTIONS
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)

    def declared_parameters(self) -> type[NoFilters]:
        """What the query may hold."""
        return self.filterset_class if self.action == "list" else self.detail_filterset_class

    def list_parameters(self) -> tuple[str, ...]:
        """What the query of a list may hold besides."""
        return (*(("format",) if self.exports else ()), *self.pagination_class.parameters)

    def get_serializer_class(self):
        return (self.action != "list" and self.detail_serializer_class) or self.serializer_class

    def get_serializer_context(self):
        origin = self.request.build_absolute_uri("/").removesuffix("/") if self.request else ""
        return {"request": self.request, "addresses": Addresses(origin), "titles": {}}

    def order(self):
        """The terms of the order in which the list is asked for."""
        return self.filterset.ordering() or self.keyset

    def is_about_one_negotiation(self) -> bool:
        return self.filterset.negotiation() is not None

    def revision(self) -> int | None:
        """Read with the parameters, before the rows: an answer is never newer than it says."""
        negotiation = self.filterset.negotiation()
        return negotiation.revision if negotiation else None


class Resource(Writes, Read):
    """Records, read and written; their list as a file, too. All of them are read by tracker.api.projection."""

    exports = EXPORTS

    def get_renderers(self):
        return [*super().get_renderers(), *(export() for export in self.exports if self.action == "list")]

    def list(self, request, *args, **kwargs):
        self.read_parameters()
        chosen = request.accepted_renderer
        if isinstance(chosen, Export):
            return answer(self, chosen)
        return self.get_paginated_response(self.paginate_queryset(Reading(self)))

    def retrieve(self, request, *args, **kwargs):
        self.read_parameters()
        return Response(self.told())

    def read_parameters(self) -> None:
        DeclaredParameters().read(self.request, self.queryset, self)

    def told(self) -> dict[str, Any]:
        """The record at this address, as its detail shows it; after read_parameters()."""
        shown = Reading(self).one(self.kwargs[self.lookup_field])
        if shown is None:
            raise Http404
        return shown

    def selected(self, filterset: NoFilters) -> QuerySet:
        """The rows that the parameters ask for. How rows under them are found is said by prefetch_related()."""
        return filterset.filter_queryset(self.get_queryset())

    def serializer_to_read(self) -> Any:
        return self.serializer_class if self.action == "list" else self.detail_serializer_class or self.serializer_class

    def declared_parameters(self):
        """Who writes says why, and may ask of the answer what its detail may be asked."""
        if self.request is None or self.request.method in ("GET", "HEAD", "OPTIONS"):
            return super().declared_parameters()
        return with_reason(NoFilters, required=True) if self.action == "destroy" else with_reason(self.detail_filterset_class)


def cited(path: str) -> Prefetch:
    """Loads the citations at the end of ``path``, with their sources, in one query."""
    return Prefetch(path, Citation.objects.select_related("source"))
