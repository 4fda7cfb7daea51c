"""The history of a road map on its page: read here, made where statements are recorded."""

from __future__ import annotations

from functools import cached_property

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.columns import list_of
from roadmaps.admin.rows import MOST_ROWS
from roadmaps.models import StatusClaim, Topic
from roadmaps.questions.course import Course, course


class CourseFormSet(BaseInlineFormSet):
    """No forms: the page shows the end of the ``course``."""

    def get_queryset(self):
        return self.model.objects.none()

    @cached_property
    def course(self) -> Course:
        shown = course(self.instance, at_most=MOST_ROWS)
        claims = [claim for step in shown.steps for claim in (step.claim, *step.beside)]
        titles = Topic.objects.in_bulk({slug for claim in claims for slug in claim.dispute})
        for claim in claims:
            claim.disputed_topics = [titles[slug].title for slug in claim.dispute]  # type: ignore[attr-defined]  # for the template
        return shown

    def address_of_all(self) -> str:
        return list_of(self.instance, "claims")


class CoursePanel(admin.TabularInline):
    model = StatusClaim
    formset = CourseFormSet
    template = "admin/roadmaps/roadmap/course.html"
    fields = ["status"]
    extra = 0
    max_num = 0
    verbose_name_plural = _("how it stood, claim by claim")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
