"""Django's own admin beside the desk, with what its pages have by themselves: rows, links that are searched for, lists of them."""

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import path

from config import urls
from roadmaps.models import AgendaItem, Negotiation, Poll, PollAnswer, Summit


class Answers(admin.TabularInline):
    model = PollAnswer


class Polls(admin.ModelAdmin):
    autocomplete_fields = ["negotiation"]
    list_filter = ["negotiation", "method"]
    search_fields = ["question"]
    inlines = [Answers]


class Agenda(admin.TabularInline):
    model = AgendaItem


class Summits(admin.ModelAdmin):
    inlines = [Agenda]


class Negotiations(admin.ModelAdmin):
    autocomplete_fields = ["succeeds"]
    search_fields = ["title"]


class Users(admin.ModelAdmin):
    autocomplete_fields = ["groups"]
    filter_horizontal = ["user_permissions"]


class Groups(admin.ModelAdmin):
    search_fields = ["name"]


site = admin.AdminSite(name="stock")
WITH_ROWS, WITHOUT_ROWS = (Poll, Summit), (Negotiation, User)
for model, desk in ((Poll, Polls), (Summit, Summits), (Negotiation, Negotiations), (User, Users), (Group, Groups)):
    site.register(model, desk)

urlpatterns = [*urls.urlpatterns, path("stock/", site.urls)]
