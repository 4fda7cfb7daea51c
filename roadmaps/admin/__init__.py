"""The editor's desk: plain django.contrib.admin, a module per group of models."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roadmaps.admin import claim, evidence, lockout, negotiation, occasion, poll, release, road_map, statement, user

__all__ = ["claim", "evidence", "lockout", "negotiation", "occasion", "poll", "release", "road_map", "statement", "user"]

admin.site.site_header = admin.site.site_title = _("Road-map negotiation tracker")
admin.site.index_title = _("The record")
admin.site.index_template = "admin/roadmaps/index.html"
admin.site.login_template = "admin/roadmaps/login.html"
