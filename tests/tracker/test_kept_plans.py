"""PostgreSQL keeps the plan of what is asked again, as long as the connection lasts; and an answer does not depend on whether it still has it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Topic
from tests import cast
from tests.tracker.api import rows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares by itself."),
]


@pytest.fixture(autouse=True)
def topics(transactional_db):
    """And a connection that has prepared nothing yet: that of other tests may be full."""
    connection.close()
    for slug in ("gas", "oil"):
        cast.topic(slug)


def sent(how_often: int = 1) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        for _ in range(how_often):
            assert rows("topics/") == ["gas", "oil"]
    return [query["sql"].partition(" ")[0] for query in asked if "topic" in query["sql"]]


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_is_asked_again_is_executed_as_it_was_planned():
    assert sent(4)[-1] == "EXECUTE"


def test_plans_that_somebody_has_discarded_are_made_anew():
    sent(3)
    run("DEALLOCATE ALL")
    assert sent(3)[-1] == "EXECUTE"


def test_a_table_may_change_under_a_plan():
    """As a migration does while the old code goes on."""
    sent(3)
    run("ALTER TABLE roadmaps_topic ALTER title TYPE text")
    try:
        assert sent(3)[-1] == "EXECUTE"
    finally:
        run("ALTER TABLE roadmaps_topic ALTER title TYPE varchar(200)")


def test_nothing_is_prepared_where_connections_do_not_last(monkeypatch):
    """Behind PgBouncer in transaction mode the next statement may be sent to another server."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    assert set(sent(4)) == {"SELECT"}


def test_a_connection_that_is_made_anew_has_no_plans():
    sent(3)
    connection.close()
    assert sent(1) in (["SELECT"], ["EXECUTE"]), "prepared again, not executed under a name that this session does not know"
    assert Topic.objects.count() == 2
