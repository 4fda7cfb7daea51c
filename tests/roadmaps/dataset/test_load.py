"""Loading a package: created, updated, unchanged; all of it or nothing; history and revision with it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roadmaps.dataset import apply
from roadmaps.dataset.apply import load
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Catalogue, Citation, Negotiation, RoadMap, Source, Statement, StatusClaim, Succession
from tests import cast
from tests.roadmaps.dataset import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas_agreed():
    """One road map, adopted as agreed."""
    return cast.adopted(cast.road_map("gas"), slug="ft-gas-agreed")


def counts(plan):
    return {name: number for name in ("created", "updated", "removed") if (number := sum(len(getattr(rows, name)) for rows in plan.tables.values()))}


def revisions():
    return Catalogue.objects.get().revision, Negotiation.objects.get().revision


def test_loading_what_is_there_already_changes_nothing_at_all(gas_agreed, dump):
    before = revisions(), StatusClaim.history.count()
    plan = load(dump())
    assert counts(plan) == {}
    assert (revisions(), StatusClaim.history.count()) == before


def test_a_changed_cell_updates_its_row_with_history_version_and_one_revision(gas_agreed, dump):
    folder = dump()
    files.change(folder, "status_claims", "ft-gas-agreed", note="Confirmed.")
    revision = Negotiation.objects.get().revision
    assert counts(load(folder, editor="an importer", reason="A better copy.")) == {"updated": 1}
    claim = StatusClaim.objects.get()
    history = claim.history.latest()
    assert (claim.note, claim.version, Negotiation.objects.get().revision) == ("Confirmed.", 2, revision + 1)
    assert (history.history_user, history.history_change_reason, history.revision) == ("an importer", "A better copy.", revision + 1)


def test_a_dry_run_says_what_would_change_and_changes_nothing(gas_agreed, dump):
    folder = dump()
    files.change(folder, "status_claims", "ft-gas-agreed", note="Confirmed.")
    before = revisions()
    out = io.StringIO()
    call_command("load_dataset", folder, "--dry-run", stdout=out)
    assert "status_claims: 0 created, 1 updated, 0 unchanged, 0 removed" in out.getvalue()
    assert StatusClaim.objects.get().note == ""
    assert revisions() == before


def test_a_dry_run_finds_what_only_the_database_would_refuse(gas_agreed, dump):
    folder = dump()
    files.change(folder, "status_claims", "ft-gas-agreed", status="disputed")
    with pytest.raises(CommandError, match="at least one topic"):
        call_command("load_dataset", folder, "--dry-run")


def test_an_update_of_the_day_of_publication_replaces_its_claims_in_the_ledger(gas_agreed, dump):
    folder = dump()
    files.change(folder, "statements", gas_agreed.statement_id, reported_on="2020-02-01", reported_on_inferred="false")
    load(folder)
    gas_agreed.refresh_from_db()
    assert gas_agreed.ledger_order == "2019-12-20 2020-02-01 ft-gas-agreed"


def test_an_empty_day_of_publication_comes_from_the_earliest_dated_source(gas_agreed, dump):
    folder = dump()
    cited = gas_agreed.statement.citations.get().source_id
    files.change(folder, "sources", cited, published_on="2019-12-22")
    files.change(folder, "statements", gas_agreed.statement_id, reported_on="", reported_on_inferred="false")
    files.change(folder, "citations", gas_agreed.statement.citations.get().pk, locator="page 1")
    load(folder)
    assert str(Statement.objects.get().reported_on) == "2019-12-22"


@pytest.fixture
def undated(gas_agreed, dump):
    """A package that leaves the day of publication to the one source, of 22 December."""
    folder = dump()
    files.change(folder, "sources", gas_agreed.statement.citations.get().source_id, published_on="2019-12-22")
    files.change(folder, "statements", gas_agreed.statement_id, reported_on="", reported_on_inferred="false")
    load(folder)
    return folder


def test_an_empty_day_of_publication_is_the_same_when_loaded_again(undated):
    assert str(Statement.objects.get().reported_on) == "2019-12-22"
    assert counts(load(undated)) == {}


def test_an_empty_day_of_publication_comes_from_what_is_cited_already(undated):
    load(undated / "statements.csv")
    assert str(Statement.objects.get().reported_on) == "2019-12-22"


def test_an_empty_day_of_publication_does_not_come_from_what_is_pruned(undated):
    cast.make(Citation, statement=Statement.objects.get(), source=cast.source(published_on="2019-12-21"))
    load(undated)
    assert str(Statement.objects.get().reported_on) == "2019-12-21"
    load(undated, prune=True)
    assert str(Statement.objects.get().reported_on) == "2019-12-22"


def test_one_file_named_for_its_table_is_enough(gas_agreed, dump):
    folder = dump()
    files.change(folder, "road_maps", "ft-gas", summary="Pipes.")
    load(folder / "road_maps.csv")
    assert RoadMap.objects.get().summary == "Pipes."


def test_a_spreadsheet_is_read_like_a_file_of_text(gas_agreed, dump, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    row = files.rows(dump(), "road_maps")[0] | {"summary": "Рынок газа", "sequence": 1}
    book.active.append(list(row))
    book.active.append([value if value != "" else None for value in row.values()])
    book.save(tmp_path / "road_maps.xlsx")
    load(tmp_path / "road_maps.xlsx")
    assert RoadMap.objects.get().summary == "Рынок газа"


def test_prune_removes_what_the_files_lack_with_history(gas_agreed, dump):
    folder = dump()
    cast.road_map("fish")
    assert counts(load(folder)) == {}
    assert counts(load(folder, prune=True, reason="Not in the list.")) == {"removed": 1}
    gone = RoadMap.history.filter(slug="ft-fish").latest()
    assert (gone.history_type, gone.history_change_reason) == ("-", "Not in the list.")


def test_prune_leaves_what_is_shared_and_other_negotiations(gas_agreed, dump):
    folder = dump()
    cast.source("kept")
    other = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    load(folder, prune=True)
    assert Source.objects.filter(pk="kept").exists()
    assert RoadMap.objects.filter(pk=other.pk).exists()


def test_prune_of_a_succession_from_other_talks_holds_the_lock_of_these_too(gas_agreed, dump):
    """Taken only when the succession goes, it would come after the catalogue's, and two writers could wait for one another."""
    old = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    folder = dump(negotiation="fishery-talks")
    cast.make(Succession, slug="ft-from-ot", from_road_map=old, to_road_map=gas_agreed.road_map, kind="continues")
    before = dict(Negotiation.objects.values_list("slug", "revision"))
    assert counts(load(folder, prune=True)) == {"removed": 1}
    assert dict(Negotiation.objects.values_list("slug", "revision")) == {slug: revision + 1 for slug, revision in before.items()}


def test_a_succession_made_while_a_load_waits_for_its_lock_is_reckoned_with(gas_agreed, dump, monkeypatch):
    old = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    folder, first_look = dump(negotiation="fishery-talks"), apply._scopes

    def look_and_then_somebody_links(package):
        monkeypatch.setattr(apply, "_scopes", first_look)
        seen = first_look(package)
        cast.make(Succession, slug="ft-from-ot", from_road_map=old, to_road_map=gas_agreed.road_map, kind="continues")
        return seen

    monkeypatch.setattr(apply, "_scopes", look_and_then_somebody_links)
    assert counts(load(folder, prune=True)) == {"removed": 1}


def test_a_succession_in_the_files_moves_the_talks_at_its_other_end(gas_agreed, dump):
    old = cast.road_map("gas", under=cast.negotiation("other-talks", "ot"))
    link = cast.make(Succession, slug="ft-from-ot", from_road_map=old, to_road_map=gas_agreed.road_map, kind="continues")
    folder = dump(negotiation="fishery-talks")
    link.delete()
    before = Negotiation.objects.get(pk="other-talks").revision
    assert counts(load(folder)) == {"created": 1}
    assert Negotiation.objects.get(pk="other-talks").revision == before + 1


def test_prune_of_what_is_still_needed_is_refused(gas_agreed, dump):
    folder = dump()
    files.remove(folder, "road_maps", "ft-gas")
    for table in ("status_claims", "statements", "citations"):
        (folder / f"{table}.csv").unlink()
    with pytest.raises(CommandError, match="ft-gas-agreed"):
        call_command("load_dataset", folder, "--prune")
    assert RoadMap.objects.exists()


def test_rows_of_a_negotiation_that_the_package_does_not_contain_are_refused(gas_agreed, dump):
    folder = dump()
    cast.negotiation("other-talks", "ot")
    row = files.rows(folder, "road_maps")[0] | {"slug": "ot-gas", "negotiation": "other-talks"}
    files.write(folder, "road_maps", [*files.rows(folder, "road_maps"), row])
    with pytest.raises(CommandError, match=r"road_maps.csv, line 3, slug: .*belongs to “other-talks”"):
        call_command("load_dataset", folder)


def test_a_long_load_tells_of_its_progress(tmp_path, dump):
    cast.source("first")
    folder = dump()
    row = files.rows(folder, "sources")[0]
    files.write(folder, "sources", [row | {"slug": f"source-{number}"} for number in range(1200)])
    lines = []
    load(folder / "sources.csv", say=lines.append)
    assert lines == ["sources: 500 of 1200", "sources: 1000 of 1200", "sources: 1200 of 1200"]


def test_loading_costs_the_same_number_of_queries_for_more_rows(dump, django_assert_max_num_queries):
    cast.source("first")
    folder = dump()
    row = files.rows(folder, "sources")[0]
    files.write(folder, "sources", [row | {"slug": f"source-{number}"} for number in range(400)])
    with django_assert_max_num_queries(45):
        load(folder / "sources.csv")
    assert Source.objects.count() == 401


def test_the_empty_package_loads():
    assert counts(load(Path("roadmaps/dataset/packages/empty"))) == {}


def test_every_table_has_a_file_of_its_own_name():
    assert len({table.name for table in TABLES}) == len(TABLES) == 20
