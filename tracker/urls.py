"""What is read in no language of its own: sheets of styles, maps for crawlers, files."""

from django.urls import path, re_path

from tracker import sitemap
from tracker.pages.card import Card
from tracker.pages.oembed import oembed
from tracker.pages.styles import statuses
from tracker.releases import NUMBER, dataset_of_release

urlpatterns = [
    path("statuses.css", statuses, name="statuses"),
    re_path(rf"^releases/(?P<number>{NUMBER})/dataset\.zip$", dataset_of_release, name="release"),
    path("negotiations/<slug:slug>/card.png", Card.as_view(), name="card"),
    path("oembed/", oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    # All at the root, since a sitemap speaks for what lies beside and below it.
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap.all.xml", sitemap.of_all, name="sitemap-of-all"),
    path("sitemap.<slug:kind>.<slug:first>.xml", sitemap.of_kind, name="sitemap-of-kind"),
]
