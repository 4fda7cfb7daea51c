"""What is read in no language of its own: sheets of styles, feeds, files."""

from django.urls import path, re_path

from tracker.pages.card import Card
from tracker.pages.oembed import oembed
from tracker.pages.styles import statuses
from tracker.releases import NUMBER, dataset_of_release

urlpatterns = [
    path("statuses.css", statuses, name="statuses"),
    re_path(rf"^releases/(?P<number>{NUMBER})/dataset\.zip$", dataset_of_release, name="release"),
    path("negotiations/<slug:slug>/card.png", Card.as_view(), name="card"),
    path("oembed/", oembed, name="oembed"),
]
