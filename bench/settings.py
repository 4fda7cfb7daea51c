"""The shipped settings on the database of DATABASE_URL, which holds the small data, and beside it the one of BENCH_LARGE with the large."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, env

if os.environ.get("BENCH_LARGE"):
    DATABASES["large"] = {**DATABASES["default"], **env.db_url_config(os.environ["BENCH_LARGE"])}
