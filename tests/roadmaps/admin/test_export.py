"""The list of every table goes out as a file, just as it is filtered, searched and ordered, and comes in again unchanged."""

import csv
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from roadmaps.dataset.apply import load
from roadmaps.dataset.tables import NAMED, TABLES
from roadmaps.models import RoadMap
from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db

SHIPPED = Path("roadmaps/dataset/packages/union-state")


def exported(client, model, suffix="csv", query="") -> bytes:
    response = client.get(address(model, suffix) + query)
    assert response.status_code == 200, response
    return response.getvalue()


def address(model, suffix="csv"):
    return reverse(f"admin:roadmaps_{model._meta.model_name}_export", args=[suffix])


def slugs(content: bytes) -> list[str]:
    return [row["slug"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_export_of_every_table_of_the_shipped_record_loads_again_as_nothing_changed(admin_client, suffix, tmp_path):
    load(SHIPPED)
    for table in TABLES:
        file = tmp_path / f"{table.name}.{suffix}"
        file.write_bytes(exported(admin_client, table.model, suffix))
        plan = load(file)
        assert not plan.changes_anything, list(plan.differences())
        assert plan.tables[table].unchanged == table.model.objects.count()


def test_the_file_is_named_for_its_table(admin_client):
    for table in TABLES:
        for suffix in ("csv", "xlsx"):
            response = admin_client.get(address(table.model, suffix))
            assert response["Content-Disposition"] == f'attachment; filename="{table.name}.{suffix}"'
            assert response.getvalue()


class TestTheListAsItStands:
    @pytest.fixture(autouse=True)
    def three_road_maps(self):
        cast.adopted(cast.road_map("gas", title="Рынок газа"))
        cast.road_map("oil", title="Рынок нефти")
        cast.road_map("fish", title="Fish", under=cast.negotiation("other-talks", "ot"))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["ft-gas", "ft-oil", "ot-fish"]),
            ("?q=рынок", ["ft-gas", "ft-oil"]),
            ("?q=РЫНОК+газа", ["ft-gas"]),
            ("?negotiation__slug__exact=other-talks", ["ot-fish"]),
            ("?standing=unrecorded&negotiation__slug__exact=fishery-talks", ["ft-oil"]),
            ("?missing=claim", ["ft-oil", "ot-fish"]),
            ("?q=nothing", []),
        ],
    )
    def test_what_it_leaves_out_the_file_leaves_out(self, admin_client, query, found):
        assert sorted(slugs(exported(admin_client, RoadMap, query=query))) == found

    def test_its_order_is_kept(self, admin_client):
        by_name = [column.pk for column in admin_client.get(page(RoadMap, "changelist") + "?o=-2").context["cl"].queryset]
        assert slugs(exported(admin_client, RoadMap, query="?o=-2")) == by_name != slugs(exported(admin_client, RoadMap, query="?o=2"))

    def test_all_of_its_pages_are_in_the_file(self, admin_client):
        for number in range(120):
            cast.road_map(f"item-{number}")
        assert len(slugs(exported(admin_client, RoadMap, query="?p=2"))) == 123

    def test_it_links_to_the_files_of_what_it_shows(self, admin_client):
        text = admin_client.get(page(RoadMap, "changelist") + "?q=газа").content.decode()
        assert f'href="{address(RoadMap)}?q=%D0%B3%D0%B0%D0%B7%D0%B0"' in text
        assert f'href="{address(RoadMap, "xlsx")}?q=' in text

    def test_a_list_to_choose_from_offers_no_files(self, admin_client):
        assert "export/" not in admin_client.get(page(RoadMap, "changelist") + "?_popup=1").content.decode()

    def test_a_filter_that_means_nothing_leads_back_to_the_list_which_says_so(self, admin_client):
        assert admin_client.get(address(RoadMap) + "?sequence=x")["Location"] == page(RoadMap, "changelist") + "?e=1"
        assert admin_client.get(address(RoadMap) + "?negotiation__title__gt=x").status_code == 400


def test_it_costs_the_same_number_of_queries_for_more_rows(admin_client, django_assert_max_num_queries):
    for number in range(40):
        cast.adopted(cast.road_map(f"item-{number}"))
    exported(admin_client, RoadMap)
    with django_assert_max_num_queries(14):
        exported(admin_client, RoadMap)


def test_a_sheet_holds_text_only(admin_client):
    cast.topic("gas", title="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(exported(admin_client, NAMED["topics"].model, "xlsx")))
    assert (book.active["B2"].value, book.active["B2"].data_type) == ("=1+1", "s")


def test_a_text_too_long_for_a_cell_is_said_and_nothing_left_behind(admin_client, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = cast.source("long", note="ё" * 40_000)
    response = admin_client.get(address(type(source), "xlsx") + "?q=long", follow=True)
    assert response.redirect_chain == [(page(source, "changelist") + "?q=long", 302)]
    assert "longer than the 32767 characters" in response.content.decode()
    exported(admin_client, type(source), "csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_list_offers_its_files_and_the_import(admin_client, table):
    text = admin_client.get(page(table.model, "changelist")).content.decode()
    assert f'href="{address(table.model, "csv")}?"' in text
    assert f'href="{address(table.model, "xlsx")}?"' in text
    assert f'href="{reverse("admin:roadmaps_import")}?table={table.model._meta.model_name}"' in text


def test_another_kind_of_file_does_not_exist(admin_client):
    assert admin_client.get(address(RoadMap, "pdf")).status_code == 404


def test_who_may_view_a_table_may_export_it_and_nobody_else(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_roadmap"))
    client.force_login(reader)
    assert exported(client, RoadMap)
    assert client.get(address(NAMED["sources"].model)).status_code == 403
    client.logout()
    assert client.get(address(RoadMap)).status_code == 302
