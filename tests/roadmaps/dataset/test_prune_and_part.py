"""Taking away what the files lack, and giving out one negotiation of several."""

import io

import pytest
from django.core.management import CommandError, call_command

from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump as write
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Citation, Negotiation, Party, Record, RoadMap, Source, Statement, StatusClaim, Summit, Topic
from roadmaps.rules import offences, record_models
from tests import cast
from tests.roadmaps.dataset import files
from tests.tracker import talks

pytestmark = pytest.mark.django_db


def run(command, *arguments, **options) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def two_talks():
    """Neither of which succeeds the other, so that each can go by itself."""
    talks.fishery()
    talks.grain()


def emptied(folder):
    """Every table of what belongs to negotiations without a row."""
    for table in TABLES:
        if not table.is_shared and table.model is not Negotiation:
            (folder / f"{table.name}.csv").write_text(",".join(table.by_name) + "\n")


class TestPruning:
    def test_everything_under_a_negotiation_goes_in_the_order_in_which_it_can(self, dump):
        cast.one_of_each()
        folder = dump()
        emptied(folder)
        said = run("load_dataset", folder, "--prune")
        assert "road_maps: 0 created, 0 updated, 0 unchanged, 2 removed" in said
        left = {model.__name__ for model in record_models() if model.objects.exists()}
        assert left == {"Party", "Speaker", "Topic", "Source", "Negotiation"}
        assert offences() == []

    def test_each_removed_row_leaves_its_last_values_its_reason_and_its_editor(self, dump):
        cast.one_of_each()
        folder = dump()
        emptied(folder)
        load(folder, prune=True, editor="olga", reason="Begin anew.")
        gone = [row for model in record_models() for row in model.history.filter(history_type="-")]
        assert {(row.history_user, row.history_change_reason) for row in gone} == {("olga", "Begin anew.")}
        assert {row.revision for row in gone} == {Negotiation.objects.get().revision}
        assert {type(row).__name__.removeprefix("Historical") for row in gone} == {
            table.model.__name__ for table in TABLES if not table.is_shared
        } - {"Negotiation"}

    def test_without_the_word_nothing_goes(self, dump):
        cast.one_of_each()
        folder = dump()
        emptied(folder)
        before = {model: model.objects.count() for model in record_models()}
        assert "removed" in run("load_dataset", folder)
        assert {model: model.objects.count() for model in record_models()} == before

    def test_a_dry_run_counts_what_would_go_and_keeps_it(self, dump):
        cast.one_of_each()
        folder = dump()
        emptied(folder)
        said = run("load_dataset", folder, "--prune", "--dry-run")
        assert "status_claims: 0 created, 0 updated, 0 unchanged, 2 removed" in said
        assert said.endswith("This was a dry run; nothing was stored.\n")
        assert StatusClaim.objects.count() == 2
        assert not StatusClaim.history.filter(history_type="-").exists()

    def test_a_table_that_has_no_file_is_left_alone(self, dump):
        cast.one_of_each()
        folder = dump()
        emptied(folder)
        (folder / "summits.csv").unlink()
        (folder / "events.csv").unlink()
        load(folder, prune=True)
        assert Summit.objects.exists()
        assert not RoadMap.objects.exists()

    def test_one_file_alone_removes_what_stands_under_its_rows_too(self, dump):
        """The file holds no event: those of the talks go, and their citations with them."""
        two_talks()
        folder = dump()
        files.remove(folder, "events", "gt-deadline")
        files.change(folder, "statements", "gt-note", event="")
        load(folder / "statements.csv")
        for file in folder.iterdir():
            if file.stem not in ("negotiations", "events"):
                file.unlink()
        load(folder, prune=True)
        assert not Citation.objects.filter(pk="gt-cites-event").exists()
        assert Citation.objects.filter(pk="ft-cites-event").exists()
        assert Citation.history.filter(slug="gt-cites-event").latest().scope == "grain-talks"

    def test_a_source_left_without_a_statement_stays_but_a_statement_left_without_a_source_is_refused(self, dump):
        spoken = cast.statement(slug="ft-said")
        folder = dump()
        files.remove(folder, "citations", spoken.citations.get().pk)
        with pytest.raises(CommandError, match="ft-said: A statement needs at least one source"):
            run("load_dataset", folder, "--prune")
        assert Citation.objects.count() == 1


class TestTwoNegotiationsInOnePackage:
    def test_both_are_loaded_each_under_its_own_revision(self, dump):
        two_talks()
        folder = dump()
        for table in reversed(TABLES):
            table.model._base_manager.all().delete()
        load(folder)
        assert {row.scope for row in RoadMap.history.filter(history_type="+").order_by("-history_id")[:2]} == {"fishery-talks", "grain-talks"}
        assert offences() == []

    def test_a_change_of_one_moves_the_other_not_at_all_in_its_history(self, dump):
        two_talks()
        folder = dump()
        files.change(folder, "road_maps", "ft-gas", summary="Pipes.")
        written = RoadMap.history.count()
        load(folder)
        latest = RoadMap.history.latest()
        assert (RoadMap.history.count(), latest.slug, latest.scope) == (written + 1, "ft-gas", "fishery-talks")

    def test_pruning_takes_from_both(self, dump):
        two_talks()
        folder = dump()
        for slug in ("fishery-talks", "grain-talks"):
            cast.road_map("extra", Negotiation.objects.get(pk=slug))
        load(folder, prune=True)
        assert sorted(RoadMap.objects.values_list("pk", flat=True)) == ["ft-gas", "gt-wheat"]


class TestOneOfSeveral:
    """dump_dataset --negotiation: closed under its links, so that it loads anywhere."""

    @pytest.fixture
    def part(self, tmp_path):
        two_talks()
        cast.party("southland")
        union = Party.objects.get(pk="the-union")
        union.members = "northland southland"
        union.save()
        assert "road_maps: 1\n" in run("dump_dataset", tmp_path / "part", "--negotiation", "grain-talks")
        return tmp_path / "part"

    def slugs(self, folder, table):
        return [row["slug"] for row in files.rows(folder, table)]

    def test_it_holds_its_rows_and_of_what_is_shared_those_that_it_names(self, part):
        assert self.slugs(part, "negotiations") == ["grain-talks"]
        assert self.slugs(part, "topics") == ["wheat"]
        assert self.slugs(part, "sources") == ["wire"]
        assert self.slugs(part, "speakers") == ["ursula-union"]
        assert self.slugs(part, "parties") == ["northland", "southland", "the-union"]
        for table in TABLES:
            assert not [slug for slug in self.slugs(part, table.name) if slug.startswith("ft-")], table.name

    def test_it_loads_into_an_empty_database_and_breaks_no_rule(self, part):
        for table in reversed(TABLES):
            table.model._base_manager.all().delete()
        load(part)
        assert offences() == []
        assert [talk.pk for talk in Negotiation.objects.all()] == ["grain-talks"]

    def test_it_loads_over_the_whole_without_a_change(self, part):
        assert not load(part).changes_anything

    def test_dumped_again_from_where_it_was_loaded_it_is_the_same(self, part, tmp_path):
        for table in reversed(TABLES):
            table.model._base_manager.all().delete()
        load(part)
        write(tmp_path / "again")
        for file in part.iterdir():
            assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes(), file.name

    def test_a_negotiation_that_there_is_not_is_named_with_those_that_there_are(self, tmp_path):
        two_talks()
        with pytest.raises(CommandError, match=r"There is no negotiation “gas-talks”\. There are: fishery-talks, grain-talks"):
            run("dump_dataset", tmp_path / "part", "--negotiation", "gas-talks")
        assert not (tmp_path / "part").exists()


@pytest.mark.parametrize("model", [Topic, Source, Party], ids=lambda model: model.__name__)
def test_what_is_shared_is_updated_by_any_package_that_holds_it(dump, model: type[Record]):
    two_talks()
    folder = dump()
    record = model.objects.first()
    name = "name" if model is Party else "title"
    files.change(folder, next(table.name for table in TABLES if table.model is model), record.pk, **{name: "Другое"})
    load(folder)
    record.refresh_from_db()
    assert (getattr(record, name), record.version) == ("Другое", 2)
    assert Statement.history.filter(history_type="~").count() == 0
