"""The filters of every list. What is not declared, or not a value that it takes, is a 400."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache, cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, DateField, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend

from roadmaps.models import (
    AgendaItem,
    Basis,
    Certainty,
    Citation,
    Event,
    EventKind,
    Judgement,
    Negotiation,
    Party,
    PartyKind,
    Position,
    ReadExtent,
    Record,
    Relation,
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
    Tally,
    TallyBasis,
    TallyStage,
    TallyUnit,
    Term,
    TitleBasis,
    Topic,
    Voice,
)
from roadmaps.models.fields import LANGUAGE
from roadmaps.questions.progress import UNRECORDED
from roadmaps.questions.standing import resolve_day
from roadmaps.questions.timeline import EntryKind
from tracker.api.errors import InvalidParameters, wrong_parameter
from tracker.api.keyset import ByCodePoint, rank
from tracker.api.parameters import (
    Choices,
    Day,
    Days,
    Key,
    Keys,
    KeysField,
    Number,
    OneKey,
    Ordering,
    Overlap,
    Reason,
    Repeated,
    Search,
    Texts,
    TrueFalse,
    Words,
)
from tracker.api.selection import Slot, Values


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


def of_negotiation(path: str = "negotiation") -> OneKey:
    return OneKey(Negotiation, path, "What belongs to this negotiation.")


# --- The filters of each resource ---------------------------------------------------------------


class Asked:
    """What a query holds of the declared parameters, cleaned. Its fields are shared by all requests: a form of its own for each takes longer than most answers."""

    def __init__(self, parameters: Any, given: QueryDict, known: Iterable[Record] = ()):
        """``known``: records that need not be looked for."""
        self.fields = _fields(parameters)
        self.cleaned_data = dict(_unasked(parameters))
        self.errors: dict[str, list[str]] = {}
        for name in [name for name, field in self.fields.items() if name in given or field.required]:
            field = self.fields[name]
            try:
                value = field.widget.value_from_datadict(given, {}, name)
                self.cleaned_data[name] = field.clean(value, known) if isinstance(field, KeysField) else field.clean(value)
            except ValidationError as error:
                self.errors[name] = error.messages


@cache
def _fields(parameters: Any) -> dict[str, forms.Field]:
    return {name: declared.field for name, declared in parameters.base_filters.items()}


@cache
def _unasked(parameters: Any) -> dict[str, Any]:
    nothing = QueryDict()
    return {
        name: field.clean(field.widget.value_from_datadict(nothing, {}, name)) for name, field in _fields(parameters).items() if not field.required
    }


class NoFilters(FilterSet):
    """Takes no parameter; also the base of all others."""

    def __init__(self, data, queryset, *, request=None, known: Iterable[Record] = ()):
        """Past django-filter's, which copies every filter for every request: ours know nothing of it."""
        self.data, self.queryset, self.request, self.known = data, queryset, request, known
        self.filters, self.is_bound = self.base_filters, True

    @cached_property
    def form(self) -> Asked:
        return Asked(type(self), self.data, self.known)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def values(self) -> Values:
        """The values that are bound to SQL which is made but once."""
        return self._bound_by_filters()

    def _bound_by_filters(self) -> Values:
        bound = {name: self.filters[name].bound(value) for name, value in self.form.cleaned_data.items()}
        return {name: value for name, value in bound.items() if value is not None}

    def with_slots(self) -> NoFilters:
        """The same filters, to make that SQL: with slots in place of those values."""
        made = copy(self)
        made.form = copy(self.form)
        made.form.cleaned_data = {**self.form.cleaned_data, **{name: [Slot(name, CharField())] for name in self._bound_by_filters()}}
        return made

    def negotiation(self) -> Negotiation | None:
        """The one that the list is of."""
        asked = self.form.cleaned_data.get("negotiation") or []
        return asked[0] if len(asked) == 1 else None

    def ordering(self) -> tuple | None:
        """The terms of the order that is asked for."""
        return self.form.cleaned_data.get("ordering")


class ListFilters(NoFilters):
    """What every list takes."""

    search = Search()


@cache
def with_reason(parameters: type[NoFilters], required: bool = False) -> type[NoFilters]:
    """These parameters, and why something is written."""
    return type(f"{parameters.__name__}WithReason", (parameters,), {"reason": Reason(required)})


@cache
def with_dry_run(parameters: type[NoFilters]) -> type[NoFilters]:
    """These parameters, and whether it is only tried."""
    described = "`true`: say what it would change, and store nothing."
    return type(f"{parameters.__name__}WithDryRun", (parameters,), {"dry_run": TrueFalse(None, described)})


ASKED = {"as_of": DateField(), "known_on": DateField(), "according_to": CharField()}


class DayFilters(NoFilters):
    """The question: as of a day, by what was known on a day."""

    as_of = Day("The answer for the end of this day. Default: `known_on` if given, else today (UTC).")
    known_on = Day("Only what was public by the end of this day counts. It restricts the evidence, not the editors' judgement.")

    @cached_property
    def question(self) -> dict[str, Any]:
        given = self.form.cleaned_data
        return {"as_of": resolve_day(given["as_of"], given["known_on"]), "known_on": given["known_on"]}

    def values(self):
        return {**super().values(), **self.question}

    def with_slots(self):
        made = super().with_slots()
        made.question = {name: None if value is None else Slot(name, ASKED[name]) for name, value in self.question.items()}
        return made


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


def _stood_before(words: list[str]) -> Q:
    before = Q(previous_status__in=[word for word in words if word != UNRECORDED])
    return before | Q(standing__isnull=False, previous_status__isnull=True) if UNRECORDED in words else before


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


class RoadMapFilters(ListFilters, StandingFilters):
    negotiation = of_negotiation()
    status = Words("standing__status", Status, "Those that stand so.", extra=[UNRECORDED], where=_stands)
    previous_status = Words("previous_status", Status, "Those that stood so before they came to stand as they do.", [UNRECORDED], _stood_before)
    disputed_on = Keys(Topic, described="Those that stand disputed on this topic.", where=holding("standing__disputed_on"))
    basis = Words("standing__basis", Basis, "Those whose standing has this basis.")
    since = Overlap("since")
    contradicted = TrueFalse(
        lambda wanted: Q(contradicting__gt=0) if wanted else Q(contradicting=0),
        "`true` finds those whose standing a claim contradicts that is kept beside it; `false` the others.",
    )
    topic = Keys(Topic, "topic", "Those whose subject this is.")
    number = Texts("number", "Those that a source gives this number.")
    title_basis = Words("title_basis", TitleBasis, "Those whose title rests on this.")
    summit = Keys(
        Summit, described="Those on the agenda of this summit.",
        where=lambda summits: Exists(AgendaItem.objects.filter(road_map=OuterRef("pk"), summit__in=summits)),
    )  # fmt: skip
    source = Keys(Source, described="Those that this source names or says something of.", where=_spoken_of_by)
    speaker = Keys(
        Speaker, described="Those of which this speaker says something, on whatever day.",
        where=lambda speakers: Exists(StatusClaim.objects.filter(road_map=OuterRef("pk"), statement__speaker__in=speakers)),
    )  # fmt: skip
    ended = finished("negotiation__")
    ordering = Ordering(
        "by negotiation, then sequence",
        sequence="sequence", title=ByCodePoint("title"), status=rank("standing__status", Status), since="since_last",
        then=("negotiation_id", "sequence"),
    )  # fmt: skip


class NegotiationFilters(ListFilters):
    party = Keys(Party, described="Those in which this party takes part.", where=holding("parties"))
    succeeds = Keys(Negotiation, "succeeds", "Those that carry this one on.")
    started = Overlap("started", may_be_undated=True)
    ended = finished()
    ordering = Ordering("by slug", slug="slug", title=ByCodePoint("title"), started="started_last", ended="ended_last")


class PartyFilters(ListFilters):
    kind = Words("kind", PartyKind, "Parties of this kind.")
    member = Keys(Party, described="Joint bodies of which this party is a member.", where=holding("members"))
    negotiation = Keys(
        Negotiation, described="Those that take part in this negotiation.",
        where=lambda negotiations: Exists(Negotiation.objects.filter(pk__in=[each.pk for each in negotiations], parties__has=OuterRef("pk"))),
    )  # fmt: skip
    ordering = Ordering("by slug", slug="slug", name=ByCodePoint("name"))


class SpeakerFilters(ListFilters):
    party = Keys(Party, "party", "Those who speak for this party.")
    negotiation = Keys(
        Negotiation, described="Those who are quoted in this negotiation.",
        where=lambda negotiations: Exists(Statement.objects.filter(speaker=OuterRef("pk"), negotiation__in=negotiations)),
    )  # fmt: skip
    ordering = Ordering("by slug", slug="slug", name=ByCodePoint("name"))


class TopicFilters(ListFilters):
    ordering = Ordering("by slug", slug="slug", title=ByCodePoint("title"))


class TermFilters(ListFilters):
    negotiation = of_negotiation()
    status = Words("status", Status, "Words for this status.")
    ordering = Ordering("by slug", slug="slug", label=ByCodePoint("label"), status=rank("status", Status))


class AimFilters(ListFilters):
    negotiation = of_negotiation()
    group = Texts("group", "Aims of this group.")
    topic = Keys(Topic, "topic", "Aims on this topic.")
    source = Keys(Source, described="Those that this source reports.", where=cited_by("aim"))
    ordering = Ordering("by slug", slug="slug", title=ByCodePoint("title"), group=ByCodePoint("group"))


class SummitFilters(ListFilters):
    negotiation = of_negotiation()
    level = Words("level", SummitLevel, "Meetings of this level.")
    party = Keys(Party, described="Meetings of this party.", where=holding("parties"))
    held_on = Overlap("held_on")
    road_map = Keys(
        RoadMap, described="Meetings on whose agenda this road map stood.",
        where=lambda road_maps: Exists(AgendaItem.objects.filter(summit=OuterRef("pk"), road_map__in=road_maps)),
    )  # fmt: skip
    source = Keys(Source, described="Those that this source reports.", where=cited_by("summit"))
    ordering = Ordering("by negotiation, then the day", slug="slug", held_on="held_on_last", title=ByCodePoint("title"))


class EventFilters(ListFilters):
    negotiation = of_negotiation()
    kind = Words("kind", EventKind, "Events of this kind.")
    certainty = Words("certainty", Certainty, "Events as certain as this.")
    summit = Keys(Summit, "summit", "Events at this summit.")
    happened_on = Overlap("happened_on", may_be_undated=True)
    set_on = Overlap("set_on", may_be_undated=True)
    due_on = Overlap("due_on", may_be_undated=True)
    source = Keys(Source, described="Those that this source reports.", where=cited_by("event"))
    ordering = Ordering(
        "by negotiation, then slug", slug="slug", happened_on="happened_on_last", set_on="set_on_last", due_on="due_on_last", title=ByCodePoint("title")
    )  # fmt: skip


def _cited_in(negotiations) -> Exists:
    return Exists(Citation.objects.filter(source=OuterRef("pk")).under(negotiations))


def _speaks_of(road_maps) -> Exists:
    named = Q(road_map__in=road_maps) | Q(Exists(StatusClaim.objects.filter(statement=OuterRef("statement"), road_map__in=road_maps)))
    return Exists(Citation.objects.filter(named, source=OuterRef("pk")))


class SourceFilters(ListFilters):
    negotiation = Keys(Negotiation, described="Those that are cited under this negotiation.", where=_cited_in)
    kind = Words("kind", SourceKind, "Sources of this kind.")
    quality = Words("quality", SourceQuality, "Sources of this quality.")
    read_extent = Words("read_extent", ReadExtent, "Sources of which so much was read.")
    language = Texts("language", "Sources in this language (ISO 639).", pattern=LANGUAGE, looks="a language: write its two or three letters, like ru")
    publisher = Texts("publisher", "Sources of this publisher.")
    published_on = Overlap("published_on", may_be_undated=True)
    statement = Keys(
        Statement, described="Sources of this statement.",
        where=lambda statements: Exists(Citation.objects.filter(source=OuterRef("pk"), statement__in=statements)),
    )  # fmt: skip
    road_map = Keys(RoadMap, described="Sources that name this road map or say something of it.", where=_speaks_of)
    ordering = Ordering(
        "by slug", slug="slug", published_on="published_on_last", title=ByCodePoint("title"), publisher=ByCodePoint("publisher")
    )  # fmt: skip


def _on_topic(topics) -> Q:
    claims = StatusClaim.objects.filter(holding("disputed_on")(topics) | Q(road_map__topic__in=topics), statement=OuterRef("pk"))
    positions = Position.objects.filter(Q(topic__in=topics) | Q(road_map__topic__in=topics), statement=OuterRef("pk"))
    tallies = Tally.objects.filter(holding("remaining_on")(topics), statement=OuterRef("pk"))
    return Q(Exists(claims)) | Q(Exists(positions)) | Q(Exists(tallies))


class StatementFilters(ListFilters):
    negotiation = of_negotiation()
    speaker = Keys(Speaker, "speaker", "What this speaker said.")
    party = Keys(Party, "party", "What is said for this party.")
    voice = Words("voice", Voice, "Who speaks.")
    said_on = Overlap("said_on", may_be_undated=True)
    reported_on = Overlap("reported_on", may_be_undated=True)
    summit = Keys(Summit, "summit", "What was said at this summit.")
    event = Keys(Event, "event", "What was said at this event.")
    road_map = Keys(
        RoadMap, described="What claims a status of this road map.",
        where=lambda road_maps: Exists(StatusClaim.objects.filter(statement=OuterRef("pk"), road_map__in=road_maps)),
    )  # fmt: skip
    topic = Keys(
        Topic, described="What speaks of this topic: of a road map on it, a dispute or a position on it, or that it remains.", where=_on_topic
    )
    source = Keys(Source, described="What this source reports.", where=cited_by("statement"))
    ordering = Ordering("by slug", slug="slug", said_on="said_on_last", reported_on="reported_on_last")


class StatusClaimFilters(ListFilters):
    negotiation = of_negotiation("road_map__negotiation")
    road_map = Keys(RoadMap, "road_map", "Claims about this road map.")
    statement = Keys(Statement, "statement", "Claims of this statement.")
    status = Words("status", Status, "Claims of this status.")
    disputed_on = Keys(Topic, described="Claims of a dispute on this topic.", where=holding("disputed_on"))
    term = Keys(Term, "term", "Claims in this word.")
    judgement = Words("judgement", Judgement, "Claims so judged.")
    relation = Words("relation", Relation, "Claims that stand so to the adopted claim of their day.")
    basis = Words("basis", Basis, "Claims of this basis.")
    topic = Keys(Topic, "road_map__topic", "Claims about road maps on this topic.")
    party = Keys(Party, "statement__party", "Claims made for this party.")
    voice = Words("statement__voice", Voice, "Who speaks.")
    speaker = Keys(Speaker, "statement__speaker", "Claims by this speaker.")
    summit = Keys(Summit, "statement__summit", "Claims made at this summit.")
    event = Keys(Event, "statement__event", "Claims made at this event.")
    effective_on = Overlap("effective_on")
    said_on = Overlap("statement__said_on", may_be_undated=True)
    reported_on = Overlap("statement__reported_on")
    source = Keys(Source, described="Claims that this source reports.", where=cited_by("statement", "statement"))
    ordering = Ordering(
        "by road map, then in ledger order",
        slug="slug", effective_on="ledger_order", reported_on="reported_on_last", said_on="statement__said_on_last", status=rank("status", Status),
        then=("ledger_order",),
    )  # fmt: skip


class TallyFilters(ListFilters):
    negotiation = of_negotiation("statement__negotiation")
    statement = Keys(Statement, "statement", "Tallies of this statement.")
    unit = Words("unit", TallyUnit, "Counts of this unit.")
    stage = Words("stage", TallyStage, "Counts of this stage.")
    basis = Words("basis", TallyBasis, "Counts that arose so.")
    remaining_on = Keys(Topic, described="Counts by which this topic remains.", where=holding("remaining_on"))
    party = Keys(Party, "statement__party", "Counts given for this party.")
    speaker = Keys(Speaker, "statement__speaker", "Counts by this speaker.")
    counted_on = Overlap("counted_on", may_be_undated=True)
    source = Keys(Source, described="Counts that this source reports.", where=cited_by("statement", "statement"))
    ordering = Ordering(
        "by slug", slug="slug", counted_on="counted_on_last", said_on="statement__said_on_last", agreed_min="agreed_min", total="total"
    )  # fmt: skip


class PositionFilters(ListFilters):
    negotiation = of_negotiation("statement__negotiation")
    statement = Keys(Statement, "statement", "Positions of this statement.")
    party = Keys(Party, "party", "Positions of this party.")
    speaker = Keys(Speaker, "statement__speaker", "Positions as this speaker tells them.")
    topic = Keys(Topic, "topic", "Positions on this topic.")
    road_map = Keys(RoadMap, "road_map", "Positions on this road map.")
    stance = Words("stance", Stance, "Positions of this stance.")
    held_on = Overlap("held_on", may_be_undated=True)
    source = Keys(Source, described="Positions that this source reports.", where=cited_by("statement", "statement"))
    ordering = Ordering("by slug", slug="slug", held_on="held_on_last", stance=rank("stance", Stance))


class PollFilters(ListFilters):
    negotiation = of_negotiation()
    pollster = Texts("pollster", "Polls by this pollster.")
    wording_known = TrueFalse(lambda wanted: Q(wording_known=wanted), "`true` finds those whose question stands here as it was asked.")
    fielded_on = Overlap("fielded_on", may_be_undated=True)
    source = Keys(Source, described="Polls that this source reports.", where=cited_by("poll"))
    ordering = Ordering("by slug", slug="slug", fielded_on="fielded_on_last", pollster=ByCodePoint("pollster"))


# --- At the door --------------------------------------------------------------------------------


class DeclaredParameters(DjangoFilterBackend):
    """Refuses what the view does not declare, then filters by what it does. One record takes the question only."""

    def get_filterset_class(self, view, queryset=None):
        return view.declared_parameters()

    def get_filterset_kwargs(self, request, queryset, view):
        return {**super().get_filterset_kwargs(request, queryset, view), "known": view.known}

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
    allowed = sorted([*filters, *(view.list_parameters() if view.action == "list" else ())])
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
