from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from tracker import releases

urlpatterns = [
    path("", TemplateView.as_view(template_name="tracker/home.html"), name="home"),
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),
    path("api/", include("tracker.api.urls")),
    re_path(rf"^releases/(?P<number>{releases.NUMBER})/dataset\.zip$", releases.dataset_of_release, name="release"),
    path("favicon.ico", lambda request: redirect(static("roadmaps/icon.svg"))),  # browsers ask for it on pages that name no icon
]
handler400 = "tracker.api.errors.bad_request"
handler403 = "tracker.api.errors.permission_denied"
handler404 = "tracker.api.errors.not_found"
handler500 = "tracker.api.errors.server_error"
