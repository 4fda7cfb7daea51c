"""The vocabularies that the software itself fixes, so that clients can be generated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models.enums import ChoicesType
from django.http import Http404

from roadmaps import models
from roadmaps.models import Negotiation, Status
from roadmaps.questions.reconciliation import Verdict
from roadmaps.questions.timeline import EntryKind
from tracker.api.pagination import SequencePages
from tracker.api.serializers.status import StatusDefinitionSerializer, VocabularySerializer
from tracker.api.views.resource import Read


class Fixed(Read):
    """What is kept in no table. Its parameters are refused, and its pages walked, as those of every list."""

    queryset = Negotiation.objects.none()
    shows_besides = None  # no record stands behind it
    pagination_class = SequencePages
    rows: Sequence[Any] = ()

    def filter_queryset(self, queryset):
        super().filter_queryset(queryset)  # refuses what the parameters may not be
        return self.rows

    def is_about_one_negotiation(self):
        return False


class Statuses(Fixed):
    """The statuses, the same for all negotiations, in their order, each with its definition."""

    basename = "statuses"
    serializer_class = StatusDefinitionSerializer
    keyset = ("rank",)
    rows = list(Status)

    def get_object(self):
        for status in self.filter_queryset(self.queryset):
            if status.value == self.kwargs["slug"]:
                return status
        raise Http404


@dataclass(frozen=True)
class Vocabulary:
    name: str
    words: ChoicesType


class Vocabularies(Fixed):
    """The words that fields may hold, with their labels; `terms/` has the words of single negotiations."""

    basename = "vocabularies"
    operation_id = "vocabularies_list"
    serializer_class = VocabularySerializer
    keyset = ("name",)
    rows = sorted(
        [
            *(Vocabulary(word.__name__, word) for word in vars(models).values() if isinstance(word, ChoicesType)),
            Vocabulary("TimelineKind", EntryKind),
            Vocabulary("Verdict", Verdict),
        ],
        key=attrgetter("name"),
    )
