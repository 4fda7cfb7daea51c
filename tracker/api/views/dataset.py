"""The record as files: a Data Package in a ZIP file."""

from __future__ import annotations

from hashlib import sha256
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponseBase
from rest_framework.renderers import JSONRenderer

from roadmaps import revisions
from roadmaps.dataset.archive import archive
from roadmaps.models import Negotiation
from roadmaps.snapshot import snapshot
from tracker.api.etags import release, tag
from tracker.api.schema import FileSchema
from tracker.api.views.resource import Read


class ZipRenderer(JSONRenderer):
    """Who asks for a ZIP file gets one; a problem he gets in JSON."""

    media_type = "application/zip"
    format = "zip"


class Dataset(Read):
    """The whole record as files: a CSV file for each table and their description, under CC BY 4.0. The same bytes while nothing is written."""

    queryset = Negotiation.objects.all()
    renderer_classes = [ZipRenderer, JSONRenderer]
    schema = FileSchema()
    operation_id = "dataset"

    def retrieve(self, request, *args, **kwargs):
        with snapshot():  # the revision and the rows, all of one moment
            negotiation = self.negotiation()
            return _file(negotiation, f"{negotiation or 'record'}-{_state(negotiation)}.zip")

    def tag_of_revisions(self, request):
        """As of any answer about one negotiation; the whole record is told by all the revisions that there are."""
        return super().tag_of_revisions(request) or tag(f"{request.build_absolute_uri()} {_state(None)} {release()}".encode())

    def negotiation(self) -> str | None:
        self.filter_queryset(self.get_queryset())  # refuses what the parameters may not be
        return None


class NegotiationDataset(Dataset):
    """One negotiation and what it names of the catalogue, as files: a CSV file for each table and their description, under CC BY 4.0."""

    operation_id = "negotiations_dataset"

    def negotiation(self):
        return self.get_object().pk


def _state(negotiation: str | None) -> str:
    """Names what is in the files: the revisions of the negotiation and of the catalogue, or a hash of all that there are."""
    latest = revisions.all_latest()
    if negotiation:
        return f"{latest[negotiation]}-{latest[revisions.CATALOGUE]}"
    return sha256(repr(sorted(latest.items())).encode()).hexdigest()[:16]


def _file(negotiation: str | None, name: str) -> HttpResponseBase:
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    archive(file, negotiation)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
