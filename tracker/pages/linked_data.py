"""What a page says, as linked data in the words of schema.org: no more than the record says.

Everything that has a page is named by the address of its page in the default language, so that it is one thing in all
of them. A document of parties is no law by standing here: its status is said in words, never as a legal force.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from roadmaps.models import (
    Aim,
    DateSpan,
    Event,
    EventKind,
    Judgement,
    Negotiation,
    Party,
    Poll,
    PollAnswer,
    Position,
    Record,
    RoadMap,
    Source,
    SourceKind,
    Speaker,
    Statement,
    Status,
    StatusClaim,
    Summit,
    Tally,
    Term,
    Topic,
)
from roadmaps.models.poll import Bound
from roadmaps.news import last_written
from tracker.feeds import LICENCE
from tracker.pages.evidence import read_evidence
from tracker.pages.page import Page
from tracker.pages.titles import WRITTEN_IN, title_of, word_for
from tracker.templatetags.pages import as_of_words

Node = dict[str, Any]
"""An object of JSON-LD."""
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
"""As in django.utils.html.json_script: nothing in the data can end the element that holds it."""


def as_script(data: Node) -> SafeString:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def linked_data(page: Page, shown: dict[str, Any]) -> Node:
    """``shown``: the context of the page's template. It asks for no more than the sources or answers that the page itself did not read."""
    says = Saying(page.request)
    main = shown.get("road_map") or shown.get("record") or shown.get("negotiation")
    nodes = [says.node(main, shown)] if main else says.of_home(shown["states"]) if "states" in shown else []
    return {"@context": "https://schema.org", "@graph": [*nodes, says.trail(main, shown.get("negotiation"), shown.get("above", ()))]}


class Saying:
    """Says of records what they are, in one request: addresses are its host's."""

    def __init__(self, request: HttpRequest):
        self.request = request

    # --- What all have in common ---

    def absolute(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    def id_of(self, record: Record) -> str:
        with override(settings.LANGUAGE_CODE):
            return self.absolute(record.get_absolute_url())

    def home(self) -> str:
        with override(settings.LANGUAGE_CODE):
            return self.absolute(reverse("pages:home"))

    def node(self, record: Record, shown: dict[str, Any]) -> Node:
        """All that is said of a record on its own page."""
        about = SAID_OF[type(record)](self, record, shown)
        return {**self.named(record), "url": self.absolute(record.get_absolute_url()), **_given(alternateName=_other_names(record), **about)}

    def named(self, record: Record) -> Node:
        """What it is and what it is called."""
        return {"@type": _type_of(record), "@id": self.id_of(record), "name": title_of(record).text}

    def by_keys(self, model: type[Record], slugs: Iterable[str]) -> list[Node]:
        """Records of which no more than the keys were read."""
        return [{"@type": _type_of(record), "@id": self.id_of(record)} for record in (model(slug=slug) for slug in slugs)]

    def sources(self, record: Any) -> list[Node]:
        if not hasattr(record, "evidence"):
            read_evidence([record])
        cited = {citation.source_id: citation.source for citation in record.evidence}
        return [{**self.named(source), **_source(self, source, {})} for source in cited.values()]

    def publisher(self) -> Node:
        return {"@type": "Organization", "name": _("Road-map negotiation tracker"), "url": self.home()}

    # --- Pages of no single record ---

    def of_home(self, states: Iterable[Any]) -> list[Node]:
        return [self.site(), self.whole_record(states)]

    def site(self) -> Node:
        languages = [code for code, _name in settings.LANGUAGES]
        return {"@type": "WebSite", "@id": self.home(), "url": self.home(), "name": _("Road-map negotiation tracker"), "inLanguage": languages}

    def whole_record(self, states: Iterable[Any]) -> Node:
        return {
            "@type": "Dataset",
            "@id": f"{self.home()}#record",
            "name": _("The whole record"),
            "description": _("Dated, attributed, sourced claims about the items of negotiations, and every status derived from them, for any date."),
            **self.as_data(None, last_written()),
            **_given(hasPart=[self.named(state.negotiation) for state in states]),
        }

    def as_data(self, negotiation: Negotiation | None, written: datetime.datetime | None) -> Node:
        """What is said of a set of data: who made it, whether it may be used, where it can be had, how new it is."""
        slug = negotiation and negotiation.pk
        whole = reverse("api:negotiations-dataset", args=[slug]) if slug else reverse("api:dataset")
        listed = reverse("api:road-maps-list") + (f"?negotiation={slug}&" if slug else "?")
        files = [
            (whole, "application/zip"),
            (listed[:-1], "application/json"),
            (f"{listed}format=csv", "text/csv"),
            (f"{listed}format=ndjson", "application/x-ndjson"),
        ]
        return {
            "license": LICENCE,
            "isAccessibleForFree": True,
            "creator": self.publisher(),
            "distribution": [{"@type": "DataDownload", "contentUrl": self.absolute(path), "encodingFormat": media} for path, media in files],
            **_given(dateModified=written and written.isoformat()),
        }

    def trail(self, main: Record | None, negotiation: Negotiation | None, above: Iterable[tuple[str, str]]) -> Node:
        """The way from the home page to here; ``above``: addresses and names of what lies between."""
        steps = [(reverse("pages:home"), _("Home")), *([_step(negotiation)] if negotiation else []), *above]
        if main and main != negotiation:
            steps.append(_step(main))
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self.absolute(address)} for place, (address, name) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def _step(record: Record) -> tuple[str, str]:
    return record.get_absolute_url(), title_of(record).text


# --- Record by record -----------------------------------------------------------------------------


def _negotiation(says: Saying, negotiation: Negotiation, shown: dict[str, Any]) -> Node:
    return {
        "description": negotiation.summary,
        **says.as_data(negotiation, negotiation.last_written),  # type: ignore[attr-defined]
        "temporalCoverage": negotiation.started and f"{negotiation.started.first}/{negotiation.ended.last if negotiation.ended else '..'}",
        "version": str(negotiation.revision),
        "isBasedOn": negotiation.succeeds_id and says.by_keys(Negotiation, [negotiation.succeeds_id]),
        "about": says.by_keys(Party, negotiation.parties.split()),
        "isPartOf": {"@id": f"{says.home()}#record"},
    }


def _road_map(says: Saying, road_map: RoadMap, shown: dict[str, Any]) -> Node:
    claim = road_map.standing
    return {
        "description": road_map.summary,
        "legislationIdentifier": road_map.pk,
        "legislationType": road_map.negotiation.item_singular,
        "position": road_map.number,
        "creativeWorkStatus": claim and _status(claim, as_of_words(shown["question"])),
        "about": road_map.topic and says.named(road_map.topic),
        "citation": says.sources(road_map),
        "isBasedOn": [says.named(step.from_road_map) for step in shown.get("came_from", ())],
        "subjectOf": [*([says.named(claim)] if claim else []), says.named(road_map.negotiation)],
    }


def _status(claim: StatusClaim, asked: str) -> Node:
    """In words, and as of when: it is nothing that a court would know."""
    status = Status(claim.status)
    return {
        "@type": "DefinedTerm", "name": word_for(claim), "termCode": status.value, "description": str(status.definition), "disambiguatingDescription": asked,
    }  # fmt: skip


def _claimed(says: Saying, statement: Statement) -> Node:
    """Of what a statement asserts: whose word it is, when, and in which sources it appears; how it is read is this record's doing."""
    return {
        **_said(says, statement),
        "claimInterpreter": says.publisher(),
        "appearance": says.sources(statement),
        "isPartOf": says.named(statement),
    }


def _said(says: Saying, statement: Statement) -> Node:
    return {
        "author": _agent(says, statement),
        "creditText": statement.speaker and statement.speaker.name,
        "dateCreated": _date(statement.said_on),
        "datePublished": _date(statement.reported_on),
    }


def _agent(says: Saying, statement: Statement) -> Node | None:
    """The speaker, else the party for which it speaks."""
    if statement.speaker:
        return says.named(statement.speaker) if _is_person(statement.speaker) else {"@id": says.id_of(statement.speaker)}
    return says.named(statement.party) if statement.party else None


def _statement(says: Saying, statement: Statement, shown: dict[str, Any]) -> Node:
    return {"text": statement.wording, **_said(says, statement), "about": says.named(statement.negotiation), "citation": says.sources(statement)}


def _status_claim(says: Saying, claim: StatusClaim, shown: dict[str, Any]) -> Node:
    return {
        "text": f"{word_for(claim)} ({claim.about})" if claim.about else word_for(claim),
        "about": says.named(claim.road_map),
        "temporalCoverage": str(claim.effective_on),
        "description": claim.note,
        "creativeWorkStatus": str(Judgement(claim.judgement).label),
        **_claimed(says, claim.statement),
    }


def _tally(says: Saying, tally: Tally, shown: dict[str, Any]) -> Node:
    return {
        "text": tally.as_worded or tally.worded_count(),
        "about": says.named(tally.statement.negotiation),
        "temporalCoverage": tally.counted_on and str(tally.counted_on),
        "description": tally.note,
        **_claimed(says, tally.statement),
    }


def _position(says: Saying, position: Position, shown: dict[str, Any]) -> Node:
    subjects = [record for record in (position.topic, position.road_map, position.party) if record]
    return {
        "text": position.summary,
        "about": [says.named(record) for record in subjects],
        "temporalCoverage": position.held_on and str(position.held_on),
        "description": position.note,
        **_claimed(says, position.statement),
    }


def _summit(says: Saying, summit: Summit, shown: dict[str, Any]) -> Node:
    return {
        **_from_to(summit.held_on),
        **_event_in_general(says, summit),
        "disambiguatingDescription": capfirst(str(summit.get_level_display())),
        "attendee": says.by_keys(Party, summit.parties.split()),
    }


def _event(says: Saying, event: Event, shown: dict[str, Any]) -> Node:
    """A deadline begins on the day it is due."""
    return {
        **_from_to(event.due_on if event.kind == EventKind.DEADLINE else event.happened_on),
        **_event_in_general(says, event),
        "disambiguatingDescription": capfirst(str(event.get_kind_display())),
        "superEvent": event.summit and says.named(event.summit),
    }


def _event_in_general(says: Saying, occasion: Any) -> Node:
    return {
        "description": occasion.outcome,
        "location": occasion.place and {"@type": "Place", "name": occasion.place},
        "about": says.named(occasion.negotiation),
        "subjectOf": says.sources(occasion),
    }


def _speaker(says: Saying, speaker: Speaker, shown: dict[str, Any]) -> Node:
    return {"jobTitle": speaker.role, "affiliation": speaker.party and says.named(speaker.party)} if _is_person(speaker) else {}


def _party(says: Saying, party: Party, shown: dict[str, Any]) -> Node:
    code = {"@type": "PropertyValue", "propertyID": "ISO 3166-1 alpha-2", "value": party.country}
    return {"member": says.by_keys(Party, party.members.split()), "identifier": party.country and code}


def _topic(says: Saying, topic: Topic, shown: dict[str, Any]) -> Node:
    return {"termCode": topic.pk}


def _term(says: Saying, term: Term, shown: dict[str, Any]) -> Node:
    return {"description": term.definition, "termCode": term.pk, "inDefinedTermSet": says.id_of(term.negotiation)}


def _aim(says: Saying, aim: Aim, shown: dict[str, Any]) -> Node:
    return {"description": aim.note, "subjectOf": says.sources(aim)}


def _source(says: Saying, source: Source, shown: dict[str, Any]) -> Node:
    published = {
        "publisher": {"@type": "Organization", "name": source.publisher},
        "creditText": source.author,
        "datePublished": _date(source.published_on),
        "inLanguage": source.language,
        "sameAs": source.web_address,
        "archivedAt": source.archive_address,
    }
    return _given(**published)


def _poll(says: Saying, poll: Poll, shown: dict[str, Any]) -> Node:
    return {
        "creator": {"@type": "Organization", "name": poll.pollster},
        "measurementTechnique": poll.method,
        "temporalCoverage": poll.fielded_on and str(poll.fielded_on),
        "description": _("%(question)s Asked of: %(population)s.") % {"question": poll.question, "population": poll.population},
        "variableMeasured": [_answer(answer) for answer in poll.answers.all()],
        "citation": says.sources(poll),
    }


def _answer(answer: PollAnswer) -> Node:
    bound = {Bound.AT_LEAST: "minValue", Bound.AT_MOST: "maxValue"}.get(Bound(answer.bound), "value")
    return {"@type": "PropertyValue", "name": answer.answer, bound: float(answer.percent), "unitText": "%"}


SAID_OF: dict[type[Record], Callable[[Saying, Any, dict[str, Any]], Node]] = {
    Negotiation: _negotiation,
    RoadMap: _road_map,
    Statement: _statement,
    StatusClaim: _status_claim,
    Tally: _tally,
    Position: _position,
    Summit: _summit,
    Event: _event,
    Speaker: _speaker,
    Party: _party,
    Topic: _topic,
    Term: _term,
    Aim: _aim,
    Source: _source,
    Poll: _poll,
}
TYPES: dict[type[Record], str] = {
    Negotiation: "Dataset",
    RoadMap: "Legislation",
    Statement: "CreativeWork",
    StatusClaim: "Claim",
    Tally: "Claim",
    Position: "Claim",
    Summit: "Event",
    Event: "Event",
    Party: "Organization",
    Topic: "DefinedTerm",
    Term: "DefinedTerm",
    Aim: "Thing",
    Poll: "Dataset",
}


def _type_of(record: Record) -> str:
    match record:
        case Speaker():
            return "Person" if _is_person(record) else "Thing"
        case Source():
            return "NewsArticle" if record.kind == SourceKind.NEWS else "CreativeWork"
    return TYPES[type(record)]


def _is_person(speaker: Speaker) -> bool:
    """Known only of who has an office: a speaker may be a ministry as well."""
    return bool(speaker.role)


def _other_names(record: Record) -> list[Any]:
    """What it is called besides, each marked with its language where that is known."""
    names = {WRITTEN_IN: getattr(record, "title", "") or getattr(record, "name", ""), **getattr(record, "translations", {})}
    titles = [(title.language, title.title) for title in record.titles.all()] if isinstance(record, RoadMap) else []
    marked = [{"@language": language, "@value": text} for language, text in dict.fromkeys([*names.items(), *titles])]
    return [*(name for name in marked if name["@value"] not in ("", title_of(record).text)), *getattr(record, "spellings", ())]


def _date(span: DateSpan | None) -> str | None:
    """Only as exactly as it is known; None for what schema.org has no date for."""
    return str(span) if span and "/" not in str(span) else None


def _from_to(span: DateSpan | None) -> Node:
    if span and "/" in str(span):
        return {"startDate": str(span.first), "endDate": str(span.last)}
    return {"startDate": _date(span)}


def _given(**said: Any) -> Node:
    """Without what the record does not say."""
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
