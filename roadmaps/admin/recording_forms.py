"""The parts of the page that records what was said. They read what was typed; the record itself judges it, all parts in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.choosing import ChooseOne, chosen_by_title
from roadmaps.admin.reason import reason_field
from roadmaps.models import Citation, Judgement, Negotiation, Position, Record, RoadMap, Source, Statement, Status, StatusClaim, Tally
from roadmaps.models.fields import SlugsField
from roadmaps.recording import Utterance


def _column(field: models.Field, **options):
    """Its form field, searched for rather than listed where it links to other records."""
    if isinstance(field, models.ForeignKey):
        return field.formfield(widget=ChooseOne(field, admin.site), **options)
    if isinstance(field, SlugsField):
        return chosen_by_title(field, admin.site)
    return field.formfield(**options)


class PartForm(forms.Form):
    """The columns of one part. Left as it was, it is no part at all."""

    model: type[Record]
    columns: tuple[str, ...]
    required: tuple[str, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **{"empty_permitted": True, "use_required_attribute": False, **options})
        self.fields = {**forms.fields_for_model(self.model, self.columns, formfield_callback=_column), **self.fields}
        for name in self.columns:
            self.fields[name].required = name in self.required

    @property
    def is_used(self) -> bool:
        return self.has_changed() and not self.errors

    def part(self, **links) -> Any:
        """The record that was typed, not stored yet."""
        record = self.model(**links)
        for name in self.columns:
            setattr(record, name, self.cleaned_data[name])
        return record

    def blame(self, error: ValidationError) -> None:
        """Says what the record refuses beside the field that it concerns, or above the row."""
        for name, messages in getattr(error, "message_dict", {None: error.messages}).items():
            self.add_error(name if name in self.fields else None, messages)


class StatementForm(PartForm):
    model = Statement
    columns = ("speaker", "voice", "party", "said_on", "reported_on", "summit", "event", "wording", "note")
    required = ("voice",)

    reason = reason_field(label=_("Reason for the change"), required=False, help_text=_("Kept in the history, e.g. “Broadcast on 20 December.”"))

    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "empty_permitted": False})


class CitationForm(PartForm):
    """A source that the record has already."""

    model = Citation
    columns = ("source", "locator", "quote")
    required = ("source",)


class NewSourceForm(PartForm):
    """A source that the record does not have yet."""

    model = Source
    columns = ("title", "publisher", "author", "web_address", "published_on", "language", "kind", "quality", "read_extent")
    required = ("title", "publisher", "language", "kind", "quality", "read_extent")


class TallyForm(PartForm):
    model = Tally
    columns = ("counted_on", "unit", "stage", "agreed_min", "agreed_max", "total", "remaining", "basis", "as_worded")


class PositionForm(PartForm):
    model = Position
    columns = ("party", "topic", "road_map", "stance", "summary")
    required = ("party", "summary")


class ClaimForm(PartForm):
    """One row of the grid: what the statement says of one road map. Untouched, it says nothing of it."""

    model = StatusClaim
    columns = ("disputed_on", "effective_on", "basis", "about", "note")

    judgement = forms.ChoiceField(
        label=_("and the record"),
        choices=[(Judgement.RECORDED, _("keeps it beside")), (Judgement.ADOPTED, _("adopts it"))],
        initial=Judgement.RECORDED,
        required=False,
    )
    field_order = ("says", "disputed_on", "judgement", "effective_on", "basis", "about", "note")

    def __init__(self, *args, road_map: RoadMap, words: list, **options):
        self.road_map = road_map
        super().__init__(*args, **options)
        self.fields["says"] = forms.ChoiceField(label=_("says"), choices=words, required=False)
        for name in ("effective_on", "disputed_on"):
            self.fields[name].help_text = ""  # said once, above the grid
        self.order_fields(self.field_order)

    def clean(self):
        if self.has_changed() and not self.cleaned_data.get("says"):
            self.add_error("says", _("Choose what the statement says of this item, or empty the row."))
        return self.cleaned_data

    def part(self, **links):
        word, _separator, term = self.cleaned_data["says"].partition(":")
        return super().part(road_map=self.road_map, status=word, term_id=term or None, **links)


def words_of(negotiation: Negotiation) -> list:
    """The statuses, and the negotiation's own terms for them, as choices ``status`` or ``status:term``."""
    terms = [(f"{term.status}:{term.pk}", f"{term.label} ({term.get_status_display()})") for term in negotiation.terms.all()]
    return [("", "–"), (_("statuses"), Status.choices), *([(_("words of this negotiation"), terms)] if terms else [])]


def rows_of(form: type[PartForm]):
    return forms.formset_factory(form, extra=1, max_num=50, absolute_max=50)


ROWS = {"citations": CitationForm, "sources": NewSourceForm, "tallies": TallyForm, "positions": PositionForm}


class UtteranceForm:
    """All parts of the page together, for one negotiation."""

    def __init__(self, negotiation: Negotiation, road_maps: list[RoadMap], data=None, initial=None):
        initial = initial or {}
        self.negotiation = negotiation
        self.statement = StatementForm(data, prefix="statement", initial=initial.get("statement"))
        self.rows = {name: rows_of(form)(data, prefix=name, initial=initial.get(name)) for name, form in ROWS.items()}
        words = words_of(negotiation)
        self.claims = [ClaimForm(data, prefix=road_map.pk, road_map=road_map, words=words) for road_map in road_maps]

    def forms(self) -> Iterator[PartForm]:
        yield from (self.statement, *(form for rows in self.rows.values() for form in rows), *self.claims)

    def is_valid(self) -> bool:
        """Asks every part, so that everything that is wrong is marked at once."""
        valid = [part.is_valid() for part in (self.statement, *self.rows.values(), *self.claims)]
        return all(valid)

    @property
    def media(self):
        return sum((form.media for form in self.forms()), forms.Media())

    def said(self) -> Utterance:
        """What was typed, and in ``typed`` which form each part came from."""
        statement = self.statement.part(negotiation=self.negotiation)
        self.typed: dict[int, PartForm] = {id(statement): self.statement}
        said = Utterance(statement)
        said.citations = self._parts("citations", statement=statement)
        said.sources = self._parts("sources")
        said.citations += [Citation(statement=statement, source=source) for source in said.sources]
        said.tallies = self._parts("tallies", statement=statement)
        said.positions = self._parts("positions", statement=statement)
        used = [row for row in self.claims if row.is_used]
        said.claims = [self._part(row, statement=statement) for row in used]
        said.adopted = [claim for claim, row in zip(said.claims, used, strict=True) if row.cleaned_data["judgement"] == Judgement.ADOPTED]
        return said

    def _parts(self, name: str, **links) -> list:
        return [self._part(form, **links) for form in self.rows[name] if form.is_used]

    def _part(self, form: PartForm, **links):
        part = form.part(**links)
        self.typed[id(part)] = form
        return part

    def blame(self, part: Record, error: ValidationError) -> None:
        self.typed.get(id(part), self.statement).blame(error)
