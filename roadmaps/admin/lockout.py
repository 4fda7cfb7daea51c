"""What somebody sees who is locked out after too many wrong passwords, and where a superuser unlocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Locks are access attempts, and deleting those unlocks. The other two tables stay empty by our settings.
admin.site.unregister([AccessLog, AccessFailureLog])


def locked(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """Answers in place of the login page."""
    username = get_client_username(request, credentials)
    ends = _end_of_lock(request, username)
    wait = (ends - timezone.now()).total_seconds()
    context = {
        **admin.site.each_context(request),
        "title": _("Too many wrong passwords"),
        "username": username,
        "ends": ends,
        "minutes": max(1, ceil(wait / 60)),
    }
    page = render(request, "admin/roadmaps/locked.html", context, status=429)
    page["Retry-After"] = str(max(1, ceil(wait)))
    return page


def _end_of_lock(request: HttpRequest, username: str | None) -> datetime:
    """Of the last attempt that counted, up to the full minute: the page shows no seconds, and must not promise too much."""
    last = AccessAttempt.objects.filter(username=username, ip_address=get_client_ip_address(request)).order_by("attempt_time").last()
    begun = last.attempt_time if last else timezone.now()
    return (begun + settings.AXES_COOLOFF_TIME + timedelta(minutes=1)).replace(second=0, microsecond=0)
