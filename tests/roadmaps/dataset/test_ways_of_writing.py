"""The same table written in other ways – by a spreadsheet program, on another system – is the same table."""

import datetime

import openpyxl
import pytest

from roadmaps.dataset.apply import load
from roadmaps.dataset.read import Refused
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Event, Party, Poll, PollAnswer, Source, Tally, Topic
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.dataset import files

pytestmark = pytest.mark.django_db
TOPICS = "slug,title,translations\n"


@pytest.fixture
def topics(tmp_path):
    """Writes a file of topics and loads it."""

    def write(content, name="topics.csv"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(tmp_path / name)

    return write


def problems(load_it, *args):
    with pytest.raises(Refused) as refused:
        load_it(*args)
    return [str(problem) for problem in refused.value.problems]


def titles():
    return dict(Topic.objects.values_list("slug", "title"))


class TestText:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("plain", f"{TOPICS}gas,Газ,\noil,Нефть,\n"),
            ("with a mark of its encoding", f"\ufeff{TOPICS}gas,Газ,\noil,Нефть,\n"),
            ("lines end as on Windows", f"{TOPICS}gas,Газ,\noil,Нефть,\n".replace("\n", "\r\n")),
            ("lines end as on old Macs", f"{TOPICS}gas,Газ,\noil,Нефть,\n".replace("\n", "\r")),
            ("no end of the last line", f"{TOPICS}gas,Газ,\noil,Нефть,"),
            ("empty lines between", f"{TOPICS}\ngas,Газ,\n\n\noil,Нефть,\n\n"),
            ("everything quoted", '"slug","title","translations"\n"gas","Газ",""\n"oil","Нефть",""\n'),
            ("columns in another order", "translations,title,slug\n,Газ,gas\n,Нефть,oil\n"),
        ],
    )
    def test_it_is_read_all_the_same(self, topics, name, content):
        topics(content)
        assert titles() == {"gas": "Газ", "oil": "Нефть"}, name

    def test_a_line_within_quotes_is_part_of_its_cell(self, topics):
        topics(f'{TOPICS}gas,"Gas,\nand ""more""",\noil,Oil,\n')
        assert titles()["gas"] == 'Gas,\nand "more"'

    def test_a_problem_after_such_a_cell_names_the_line_where_its_row_begins(self, topics):
        said = problems(topics, f'{TOPICS}gas,"Gas\nof\nthree lines",\n\nOil,Oil,\n')
        assert said == ["topics.csv, line 6, slug: “Oil” – Write a slug: lower-case letters a–z and digits, joined by single hyphens."]

    @pytest.mark.parametrize(
        ("content", "complaint"),
        [
            ("slug,title,title,translations\n", "line 1, title: “title” – Unknown or doubled column"),
            ("slug,title,translations,slug\n", "line 1, slug: “slug” – Unknown or doubled column"),
            ("Slug,title,translations\n", "line 1, Slug: “Slug” – Unknown or doubled column"),
            ("", "line 1, slug: “” – This column is missing."),
            (f"{TOPICS}gas,Gas\n", "line 2, row: “” – The row has 2 cells, the header 3."),
            (f"{TOPICS}gas,Gas,,\n", "line 2, row: “” – The row has 4 cells, the header 3."),
            (f"{TOPICS}gas;Gas;\n", "line 2, row: “” – The row has 1 cells, the header 3."),
            (f"{TOPICS}gas,Gas,nothing\n", "line 2, translations: “nothing” – This is not JSON"),
            (f"{TOPICS}gas,,\n", "line 2, title: “” – This field cannot be blank."),
            (f"{TOPICS},Gas,\n", "line 2, slug: “” – "),
            (f'{TOPICS}gas,"Gas"x,\n', "The file can not be read"),
        ],
    )
    def test_what_is_not_sound_is_refused_where_it_stands(self, topics, content, complaint):
        assert any(complaint in problem for problem in problems(topics, content))
        assert not Topic.objects.exists()

    def test_a_sound_row_beside_a_bad_one_is_not_loaded(self, topics):
        problems(topics, f"{TOPICS}gas,Gas,\nOil,Oil,\n")
        assert titles() == {}

    def test_a_value_that_is_long_is_cut_in_the_report(self, topics):
        (said,) = problems(topics, f"{TOPICS}gas,{'x' * 201},\n")
        assert f"“{'x' * 80}”" in said


class TestSpreadsheets:
    def sheet(self, folder, table, *rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / f"{table}.xlsx")
        return folder / f"{table}.xlsx"

    def of(self, model):
        return next(table for table in TABLES if table.model is model)

    def row(self, model, **values):
        return [values.get(column) for column in self.of(model).by_name]

    def test_dates_numbers_and_yes_or_no_are_read_as_the_columns_mean_them(self, tmp_path):
        cast.negotiation()
        polled = {"slug": "ft-poll", "negotiation": "fishery-talks", "question": "Fish?", "pollster": "The Asker", "population": "all"}
        row = self.row(Poll, **polled, wording_known=True, fielded_on=datetime.date(2019, 12, 7), sample=1000.0)
        load(self.sheet(tmp_path, "polls", list(self.of(Poll).by_name), row))
        poll = Poll.objects.get()
        assert (poll.wording_known, str(poll.fielded_on), poll.sample) == (True, "2019-12-07", 1000)
        row = self.row(PollAnswer, slug="ft-poll-1", poll="ft-poll", answer="Yes", percent=50.5, bound="exact")
        load(self.sheet(tmp_path, "poll_answers", list(self.of(PollAnswer).by_name), row))
        assert str(PollAnswer.objects.get().percent) == "50.50"

    def test_a_month_written_as_text_stays_a_month(self, tmp_path):
        given = {"slug": "s", "title": 2019, "title_is_descriptive": False, "publisher": "P", "published_on": "2019-12", "language": "en"}
        row = self.row(Source, **given, kind="news", quality="press", read_extent="full")
        load(self.sheet(tmp_path, "sources", list(self.of(Source).by_name), row))
        assert (Source.objects.get().title, str(Source.objects.get().published_on)) == ("2019", "2019-12")

    def test_empty_rows_are_passed_over_and_lines_still_counted(self, tmp_path):
        empty, header = [None, None, None], ["slug", "title", "translations"]
        file = self.sheet(tmp_path, "topics", header, ["gas", "Gas", None], empty, ["Oil", "Oil", None])
        assert problems(load, file)[0].startswith("topics.xlsx, line 4, slug: “Oil”")

    def test_what_is_no_spreadsheet_is_refused(self, tmp_path):
        (tmp_path / "topics.xlsx").write_text("slug,title,translations\n")
        assert "The file can not be read" in problems(load, tmp_path / "topics.xlsx")[0]

    def test_a_package_may_hold_both_kinds_of_files(self, tmp_path):
        self.sheet(tmp_path, "topics", ["slug", "title", "translations"], ["gas", "Gas", '{"ru": "Газ"}'])
        (tmp_path / "parties.csv").write_text("slug,name,kind,members,country,translations\nnorthland,Northland,state,,NO,\n")
        load(tmp_path)
        assert (Topic.objects.get().translations, Party.objects.get().country) == ({"ru": "Газ"}, "NO")


def test_every_column_of_every_table_comes_back_as_it_was(dump):
    """Dumped, the database emptied, loaded again: the same values of every kind of column."""
    fill()
    before = {model: stored(model) for model in record_models()}
    folder = dump()
    for table in reversed(TABLES):
        table.model._base_manager.all().delete()
    load(folder)
    for model in record_models():
        assert stored(model) == before[model] != [], model


def stored(model):
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in ("version", "revision")]
    return list(model._base_manager.order_by("pk").values(*columns))


def fill():
    """One of each, and awkward values in every kind of column."""
    cast.one_of_each()
    cast.party("the-union", kind="joint_body", members=["northland"], country="NO", translations={"be": "Саюз «А»", "ru": 'Со"юз'})
    cast.speaker("сёмён".encode().hex(), spellings=["Сёмён, Юг", 'S. "Y."', "two\nlines"], role="a; b")
    cast.event("deadline", kind="deadline", set_on="2019", due_on="2020-02-29/2020-03-01", participants=["Nora"])
    cast.source("odd", title=" =1+1", web_address="https://пример.рф/?a=1&b=2", published_on="2019-12", title_is_descriptive=True)
    cast.tally(agreed="28.50", total="30.00", percent_min="0.00", remaining_on="gas", as_worded="„28,5\r\nиз 30“")


def test_a_cell_can_be_emptied_where_it_may_be(dump):
    fill()
    folder = dump()
    files.change(folder, "events", "ft-deadline", set_on="", participants="")
    files.change(folder, "parties", "the-union", members="", country="", translations="")
    load(folder)
    event, union = Event.objects.get(pk="ft-deadline"), Party.objects.get(pk="the-union")
    assert (event.set_on, event.participants, union.members, union.country, union.translations) == (None, [], "", "", {})


@pytest.mark.parametrize(
    ("number", "complaint"),
    [
        ("28,5", "decimal number"),
        ("٢٨", "digits 0–9"),
        ("NaN", "number"),
        ("1e3", ""),
        ("28.555", "2 decimal places"),
        ("-1", "greater than or equal"),
    ],
)
def test_a_decimal_is_written_with_a_point_and_two_places(dump, number, complaint):
    cast.tally(total=None)
    folder = dump()
    slug = Tally.objects.get().pk
    files.change(folder, "tallies", slug, agreed_max=number)
    if not complaint:
        load(folder)
        assert files.rows(dump("again"), "tallies")[0]["agreed_max"] == "1000"
        return
    assert any(complaint in problem and "agreed_max" in problem for problem in problems(load, folder))


def test_a_speaker_of_any_script_keeps_his_spellings(dump):
    cast.speaker("syamashka", name="Уладзімір Сямашка", spellings=["Владимир Семашко", "Uladzimir Siamashka"])
    assert files.rows(dump(), "speakers")[0]["spellings"] == '["Владимир Семашко", "Uladzimir Siamashka"]'
