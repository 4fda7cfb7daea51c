"""What changes in the record, to subscribe to: Atom feeds (RFC 4287) of everything, of a negotiation, of a road map."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from django.views.generic import View

from roadmaps.models import Negotiation, Record, RoadMap
from roadmaps.news import News, news_of_all, news_of_negotiation, news_of_road_map
from roadmaps.snapshot import snapshot
from tracker.pages.titles import title_of
from tracker.told import Told, tell

MOST_TOLD = 100
"""Entries of one feed."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NOT_YET = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""Of an empty record: since then nothing changed."""
_NO_CHARACTER_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class AtomFeed(Atom1Feed):
    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NOT_YET)


class ChangesFeed(View):
    """A subclass says what it is about, what is new there, and what it is called."""

    http_method_names = ["get", "head"]

    @classmethod
    def as_view(cls, **options: Any) -> Any:
        return gzip_page(conditional_page(super().as_view(**options)))

    def get(self, request: HttpRequest, **parts: str) -> HttpResponse:
        with snapshot():  # what was written, and what it is called, of one moment
            about = self.about()
            told = tell(self.news(about))
        feed = self.feed(about)
        for each in told:
            feed.add_item(**self.entry(each))
        response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
        response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
        patch_cache_control(response, public=True, no_cache=True)
        return response

    def about(self) -> Any:
        """The record that it follows; None for all."""
        return None

    def news(self, about: Any) -> list[News]:
        return news_of_all(MOST_TOLD)

    def title(self, about: Any) -> str:
        return _("Road-map negotiation tracker: all changes")

    def feed(self, about: Record | None) -> AtomFeed:
        address = self.request.build_absolute_uri(self.request.path)
        home = self.request.build_absolute_uri(about.get_absolute_url() if about else reverse("pages:home"))
        return AtomFeed(
            title=_plain(self.title(about)),
            link=home,
            description="",
            subtitle=_("What was created, changed and deleted in the record, newest first."),
            language=get_language(),
            author_name=_("Road-map negotiation tracker"),
            feed_url=address,
            feed_guid=self._own_id(about) or address,
            feed_copyright=_("Free to use under CC BY 4.0: %(licence)s") % {"licence": LICENCE},
        )

    def entry(self, told: Told) -> dict[str, Any]:
        news = told.news
        return {
            "title": _plain(f"{told.what} – {told.name}"),
            "link": self.request.build_absolute_uri(self._page_of(told)),
            "description": _plain(render_to_string("pages/feed_entry.html", {"told": told})),
            "unique_id": self._tag(news.moment, f"{news.scope or 'catalogue'}/{news.revision}/{news.model.route}/{news.slug}"),
            "updateddate": news.moment,
            "categories": [str(news.model._meta.model_name), news.kind.value],
        }

    def _page_of(self, told: Told) -> str:
        """Of a record that is gone, the page of its negotiation, which may be gone as well."""
        if told.record is not None:
            return told.record.get_absolute_url()
        return told.negotiation.get_absolute_url() if told.negotiation else reverse("pages:home")

    def _own_id(self, about: Record | None) -> str | None:
        """Dated with the day on which what it follows began; None where nothing is recorded yet."""
        history = type(about).history.filter(slug=about.pk) if about else Negotiation.history.all()
        began = history.order_by("history_id").values_list("history_date", flat=True).first()
        return began and self._tag(began, f"feed/{about.route}/{about.pk}" if about else "feed")

    def _tag(self, moment: datetime.datetime, specific: str) -> str:
        """A tag URI (RFC 4151): it never changes, whatever becomes of addresses."""
        return f"tag:{self._authority()},{moment.astimezone(datetime.UTC).date()}:{get_language()}/{specific}"

    def _authority(self) -> str:
        host = self.request.get_host()
        return settings.FEED_AUTHORITY or ("localhost" if host.startswith("[") else host.partition(":")[0])  # [::1] is nobody's name


class NegotiationFeed(ChangesFeed):
    def about(self):
        return get_object_or_404(Negotiation, pk=self.kwargs["slug"])

    def news(self, about):
        return news_of_negotiation(about.pk, MOST_TOLD)

    def title(self, about):
        return title_of_changes(about)


class RoadMapFeed(ChangesFeed):
    def about(self):
        return get_object_or_404(RoadMap.objects.select_related("negotiation").prefetch_related("titles"), pk=self.kwargs["slug"])

    def news(self, about):
        return news_of_road_map(about, MOST_TOLD)

    def title(self, about):
        return title_of_changes(about)


def title_of_changes(record: Record) -> str:
    """What the feed of a record is called."""
    return _("Changes: %(name)s") % {"name": title_of(record).text}


def _plain(text: str) -> str:
    """Without the characters that XML can not have: the record keeps any."""
    return _NO_CHARACTER_OF_XML.sub("", text)
