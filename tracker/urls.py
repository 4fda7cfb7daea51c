"""What is read in no language of its own: sheets of styles, maps for crawlers, files."""

from django.urls import path

from tracker import sitemap
from tracker.pages.card import Card
from tracker.pages.oembed import oembed
from tracker.pages.styles import statuses

urlpatterns = [
    path("statuses.css", statuses, name="statuses"),
    path("robots.txt", sitemap.robots, name="robots"),
    # All at the root, since a sitemap speaks for what lies beside and below it.
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap.all.xml", sitemap.of_all, name="sitemap-of-all"),
    path("sitemap.<slug:kind>.<slug:first>.xml", sitemap.of_kind, name="sitemap-of-kind"),
    path("negotiations/<slug:slug>/card.png", Card.as_view(), name="card"),
    path("oembed/", oembed, name="oembed"),
]
