"""The list of every table can be taken away as a file, as it is filtered, searched and ordered."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from roadmaps.dataset.spreadsheet import FORMATS
from roadmaps.dataset.tables import OF_MODEL
from roadmaps.dataset.xlsx import DoesNotFit

ROWS_AT_ONCE = 1000


class Exports(admin.ModelAdmin):
    """Linked above the list: templates/admin/roadmaps/change_list.html."""

    def get_urls(self):
        name = f"roadmaps_{self.opts.model_name}_export"
        return [path("export/<suffix>/", self.admin_site.admin_view(self.export), name=name), *super().get_urls()]

    def export(self, request, suffix):
        """The file is complete before it is sent, and its memory does not grow with the rows.

        One query is one state of the table on both databases; a transaction would keep all writers waiting on SQLite.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        if suffix not in FORMATS:
            raise Http404
        the_list, asked = reverse(f"admin:roadmaps_{self.opts.model_name}_changelist"), request.GET.urlencode()
        try:
            records = self.get_changelist_instance(request).queryset
            return self._file(records, suffix)
        except IncorrectLookupParameters:
            return redirect(f"{the_list}?e=1")
        except DoesNotFit as error:
            messages.error(request, error)
            return redirect(f"{the_list}?{asked}")

    def _file(self, records, suffix) -> FileResponse:
        table, format = OF_MODEL[self.model], FORMATS[suffix]
        with ExitStack() as until_it_is_complete:
            file = until_it_is_complete.enter_context(TemporaryFile())  # has no name on the disk, and is gone when it is closed
            format.write(file, table, records.iterator(chunk_size=ROWS_AT_ONCE))
            until_it_is_complete.pop_all()  # the response closes it
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{table.name}.{format.suffix}", content_type=format.media_type)
