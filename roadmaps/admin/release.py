"""The releases of the dataset, to be looked at: `manage.py release_dataset` makes them, and nobody changes one."""

from django.contrib import admin

from roadmaps.models import Release


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    list_display = ["number", "made_at", "note", "size", "sha256"]
    fields = ["number", "made_at", "note", "revisions", "size", "sha256"]
    actions = None
    change_list_template = "admin/change_list.html"  # not that of records, which are exported

    def get_queryset(self, request):
        return super().get_queryset(request).listed()

    def has_module_permission(self, request):
        return request.user.has_module_perms("roadmaps")

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission
