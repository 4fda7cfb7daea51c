"""The words by which standings are told, with their marks and what they mean."""

from tracker.pages.page import Page


class Statuses(Page):
    template_name = "pages/statuses.html"
