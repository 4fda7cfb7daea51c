"""A file is imported in two steps: what it would change is shown; just that is stored, with a reason, or nothing."""

import csv
import html
import io
import re
import tempfile

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from roadmaps.admin import importing, importing_forms
from roadmaps.dataset.tables import NAMED
from roadmaps.models import Negotiation, RoadMap, Source
from tests import cast
from tests.roadmaps.admin.desk import page
from tests.threads import at_once, errors, one_database_for_all_threads

pytestmark = pytest.mark.django_db

PAGE = "/admin/roadmaps/negotiation/import/"


@pytest.fixture
def gas():
    return cast.road_map("gas", title="Рынок газа", summary="Pipes.")


def row(**cells) -> dict:
    """Of the road map of gas, as it is in the record."""
    return {"slug": "ft-gas", "negotiation": "fishery-talks", "sequence": "1", "title": "Рынок газа", "title_basis": "attested", "summary": "Pipes.", **cells}  # fmt: skip


def oil(**cells) -> dict:
    return row(slug="ft-oil", sequence="2", title="Рынок нефти", summary="", **cells)


def csv_file(*rows: dict, table="road_maps", name="") -> SimpleUploadedFile:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(NAMED[table].by_name), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name or f"{table}.csv", text.getvalue().encode("utf-8-sig"))


def xlsx_file(*rows: dict, table="road_maps") -> SimpleUploadedFile:
    content, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(list(NAMED[table].by_name))
    for cells in rows:
        book.active.append([cells.get(name) for name in NAMED[table].by_name])
    book.save(content)
    return SimpleUploadedFile(f"{table}.xlsx", content.getvalue())


def preview(client, file, table=""):
    response = client.post(PAGE, {"file": file, "table": table})
    assert response.status_code == 200
    return response


def confirm(client, previewed, reason="The ministry's list."):
    return client.post(PAGE, {"sealed": previewed.context["confirm"]["sealed"].value(), "reason": reason})


def text_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def form_errors(response) -> str:
    return response.context["choose"].errors.as_text()


def test_its_address():
    assert reverse("admin:roadmaps_import") == PAGE


@pytest.mark.parametrize("as_file", [csv_file, xlsx_file])
class TestAPreview:
    def test_shows_each_difference_from_old_to_new_and_stores_nothing(self, admin_client, gas, as_file):
        revision = Negotiation.objects.get().revision
        text = text_of(preview(admin_client, as_file(row(summary="Pipes and prices.", number="31"), oil())))
        assert "Created 1 Updated 1 Unchanged 0" in text
        assert "ft-gas number empty 31 summary Pipes. Pipes and prices." in text
        assert "title Рынок нефти" in text
        assert [road_map.summary for road_map in RoadMap.objects.all()] == ["Pipes."]
        assert Negotiation.objects.get().revision == revision

    def test_of_what_is_there_already_offers_nothing_to_confirm(self, admin_client, gas, as_file):
        response = preview(admin_client, as_file(row()))
        assert "Nothing: the record says all of it already." in text_of(response)
        assert 'name="sealed"' not in response.content.decode()

    def test_confirmed_with_a_reason_is_stored_with_history(self, admin_client, gas, as_file):
        response = confirm(admin_client, preview(admin_client, as_file(row(summary="Pipes and prices."), oil())))
        assert response.status_code == 302
        assert response["Location"] == page(RoadMap, "changelist")
        history = [RoadMap.history.filter(slug=slug).latest() for slug in ("ft-gas", "ft-oil")]
        assert [entry.summary for entry in history] == ["Pipes and prices.", ""]
        assert {(entry.history_user, entry.history_change_reason) for entry in history} == {("admin", "The ministry's list.")}
        assert "Imported: 1 created, 1 updated, 0 unchanged." in text_of(admin_client.get(response["Location"]))


def test_markup_in_a_cell_is_shown_as_text(admin_client, gas):
    response = preview(admin_client, csv_file(row(summary="<script>alert(1)</script>")))
    assert "<ins>&lt;script&gt;" in response.content.decode()


def test_bad_rows_are_listed_with_line_column_value_and_reason(admin_client, gas):
    response = preview(admin_client, csv_file(row(title_basis="guessed"), oil(), row(slug="ft-fish", sequence="many", topic="sun")))
    text = text_of(response)
    assert "2 errors. Nothing was stored" in text
    assert "road_maps.csv 2 title_basis guessed Value 'guessed' is not a valid choice." in text
    assert "road_maps.csv 4 sequence many “many” value must be an integer." in text
    assert 'name="sealed"' not in response.content.decode()
    assert RoadMap.objects.count() == 1


def test_what_only_all_rows_together_break_is_found_in_the_preview(admin_client, gas):
    claim = cast.adopted(gas, "agreed")
    cells = {"statement": claim.statement_id, "road_map": "ft-gas", "status": "planned", "effective_on": "2019-12-20", "basis": "stated"}
    response = preview(admin_client, csv_file({"slug": "ft-rival", **cells, "judgement": "adopted"}, table="status_claims"))
    assert "Another adopted claim of 2019-12-20 on this road map disagrees" in text_of(response)


class TestTheReason:
    def test_is_needed_and_asked_for_again_beside_the_same_plan(self, admin_client, gas):
        response = confirm(admin_client, preview(admin_client, csv_file(row(summary="New."))), reason=" ")
        assert response.status_code == 200
        assert "This field is required." in text_of(response)
        assert "ft-gas summary Pipes. New." in text_of(response)
        assert confirm(admin_client, response).status_code == 302
        assert RoadMap.objects.get().summary == "New."


class TestWhereTheRecordChangedInBetween:
    def change(self, gas, **values):
        road_map = RoadMap.objects.get(pk=gas.pk)
        for name, value in values.items():
            setattr(road_map, name, value)
        road_map.save()

    def test_the_new_plan_is_shown_and_nothing_stored_until_it_is_confirmed(self, admin_client, gas):
        previewed = preview(admin_client, csv_file(row(summary="New."), oil()))
        self.change(gas, summary="Somebody else's.")
        response = confirm(admin_client, previewed)
        assert "The record has changed since this was shown to you." in text_of(response)
        assert "ft-gas summary Somebody else's. New." in text_of(response)
        assert response.context["confirm"]["reason"].value() == "The ministry's list."
        assert [road_map.summary for road_map in RoadMap.objects.all()] == ["Somebody else's."]
        assert confirm(admin_client, response).status_code == 302
        assert RoadMap.objects.get(pk="ft-gas").summary == "New."

    def test_what_became_wrong_is_said(self, admin_client, gas):
        cast.topic("gas")
        previewed = preview(admin_client, csv_file(row(topic="gas")))
        type(cast.topic("gas")).objects.get().delete()
        response = confirm(admin_client, previewed)
        assert "There is no topic “gas”." in text_of(response)
        assert RoadMap.objects.get().topic is None

    def test_what_the_file_does_not_touch_does_not_stop_it(self, admin_client, gas):
        previewed = preview(admin_client, csv_file(row(summary="New.")))
        cast.road_map("oil")
        assert confirm(admin_client, previewed).status_code == 302

    def test_confirmed_twice_it_is_stored_once(self, admin_client, gas):
        previewed = preview(admin_client, csv_file(row(summary="New.")))
        confirm(admin_client, previewed)
        response = confirm(admin_client, previewed)
        assert "Nothing: the record says all of it already." in text_of(response)
        assert RoadMap.history.filter(slug="ft-gas").count() == 2


class TestTheTable:
    def test_comes_from_the_list_and_then_any_name_will_do(self, admin_client, gas):
        the_list = admin_client.get(page(RoadMap, "changelist")).content.decode()
        assert f'href="{PAGE}?table=roadmap"' in the_list
        assert '<option value="roadmap" selected>' in admin_client.get(f"{PAGE}?table=roadmap").content.decode()
        response = preview(admin_client, csv_file(row(summary="New."), name="Копия.csv"), table="roadmap")
        assert response.context["upload"].table is NAMED["road_maps"]

    @pytest.mark.parametrize("name", ["road_maps.csv", "road_maps (2).csv", "road_maps(1).CSV"])
    def test_else_comes_from_the_name_of_the_file(self, admin_client, gas, name):
        assert preview(admin_client, csv_file(row(), name=name)).context["plan"].tables[NAMED["road_maps"]].unchanged == 1

    def test_else_has_to_be_chosen(self, admin_client, gas):
        assert "The file is not named for a table (“Копия”)" in form_errors(preview(admin_client, csv_file(row(), name="Копия.csv")))

    def test_that_the_file_does_not_fit_is_said_of_its_columns(self, admin_client, gas):
        text = text_of(preview(admin_client, csv_file(row()), table="source"))
        assert "Unknown or doubled column" in text
        assert "This column is missing." in text


class TestLongFiles:
    @pytest.mark.parametrize("as_file", [csv_file, xlsx_file])
    def test_above_5000_rows_the_page_names_the_command(self, admin_client, gas, as_file):
        file = as_file(*(row(slug=f"ft-{number}") for number in range(5001)))
        said = form_errors(preview(admin_client, file))
        assert f"More than 5000 rows are loaded on the server, by the command: python manage.py load_dataset {file.name}" in said

    def test_5000_rows_are_shown_and_imported(self, admin_client, gas):
        rows = ({"slug": f"journal-{number}", "title": f"Газ {number}", "publisher": "J", "language": "ru", "kind": "news", "quality": "press", "read_extent": "full", "title_is_descriptive": "false"} for number in range(5000))  # fmt: skip
        previewed = preview(admin_client, csv_file(*rows, table="sources"))
        assert "Created 5000 Updated 0 Unchanged 0" in text_of(previewed)
        assert confirm(admin_client, previewed).status_code == 302
        assert Source.objects.count() == 5000

    def test_above_its_size_the_page_names_the_command(self, admin_client, monkeypatch):
        monkeypatch.setattr(importing_forms, "MOST_BYTES", 100)
        assert "python manage.py load_dataset road_maps.csv" in form_errors(preview(admin_client, csv_file(row())))

    def test_what_does_not_fit_into_the_page_is_refused(self, admin_client, gas, monkeypatch):
        monkeypatch.setattr(importing, "MOST_SEALED", 100)
        assert "too large to be shown" in form_errors(preview(admin_client, csv_file(row(summary="New."))))

    def test_what_stands_in_the_page_is_less_than_django_takes(self, settings):
        assert importing_forms.MOST_SEALED + 100_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class TestWhatIsNoTable:
    @pytest.mark.parametrize(
        ("name", "content", "complaint"),
        [
            ("road_maps.csv", "slug,title\nft-gas,Газ\n".encode("cp1251"), "line 2 is not UTF-8. Save it as “CSV UTF-8”, or as XLSX."),
            ("road_maps.csv", "slug".encode("utf-16"), "line 1 is not UTF-8"),
            ("road_maps.csv", b"\x00" * 300, "Unknown or doubled column"),
            ("road_maps.csv", b'slug,"title\n', "The file can not be read"),
            ("road_maps.xlsx", b"slug,title\n", "it is not a workbook"),
            ("road_maps.xlsx", b"PK\x03\x04" + b"x" * 300, "it is not a workbook"),
        ],
    )
    def test_is_refused_with_the_reason(self, admin_client, name, content, complaint):
        assert complaint in text_of(preview(admin_client, SimpleUploadedFile(name, content)))

    @pytest.mark.parametrize(
        ("file", "complaint"),
        [
            (None, "This field is required."),
            (SimpleUploadedFile("road_maps.csv", b""), "The submitted file is empty."),
            (SimpleUploadedFile("road_maps.xls", b"x"), "“road_maps.xls” is neither CSV nor XLSX"),
            (SimpleUploadedFile("road_maps", b"x"), "neither CSV nor XLSX"),
        ],
    )
    def test_is_refused_by_the_form(self, admin_client, file, complaint):
        response = admin_client.post(PAGE, {"table": "", **({"file": file} if file else {})})
        assert response.status_code == 200
        assert complaint in form_errors(response)

    @pytest.mark.parametrize("sealed", ["", "forged", "a:b:c", "é"])
    def test_a_preview_that_is_not_ours_begins_anew(self, admin_client, sealed):
        response = admin_client.post(PAGE, {"sealed": sealed, "reason": "x"}, follow=True)
        assert response.redirect_chain == [(PAGE, 302)]

    def test_a_preview_of_yesterday_begins_anew(self, admin_client, gas, monkeypatch):
        previewed = preview(admin_client, csv_file(row(summary="New.")))
        monkeypatch.setattr(importing_forms, "HOURS_TO_CONFIRM", -1)
        assert "choose the file again" in text_of(admin_client.get(confirm(admin_client, previewed)["Location"]))
        assert RoadMap.objects.get().summary == "Pipes."


def test_nothing_is_left_on_the_disk(admin_client, gas, tmp_path, monkeypatch, settings):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10  # so that it does not stay in memory
    confirm(admin_client, preview(admin_client, xlsx_file(row(summary="New."))))
    assert RoadMap.objects.get().summary == "New."
    assert list(tmp_path.iterdir()) == []


def test_the_pages_run_no_script_and_load_nothing_from_elsewhere(admin_client, gas):
    shown = admin_client.get(PAGE), preview(admin_client, csv_file(row(summary="New."), oil())), preview(admin_client, csv_file(row(topic="sun")))
    for response in shown:
        content = response.content.decode()
        assert not re.search(r"<style|\son\w+=|style=|<script(?![^>]*src=)|(src|href)=\"(https?:)?//", content)


class TestWhoMay:
    def client(self, *permissions):
        user = User.objects.create_user("somebody", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client()
        client.force_login(user)
        return client

    def test_whoever_has_the_permission(self, gas):
        client = self.client("import_record", "view_roadmap")
        assert confirm(client, preview(client, csv_file(row(summary="New.")))).status_code == 302
        assert RoadMap.history.latest().history_user == "somebody"

    def test_not_whoever_may_only_change(self, admin_client, gas):
        client = self.client("change_roadmap", "add_roadmap", "view_roadmap")
        previewed = preview(admin_client, csv_file(row(summary="New.")))
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {"file": csv_file(row())}).status_code == 403
        assert confirm(client, previewed).status_code == 403
        assert RoadMap.objects.get().summary == "Pipes."
        assert PAGE not in client.get(page(RoadMap, "changelist")).content.decode()

    def test_nobody_without_logging_in(self, client):
        assert client.get(PAGE).status_code == 302

    def test_a_form_from_another_site_is_refused(self, admin_user):
        client = Client(enforce_csrf_checks=True)
        client.force_login(admin_user)
        assert client.post(PAGE, {"sealed": "x", "reason": "y"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_the_same_moment_the_second_is_shown_what_it_would_change_now(tmp_path):
    with one_database_for_all_threads(tmp_path):
        cast.road_map("gas", title="Рынок газа", summary="Pipes.")
        clients = []
        for name in ("olga", "boris"):
            clients.append(Client())
            clients[-1].force_login(User.objects.create_superuser(name))
        shown = [preview(client, csv_file(row(summary=f"New of {number}."))) for number, client in enumerate(clients)]
        outcomes = at_once(*(lambda pair=pair: confirm(*pair) for pair in zip(clients, shown, strict=True)))
        assert errors(outcomes) == []
        assert sorted(response.status_code for response in outcomes) == [200, 302]
        (late,) = [response for response in outcomes if response.status_code == 200]
        stored, (wanted,) = RoadMap.objects.get().summary, {"New of 0.", "New of 1."} - {RoadMap.objects.get().summary}
        assert f"summary {stored} {wanted}" in text_of(late)
