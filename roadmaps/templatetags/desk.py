from django import template
from django.contrib import admin

from roadmaps.admin import missing

register = template.Library()


@register.simple_tag(takes_context=True)
def what_is_missing(context):
    """For the first page of the desk: what the user may see that is missing or wrong."""
    return missing.what_is_missing(admin.site, context["request"])
