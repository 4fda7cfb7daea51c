"""What was written since a revision, so that a copy can be kept in step."""

from __future__ import annotations

from functools import cached_property

from django.http import Http404

from roadmaps import revisions
from roadmaps.models import Negotiation
from roadmaps.snapshot import snapshot
from roadmaps.written import as_they_are
from tracker.api import filters
from tracker.api.errors import InvalidParameters, wrong_parameter
from tracker.api.pagination import ChangePages
from tracker.api.serializers.change import AnyChangeSerializer
from tracker.api.serializers.stored import with_rows
from tracker.api.views.resource import Read


class Changes(Read):
    queryset = Negotiation.objects.all()
    basename = "changes"
    serializer_class = AnyChangeSerializer
    filterset_class = filters.ChangesFilters
    pagination_class = ChangePages
    keyset = ("revision", "place", "slug")

    def list(self, request, *args, **kwargs):
        with snapshot():  # the revision, what was written up to it, and the records, all of one moment
            return super().list(request, *args, **kwargs)

    def filter_queryset(self, queryset):
        super().filter_queryset(queryset)  # refuses what the parameters may not be
        _, since, until = self.asked
        if since > until:
            raise InvalidParameters([wrong_parameter("since", f"“{since}” is still to come: the current revision is {until}.")])
        return queryset

    def paginate_queryset(self, queryset):
        return as_they_are(super().paginate_queryset(queryset), with_rows)

    @cached_property
    def asked(self) -> tuple[str, int, int]:
        """Of which scope, since which revision, and the current one."""
        until = revisions.latest(self.scope)
        if until is None:
            raise Http404
        return self.scope, self.filterset.form.cleaned_data["since"], until

    @property
    def scope(self) -> str:
        raise NotImplementedError


class NegotiationChanges(Changes):
    """Every record under a negotiation that was created, changed or deleted since a revision, each once, in order of revision.

    Take over each entry's `record` (or, where it is null, drop yours), follow `next` to its end, and ask with `since` = `until` the next time.
    What several negotiations share is told by `catalogue/changes/`. A negotiation that was deleted goes on telling so.
    """

    operation_id = "negotiations_changes"

    @property
    def scope(self):
        return self.kwargs["slug"]


class CatalogueChanges(Changes):
    """Every party, speaker, topic and source that was created, changed or deleted since a revision, each once, in order of revision."""

    operation_id = "catalogue_changes"
    scope = revisions.CATALOGUE
