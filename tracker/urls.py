"""What is read in no language of its own: sheets of styles, feeds, files."""

from django.urls import path

from tracker.pages.styles import statuses

urlpatterns = [
    path("statuses.css", statuses, name="statuses"),
]
