"""The role of PostgreSQL that serves does all the work of a site, and can change neither tables nor history."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from roadmaps.database_roles import EVERYTHING, give_what_is_needed, making, needed
from roadmaps.dataset.apply import load
from roadmaps.dataset.release import make_release
from roadmaps.models import Release, Source, Topic
from roadmaps.protection import NAME, open_to_changes
from tests import cast
from tests.roadmaps.admin.desk import filled_in, page
from tests.tracker.writing import Writer, good
from tracker.models import make_token

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
HISTORY = Source.history.model._meta.db_table


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def roles(worker_id):
    """Both, as an administrator makes them in a database that is in use; gone after the test, as everything else."""
    owner, serving = f"owner_{worker_id}", f"serving_{worker_id}"
    run(making(owner, serving))
    run(f"SET LOCAL ROLE {owner}")
    give_what_is_needed()
    return owner, serving


@pytest.fixture
def serving(roles):
    """The test goes on as the role that serves."""
    run(f"SET LOCAL ROLE {roles[1]}")


@on_postgresql
class TestServing:
    def test_somebody_logs_in_writes_at_the_desk_and_takes_it_back(self, serving):
        cast.user("chief", is_superuser=True, password="a long enough password")
        desk = Client()
        answer = desk.post("/admin/login/?next=/admin/", {"username": "chief", "password": "a long enough password"})
        assert (answer.status_code, answer.url) == (302, "/admin/")
        address = page(Topic, "add")
        assert desk.post(address, {**filled_in(desk, address), "slug": "gas", "title": "Gas"}).status_code == 302
        topic = Topic.objects.get()
        assert desk.post(page(topic), {**filled_in(desk, page(topic)), "title": "Natural gas"}).status_code == 302
        assert desk.post(page(topic, "delete", topic.pk), {"post": "yes", "reason": "Entered twice."}).status_code == 302
        assert [row.history_type for row in Topic.history.all()] == ["-", "~", "+"]
        assert desk.post("/admin/logout/").status_code == 200

    def test_wrong_passwords_are_counted_and_who_leaves_is_deleted_with_his_tokens(self, serving):
        leaver = cast.user("leaver", password="a long enough password")
        make_token(leaver, "nightly import")
        Client().post("/admin/login/", {"username": "leaver", "password": "wrong"})
        desk = Client()
        desk.force_login(cast.user("chief", is_superuser=True))
        assert desk.post(page(leaver, "delete", leaver.pk), {"post": "yes"}).status_code == 302

    def test_a_program_writes_over_the_api_and_everybody_reads(self, serving):
        _, secret = make_token(cast.reviewer(), "nightly import")
        program = Writer()
        program.client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        good(program.post("topics/", {"slug": "gas", "title": "Gas"}), 201)
        good(program.patch("topics/gas/", {"title": "Natural gas"}))
        assert program.delete("topics/gas/", version=2).status_code == 204
        cast.adopted()
        for address in ("/", "/negotiations/fishery-talks/", "/api/v1/road-maps/", "/api/v1/catalogue/changes/?since=0", "/api/v1/dataset.zip"):
            assert Client().get(address).status_code == 200, address

    def test_files_are_loaded_with_prune_and_releases_made(self, serving, dump):
        cast.one_of_each()
        folder = dump()
        cast.road_map("more")
        assert load(folder, prune=True).changes_anything
        assert make_release().number == Release.objects.get().number

    def test_a_start_that_finds_nothing_to_migrate_changes_nothing(self, serving):
        cast.negotiation()
        out = io.StringIO()
        call_command("prepare", stdout=out)
        assert "holds a record already" in out.getvalue()


REFUSED = {
    "history is changed": f"UPDATE {HISTORY} SET slug = slug",  # noqa: S608
    "history is deleted": f"DELETE FROM {HISTORY}",  # noqa: S608
    "a release is changed": "UPDATE roadmaps_release SET note = ''",
    "a table is emptied": "TRUNCATE roadmaps_source CASCADE",
    "history is emptied": f"TRUNCATE {HISTORY}",
    "a table is dropped": "DROP TABLE roadmaps_source CASCADE",
    "a table is altered": "ALTER TABLE roadmaps_source ADD COLUMN more text",
    "a table is made": "CREATE TABLE more (id int)",
    "a temporary table is made": "CREATE TEMPORARY TABLE more (id int)",
    "a trigger is dropped": f"DROP TRIGGER {NAME} ON {HISTORY}",
    "a trigger is switched off": f"ALTER TABLE {HISTORY} DISABLE TRIGGER ALL",
    "triggers are passed over": "SET session_replication_role = replica",
    "the function is replaced": f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "an index is dropped": "DROP INDEX source_history_idx",
    "migrations are made up": "DELETE FROM django_migrations",
    "permissions are made up": "UPDATE auth_permission SET codename = 'delete_source'",
    "a role is made": "CREATE ROLE another",
    "a right is given": f"GRANT UPDATE ON {HISTORY} TO CURRENT_USER",
    "a file is read": "COPY roadmaps_source FROM '/etc/hostname'",
    "a program is started": "COPY roadmaps_source TO PROGRAM 'true'",
}


def refused():
    return pytest.raises(ProgrammingError, match=r"permission denied|must be owner")


@on_postgresql
def test_the_role_that_serves_is_refused_what_it_does_not_need(serving):
    cast.source()
    make_release()
    for what, statement in REFUSED.items():
        if statement.startswith("GRANT"):
            with transaction.atomic():
                run(statement)  # gives nothing, and a warning
            assert run(f"SELECT has_table_privilege('{HISTORY}', 'UPDATE')") == [(False,)]
        else:
            with refused(), transaction.atomic():
                assert not run(statement), what
    with refused(), open_to_changes():
        pass


@on_postgresql
def test_each_table_gives_just_what_it_needs(roles):
    for table, rights in needed().items():
        held = {
            right
            for right in [*EVERYTHING, "TRUNCATE", "REFERENCES", "TRIGGER"]
            if run(f"SELECT has_table_privilege('{roles[1]}', '{table}', '{right}')")[0][0]
        }
        assert held == rights, table


@on_postgresql
def test_a_table_that_a_later_migration_makes_is_read_and_written_at_once(roles):
    run("CREATE TABLE made_later (id int)")
    run(f"SET LOCAL ROLE {roles[1]}")
    run("INSERT INTO made_later VALUES (1)")
    assert run("SELECT * FROM made_later") == [(1,)]


@on_postgresql
def test_what_was_given_by_hand_is_taken_back_by_the_next_migrate_and_the_sql_may_be_run_again(roles):
    run(f"GRANT UPDATE, DELETE ON {HISTORY} TO {roles[1]}")
    give_what_is_needed()
    assert run(f"SELECT has_table_privilege('{roles[1]}', '{HISTORY}', 'UPDATE')") == [(False,)]
    run("RESET ROLE")
    run(making(*roles))
    assert run("SELECT tableowner FROM pg_tables WHERE schemaname = 'public' GROUP BY tableowner") == [(roles[0],)]


class TestAsking:
    def test_the_sql_is_printed_for_the_roles_that_are_named(self):
        out = io.StringIO()
        call_command("database_roles", owner="olga", serving="web", stdout=out)
        assert 'CREATE ROLE "olga"' in out.getvalue()
        assert 'ON TABLES TO "web"' in out.getvalue()
        assert not {"OWNER_", "SERVING_"} & set(out.getvalue().replace('"', " ").replace("'", " ").split())

    @pytest.mark.parametrize("name", ["", 'x"; DROP ROLE postgres; --', "Olga", "x" * 64])
    def test_a_name_that_would_have_to_be_quoted_is_refused(self, name):
        with pytest.raises(CommandError, match="is no name for a role"):
            call_command("database_roles", owner=name)

    def test_one_role_for_both_protects_nothing(self):
        with pytest.raises(CommandError, match="must not own the tables"):
            call_command("database_roles", owner="tracker")
