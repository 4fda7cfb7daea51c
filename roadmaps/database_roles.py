"""Two roles in PostgreSQL: one that owns the tables and migrates, and one that serves, with no more rights than it needs.

``making()`` is the SQL by which an administrator of the server makes both. It gives the role that serves default rights to whatever the owner will make,
and by these every ``migrate`` of the owner knows it again and gives it to each table just what it needs there.
"""

from __future__ import annotations

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from roadmaps.protection import kept_models

EVERYTHING = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
ADDED_TO = frozenset({"SELECT", "INSERT"})
READ = frozenset({"SELECT"})
WRITTEN_BY_MIGRATE = ("django_migrations", "django_content_type", "auth_permission")


def needed() -> dict[str, frozenset[str]]:
    """What the role that serves needs, by table."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy}
    return {
        **dict.fromkeys(tables, EVERYTHING),
        **{model._meta.db_table: ADDED_TO for model in kept_models()},
        **dict.fromkeys(WRITTEN_BY_MIGRATE, READ),
        apps.get_model("roadmaps", "Catalogue")._meta.db_table: frozenset({"SELECT", "UPDATE"}),
    }


def give_what_is_needed(using: str = DEFAULT_DB_ALIAS) -> None:
    """After a migration, by the owner of the tables; whoever else migrates has given nobody default rights.

    All at once: no request finds a table from which the old rights are taken and to which the new ones are not yet given.
    """
    if connections[using].vendor != "postgresql":
        return
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute(SERVING)
        for (role,) in cursor.fetchall():
            cursor.execute(GIVEN, [role])
            for table, given in cursor.fetchall():
                if table in needed() and set(given) != (rights := needed()[table]):
                    cursor.execute(f'REVOKE ALL ON TABLE {table} FROM "{role}"')
                    cursor.execute(f'GRANT {", ".join(sorted(rights))} ON TABLE {table} TO "{role}"')


SERVING = """
    SELECT DISTINCT pg_get_userbyid(given.grantee) FROM pg_roles me, pg_default_acl defaults, aclexplode(defaults.defaclacl) given
    WHERE me.rolname = current_user AND defaults.defaclrole = me.oid AND defaults.defaclobjtype = 'r' AND defaults.defaclnamespace = current_schema()::regnamespace
      AND given.grantee NOT IN (0, me.oid)
"""
"""Those to whom the current role gives rights to every table that it will make."""

GIVEN = """
    SELECT made.relname, ARRAY(SELECT given.privilege_type FROM aclexplode(made.relacl) given WHERE given.grantee = serving.oid)
    FROM pg_roles me, pg_roles serving, pg_class made
    WHERE me.rolname = current_user AND serving.rolname = %s
      AND made.relkind = 'r' AND made.relnamespace = current_schema()::regnamespace AND made.relowner = me.oid
"""


def making(owner: str, serving: str) -> str:
    """SQL for the database in which it is run; running it again changes nothing."""
    return MAKING.replace("OWNER_", owner).replace("SERVING_", serving)


MAKING = """\
-- Two roles for the road-map negotiation tracker. Run this as an administrator of the server, in the tracker's database.
-- Neither has a password yet: \\password OWNER_ and \\password SERVING_ set them (SCRAM), and so does your pg_hba.conf where none is needed.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'OWNER_') THEN CREATE ROLE "OWNER_"; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'SERVING_') THEN CREATE ROLE "SERVING_"; END IF;
END $$;
ALTER ROLE "OWNER_" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE "SERVING_" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

-- The database and what is in it belong to the one that migrates; nobody else makes anything in it, not even a temporary table.
DO $$
DECLARE
  made record;
BEGIN
  EXECUTE format('ALTER DATABASE %I OWNER TO "OWNER_"', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, "SERVING_"', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO "SERVING_"', current_database());
  -- A migration that waits for a lock makes all wait that come after it: it gives up instead, and is run again.
  EXECUTE format('ALTER ROLE "OWNER_" IN DATABASE %I SET lock_timeout = ''10s''', current_database());
  FOR made IN
    SELECT format('%s %s', CASE relkind WHEN 'r' THEN 'TABLE' ELSE 'VIEW' END, oid::regclass) AS thing, oid FROM pg_class
    WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('FUNCTION %s', oid::regprocedure), oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_depend WHERE objid = made.oid AND deptype = 'e'); -- of an extension
    EXECUTE format('ALTER %s OWNER TO "OWNER_"', made.thing);
  END LOOP;
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC, "SERVING_";
GRANT ALL ON SCHEMA public TO "OWNER_";
GRANT USAGE ON SCHEMA public TO "SERVING_";

-- What the owner makes, the other reads and writes. By this migrate knows it again, and gives it less where less is needed:
-- to history and releases it may add, and neither change nor delete.
ALTER DEFAULT PRIVILEGES FOR ROLE "OWNER_" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "SERVING_";
ALTER DEFAULT PRIVILEGES FOR ROLE "OWNER_" IN SCHEMA public GRANT SELECT ON SEQUENCES TO "SERVING_"; -- for a backup
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "SERVING_";
"""
