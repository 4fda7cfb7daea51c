"""Loading a package: all of it or nothing, under one lock, with history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from copy import copy
from pathlib import Path

from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from roadmaps import revisions, rules
from roadmaps.dataset import plan as planning
from roadmaps.dataset.insert import insert
from roadmaps.dataset.plan import Plan
from roadmaps.dataset.read import Package, Problem, Refused, Row, read
from roadmaps.dataset.tables import TABLES, Table
from roadmaps.models import Negotiation, Record, RoadMap, Statement, Succession

ROWS_AT_ONCE = 500


class ChangedMeanwhile(Exception):
    """The files would now change something else than was seen before; nothing was stored."""


def load(path: Path, *, reason="", **options) -> Plan:
    """A package's folder or one file; see ``load_package``."""
    return load_package(read(path), reason=reason or f"Loaded from {path.name}.", **options)


def load_package(
    package: Package, *, reason: str, dry_run=False, prune=False, editor="", seen="", say: Callable[[str], None] = lambda line: None
) -> Plan:
    """What was (or with ``dry_run`` would be) created, updated, unchanged and removed. Raises Refused with every bad row.

    ``seen`` is the fingerprint of a plan that somebody has looked at; raises ChangedMeanwhile where it is not this one.
    """
    while True:
        with revisions.writing(scopes := _scopes(package)):
            if not _scopes(package) <= scopes:  # somebody carried a road map on meanwhile: once more, with the lock of those talks too
                transaction.set_rollback(True)
                continue
            plan = planning.make(package, prune)
            if plan.problems:
                raise Refused(plan.problems + planning.against_constraints(plan))
            if seen and seen != plan.fingerprint():
                raise ChangedMeanwhile
            if plan.changes_anything:
                _write(plan, editor, reason, say)
                _hold_to_the_rules(plan)
            if dry_run or not plan.changes_anything:
                transaction.set_rollback(True)  # the revisions with it
            return plan


def _scopes(package: Package) -> set[str]:
    """Every negotiation that the files may touch, locked before anything is read."""
    named = {row.cells["slug"] for table, rows in package.rows.items() if table.model is Negotiation for row in rows}
    return {revisions.CATALOGUE, *named, *_linked_with(named, package)} if named else revisions.everything()


def _linked_with(negotiations: set[str], package: Package) -> set[str]:
    """Those whose road maps theirs carry on, or are carried on by: a succession is written under both."""
    in_files = {table.model: rows for table, rows in package.rows.items()}
    ends = {row.cells.get(end, "") for row in in_files.get(Succession, ()) for end in ("from_road_map", "to_road_map")}
    elsewhere = ends - {row.cells.get("slug", "") for row in in_files.get(RoadMap, ())}
    carried_on = Q(came_from__from_road_map__negotiation__in=negotiations) | Q(became__to_road_map__negotiation__in=negotiations)
    return set(RoadMap.objects.filter(Q(pk__in=elsewhere) | carried_on).values_list("negotiation", flat=True))


def _write(plan: Plan, editor: str, reason: str, say) -> None:
    try:
        with transaction.atomic():
            for table in reversed(TABLES):
                if table in plan.tables:
                    _remove(plan.tables[table].removed, editor, reason)
            for table in TABLES:
                if table in plan.tables:
                    _store(table, plan, editor, reason, say)
    except ProtectedError as error:
        dependents = ", ".join(sorted(str(dependent.pk) for dependent in error.protected_objects)[:10])
        raise Refused([Problem("", 0, "", "", _("A row to be removed is needed by: %(dependents)s") % {"dependents": dependents})]) from None
    except IntegrityError as error:
        problems = planning.against_constraints(plan)
        raise Refused(problems or [Problem("", 0, "", "", str(error))]) from None


def _store(table: Table, plan: Plan, editor: str, reason: str, say) -> None:
    rows = plan.tables[table]
    for record in rows.created + rows.updated:
        record.search_text = record.text_to_search()
    _create(table, rows.created, editor, reason, say)
    if rows.updated:
        _update(table, rows.updated, editor, reason)


def _create(table: Table, records: list[Record], editor: str, reason: str, say) -> None:
    for record in records:
        if isinstance(record, Negotiation):
            record.derive()
    for start in range(0, len(records), ROWS_AT_ONCE):
        part = records[start : start + ROWS_AT_ONCE]
        insert(part)
        _keep_history(part, "+", editor, reason)
        if len(records) > ROWS_AT_ONCE:
            say(f"{table.name}: {start + len(part)} of {len(records)}")


def _update(table: Table, records: list[Record], editor: str, reason: str) -> None:
    for record in records:
        record.version += 1
    changeable = [field.name for field in table.model._meta.concrete_fields if not field.primary_key and field.name != "revision"]
    table.model._base_manager.bulk_update(records, changeable, batch_size=ROWS_AT_ONCE)
    _keep_history(records, "~", editor, reason)
    for record in records:
        if isinstance(record, Statement):
            record.claims.follow(record)


def _keep_history(records: list[Record], kind: str, editor: str, reason: str) -> None:
    """The rows that simple-history would write one by one, copied in the database from what it has just stored."""
    model, history = type(records[0]), type(records[0]).history.model
    tracked = [field.column for field in history.tracked_fields if field.concrete and field.name != "revision"]
    slugs: dict[str, list[str]] = defaultdict(list)
    for record in records:
        slugs[record.scope].append(record.pk)
    beside = {"history_date": timezone.now(), "history_type": kind, "history_user_id": editor, "history_change_reason": reason}
    for scope, written in slugs.items():
        added = {**beside, "scope": scope, "revision": revisions.current(scope)}
        values = [history._meta.get_field(name).get_db_prep_save(value, connection) for name, value in added.items()]
        for start in range(0, len(written), ROWS_AT_ONCE):
            part = written[start : start + ROWS_AT_ONCE]
            _copy_rows(model, history, tracked, dict(zip(added, values, strict=True)), part)


def _copy_rows(source: type[models.Model], target: type[models.Model], columns: list[str], added: dict, slugs: list[str]) -> None:
    copied = ", ".join(map(connection.ops.quote_name, columns))
    places, listed = ", ".join(["%s"] * len(added)), ", ".join(["%s"] * len(slugs))
    statement = f"""
        INSERT INTO {target._meta.db_table} ({copied}, {", ".join(added)})
        SELECT {copied}, {places} FROM {source._meta.db_table} WHERE slug IN ({listed})
    """  # noqa: S608 - names of tables and columns
    with connection.cursor() as cursor:
        cursor.execute(statement, [*added.values(), *slugs])


def _remove(records: list[Record], editor: str, reason: str) -> None:
    for record in records:
        record._history_user, record._change_reason = editor or None, reason
        models.Model.delete(copy(record))  # the copy loses its key. Record.delete() would read once more what the plan read under the lock


def _hold_to_the_rules(plan: Plan) -> None:
    """After writing, still inside the transaction: what only the rows beside a row show."""
    broken = list(rules.among_claims(plan.negotiations))
    if broken:
        nowhere = Row("", 0, {})
        raise Refused(
            [plan.rows.get((offence.model, offence.slug), nowhere).problem(offence.field, f"{offence.slug}: {offence.reason}") for offence in broken]
        )
