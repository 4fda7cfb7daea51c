"""Accounts: a new one is an editor's until somebody decides otherwise."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from roadmaps.roles import EDITORS

admin.site.unregister(User)


@admin.register(User)
class EditorAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "last_login"]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2", "is_staff", "groups"]}),
    ]

    def get_changeform_initial_data(self, request):
        return {"is_staff": True, "groups": Group.objects.filter(name=EDITORS), **super().get_changeform_initial_data(request)}
