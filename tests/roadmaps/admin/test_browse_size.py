"""Every list and every form of the desk asks the database as often at 3,100 records of each kind as at 31."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.crowd import crowd, linked_all_round
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db

QUERIES = {
    "agendaitem": (6, 8),
    "aim": (7, 6),
    "citation": (6, 6),
    "event": (8, 6),
    "negotiation": (7, 3),
    "party": (5, 3),
    "poll": (8, 6),
    "pollanswer": (6, 4),
    "position": (10, 7),
    "roadmap": (7, 9),
    "roadmaptitle": (7, 6),
    "source": (8, 3),
    "speaker": (6, 4),
    "statement": (9, 14),
    "statusclaim": (9, 7),
    "succession": (8, 8),
    "summit": (8, 6),
    "tally": (8, 5),
    "term": (6, 4),
    "topic": (5, 3),
}
"""Model → queries of its list and of its form.

Of each, two are for the session and the user. Of a list: the page, two counts, two for the hierarchy of dates, one
for each filter over links. Of a form: the record, its negotiation where it is not loaded yet, one for each link that is chosen, one for each kind of row.
"""


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def counted(client, one_of_each):
    return {
        model._meta.model_name: (queries(client, page(model, "changelist")), queries(client, page(one_of_each[model]))) for model in record_models()
    }


def test_lists_and_forms_ask_as_often_at_3100_as_at_31(admin_client):
    records = linked_all_round(cast.one_of_each())
    crowd(records, range(1, 31))
    counted(admin_client, records)  # the first request also reads content types
    at_31 = counted(admin_client, records)
    crowd(records, range(31, 3100))
    assert counted(admin_client, records) == at_31
    assert at_31 == QUERIES
    assert max(number for pair in at_31.values() for number in pair) < 20
