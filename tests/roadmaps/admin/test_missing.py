"""What is missing or wrong: one declaration makes the filter of a list, the count on the first page and the link between them."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roadmaps.admin import missing
from roadmaps.models import Citation, RoadMap, Source, StatusClaim, Tally
from roadmaps.protection import open_to_changes
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """One record of each model that lacks what it can lack, and one that lacks nothing: (model, gap) → its key."""
    sound = cast.source("sound", published_on="2019", web_address="https://example.org/", archive_address="https://archive.example/")
    for gap, fields in {"date": {}, "archive": {"published_on": "2019", "web_address": "https://example.org/1"}}.items():
        cast.source(gap, **fields)

    def told(slug, *sources, **fields):
        spoken = cast.statement(sources=0)
        for source in sources:
            cast.make(Citation, statement=spoken, source=source)
        return cast.claim(statement=spoken, slug=f"ft-{slug}", **fields)

    wire = [cast.source(name, published_on="2019", quality="wire") for name in ("wire-1", "wire-2")]
    mirrors = [cast.source(name, published_on="2019", quality="mirror") for name in ("mirror-1", "mirror-2")]
    told("contradicted", *wire, judgement="adopted")
    told("beside", *wire, status="planned")
    told("one-source", sound)
    told("second-hand", *mirrors)
    cast.road_map("title", title="", title_basis="unknown")
    cast.road_map("claim")
    told("of-the-untitled", *wire, of=cast.road_map("title"))
    spoken = StatusClaim.objects.get(pk="ft-contradicted").statement
    cast.tally(statement=spoken, agreed=1, total=3, as_worded="sound")
    cast.tally(statement=spoken, agreed=0, total=3, as_worded="more-named")
    cast.tally(statement=spoken, agreed=1, total=30, as_worded="total-differs")


def name_of(record):
    return record.as_worded if isinstance(record, Tally) else record.pk.removeprefix("ft-")


def found(client, address):
    return sorted(name_of(record) for record in client.get(address).context["cl"].result_list)


DECLARED = [(model, gap.name) for model, gaps in missing.GAPS.items() for gap in gaps]


def of(model, gap):
    return pytest.param(model, gap, id=f"{model._meta.model_name}-{gap}")


@pytest.mark.parametrize(("model", "gap"), [of(*declared) for declared in DECLARED])
def test_a_list_shows_what_has_the_gap_and_nothing_else(admin_client, record, model, gap):
    assert found(admin_client, f"{page(model, 'changelist')}?missing={gap}") == [gap]


def lines(client):
    groups = client.get(reverse("admin:index")).context["missing"]
    return {(line.model, line.gap.name): line for _, _, found in groups for line in found}


def test_the_first_page_counts_each_and_leads_to_the_list_of_them(admin_client, record):
    counted = lines(admin_client)
    assert {key: line.number for key, line in counted.items()} == dict.fromkeys(DECLARED, 1)
    for (_, gap), line in counted.items():
        assert found(admin_client, line.address) == [gap]


def test_where_nothing_is_missing_the_first_page_says_nothing(admin_client):
    assert "missing-heading" not in admin_client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_model_can_be_asked_what_nobody_touched_for_a_year(admin_client, model):
    record = cast.one_of_each()[model]
    with open_to_changes():
        model.history.filter(slug=record.pk).update(history_date=timezone.now() - datetime.timedelta(days=366))
    shown = admin_client.get(f"{page(model, 'changelist')}?missing=untouched").context["cl"].result_list
    assert [row.pk for row in shown] == [record.pk]
    assert lines(admin_client)[model, "untouched"].number == 1


def test_who_may_view_the_sources_only_sees_what_is_missing_of_them_only(client, django_user_model, record):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(user)
    assert {model for model, _ in lines(client)} == {Source}


def test_an_unknown_gap_filters_nothing(admin_client, record):
    assert len(found(admin_client, f"{page(RoadMap, 'changelist')}?missing=everything")) == RoadMap.objects.count()


def test_of_many_the_first_page_says_more_than(admin_client, record, monkeypatch):
    monkeypatch.setattr(missing, "MOST_COUNTED", 1)
    cast.source("another")
    assert "more than 1 without a date" in " ".join(admin_client.get(reverse("admin:index")).content.decode().split())


def test_a_table_too_long_to_count_is_linked_without_a_number(admin_client, record, monkeypatch):
    monkeypatch.setattr(missing, "TOO_LONG_TO_COUNT", RoadMap.objects.count())
    counted = lines(admin_client)
    assert counted[Source, "date"].number is None
    assert counted[RoadMap, "title"].number == 1


def test_the_counts_cost_two_queries_whatever_there_is_to_count(admin_client, record, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    with CaptureQueriesContext(connection) as captured:
        assert missing.what_is_missing(admin.site, request)
    assert len(captured) == 2
