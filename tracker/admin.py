"""API tokens at the desk: everybody who works here makes and revokes their own; a superuser those of all."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from tracker.models import DAYS, MOST_DAYS, Token, make_token


class TokenForm(forms.ModelForm):
    days = forms.IntegerField(
        label=_("Valid for (days)"), initial=DAYS, min_value=1, max_value=MOST_DAYS, help_text=_("It stops working then; make a new one in time.")
    )


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    form = TokenForm
    list_display = ["label", "user", "created", "expiry", "is_valid"]
    search_fields = ["label", "user__username"]
    autocomplete_fields = ["user"]
    list_select_related = ["user"]

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, token):
        return not token.has_expired

    # Who sees which

    def has_module_permission(self, request):
        return request.user.has_module_perms("roadmaps")

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return False  # it is revoked, and a new one made

    def get_queryset(self, request):
        tokens = super().get_queryset(request)
        return tokens if request.user.is_superuser else tokens.filter(user=request.user)

    def get_object(self, request, object_id, from_field=None):
        token = super().get_object(request, object_id, from_field)
        if token is None and not request.user.is_superuser:
            raise PermissionDenied  # whether it is another's or none at all
        return token

    # Making one

    def get_fields(self, request, obj=None):
        if obj:
            return ["user", "label", "created", "expiry"]
        return ["user", "label", "days"] if request.user.is_superuser else ["label", "days"]

    def get_changeform_initial_data(self, request):
        return {"user": request.user.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request, obj, form, change):
        owner = form.cleaned_data.get("user", request.user)
        made, request.secret = make_token(owner, obj.label, form.cleaned_data["days"])
        obj.pk, obj.user, obj.expiry = made.pk, owner, made.expiry  # for the log of the desk

    def response_add(self, request, obj, post_url_continue=None):
        """The token is in this one answer only: a redirect would have to keep it in a session or a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("The new API token"),
            "opts": self.opts,
            "token": obj,
            "secret": request.secret,
        }
        return TemplateResponse(request, "admin/tracker/token/made.html", context)  # which no cache keeps, as no page of the desk
