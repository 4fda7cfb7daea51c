from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),
    path("api/", include("tracker.api.urls")),
    path("favicon.ico", lambda request: redirect(static("roadmaps/icon.svg"))),  # browsers ask for it on pages that name no icon
    path("", include("tracker.urls")),
    *i18n_patterns(path("", include("tracker.pages.urls")), prefix_default_language=False),
]
handler400 = "tracker.api.errors.bad_request"
handler403 = "tracker.api.errors.permission_denied"
handler404 = "tracker.api.errors.not_found"
handler500 = "tracker.api.errors.server_error"
