"""What loading a package would change. Every bad row is found before anything is written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, Literal, NamedTuple, cast

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext as _

from roadmaps import rules
from roadmaps.dataset.read import Package, Problem, Row
from roadmaps.dataset.tables import TABLES, Table
from roadmaps.models import Citation, Negotiation, Record, Source, Statement, StatusClaim
from roadmaps.models.claim import NEEDS_A_DATE
from roadmaps.models.record import no_such, slug_sets, target_of

Key = tuple[type[Record], str]
"""A table and a slug."""


class Change(NamedTuple):
    """What becomes of one column of a row; as text, as files say it."""

    column: str
    before: str
    after: str


class Difference(NamedTuple):
    """What becomes of one row."""

    table: Table
    kind: Literal["removed", "created", "updated"]
    slug: str
    changes: list[Change]


@dataclass
class TablePlan:
    created: list[Record] = field(default_factory=list)
    updated: list[Record] = field(default_factory=list)
    unchanged: int = 0
    removed: list[Record] = field(default_factory=list)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    """Of the updated ones, by slug."""


@dataclass
class Plan:
    tables: dict[Table, TablePlan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[Key, Row] = field(default_factory=dict)
    """Where each record stands in the files."""
    records: dict[type[Record], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """What the files say, by slug."""
    stored: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    """What the database holds of that."""
    negotiations: set[str] = field(default_factory=set)

    @property
    def changes_anything(self) -> bool:
        return any(plan.created or plan.updated or plan.removed for plan in self.tables.values())

    def differences(self) -> Iterator[Difference]:
        """Every row that would change, and how."""
        for table, rows in self.tables.items():
            yield from (Difference(table, "removed", record.pk, [Change(*cell, "") for cell in _filled(table, record)]) for record in rows.removed)
            yield from (
                Difference(table, "created", record.pk, [Change(name, "", text) for name, text in _filled(table, record)]) for record in rows.created
            )
            yield from (Difference(table, "updated", record.pk, rows.changes[record.pk]) for record in rows.updated)

    def fingerprint(self) -> str:
        """The same for two plans that change the same things from the same to the same."""
        said = [(difference.table.name, *difference[1:]) for difference in self.differences()]
        return sha256(json.dumps(said).encode()).hexdigest()


def _filled(table: Table, record: Record) -> Iterator[tuple[str, str]]:
    return ((column.name, text) for column in table.columns if (text := column.to_text(record)))


def make(package: Package, prune: bool = False) -> Plan:
    """The plan, by sets: a fixed number of queries for each table."""
    plan = Plan(problems=list(package.problems))
    known = Known(package)
    for table in TABLES:
        if table in package.rows:
            _read_table(plan, table, package.rows[table], known)
    _place_statements(plan, prune)
    _place_claims(plan)
    for table in plan.tables:
        _sort(plan, table)
    _refuse_foreign_rows(plan)
    for table in plan.tables:
        plan.problems += _broken(plan, table, known)
    if prune:
        for table in plan.tables:
            plan.tables[table].removed = _missing_from_files(plan, table)
    return plan


class Known:
    """The records that exist or are about to, of those that the files name. Each table is read once, when it is asked for."""

    def __init__(self, package: Package):
        self._named: dict[type[Record], set[str]] = defaultdict(set)
        self._tables: dict[type[Record], dict[str, Record]] = {}
        for table, rows in package.rows.items():
            for column in table.columns:
                target = table.model if column.name == "slug" else column.target or column.names
                if target:
                    self._named[target].update(slug for row in rows for slug in row.cells[column.name].split())

    def __getitem__(self, model: type[Record]) -> dict[str, Record]:
        if model not in self._tables:
            self._tables[model] = {
                record.pk: record for slugs in batched(self._named[model], 500) for record in model.objects.filter(pk__in=slugs).with_home()
            }
        return self._tables[model]


def batched(slugs: Iterable[str], size: int) -> Iterator[list[str]]:
    slugs = iter(slugs)
    while part := list(islice(slugs, size)):
        yield part


def _read_table(plan: Plan, table: Table, rows: list[Row], known: Known) -> None:
    plan.tables[table] = TablePlan()
    records = plan.records[table.model]
    for row in rows:
        record = _record(table, row, known, plan)
        if record is None:
            continue
        if (table.model, record.pk) in plan.rows:
            plan.problems.append(
                row.problem("slug", _("This slug stands in line %(line)s already.") % {"line": plan.rows[table.model, record.pk].line})
            )
            continue
        plan.rows[table.model, record.pk] = row
        records[record.pk] = record
    plan.stored[table.model] = dict(known[table.model])
    known[table.model].update(records)
    for record in records.values():
        _link(table, record, known, plan)


def _record(table: Table, row: Row, known: Known, plan: Plan) -> Record | None:
    """The record that a row means, or None and its problems."""
    values, bad = {}, []
    for name, attname, meant_by in table.readers:
        try:
            values[attname] = meant_by(row.cells[name])
        except ValidationError as error:
            bad += [row.problem(name, message) for message in error.messages]
    plan.problems += bad
    return None if bad else table.model(**values)


def _link(table: Table, record: Record, known: Known, plan: Plan) -> None:
    """Attach the records to which it links, so that its rules can be asked without a query."""
    row = plan.rows[table.model, record.pk]
    for column, target in table.links:
        if not (slug := getattr(record, column.field.attname)):
            continue
        linked = known[target].get(slug)
        if linked is None:
            plan.problems.append(row.problem(column.name, str(no_such(target, slug))))
            setattr(record, column.field.attname, None)
        else:
            setattr(record, column.field.name, linked)


def _place_statements(plan: Plan, prune: bool) -> None:
    """The day of publication that a file leaves empty: see Statement.derive()."""
    undated = [statement for statement in plan.records[Statement].values() if statement.reported_on is None]
    cited = _sources_cited(plan, [statement.pk for statement in undated], prune)
    for statement in undated:
        statement.became_public(cited[statement.pk])


def _sources_cited(plan: Plan, statements: list[str], prune: bool) -> dict[str | None, list[Record]]:
    """Statement → the sources that it cites after the load: those of the files, and the stored ones that the files leave alone."""
    cited: dict[str | None, list[Record]] = defaultdict(list)
    for citation in plan.records[Citation].values():
        if citation.statement_id and citation.source_id:
            cited[citation.statement_id].append(citation.source)
    if prune and any(table.model is Citation for table in plan.tables):
        return cited
    for some in batched(statements, 500):
        for citation in Citation.objects.filter(statement__in=some).select_related("source"):
            if citation.pk not in plan.records[Citation]:
                cited[citation.statement_id].append(plan.records[Source].get(citation.source_id, citation.source))
    return cited


def _place_claims(plan: Plan) -> None:
    """Their place in the ledger: see StatusClaim.derive()."""
    for claim in plan.records[StatusClaim].values():
        if not claim.statement_id or not claim.effective_on_last:
            continue
        if claim.statement.reported_on_last:
            claim.place_in_ledger(claim.statement.reported_on_last)
        else:
            plan.problems.append(plan.rows[StatusClaim, claim.pk].problem("statement", str(NEEDS_A_DATE)))


def _sort(plan: Plan, table: Table) -> None:
    """Created, updated or unchanged; asked when what follows from other columns is filled in, as it is in the database."""
    for record in plan.records[table.model].values():
        stored = plan.stored[table.model].get(record.pk)
        if stored is None:
            plan.tables[table].created.append(record)
            continue
        record._state.adding = False
        record.version = stored.version
        if isinstance(record, Negotiation) and isinstance(stored, Negotiation):
            record.revision = stored.revision
        row = plan.rows[table.model, record.pk]
        plan.problems += [row.problem(name, str(reason)) for name, reason in record.changed_though_frozen(stored)]
        if changes := _changes(table, stored, record):
            plan.tables[table].updated.append(record)
            plan.tables[table].changes[record.pk] = changes
        else:
            plan.tables[table].unchanged += 1


def _changes(table: Table, stored: Record, record: Record) -> list[Change]:
    texts = ((column.name, column.to_text(stored), column.to_text(record)) for column in table.columns)
    return [Change(name, before, after) for name, before, after in texts if before != after]


def _refuse_foreign_rows(plan: Plan) -> None:
    """A package touches only the negotiations that it contains; a file without any, those of its rows."""
    homes = {key: record.home for key, record in _changed(plan) if record.home_paths}
    contains = {slug for model, slug in plan.rows if model is Negotiation}
    plan.negotiations = contains or {home.pk for home in homes.values() if home}
    for key, home in homes.items():
        if home and home.pk not in plan.negotiations:
            named = {"home": home.pk, "allowed": ", ".join(sorted(plan.negotiations))}
            reason = _("It belongs to “%(home)s”, which the package does not contain (%(allowed)s).") % named
            plan.problems.append(plan.rows[key].problem("slug", reason))


def _changed(plan: Plan) -> Iterator[tuple[Key, Record]]:
    """What is to be written."""
    for table, sorted_rows in plan.tables.items():
        for record in sorted_rows.created + sorted_rows.updated:
            yield (table.model, record.pk), record


def _broken(plan: Plan, table: Table, known: Known) -> Iterator[Problem]:
    """Rules of single rows; constraints only for rows that are sound otherwise."""
    links = [column.name for column, _target in table.links]
    changed = plan.tables[table].created + plan.tables[table].updated
    already = {(problem.file, problem.line) for problem in plan.problems}
    for record in changed:
        row = plan.rows[table.model, record.pk]
        broken = rules.broken_alone(record, exclude=[*links, *_unplaced(record)])
        for name, reasons in broken.items():
            yield from (row.problem(name, reason) for reason in reasons)
        if not broken and (row.file, row.line) not in already:
            yield from (row.problem(name, reason) for name, reason in _required_links(table, record))
    for slugs in slug_sets(table.model):
        used = [(record.pk, getattr(record, slugs.name)) for record in changed if getattr(record, slugs.name)]
        missing = rules.missing_keys(slugs, used, known[target_of(slugs)].keys()) if used else ()
        yield from (plan.rows[table.model, slug].problem(slugs.name, reason) for slug, reason in missing)


def _unplaced(record: Record) -> list[str]:
    return ["reported_on_last", "ledger_order"] if isinstance(record, StatusClaim) and not record.ledger_order else []


def _required_links(table: Table, record: Record) -> Iterator[tuple[str, str]]:
    for column, _target in table.links:
        if not column.field.null and not getattr(record, column.field.attname):
            yield column.name, _("This link is required.")


def against_constraints(plan: Plan) -> list[Problem]:
    """The rows, sound otherwise, that a CHECK of the database refuses.

    A query for each check of other values, so asked only of what is refused anyway.
    """
    found: list[Problem] = []
    reasons: dict[tuple, list[str]] = {}
    already = {(problem.file, problem.line) for problem in plan.problems}
    for (model, slug), record in _changed(plan):
        row = plan.rows[model, slug]
        for check in model._meta.constraints if (row.file, row.line) not in already else ():
            if isinstance(check, CheckConstraint):
                asked = (check.name, *_values_checked(check, record))
                if asked not in reasons:
                    reasons[asked] = _refused_by(check, record)
                column = next((name for name in row.cells if name in check.name), "")
                found += [row.problem(column, reason) for reason in reasons[asked]]
    return found


def _values_checked(check: CheckConstraint, record: Record) -> Iterator[str]:
    for name in sorted(cast(Q, check.condition).referenced_base_fields):
        yield repr(record.serializable_value(name))


def _refused_by(check: CheckConstraint, record: Record) -> list[str]:
    try:
        check.validate(type(record), record)
    except ValidationError as error:
        return error.messages
    return []


def _missing_from_files(plan: Plan, table: Table) -> list[Record]:
    if table.is_shared or table.model is Negotiation:
        return []
    kept = {slug for model, slug in plan.rows if model is table.model}
    return [record for record in table.model.objects.under(plan.negotiations) if record.pk not in kept]
