"""The numbered releases of the dataset; `manage.py release_dataset` makes them."""

from __future__ import annotations

from roadmaps.models import Release
from tracker.api.pagination import SequencePages
from tracker.api.serializers.release import ReleaseSerializer
from tracker.api.views.resource import Read


class Releases(Read):
    """The numbered releases of the whole record, the first one first. Each is a file that stays the same bytes whatever is edited afterwards."""

    queryset = Release.objects.listed().order_by("number")
    serializer_class = ReleaseSerializer
    pagination_class = SequencePages
    keyset = ("number",)

    def filter_queryset(self, queryset):
        """All at once: they are few, and have no slug by which other lists end their order."""
        return list(super().filter_queryset(queryset))
