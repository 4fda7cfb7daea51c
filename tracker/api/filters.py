"""The filters of every list: declared, typed, documented. What is not declared, or not a value that it takes, is a 400."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import Filter, FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.drainage import set_override

from roadmaps.models import (
    AgendaItem,
    Basis,
    Citation,
    DateSpan,
    Event,
    EventKind,
    Judgement,
    Negotiation,
    Party,
    PartyKind,
    RoadMap,
    Source,
    SourceKind,
    SourceQuality,
    Speaker,
    Stance,
    Statement,
    Status,
    StatusClaim,
    Summit,
    SummitLevel,
    TallyStage,
    TallyUnit,
    Term,
    TitleBasis,
    Topic,
    Voice,
)
from roadmaps.models.dates import DateSpanFormField
from roadmaps.models.record import has_unstorable_text
from roadmaps.questions.progress import UNRECORDED
from roadmaps.questions.standing import resolve_day
from roadmaps.questions.timeline import EntryKind
from tracker.api.errors import InvalidParameters, wrong_parameter

MOST_KEYS_LISTED = 100

# --- What a parameter may hold ------------------------------------------------------------------


class Repeated(forms.SelectMultiple):
    """Marks a parameter that may be given several times."""


class WordsField(forms.Field):
    """Words of a vocabulary."""

    widget = Repeated

    def __init__(self, words: list[str], **options):
        self.words = words
        super().__init__(**options)

    def clean(self, value):
        wrong = [word for word in value or [] if word not in self.words]
        if wrong:
            raise ValidationError(f"“{'”, “'.join(wrong)}” is not one of: {', '.join(self.words)}.")
        return value or []

    def allowed(self) -> list[str]:
        return self.words


class KeysField(forms.Field):
    """Slugs of records that exist; cleans to the records."""

    widget: type[forms.Widget] = Repeated

    def __init__(self, model, **options):
        self.model = model
        super().__init__(**options)

    def clean(self, value):
        slugs = set(value or [])
        if not slugs:
            return []
        storable = [slug for slug in slugs if not has_unstorable_text(slug)]
        records = list(self.model.objects.filter(pk__in=storable))
        if unknown := sorted(slugs - {record.pk for record in records}):
            raise ValidationError(f"There is no {self.model._meta.verbose_name} “{'”, “'.join(unknown)}”.")
        return records

    def allowed(self) -> list[str]:
        return keys_of(self.model)


def keys_of(model) -> list[str]:
    """All keys of a small table; of a large one none."""
    slugs = list(model.objects.values_list("slug", flat=True).order_by("slug")[: MOST_KEYS_LISTED + 1])
    return slugs if len(slugs) <= MOST_KEYS_LISTED else []


class KeyField(KeysField):
    """The slug of one record; cleans to the record."""

    widget = forms.TextInput

    def clean(self, value):
        return next(iter(super().clean([value] if value else [])), None)


class DayField(forms.CharField):
    """One day: questions are asked for a day, not for a month."""

    def to_python(self, value):
        try:
            span = DateSpan.parse(value) if value else None
        except ValueError:
            raise self.no_day(value) from None
        if span and (span.first != span.last or str(span) != value):
            raise self.no_day(value)
        return span and span.first

    @staticmethod
    def no_day(value: str) -> ValidationError:
        return ValidationError(f"“{value}” is not a day: write one that exists, like 2019-12-07.")


class NumberField(forms.CharField):
    """A whole number, not negative, with the digits 0–9; 0 where none is given."""

    def to_python(self, value):
        if value and not re.fullmatch("[0-9]{1,18}", value):
            raise ValidationError(f"“{value}” is not a whole number from 0.")
        return int(value or 0)


class TrueFalseField(forms.ChoiceField):
    def __init__(self, **options):
        super().__init__(choices=[("true", "true"), ("false", "false")], **options)

    def clean(self, value):
        word = super().clean(value)
        return {"true": True, "false": False}.get(word)

    def allowed(self) -> list[str]:
        return ["true", "false"]


# --- How a parameter filters --------------------------------------------------------------------


class Declared(Filter):
    """A filter that describes itself to the schema. ``where`` makes the condition of a given value."""

    def __init__(self, where: Callable[[Any], Any] | None, described: str, schema: dict[str, Any], **extra):
        super().__init__(**extra)
        self.where = where
        set_override(self, "field", {**schema, "description": described})

    def filter(self, queryset: QuerySet, value) -> QuerySet:
        if self.where is None or value is None or value == []:
            return queryset
        return queryset.filter(self.where(value))


class Words(Declared):
    """``?status=disputed&status=agreed``: any of these words."""

    field_class = WordsField

    def __init__(self, column: str, vocabulary, described: str, extra: Iterable[str] = (), where=None):
        words = [*vocabulary.values, *extra]
        schema = {"type": "array", "items": {"type": "string", "enum": words}}
        super().__init__(where or (lambda given: Q(**{f"{column}__in": given})), described, schema, words=words)


class Keys(Declared):
    """``?topic=gas&topic=oil``: any of these records."""

    field_class = KeysField

    def __init__(self, model, column: str = "", described: str = "", where=None):
        schema = {"type": "array", "items": {"type": "string"}}
        super().__init__(where or (lambda given: Q(**{f"{column}__in": given})), described, schema, model=model)


class Overlap(Declared):
    """``?held_on=2019-12``: what lies, or may lie, within these days."""

    field_class = DateSpanFormField

    def __init__(self, column: str):
        described = f"A day, a month, a year or a span ({DateSpan.ALLOWED}); finds every date that overlaps it."
        super().__init__(
            lambda span: Q(**{f"{column}_first__lte": span.last, f"{column}_last__gte": span.first}), described, {"type": "string"}
        )  # fmt: skip


class TrueFalse(Declared):
    field_class = TrueFalseField

    def __init__(self, where: Callable[[bool], Any] | None, described: str):
        super().__init__(where, described, {"type": "boolean"})


class Day(Declared):
    """A day of the question; it does not filter by itself."""

    field_class = DayField

    def __init__(self, described: str):
        super().__init__(None, described, {"type": "string", "format": "date"})


class Days(Declared):
    """Days of the question, as exactly as they are known; they do not filter by themselves."""

    field_class = DateSpanFormField

    def __init__(self, described: str):
        super().__init__(None, f"{described} A day, a month, a year or a span ({DateSpan.ALLOWED}).", {"type": "string"})


class Choices(Words):
    """Words of the question; they do not filter by themselves."""

    def __init__(self, vocabulary, described: str):
        super().__init__("", vocabulary, described, where=lambda given: Q())


class Number(Declared):
    """A whole number of the question; it does not filter by itself."""

    field_class = NumberField

    def __init__(self, described: str):
        super().__init__(None, described, {"type": "integer", "format": "int64", "minimum": 0, "default": 0})


class Key(Declared):
    """A record that the question names; it does not filter by itself."""

    field_class = KeyField

    def __init__(self, model, described: str):
        super().__init__(None, described, {"type": "string"}, model=model)


def holding(column: str) -> Callable[[list], Q]:
    """Rows whose set of keys holds any of the given records."""

    def where(records) -> Q:
        return Q(*(Q(**{f"{column}__has": record.pk}) for record in records), _connector=Q.OR)

    return where


def cited_by(parent: str, link: str = "pk") -> Callable[[list], Exists]:
    """Rows that cite any of the given sources; ``link`` leads to what cites."""

    def where(sources) -> Exists:
        return Exists(Citation.objects.filter(source__in=sources, **{parent: OuterRef(link)}))

    return where


def finished(path: str = "") -> TrueFalse:
    described = "`false` leaves finished negotiations out; `true` finds only them."
    return TrueFalse(lambda wanted: Q(**{f"{path}ended_last__isnull": not wanted}), described)


def of_negotiation(path: str = "negotiation") -> Keys:
    return Keys(Negotiation, path, "What belongs to this negotiation.")


MOST_OF_A_REASON = 1000


class Reason(Declared):
    """Why something is written; it does not filter at all."""

    field_class = forms.CharField

    def __init__(self, required: bool = False):
        described = "Why: kept in the history of everything that the request writes."
        schema = {"type": "string", "maxLength": MOST_OF_A_REASON}
        super().__init__(None, described, schema, required=required, max_length=MOST_OF_A_REASON)


# --- The filters of each resource ---------------------------------------------------------------


class NoFilters(FilterSet):
    """Takes no parameter; also the base of all others."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def negotiation(self) -> Negotiation | None:
        """The one that the list is of."""
        asked = self.form.cleaned_data.get("negotiation") or []
        return asked[0] if len(asked) == 1 else None


def with_reason(parameters: type[NoFilters], required: bool = False) -> type[NoFilters]:
    """These parameters, and why something is written."""
    return type(f"{parameters.__name__}WithReason", (parameters,), {"reason": Reason(required)})


def with_dry_run(parameters: type[NoFilters]) -> type[NoFilters]:
    """These parameters, and whether it is only tried."""
    described = "`true`: say what it would change, and store nothing."
    return type(f"{parameters.__name__}WithDryRun", (parameters,), {"dry_run": TrueFalse(None, described)})


class DayFilters(NoFilters):
    """The question: as of a day, by what was known on a day."""

    as_of = Day("The answer for the end of this day. Default: `known_on` if given, else today (UTC).")
    known_on = Day("Only what was public by the end of this day counts. It restricts the evidence, not the editors' judgement.")

    @cached_property
    def question(self) -> dict[str, Any]:
        given = self.form.cleaned_data
        return {"as_of": resolve_day(given["as_of"], given["known_on"]), "known_on": given["known_on"]}


class SideFilters(DayFilters):
    """The question, asked of one party."""

    according_to = Key(Party, "Only what this party itself said counts. A joint statement speaks for the joint body.")

    @cached_property
    def question(self) -> dict[str, Any]:
        party = self.form.cleaned_data["according_to"]
        return {**super().question, "according_to": party and party.pk}


class StandingFilters(SideFilters):
    """How each road map stands, asked of the database."""

    def filter_queryset(self, queryset):
        asked = queryset.as_of(self.question["as_of"], self.question["known_on"], self.question["according_to"])
        return super().filter_queryset(asked)


def _stands(words: list[str]) -> Q:
    recorded = Q(standing__status__in=[word for word in words if word != UNRECORDED])
    return recorded | Q(standing__isnull=True) if UNRECORDED in words else recorded


def _spoken_of_by(sources) -> Q:
    claims = StatusClaim.objects.filter(road_map=OuterRef("pk"), statement__citations__source__in=sources)
    return Q(cited_by("road_map")(sources)) | Q(Exists(claims))


class HistoryFilters(SideFilters):
    lineage = TrueFalse(lambda wanted: Q(), "`true` tells the history of all from which it came and of all that it became, too.")

    @property
    def with_lineage(self) -> bool:
        return bool(self.form.cleaned_data["lineage"])


class TimelineFilters(NoFilters):
    kind = Choices(EntryKind, "Entries of this kind.")
    on = Days("Finds every entry whose date overlaps it.")


class ChangesFilters(NoFilters):
    since = Number("The revision up to which the reader knows everything: `until` of the last answer. Default: 0, for everything there is.")


class RoadMapFilters(StandingFilters):
    negotiation = of_negotiation()
    status = Words("standing__status", Status, "Those that stand so.", extra=[UNRECORDED], where=_stands)
    disputed_on = Keys(Topic, described="Those that stand disputed on this topic.", where=holding("standing__disputed_on"))
    basis = Words("standing__basis", Basis, "Those whose standing has this basis.")
    topic = Keys(Topic, "topic", "Those whose subject this is.")
    title_basis = Words("title_basis", TitleBasis, "Those whose title rests on this.")
    summit = Keys(
        Summit, described="Those on the agenda of this summit.",
        where=lambda summits: Exists(AgendaItem.objects.filter(road_map=OuterRef("pk"), summit__in=summits)),
    )  # fmt: skip
    source = Keys(Source, described="Those that this source names or says something of.", where=_spoken_of_by)
    ended = finished("negotiation__")


class NegotiationFilters(NoFilters):
    party = Keys(Party, described="Those in which this party takes part.", where=holding("parties"))
    ended = finished()


class PartyFilters(NoFilters):
    kind = Words("kind", PartyKind, "Parties of this kind.")


class SpeakerFilters(NoFilters):
    party = Keys(Party, "party", "Those who speak for this party.")


class TermFilters(NoFilters):
    negotiation = of_negotiation()
    status = Words("status", Status, "Words for this status.")


class AimFilters(NoFilters):
    negotiation = of_negotiation()
    topic = Keys(Topic, "topic", "Aims on this topic.")


class SummitFilters(NoFilters):
    negotiation = of_negotiation()
    level = Words("level", SummitLevel, "Meetings of this level.")
    party = Keys(Party, described="Meetings of this party.", where=holding("parties"))
    held_on = Overlap("held_on")
    road_map = Keys(
        RoadMap, described="Meetings on whose agenda this road map stood.",
        where=lambda road_maps: Exists(AgendaItem.objects.filter(summit=OuterRef("pk"), road_map__in=road_maps)),
    )  # fmt: skip
    source = Keys(Source, described="Those that this source reports.", where=cited_by("summit"))


class EventFilters(NoFilters):
    negotiation = of_negotiation()
    kind = Words("kind", EventKind, "Events of this kind.")
    summit = Keys(Summit, "summit", "Events at this summit.")
    happened_on = Overlap("happened_on")
    due_on = Overlap("due_on")
    source = Keys(Source, described="Those that this source reports.", where=cited_by("event"))


class SourceFilters(NoFilters):
    kind = Words("kind", SourceKind, "Sources of this kind.")
    quality = Words("quality", SourceQuality, "Sources of this quality.")
    published_on = Overlap("published_on")
    statement = Keys(
        Statement, described="Sources of this statement.",
        where=lambda statements: Exists(Citation.objects.filter(source=OuterRef("pk"), statement__in=statements)),
    )  # fmt: skip


class StatementFilters(NoFilters):
    negotiation = of_negotiation()
    speaker = Keys(Speaker, "speaker", "What this speaker said.")
    party = Keys(Party, "party", "What is said for this party.")
    voice = Words("voice", Voice, "Who speaks.")
    said_on = Overlap("said_on")
    reported_on = Overlap("reported_on")
    summit = Keys(Summit, "summit", "What was said at this summit.")
    event = Keys(Event, "event", "What was said at this event.")
    road_map = Keys(
        RoadMap, described="What claims a status of this road map.",
        where=lambda road_maps: Exists(StatusClaim.objects.filter(statement=OuterRef("pk"), road_map__in=road_maps)),
    )  # fmt: skip
    source = Keys(Source, described="What this source reports.", where=cited_by("statement"))


class StatusClaimFilters(NoFilters):
    negotiation = of_negotiation("road_map__negotiation")
    road_map = Keys(RoadMap, "road_map", "Claims about this road map.")
    statement = Keys(Statement, "statement", "Claims of this statement.")
    status = Words("status", Status, "Claims of this status.")
    disputed_on = Keys(Topic, described="Claims of a dispute on this topic.", where=holding("disputed_on"))
    term = Keys(Term, "term", "Claims in this word.")
    judgement = Words("judgement", Judgement, "Claims so judged.")
    basis = Words("basis", Basis, "Claims of this basis.")
    topic = Keys(Topic, "road_map__topic", "Claims about road maps on this topic.")
    party = Keys(Party, "statement__party", "Claims made for this party.")
    speaker = Keys(Speaker, "statement__speaker", "Claims by this speaker.")
    summit = Keys(Summit, "statement__summit", "Claims made at this summit.")
    effective_on = Overlap("effective_on")
    source = Keys(Source, described="Claims that this source reports.", where=cited_by("statement", "statement"))


class TallyFilters(NoFilters):
    negotiation = of_negotiation("statement__negotiation")
    statement = Keys(Statement, "statement", "Tallies of this statement.")
    unit = Words("unit", TallyUnit, "Counts of this unit.")
    stage = Words("stage", TallyStage, "Counts of this stage.")
    counted_on = Overlap("counted_on")


class PositionFilters(NoFilters):
    negotiation = of_negotiation("statement__negotiation")
    statement = Keys(Statement, "statement", "Positions of this statement.")
    party = Keys(Party, "party", "Positions of this party.")
    topic = Keys(Topic, "topic", "Positions on this topic.")
    road_map = Keys(RoadMap, "road_map", "Positions on this road map.")
    stance = Words("stance", Stance, "Positions of this stance.")
    held_on = Overlap("held_on")


class PollFilters(NoFilters):
    negotiation = of_negotiation()
    fielded_on = Overlap("fielded_on")
    source = Keys(Source, described="Polls that this source reports.", where=cited_by("poll"))


# --- At the door --------------------------------------------------------------------------------


class DeclaredParameters(DjangoFilterBackend):
    """Refuses what the view does not declare, then filters by what it does. One record takes the question only."""

    def get_filterset_class(self, view, queryset=None):
        return view.declared_parameters()

    def filter_queryset(self, request, queryset, view):
        self.read(request, queryset, view)
        return view.filterset.qs

    def read(self, request, queryset, view) -> None:
        """The parameters, into the view's ``filterset``."""
        view.filterset = self.get_filterset(request, queryset, view)
        wrong = [*_wrong_values(view.filterset), *_malformed(request.query_params, view)]
        if wrong:  # one complaint for each parameter: of one that is malformed its value need not be told
            raise InvalidParameters(list({error["name"]: error for error in wrong}.values()))


def _malformed(given, view) -> Iterable[dict[str, Any]]:
    filters = view.filterset.filters
    allowed = sorted([*filters, *(view.paginator.parameters if view.action == "list" else ())])
    for name, values in given.lists():
        if name not in allowed:
            yield wrong_parameter(name, f"There is no parameter “{name}” here.", allowed)
        elif "" in values:
            yield wrong_parameter(name, f"“{name}” is empty: give a value, or leave it out.")
        elif len(values) > 1 and not (name in filters and isinstance(filters[name].field.widget, Repeated)):
            yield wrong_parameter(name, f"“{name}” is given {len(values)} times: it takes one value.")


def _wrong_values(filterset: FilterSet) -> Iterable[dict[str, Any]]:
    for name, messages in filterset.form.errors.items():
        allowed = getattr(filterset.form.fields[name], "allowed", list)
        yield wrong_parameter(name, " ".join(messages), allowed())
