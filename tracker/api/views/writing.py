"""How a resource is written: created, replaced, changed in part, deleted. The answer is the record as its detail shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Max
from django.shortcuts import get_object_or_404
from rest_framework import mixins, status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from roadmaps import revisions
from roadmaps.models import Record
from roadmaps.questions.changes import Changes
from roadmaps.recording import rehearsal
from tracker.api import preconditions
from tracker.api.bodies import accept
from tracker.api.filters import DeclaredParameters, NoFilters
from tracker.api.serializers import rows
from tracker.api.serializers.ledger import ChangesSerializer


class AlreadyThere(APIException):
    """Who repeats a creation learns that there is such a record, and makes no twin."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Writes(mixins.CreateModelMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, GenericViewSet):
    """Mixed into a resource."""

    queryset: Any
    filterset: NoFilters
    told: Callable[[], dict[str, Any]]

    @property
    def model(self) -> type[Record]:
        return self.queryset.model

    def create(self, request, *args, **kwargs):
        """Store a new record, with the rows under it, under a slug that you choose. Sent twice, it is stored once: the second answer is a 409."""
        reason, serializer = self.reason(), self.get_serializer(data=request.data)
        given = accept(serializer)
        record = self.model()
        rows.assign(record, rows.columns_in(serializer, given))
        with revisions.writing(rows.scopes(record, serializer, given)), revisions.because(reason):
            self.begin(record)
            rows.write(record, serializer, given, request.user)
        return self.shown(record, status.HTTP_201_CREATED)

    def update(self, request, *args, partial=False, **kwargs):
        """Replace the record. What is left out takes its default, and a list takes the place of the rows that stood there."""
        reason, record = self.reason(), self.stored()
        serializer = self.get_serializer(record, data=request.data, partial=partial)
        given = accept(serializer)
        with self.holding(record, reason, rows.scopes(record, serializer, given)) as (held, keep):
            if rows.write(held, serializer, given, request.user):
                keep()
        return self.shown(record)

    def partial_update(self, request, *args, **kwargs):
        """Change the fields that are given. A list that is given takes the place of the rows that stood there; one that is left out stays."""
        return self.update(request, *args, partial=True, **kwargs)

    def destroy(self, request, *args, **kwargs):
        """Delete the record with the rows under it. While other records need it, the answer is a 409 that lists them."""
        reason, record = self.reason(), self.stored()
        with revisions.because(reason):
            rows.delete(record, request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    # What these, and the actions of single resources, have in common

    def reason(self) -> str:
        """Asked first: a request whose parameters are wrong writes nothing."""
        DeclaredParameters().read(self.request, self.model._base_manager.none(), self)
        return self.filterset.form.cleaned_data["reason"].strip()

    def stored(self) -> Record:
        """The record at this address, of the version that who writes has read."""
        record = get_object_or_404(self.model._base_manager, pk=self.kwargs[self.lookup_field])
        preconditions.require(self.request, record)
        return record

    @contextmanager
    def holding(self, record: Record, reason: str, scopes: set[str]) -> Iterator[tuple[Any, Any]]:
        """The record once more, under the lock; what is written inside is gone again unless what stands beside it is called."""
        with rehearsal() as keep, revisions.writing(scopes), revisions.because(reason):
            yield self.stored(), keep

    def begin(self, record: Record) -> None:
        """Under the lock: refuses a twin, of two at the same moment too. Where one of that key was deleted its versions go on,
        so that who read that one does not change this one unseen."""
        if self.model._base_manager.filter(pk=record.pk).exists():
            raise AlreadyThere(f"There is a {self.model._meta.verbose_name} “{record.pk}” already. Nothing was stored.")
        record.version = (self.model.history.filter(slug=record.pk).aggregate(last=Max("version"))["last"] or 0) + 1

    def shown(self, record: Record, code: int = status.HTTP_200_OK) -> Response:
        """The record as it is now."""
        self.kwargs[self.lookup_field] = record.pk
        return written(self.told(), code)


def with_changes(view: Any, changes: Changes) -> dict[str, Any]:
    """What a write changed in the ledger, to stand beside the record."""
    return {"changes": ChangesSerializer(changes, context=view.get_serializer_context()).data}


def written(body: dict[str, Any], code: int = status.HTTP_200_OK) -> Response:
    """The answer to a write: with the tag for the next one, and of what is new the address."""
    created = {"Location": body["url"]} if code == status.HTTP_201_CREATED else {}
    return Response(body, code, headers={"ETag": preconditions.tag_of(body), **created})
