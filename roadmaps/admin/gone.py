"""A record that somebody deleted while another had its page open: he is told, and what he typed is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from roadmaps.admin.settling import typed_rows


class TellsOfDeletion(admin.ModelAdmin):
    model: Any

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django's hook for an address that leads to no record (any more)."""
        newest = self.model.history.filter(slug=unquote(object_id)).order_by("-history_id").first()
        if newest is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        history = reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[object_id])
        if request.method == "POST" and "read_revision" in request.POST:
            return self._what_was_typed(request, newest, history)
        self.message_user(request, _("%(who)s deleted this record (“%(why)s”). It can be taken back below.") % _who_and_why(newest), messages.WARNING)
        return redirect(history)

    def _what_was_typed(self, request, newest, history):
        was = newest.instance
        form = self.get_form(request, was, change=True)(request.POST, request.FILES, instance=was)
        formsets, _inlines = self._create_formsets(request, was, change=True)
        context = {
            **self.admin_site.each_context(request),
            "title": _("“%(record)s” was deleted in between") % {"record": newest.slug},
            "opts": self.opts,
            "said": _who_and_why(newest),
            "newest": newest,
            "history": history,
            "typed": list(typed_rows(form, formsets)),
        }
        return TemplateResponse(request, "admin/roadmaps/gone.html", context)


def _who_and_why(row) -> dict[str, str]:
    return {"who": row.history_user_id or _("Somebody"), "why": row.history_change_reason or _("no reason given")}
