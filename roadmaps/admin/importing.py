"""One page to import a file into a table: what it would change is shown first, and just that is stored."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.importing_forms import MOST_SEALED, ChooseForm, ConfirmForm, Upload
from roadmaps.dataset.apply import ChangedMeanwhile, load_package
from roadmaps.dataset.plan import Plan
from roadmaps.dataset.read import Refused, TooLong, read_file
from roadmaps.roles import IMPORT

MOST_ROWS = 5000


class Imports(admin.ModelAdmin):
    """Gives the desk of negotiations, under which everything stands, the page for all tables."""

    def get_urls(self):
        return [path("import/", self.admin_site.admin_view(self.import_file), name="roadmaps_import"), *super().get_urls()]

    def import_file(self, request):
        if not request.user.has_perm(IMPORT):
            raise PermissionDenied
        if "sealed" in request.POST:
            return self._confirm(request)
        form = ChooseForm(request.POST or None, request.FILES or None, initial={"table": request.GET.get("table", "")})
        if request.method == "POST" and form.is_valid():
            return self._preview(request, form.cleaned_data["upload"], form)
        return self._page(request, form)

    def _preview(self, request, upload: Upload, choose: ChooseForm, reason: str | None = None, **shown):
        """A rehearsal: everything is checked as if it were stored."""
        try:
            plan = load_package(read_file(upload.file, upload.table, MOST_ROWS), reason="", dry_run=True)
        except TooLong:
            most = {"most": MOST_ROWS, "command": upload.command}
            choose.add_error("file", _("More than %(most)s rows are loaded on the server, by the command: %(command)s") % most)
            return self._page(request, choose)
        except Refused as refused:
            return self._page(request, choose, upload=upload, problems=refused.problems)
        sealed = upload.seal(plan.fingerprint())
        if len(sealed) > MOST_SEALED:
            choose.add_error("file", _("This file is too large to be shown first. Load it on the server: %(command)s") % {"command": upload.command})
            return self._page(request, choose)
        confirm = ConfirmForm(initial={"sealed": sealed}) if reason is None else ConfirmForm({"sealed": sealed, "reason": reason})
        return self._page(request, choose, confirm, upload=upload, plan=plan, rows=plan.tables[upload.table], **_by_kind(plan), **shown)

    def _confirm(self, request):
        confirm, typed = ConfirmForm(request.POST), request.POST.get("reason", "")
        is_whole = confirm.is_valid()
        if "upload" not in confirm.cleaned_data:
            messages.error(request, " ".join(confirm.errors["sealed"]))
            return redirect("admin:roadmaps_import")
        upload: Upload = confirm.cleaned_data["upload"]
        choose = ChooseForm(initial={"table": upload.table.model._meta.model_name})
        if not is_whole:
            return self._preview(request, upload, choose, typed)
        try:
            plan = self._import(upload, confirm.cleaned_data, request.user)
        except (ChangedMeanwhile, Refused):
            return self._preview(request, upload, choose, typed, changed_meanwhile=True)
        rows = plan.tables[upload.table]
        counted = {"created": len(rows.created), "updated": len(rows.updated), "unchanged": rows.unchanged}
        messages.success(request, _("Imported: %(created)s created, %(updated)s updated, %(unchanged)s unchanged.") % counted)
        return redirect(f"admin:roadmaps_{upload.table.model._meta.model_name}_changelist")

    def _import(self, upload: Upload, confirmed: dict, editor) -> Plan:
        package = read_file(upload.file, upload.table, MOST_ROWS)
        return load_package(package, reason=confirmed["reason"], editor=str(editor), seen=confirmed["seen"])

    def _page(self, request, choose: ChooseForm, confirm: ConfirmForm | None = None, **context):
        upload = context.get("upload")
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Import a file"),
            "opts": (upload.table.model if upload else self.model)._meta,
            "choose": choose,
            "confirm": confirm,
            "most_rows": MOST_ROWS,
        }
        return render(request, "admin/roadmaps/import.html", context)


def _by_kind(plan: Plan) -> dict:
    told = list(plan.differences())
    return {kind: [difference for difference in told if difference.kind == kind] for kind in ("created", "updated")}
