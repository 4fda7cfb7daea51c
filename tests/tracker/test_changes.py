"""What was written since a revision: enough to keep a copy in step."""

import pytest
from django.db import transaction

from roadmaps import adoption, revisions
from roadmaps.models import AgendaItem, Catalogue, Citation, Negotiation, PollAnswer, RoadMap, RoadMapTitle, Source, Statement, Succession
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db
AT = "http://testserver/api/v1/"


def changes(since=0, of="negotiations/fishery-talks", **parameters):
    return read(f"{of}/changes/", since=since, **parameters)


def told(since=0, of="negotiations/fishery-talks"):
    return [(entry["kind"], entry["resource"], entry["slug"]) for entry in changes(since, of)["results"]]


def revision():
    return Negotiation.objects.get(pk="fishery-talks").revision


@pytest.fixture
def gas(db):
    return cast.road_map("gas")


@pytest.fixture
def everything(db):
    return cast.one_of_each()


class TestARecord:
    def test_that_is_new_comes_with_its_body(self, gas):
        (entry,) = changes(revision() - 1)["results"]
        assert {name: value for name, value in entry.items() if name != "record"} == {
            "revision": revision(), "kind": "created", "resource": "road-maps", "slug": "ft-gas", "url": f"{AT}road-maps/ft-gas/", "version": 1,
        }  # fmt: skip
        assert entry["record"] == {
            "slug": "ft-gas", "negotiation": "fishery-talks", "sequence": 1, "number": "", "title": "Gas", "title_basis": "attested", "topic": None,
            "summary": "", "titles": [], "came_from": [], "sources": [], "version": 1,
        }  # fmt: skip

    def test_that_changed_comes_as_it_is_now(self, gas):
        since = revision()
        gas.summary = "About gas."
        gas.save()
        (entry,) = changes(since)["results"]
        assert (entry["kind"], entry["record"]["summary"], entry["version"]) == ("changed", "About gas.", 2)

    def test_that_was_deleted_is_null(self, gas):
        since = revision()
        gas.delete()
        (entry,) = changes(since)["results"]
        assert (entry["kind"], entry["record"], entry["version"]) == ("deleted", None, None)

    def test_is_told_once_at_its_last_revision(self, gas):
        since = revision()
        oil = cast.road_map("oil")
        for summary in ("One.", "Two."):
            gas.summary = summary
            gas.save()
        assert [(entry["slug"], entry["revision"]) for entry in changes(since)["results"]] == [("ft-oil", since + 1), ("ft-gas", since + 3)]
        assert oil.version == 1

    def test_that_was_not_there_at_the_revision_is_created_however_often_it_changed(self, gas):
        since = revision()
        oil = cast.road_map("oil")
        oil.summary = "About oil."
        oil.save()
        assert told(since) == [("created", "road-maps", "ft-oil")]

    def test_that_was_deleted_and_made_again_is_changed(self, gas):
        since = revision()
        gas.delete()
        cast.road_map("gas")
        assert told(since) == [("changed", "road-maps", "ft-gas")]
        assert told(since + 1) == [("created", "road-maps", "ft-gas")]

    def test_that_came_and_went_is_deleted(self, gas):
        since = revision()
        cast.road_map("oil").delete()
        assert told(since) == [("deleted", "road-maps", "ft-oil")]

    def test_of_other_talks_or_of_the_catalogue_is_not_told(self, gas):
        since = revision()
        cast.road_map("gas", cast.negotiation("other-talks", "ot"))
        cast.topic("tax")
        assert told(since) == []


class TestARowUnderARecord:
    """It has no address of its own: what changes is the record."""

    def test_a_title_and_what_the_title_cites(self, gas):
        since = revision()
        title = cast.make(RoadMapTitle, road_map=gas, language="be", kind="press", title="Рынак газу")
        assert told(since) == [("changed", "road-maps", "ft-gas")]
        since = revision()
        citation = cast.make(Citation, road_map_title=title, source=cast.source("journal"), locator="p. 4")
        (entry,) = changes(since)["results"]
        assert entry["record"]["titles"][0]["sources"] == [{"slug": "journal", "locator": "p. 4", "quote": ""}]
        since = revision()
        citation.delete()
        assert changes(since)["results"][0]["record"]["titles"][0]["sources"] == []
        since = revision()
        title.delete()
        assert changes(since)["results"][0]["record"]["titles"] == []

    def test_what_a_title_cites_after_its_key_went_to_another_road_map(self, gas):
        oil = cast.road_map("oil")
        cast.make(RoadMapTitle, slug="ft-title", road_map=gas, language="be", kind="press", title="Газ").delete()
        title = cast.make(RoadMapTitle, slug="ft-title", road_map=oil, language="be", kind="press", title="Нафта")
        since = revision()
        cast.make(Citation, road_map_title=title, source=cast.source("journal"))
        assert ("changed", "road-maps", "ft-oil") in told(since)

    def test_a_place_on_an_agenda_and_what_it_cites(self, gas):
        summit = cast.summit()
        since = revision()
        item = cast.make(AgendaItem, summit=summit, road_map=gas)
        cast.make(Citation, agenda_item=item, source=cast.source("journal"))
        (entry,) = changes(since)["results"]
        assert (entry["resource"], entry["slug"]) == ("summits", "ft-summit")
        assert entry["record"]["agenda"][0]["road_map"] == "ft-gas"
        assert entry["record"]["agenda"][0]["sources"][0]["slug"] == "journal"

    def test_an_answer_of_a_poll(self, everything):
        answer, since = everything[PollAnswer], revision()
        answer.percent = 52
        answer.save()
        (entry,) = changes(since)["results"]
        assert (entry["resource"], entry["kind"], entry["record"]["answers"][0]["percent"]) == ("polls", "changed", 52)

    def test_a_succession_and_what_it_cites_change_the_later_road_map(self, gas):
        later = cast.negotiation("fishery-programme", "fp")
        fuel = cast.road_map("fuel", later)
        since = Negotiation.objects.get(pk="fishery-programme").revision
        step = cast.make(Succession, slug="fp-fuel-from-gas", from_road_map=gas, to_road_map=fuel, kind="continues")
        cast.make(Citation, succession=step, source=cast.source("journal"))
        (entry,) = changes(since, "negotiations/fishery-programme")["results"]
        assert (entry["slug"], entry["record"]["came_from"][0]["from_road_map"]) == ("fp-fuel", "ft-gas")
        assert entry["record"]["came_from"][0]["sources"][0]["slug"] == "journal"

    @pytest.mark.parametrize("link", ["statement", "summit", "event", "aim", "poll", "road_map"])
    def test_a_citation(self, everything, link):
        cited = everything[Citation._meta.get_field(link).related_model]
        since = revision()
        cast.make(Citation, slug="ft-cites", source=cast.source("journal"), **{link: cited})
        (entry,) = changes(since)["results"]
        assert (entry["kind"], entry["resource"], entry["slug"]) == ("changed", cited.route, cited.pk)
        assert "journal" in [source["slug"] for source in entry["record"]["sources"]]


class TestAWriteOfSeveral:
    def test_a_deleted_statement_takes_what_it_asserts_with_it(self, everything):
        spoken, since = everything[Statement], revision()
        gone = {("statements", spoken.pk)} | {
            (part.route, part.pk) for name in ("claims", "tallies", "positions") for part in getattr(spoken, name).all()
        }
        spoken.delete()
        assert len(gone) >= 4
        assert {(entry["resource"], entry["slug"]) for entry in changes(since)["results"]} == gone
        assert {(entry["kind"], entry["revision"]) for entry in changes(since)["results"]} == {("deleted", revision())}

    def test_a_rival_that_steps_down_is_told(self, gas):
        cast.adopted(gas, "planned", slug="ft-rival")
        claim = cast.claim(gas, "agreed", slug="ft-claim")
        since = revision()
        adoption.adopt(claim, "At last.", by=cast.reviewer())
        assert {(entry["slug"], entry["record"]["judgement"]) for entry in changes(since)["results"]} == {
            ("ft-rival", "recorded"),
            ("ft-claim", "adopted"),
        }

    def test_within_a_revision_what_others_link_to_comes_first(self, everything):
        with revisions.writing({"fishery-talks"}):
            since = revision() - 1
            claim = cast.claim(cast.road_map("tax"), slug="ft-new-claim", said_on="2019-12-21")
            cast.summit("another")
        found = [entry["resource"] for entry in changes(since)["results"]]
        assert found == ["road-maps", "summits", "statements", "status-claims"]
        assert claim.pk == changes(since)["results"][-1]["slug"]


class TestTheCatalogue:
    def test_it_tells_what_negotiations_share(self, everything):
        assert {entry["resource"] for entry in changes(of="catalogue")["results"]} == {"parties", "topics", "speakers", "sources"}

    def test_its_revision_is_its_own(self, everything):
        since = Catalogue.objects.get().revision
        assert changes(since, "catalogue")["until"] == since
        source = Source.objects.first()
        source.note = "Read again."
        source.save()
        assert told(since, "catalogue") == [("changed", "sources", source.pk)]


class TestANegotiation:
    def test_tells_of_itself(self, gas):
        talks, since = gas.negotiation, revision()
        talks.refresh_from_db()
        talks.title = "Talks on fish"
        talks.save()
        (entry,) = changes(since)["results"]
        assert (entry["resource"], entry["record"]["title"], "revision" in entry["record"]) == ("negotiations", "Talks on fish", False)

    def test_that_was_deleted_still_says_so(self, db):
        talks = cast.negotiation()
        since = talks.revision
        talks.delete()
        assert told(since) == [("deleted", "negotiations", "fishery-talks")]
        assert changes(since)["until"] == since + 1
        assert told(since + 1) == []

    def test_that_was_made_again_goes_on_in_the_same_count(self, gas):
        since = revision()
        gas.delete()
        Negotiation.objects.get().delete()
        cast.negotiation(title="New talks")
        assert told(since) == [("deleted", "road-maps", "ft-gas"), ("changed", "negotiations", "fishery-talks")]

    def test_that_never_was_is_not_found(self, db):
        refused("negotiations/atlantis/changes/", 404)


class TestPages:
    @pytest.fixture
    def one_revision_of_seven(self, gas):
        with revisions.writing({"fishery-talks"}):
            for number in range(7):
                cast.road_map(f"item-{number}")
        return revision() - 1

    def walk(self, page):
        while True:
            yield from (entry["slug"] for entry in page["results"])
            if page["next"] is None:
                return
            page = read(page["next"].removeprefix(AT))

    def test_a_revision_larger_than_a_page_goes_on_on_the_next(self, one_revision_of_seven):
        page = changes(one_revision_of_seven, page_size=3)
        assert (page["count"], len(page["results"]), page["since"], page["until"]) == (7, 3, one_revision_of_seven, revision())
        assert list(self.walk(page)) == [f"ft-item-{number}" for number in range(7)]

    def test_what_is_written_while_it_is_walked_is_told_at_the_end(self, one_revision_of_seven):
        page = changes(one_revision_of_seven, page_size=3)
        first = read("road-maps/ft-item-0/")
        item = RoadMap.objects.get(pk="ft-item-0")
        item.summary = "Meanwhile."
        item.save()
        walked = list(self.walk(page))
        assert walked == [*(f"ft-item-{number}" for number in range(7)), "ft-item-0"]
        assert first["summary"] == ""

    def test_a_page_leads_back(self, one_revision_of_seven):
        second = read(changes(one_revision_of_seven, page_size=3)["next"].removeprefix(AT))
        back = read(second["previous"].removeprefix(AT))
        assert [entry["slug"] for entry in back["results"]] == ["ft-item-0", "ft-item-1", "ft-item-2"]
        assert back["previous"] is None

    def test_the_last_answer_says_since_which_revision_to_ask_next(self, one_revision_of_seven):
        assert changes(changes()["until"])["results"] == []


class TestARefusal:
    def test_of_a_revision_to_come_says_the_current_one(self, gas):
        problem = refused("negotiations/fishery-talks/changes/", since=revision() + 1)
        assert f"the current revision is {revision()}" in wrong(problem, "since")["detail"]

    @pytest.mark.parametrize("value", ["-1", "1.0", "x", "١", " 1", "9" * 19, "1e3"])
    def test_of_what_is_no_revision(self, gas, value):
        assert wrong(refused("negotiations/fishery-talks/changes/", since=value), "since")

    @pytest.mark.parametrize("name", ["until", "as_of", "kind"])
    def test_of_another_parameter(self, gas, name):
        assert wrong(refused("negotiations/fishery-talks/changes/", **{name: "1"}), name)["allowed"] == ["cursor", "page_size", "since"]


def test_a_write_that_is_rolled_back_is_not_told(gas):
    since = revision()
    with transaction.atomic():
        cast.road_map("oil")
        transaction.set_rollback(True)
    assert told(since) == []


def test_the_whole_is_told_in_order_of_revision(everything):
    told_of = changes(page_size=500)["results"]
    assert [entry["revision"] for entry in told_of] == sorted(entry["revision"] for entry in told_of)
