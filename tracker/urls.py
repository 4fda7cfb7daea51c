"""What is read in no language of its own: sheets of styles, feeds, files."""

from django.urls import path

from tracker.pages.card import Card
from tracker.pages.oembed import oembed
from tracker.pages.styles import statuses

urlpatterns = [
    path("statuses.css", statuses, name="statuses"),
    path("negotiations/<slug:slug>/card.png", Card.as_view(), name="card"),
    path("oembed/", oembed, name="oembed"),
]
