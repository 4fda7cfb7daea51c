"""A table written for a spreadsheet program, as CSV or XLSX, loads again as it was."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from roadmaps.dataset import xlsx
from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump as write_package
from roadmaps.dataset.spreadsheet import FORMATS
from roadmaps.dataset.tables import NAMED, OF_MODEL, TABLES
from roadmaps.models import Source, Topic
from tests import cast
from tests.roadmaps.dataset import files

pytestmark = pytest.mark.django_db

SHIPPED = Path("roadmaps/dataset/packages/union-state")
AWKWARD = {
    "formula": "=1+1",
    "quoted formula": "'=1+1",
    "twice quoted formula": "''@A1",
    "formula after a separator": "see; =1;=2",
    "quotation": "'so-called' road maps",
    "only an apostrophe": "'",
    "an error of a sheet": "#REF!",
    "list": "first\r\n- second\r\n\r\n- third",
    "tab": "\t-5",
    "spaces": "  around  ",
    "control": "bell\x07 and \x0b",
    "written like a control": "_x000D_ and _x005F_x000D_",
    "not in XML": "\uffff",
    "Cyrillic": "Дорожная карта «газ», Уладзімір, Ў",
    "separators": 'a,b;c\t"d"',
    "date": "2019-12",
    "number": "007",
    "yes": "TRUE",
    "beyond the first plane": "🛢",
}


@pytest.fixture(params=FORMATS)
def suffix(request):
    return request.param


def written(folder, table, suffix):
    with (folder / f"{table.name}.{suffix}").open("w+b") as file:
        FORMATS[suffix].write(file, table, table.model.objects.all().iterator(chunk_size=100))
    return folder / f"{table.name}.{suffix}"


def test_every_table_of_the_shipped_record_loads_again_as_nothing_changed(tmp_path, suffix):
    load(SHIPPED)
    for table in TABLES:
        plan = load(written(tmp_path, table, suffix))
        assert not plan.changes_anything, list(plan.differences())
        assert plan.tables[table].unchanged == table.model.objects.count()
    assert not load(tmp_path).changes_anything


def test_every_kind_of_text_loads_again_as_nothing_changed(tmp_path, suffix):
    for number, (name, text) in enumerate(AWKWARD.items()):
        cast.source(f"awkward-{number}", title=name, note=text)
    plan = load(written(tmp_path, NAMED["sources"], suffix))
    assert not plan.changes_anything, list(plan.differences())
    assert plan.tables[NAMED["sources"]].unchanged == len(AWKWARD)


def test_one_of_each_record_loads_again_as_nothing_changed(tmp_path, suffix):
    cast.one_of_each()
    for table in TABLES:
        assert not load(written(tmp_path, table, suffix)).changes_anything


def test_a_text_longer_than_a_line_of_most_files_loads_again(tmp_path):
    cast.source("long", note="ё" * 200_000)
    assert not load(written(tmp_path, NAMED["sources"], "csv")).changes_anything


def test_a_text_longer_than_a_cell_is_not_cut_but_refused(tmp_path):
    cast.source("long", note="ё" * 32_768)
    with pytest.raises(xlsx.DoesNotFit, match="row 2 is longer than the 32767 characters"):
        written(tmp_path, NAMED["sources"], "xlsx")


class TestCsv:
    def test_it_bears_the_mark_by_which_cyrillic_opens_rightly(self, tmp_path):
        cast.topic("gas", title="Газ")
        content = written(tmp_path, OF_MODEL[Topic], "csv").read_bytes()
        assert content == '\ufeff"slug","title","translations"\r\n"gas","Газ",""\r\n'.encode()

    def test_a_formula_is_marked_in_it_and_not_in_the_package(self, tmp_path):
        cast.topic("gas", title="=1+1")
        assert '"\'=1+1"' in written(tmp_path, OF_MODEL[Topic], "csv").read_text()
        write_package(tmp_path / "package")
        assert files.rows(tmp_path / "package", "topics")[0]["title"] == "=1+1"

    def test_an_apostrophe_in_a_package_is_by_the_letter(self, tmp_path):
        cast.topic("gas", title="'=1+1")
        write_package(tmp_path)
        assert not load(tmp_path).changes_anything
        assert not load(tmp_path / "topics.csv").changes_anything

    def test_an_export_that_is_put_into_a_package_is_read_as_the_export_it_is(self, tmp_path):
        cast.topic("gas", title="=1+1")
        write_package(tmp_path)
        written(tmp_path, OF_MODEL[Topic], "csv")
        assert not load(tmp_path).changes_anything

    def test_an_export_saved_again_without_the_mark_is_still_one(self, tmp_path):
        cast.topic("gas", title="=1+1")
        file = written(tmp_path, OF_MODEL[Topic], "csv")
        file.write_bytes(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        assert not load(file).changes_anything

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_the_separators_of_other_countries_are_read(self, tmp_path, separator):
        (tmp_path / "topics.csv").write_text(f'slug{separator}title{separator}translations\ngas{separator}"Газ, нефть"{separator}\n')
        load(tmp_path)
        assert Topic.objects.get().title == "Газ, нефть"


class TestXlsx:
    def sheet(self, tmp_path):
        cast.topic("gas", title="=1+1")
        return openpyxl.load_workbook(written(tmp_path, OF_MODEL[Topic], "xlsx")).worksheets[0]

    def test_every_cell_is_text_and_stays_text_when_it_is_edited(self, tmp_path):
        cells = [cell for row in self.sheet(tmp_path).iter_rows() for cell in row if cell.value is not None]
        assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}

    def test_a_new_row_is_text_as_well(self, tmp_path):
        assert self.sheet(tmp_path).column_dimensions["B"].number_format == "@"

    def test_the_header_stays_in_sight_and_the_columns_are_readable(self, tmp_path):
        sheet = self.sheet(tmp_path)
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert all(15 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABC")

    def test_nothing_is_left_on_the_disk_where_it_does_not_fit(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
        (tmp_path / "temporary").mkdir()
        cast.source("long", note="ё" * 32_768)
        with pytest.raises(xlsx.DoesNotFit):
            written(tmp_path, OF_MODEL[Source], "xlsx")
        assert list((tmp_path / "temporary").iterdir()) == []

    def test_cells_that_are_only_formatted_are_no_cells(self, tmp_path):
        book = openpyxl.Workbook()
        for row in (["slug", "title", "translations", None], ["gas", "Gas"], [None, None, None, None, None]):
            book.active.append(row)
        book.active["H1"].number_format = book.active["H9"].number_format = "0.00"
        book.save(tmp_path / "topics.xlsx")
        load(tmp_path / "topics.xlsx")
        assert Topic.objects.get().title == "Gas"


def workbook(sheet: str) -> bytes:
    """A workbook of one topic, its sheet replaced by the given XML."""
    content, changed = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["slug", "title", "translations"])
    book.save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else old.read(part))
    return changed.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


class TestHostileWorkbooks:
    @pytest.mark.parametrize(
        ("sheet", "why"),
        [
            (SHEET.format("<sheetData>" + " " * 65 * 1024 * 1024 + "</sheetData>"), "more than 64 MB"),
            (SHEET.format('<sheetData><row r="99999999999"><c r="A1"><v>1</v></c></row></sheetData>'), "at most 1048576 rows"),
            (f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>' + SHEET.format("<sheetData>&l9;</sheetData>"), "not a sound workbook"),
            (SHEET.format("<sheetData><row>"), "not a sound workbook"),
            (SHEET.format('<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'), "not a sound workbook"),
        ],
        ids=["unpacks to too much", "a row far below", "entities within entities", "cut off", "points nowhere"],
    )
    def test_they_are_refused_with_the_reason(self, sheet, why):
        with pytest.raises(ValueError, match=why):
            list(xlsx.read(workbook(sheet)))

    def test_a_claim_to_be_a_million_columns_wide_costs_nothing(self):
        rows = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>2</v></c></row></sheetData>'
        assert list(xlsx.read(workbook(SHEET.format(rows)))) == [(1, ["1"]), (900_000, ["2"])]

    def test_wherever_a_workbook_is_broken_it_is_read_or_refused_by_one_kind_of_error(self):
        whole = workbook(SHEET.format('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>slug</t></is></c></row></sheetData>'))
        for place in range(0, len(whole), 7):
            broken = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
            with suppress(ValueError):
                list(xlsx.read(broken))
