"""One page records what was said: a preview of what changes first, then all of it or nothing."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmaps.models import AgendaItem, Citation, Position, RoadMap, Source, Statement, StatusClaim, Tally, Term
from tests import cast
from tests.roadmaps.admin.desk import page, seen_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def summit():
    for name in ("oil", "gas"):
        cast.road_map(name)
    cast.topic("gas")
    summit = cast.summit("meeting", "2019-12-20")
    cast.make(AgendaItem, summit=summit, road_map=RoadMap.objects.get(pk="ft-gas"))
    cast.make(Citation, summit=summit, source=cast.source("the-source"))
    return summit


def address(**start):
    return reverse("admin:roadmaps_statement_record") + "?" + "&".join(f"{name}={value}" for name, value in start.items())


@pytest.fixture
def typed(summit):
    """As a browser sends the page when one source is chosen and nothing else is filled in."""
    data = {"statement-voice": "press", "statement-said_on": "2019-12-20", "statement-reason": "It was broadcast."}
    for name in ("citations", "sources", "tallies", "positions"):
        data |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0"}
    data |= {"tallies-0-unit": "item", "tallies-0-stage": "agreed", "tallies-0-basis": "stated", "positions-0-stance": "unstated"}
    for road_map in ("ft-gas", "ft-oil"):
        data |= {f"{road_map}-basis": "stated", f"{road_map}-judgement": "recorded"}
    return data | {"citations-0-source": "the-source"}


def send(client, data, summit="ft-meeting"):
    return client.post(address(summit=summit), data)


def preview(client, data):
    response = send(client, data | {"preview": "1"})
    assert response.status_code == 200
    return response


def save(client, data, seen=None):
    seen = seen or seen_on(preview(client, data))
    return send(client, data | {"save": "1", "seen": seen})


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestWhereItBegins:
    def test_statements_summits_events_and_sources_lead_to_it(self, admin_client, summit):
        for start, link in (
            (page(cast.event("signing")), address(event="ft-signing")),
            (page(Statement, "changelist"), address().rstrip("?")),
            (page(summit), address(summit="ft-meeting")),
            (page(Source.objects.get(pk="the-source")), address(source="the-source")),
        ):
            assert f'href="{link}"' in admin_client.get(start).content.decode()

    def test_without_a_negotiation_it_asks_for_one(self, admin_client, summit):
        response = admin_client.get(address(source="the-source"))
        assert 'href="?negotiation=fishery-talks&amp;source=the-source"' in response.content.decode()

    def test_what_the_record_makes_of_a_claim_is_asked_beside_what_is_said(self, admin_client, summit):
        row = admin_client.get(address(summit=summit.pk)).context["form"].claims[0]
        assert list(row.fields)[:3] == ["says", "disputed_on", "judgement"]

    def test_from_a_summit_its_day_its_sources_and_its_agenda_are_filled_in(self, admin_client, summit):
        form = admin_client.get(address(summit=summit.pk)).context["form"]
        assert form.statement.initial == {"summit": "ft-meeting", "event": None, "said_on": "2019-12-20"}
        assert [row.road_map.pk for row in form.claims if row.road_map.on_the_agenda] == ["ft-gas"]
        assert form.claims[0].road_map.pk == "ft-gas"
        assert [row.initial.get("source") for row in form.rows["citations"]] == ["the-source", None]

    def test_from_an_event_its_day_and_its_sources_are_filled_in(self, admin_client, summit):
        signing = cast.event("signing")
        cast.make(Citation, event=signing, source=cast.source("the-herring"))
        form = admin_client.get(address(event=signing.pk)).context["form"]
        assert form.statement.initial == {"summit": None, "event": "ft-signing", "said_on": str(signing.happened_on)}
        assert [row.initial.get("source") for row in form.rows["citations"]] == ["the-herring", None]

    def test_from_a_source_that_is_cited(self, admin_client, summit):
        form = admin_client.get(address(negotiation="fishery-talks", source="the-source")).context["form"]
        assert form.rows["citations"][0].initial == {"source": "the-source"}

    def test_what_was_filled_in_counts_though_nobody_touched_it(self, admin_client, typed):
        kept = save(admin_client, typed | {"citations-TOTAL_FORMS": "2", "citations-INITIAL_FORMS": "1"})
        assert kept.status_code == 302
        assert Citation.objects.filter(statement__isnull=False).count() == 1

    def test_each_row_shows_how_the_road_map_stands(self, admin_client, summit):
        cast.adopted(RoadMap.objects.get(pk="ft-gas"), "disputed", "2019-12-20")
        assert "Disputed (gas) 2019-12-20" in text(admin_client.get(address(summit=summit.pk))).replace("disputed", "Disputed")


class TestPreviewing:
    def test_it_shows_what_would_change_and_stores_nothing(self, admin_client, typed):
        cast.adopted(RoadMap.objects.get(pk="ft-gas"), "planned", "2019-09-06")
        before = Statement.objects.count()
        response = preview(admin_client, typed | {"ft-gas-says": "agreed", "ft-gas-judgement": "adopted"})
        assert "planned, 2019-09-06" in text(response)
        assert "agreed, 2019-12-20" in text(response)
        assert "Save all of it" in response.content.decode()
        assert Statement.objects.count() == before

    def test_it_says_who_steps_down_and_what_contradicts_what(self, admin_client, typed):
        gas, oil = RoadMap.objects.get(pk="ft-gas"), RoadMap.objects.get(pk="ft-oil")
        cast.adopted(gas, "planned", "2019-12-20")
        cast.adopted(oil, "agreed", "2019-12-01")
        rows = {"ft-gas-says": "agreed", "ft-gas-judgement": "adopted", "ft-oil-says": "dropped"}
        shown = text(preview(admin_client, typed | rows))
        assert "steps down" in shown
        assert re.search(r"Oil ?: dropped, 2019-12-20.* – recorded beside ?; contradicts \( ?beside ?: agreed, 2019-12-01", shown)

    def test_what_is_wrong_is_marked_in_its_row_and_nothing_typed_is_lost(self, admin_client, typed):
        shown = preview(admin_client, typed | {"ft-gas-says": "disputed", "statement-wording": "All of this was typed."}).content.decode()
        assert "Name at least one topic" in shown
        assert "All of this was typed." in shown
        assert "Save all of it" not in shown

    @pytest.mark.parametrize(
        ("wrong", "complaint"),
        [
            ({"citations-0-source": ""}, "at least one source"),
            ({"statement-voice": ""}, "required"),
            ({"statement-voice": "party"}, "Name the party"),
            ({"statement-said_on": "2019-13-01"}, "not a date that exists"),
            ({"ft-gas-note": "It said so."}, "Choose what the statement says"),
            ({"ft-gas-says": "agreed", "ft-gas-effective_on": "2031", "ft-gas-judgement": "adopted"}, "about the future"),
            ({"tallies-0-agreed_min": "5", "tallies-0-total": "3"}, "than there are"),
            ({"positions-0-summary": "Cheaper."}, "required"),
            ({"sources-0-title": "T"}, "required"),
            ({"statement-wording": "a\x00b"}, "Null characters"),
            ({"ft-gas-says": "unheard"}, "not one of the available choices"),
        ],
    )
    def test_every_rule_is_said(self, admin_client, typed, wrong, complaint):
        assert complaint in text(preview(admin_client, typed | wrong))
        assert not Statement.objects.exists()

    def test_another_row_keeps_what_was_typed(self, admin_client, typed):
        response = send(admin_client, typed | {"another": "tallies", "statement-wording": "Typed."})
        assert len(response.context["form"].rows["tallies"].forms) == 2
        assert "Typed." in response.content.decode()
        assert "errornote" not in response.content.decode()


class TestSaving:
    def test_all_of_it_is_stored_with_the_reason_and_the_editors_name(self, admin_client, typed):
        cast.party("northland")
        rows = {
            "ft-gas-says": "disputed", "ft-gas-disputed_on": "gas", "ft-gas-judgement": "adopted",
            "tallies-0-agreed_min": "1", "tallies-0-agreed_max": "1", "tallies-0-total": "2",
            "positions-0-party": "northland", "positions-0-topic": "gas", "positions-0-summary": "Cheaper gas.",
            "sources-0-title": "New", "sources-0-publisher": "The Daily Herring", "sources-0-language": "en", "sources-0-kind": "news",
            "sources-0-quality": "press", "sources-0-read_extent": "full",
        }  # fmt: skip
        assert save(admin_client, typed | rows).status_code == 302
        statement = Statement.objects.get()
        assert sorted(statement.citations.values_list("source", flat=True)) == ["the-daily-herring", "the-source"]
        claim = StatusClaim.objects.get()
        assert (claim.road_map_id, claim.status, claim.disputed_on, claim.judgement) == ("ft-gas", "disputed", "gas", "adopted")
        assert (Tally.objects.count(), Position.objects.count()) == (1, 1)
        for part in (statement, claim, Source.objects.get(pk="the-daily-herring")):
            first = part.history.earliest()
            assert (first.history_user, first.history_change_reason) == ("admin", "It was broadcast.")

    def test_a_term_of_the_negotiation_gives_its_status(self, admin_client, typed, summit):
        cast.make(Term, slug="ft-deferred", negotiation=summit.negotiation, label="deferred", definition="Put off.", status="suspended")
        save(admin_client, typed | {"ft-oil-says": "suspended:ft-deferred"})
        assert (StatusClaim.objects.get().status, StatusClaim.objects.get().term_id) == ("suspended", "ft-deferred")

    def test_what_was_not_previewed_is_not_saved(self, admin_client, typed):
        assert "differs from what you were shown" in text(save(admin_client, typed | {"ft-gas-says": "agreed"}, seen="x"))
        assert not Statement.objects.exists()

    def test_what_was_typed_otherwise_after_the_preview_is_shown_first(self, admin_client, typed):
        rows = typed | {"ft-gas-says": "agreed", "ft-gas-judgement": "adopted"}
        seen = seen_on(preview(admin_client, rows))
        assert "differs from what you were shown" in text(save(admin_client, rows | {"ft-gas-says": "dropped"}, seen=seen))
        assert not Statement.objects.exists()

    def test_a_ledger_that_moved_since_the_preview_is_shown_again(self, admin_client, typed):
        rows = typed | {"ft-gas-says": "agreed", "ft-gas-judgement": "adopted"}
        seen = seen_on(preview(admin_client, rows))
        cast.adopted(RoadMap.objects.get(pk="ft-gas"), "planned", "2019-12-20")
        before = Statement.objects.count()
        assert "differs from what you were shown" in text(save(admin_client, rows, seen=seen))
        assert Statement.objects.count() == before


def test_it_needs_the_permission_to_add_what_it_stores(client, django_user_model, summit):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(user)
    assert client.get(address(summit=summit.pk)).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_statement", "add_citation", "add_statusclaim"]))
    assert client.get(address(summit=summit.pk)).status_code == 200


def test_the_grid_costs_the_same_number_of_queries_at_any_length(admin_client, summit):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(address(summit=summit.pk)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(29):
        cast.adopted(cast.road_map(f"item-{number}"))
    assert queries() == few < 40
