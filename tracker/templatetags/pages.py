"""How templates of the public pages say what the record holds: names, days, statuses, addresses."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan, Record, Relation, RoadMap, Status, StatusClaim, Tally, Topic
from roadmaps.questions.progress import UNRECORDED
from roadmaps.questions.reconciliation import Verdict
from tracker.pages import styles
from tracker.pages.days import in_words, parts
from tracker.pages.looks import LOOKS
from tracker.pages.page import with_parameters
from tracker.pages.question import Question
from tracker.pages.titles import reader_language, title_of, word_for

register = template.Library()
register.filter("word", word_for)


@register.filter
def named(record: Record) -> SafeString:
    """What it is called, marked with its language where that is not the reader's."""
    text, language = title_of(record)
    return format_html("{}", text) if language == reader_language() else format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def kind(record: Record) -> str:
    """What it is, e.g. “Summit”."""
    return capfirst(str(record._meta.verbose_name))


@register.filter
def plural(model: type[Record]) -> str:
    """Of what kind its records are, e.g. “Summits”."""
    return capfirst(str(model._meta.verbose_name_plural))


@register.filter
def name(record: Record) -> str:
    """What it is called, as plain text."""
    return title_of(record).text


@register.simple_tag
def link(record: Record, **parameters: str) -> SafeString:
    """Its name, leading to its page."""
    return format_html('<a href="{}">{}</a>', with_parameters(record.get_absolute_url(), _given(parameters)), named(record))


@register.filter
def day(span: DateSpan | datetime.date | None) -> SafeString | str:
    """A date as exactly as it is known, in words."""
    return _day(span)


@register.filter
def bound(span: DateSpan | datetime.date | None) -> SafeString | str:
    """The same for after “since”, “from” and “to”: Slavic languages decline a month there."""
    return _day(span, is_bound=True)


def _day(span: DateSpan | datetime.date | None, is_bound: bool = False) -> SafeString | str:
    if span is None:
        return in_words(None)
    span = DateSpan.day(span) if isinstance(span, datetime.date) else span
    return format_html_join("–", '<time datetime="{}">{}</time>', parts(span, is_bound))


@register.inclusion_tag("pages/mark.html")
def mark(status: str | None) -> dict[str, Any]:
    """The mark of a status; the word stands beside it."""
    return {"status": status or UNRECORDED}


@register.filter
def linked(record: Record) -> SafeString:
    """Its name, leading to its page; for where a tag can not stand."""
    return link(record)


@register.simple_tag
def status_of(road_map: RoadMap) -> str:
    """After as_of(): in which status it stands, ``unrecorded`` where nothing says."""
    return road_map.standing.status if road_map.standing else UNRECORDED


@register.simple_tag
def topics_of(claim: StatusClaim, topics: dict[str, Topic]) -> SafeString:
    """What a dispute is about, each leading to its page; ``topics`` by slug."""
    return format_html_join(", ", "{}", ((link(topics[slug]),) for slug in claim.dispute))


@register.filter
def relation_word(claim: StatusClaim) -> str:
    """After with_relation(): how it stands to what was in force."""
    return str(Relation(claim.relation).label)


@register.filter
def definition(status: str) -> str:
    """What a status means, in a sentence."""
    return str(Status(status).definition) if status != UNRECORDED else _("No claim says anything of it.")


@register.simple_tag
def as_of_words(question: Question, begins: bool = True) -> str:
    """What is asked, in words: the day, by what was known when, according to whom. A sentence of its own, or the end of one that another begins."""
    said = [_("as of %(day)s") % {"day": date_format(question.day, "j E Y")}]
    if question.known_on:
        said.append(_("by what was known on %(day)s") % {"day": date_format(question.known_on, "j E Y")})
    if question.according_to:
        said.append(_("according to %(party)s") % {"party": title_of(question.according_to).text})
    asked = ", ".join(said)
    return capfirst(asked) if begins else asked


@register.filter
def row_template(record: Record) -> str:
    """How a list shows it."""
    return f"pages/rows/{record._meta.model_name}.html"


@register.filter
def verdict_word(tally: Tally) -> str:
    """After with_verdict(): what becomes of it beside the ledger."""
    return str(Verdict(tally.verdict).label)  # type: ignore[attr-defined]  # annotated


@register.simple_tag
def as_json(record: Record) -> str:
    """The address of the record in the API."""
    return reverse(f"api:{record.route}-detail", args=[record.pk])


@register.simple_tag
def at_the_desk(record: Record) -> str:
    """Where editors change it."""
    return reverse(f"admin:roadmaps_{record._meta.model_name}_change", args=[record.pk])


@register.simple_tag
def sheet_of_statuses() -> str:
    return styles.address()


@register.simple_tag
def looks() -> list[tuple[str, Any]]:
    return list(LOOKS.items())


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], **changed: Any) -> str:
    """The address of this page with other parameters; an empty value takes one out."""
    page = context["page"]
    asked = {name: values for name, values in page.parameters.items() if name not in changed}
    return with_parameters(page.request.path, asked | _given(changed))


@register.simple_tag(takes_context=True)
def here_as(context: dict[str, Any], form: str) -> str:
    """The address of this page in another format."""
    page = context["page"]
    return with_parameters(page.request.path, page.parameters | {"format": [form]})


@register.simple_tag
def asked(address: str, **parameters: Any) -> str:
    """``address`` with these parameters, those that are empty left out."""
    return with_parameters(address, _given(parameters))


def _given(parameters: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [str(value)] for name, value in parameters.items() if value}
