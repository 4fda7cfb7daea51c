"""What was said is recorded by one request: a statement with its sources and all that it asserts, all of it or nothing."""

import pytest
from django.contrib.auth.models import Permission

from roadmaps.models import Citation, Negotiation, Position, Statement, StatusClaim, Tally
from tests import cast
from tests.tracker.api import read
from tests.tracker.writing import Writer, complaints, editor, good, problem, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    """Nora says for Northland that gas is agreed, oil is disputed on gas, and 2 of 3 are settled; the wire reports it."""
    for name in ("gas", "oil"):
        cast.road_map(name)
    cast.topic("gas")
    cast.speaker(party=cast.party("northland"))
    cast.source("wire", published_on="2019-12-21")
    return {
        "slug": "ft-speech",
        "negotiation": "fishery-talks",
        "speaker": "nora-north",
        "voice": "party",
        "party": "northland",
        "said_on": "2019-12-20",
        "wording": "All is settled but oil.",
        "sources": [{"slug": "wire", "locator": "p. 1", "quote": "settled"}],
        "claims": [
            {"road_map": "ft-gas", "status": "agreed", "adopt": True},
            {"road_map": "ft-oil", "status": "disputed", "disputed_on": ["gas"], "slug": "ft-oil-disputed"},
        ],
        "tallies": [{"agreed_min": 2, "agreed_max": "2", "total": 3, "remaining_on": ["gas"]}],
        "positions": [{"party": "northland", "road_map": "ft-oil", "summary": "Cheaper oil.", "stance": "conditional"}],
    }


def nothing_is_stored() -> bool:
    stored = any(model.objects.exists() or model.history.exists() for model in (Statement, Citation, StatusClaim, Tally, Position))
    return not stored and set(Negotiation.objects.values_list("revision", flat=True)) == {revision_before()}


def revision_before() -> int:
    """The fixture wrote the negotiation and two road maps."""
    return 3


def test_all_that_was_said_is_stored_under_one_revision(speech):
    answer = editor().post("statements/", speech, reason="Broadcast.")
    recorded = good(answer, 201)
    changes = recorded.pop("changes")
    assert recorded == read("statements/ft-speech/")
    assert (answer["Location"], answer["ETag"][:3]) == (recorded["url"], f'"{recorded["version"]}-')
    assert [(claim["slug"], claim["judgement"]) for claim in recorded["claims"]] == [
        ("ft-gas-2019-12-20", "adopted"),
        ("ft-oil-disputed", "recorded"),
    ]
    assert [tally["worded_count"] for tally in recorded["tallies"]] == ["2 of 3"]
    assert [position["summary"] for position in recorded["positions"]] == ["Cheaper oil."]
    assert (recorded["reported_on"], recorded["reported_on_inferred"]) == ("2019-12-21", False)
    assert Negotiation.objects.get().revision == revision_before() + 1
    assert {row.history_change_reason for row in (Statement.history.first(), Tally.history.first())} == {"Broadcast."}
    assert {row.history_user_id for model in (Statement, StatusClaim, Citation) for row in model.history.all()} == {"ed-editor"}
    assert [moved["road_map"]["slug"] for moved in changes["standings"]] == ["ft-gas"]


def test_the_answer_says_what_moved_in_the_ledger(speech):
    earlier = cast.adopted(cast.road_map("gas"), "negotiating", "2019-09-06", slug="ft-earlier")
    cast.claim(cast.road_map("gas"), "dropped", "2019-12-20", said_on="2019-12-20", slug="ft-denied")
    changes = good(editor().post("statements/", speech), 201)["changes"]
    (moved,) = changes["standings"]
    assert moved["before"]["claim"]["slug"] == earlier.pk
    assert (moved["before"]["status"], moved["after"]["status"], moved["after"]["effective_on"]) == ("negotiating", "agreed", "2019-12-20")
    told = {change["claim"]["slug"]: change for change in changes["claims"]}
    assert (told["ft-earlier"]["relation_before"], told["ft-earlier"]["relation"]) == ("in_force", "earlier")
    new = told["ft-gas-2019-12-20"]
    assert [new[name] for name in ("relation_before", "relation", "judgement_before", "judgement")] == ["new", "in_force", "new", "adopted"]
    beside = told["ft-oil-disputed"]
    assert (beside["relation"], beside["compared_with"]) == ("apart", None)


def test_a_claim_beside_is_compared_with_what_stands(speech):
    cast.adopted(cast.road_map("oil"), "agreed", "2019-12-01", slug="ft-oil-agreed")
    changes = good(editor().post("statements/", speech), 201)["changes"]
    told = {change["claim"]["slug"]: change for change in changes["claims"]}["ft-oil-disputed"]
    assert (told["relation"], told["judgement"], told["compared_with"]["slug"]) == ("contradicts", "recorded", "ft-oil-agreed")


def test_a_dry_run_says_the_same_and_stores_nothing(speech):
    tried = good(editor().post("statements/", speech, dry_run="true"))
    assert nothing_is_stored()
    recorded = good(editor().post("statements/", speech, dry_run="false"), 201)
    assert tried["changes"] == recorded["changes"]
    assert tried == recorded


def test_a_dry_run_judges_by_every_rule(speech):
    assert complaints(editor().post("statements/", {**speech, "sources": []}, dry_run="true"))["sources"]


def test_everything_that_is_wrong_is_told_where_it_stands(speech):
    cast.road_map("gas", cast.negotiation("other-talks", "ot"))
    speech["claims"] += [
        {"road_map": "ft-gas", "status": "disputed"},
        {"road_map": "ot-gas", "status": "agreed", "slug": "ft-elsewhere"},
        {"road_map": "ft-oil", "status": "agreed", "effective_on": "2020", "adopt": True},
    ]
    speech["tallies"][0]["agreed_min"] = 5
    wrong = complaints(editor().post("statements/", speech))
    assert wrong.keys() == {"claims[2]", "claims[3].road_map", "claims[4]", "tallies[0]"}
    assert "about the future" in wrong["claims[4]"]
    assert not Statement.objects.exists()


def test_a_statement_needs_a_source(speech):
    assert "Name at least one source" in complaints(editor().post("statements/", {**speech, "sources": []}))["sources"]
    assert nothing_is_stored()


def test_what_hangs_on_a_refused_statement_is_not_told(speech):
    assert complaints(editor().post("statements/", {**speech, "party": None})) == {
        "": "Name the party for the voices “party” and “joint”, and for no other."
    }
    assert nothing_is_stored()


def test_a_claim_without_a_day_takes_the_statements(speech):
    assert good(editor().post("statements/", speech), 201)["claims"][0]["effective_on"] == "2019-12-20"


def test_sent_twice_it_is_stored_once(speech):
    good(editor().post("statements/", speech), 201)
    assert problem(editor().post("statements/", speech), 409)
    assert (Statement.objects.count(), StatusClaim.objects.count()) == (1, 2)


@pytest.mark.parametrize("writer", [editor, reviewer])
def test_of_two_claims_that_disagree_about_a_day_not_both_are_adopted(speech, writer):
    speech["claims"].append({"road_map": "ft-gas", "status": "dropped", "adopt": True})
    assert "adopt one of them" in complaints(writer().post("statements/", speech))["claims[2]"]
    assert nothing_is_stored()


def test_an_editor_does_not_adopt_over_a_rival_and_nothing_is_stored(speech):
    cast.adopted(cast.road_map("gas"), "dropped", "2019-12-20", slug="ft-rival")
    assert "ft-rival" in problem(editor().post("statements/", speech), 403)["detail"]
    assert not Statement.objects.filter(pk="ft-speech").exists()
    assert StatusClaim.objects.get().judgement == "adopted"


def test_a_reviewer_does_and_the_rival_steps_down(speech):
    cast.adopted(cast.road_map("gas"), "dropped", "2019-12-20", slug="ft-rival")
    changes = good(reviewer().post("statements/", speech), 201)["changes"]
    told = {change["claim"]["slug"]: change for change in changes["claims"]}["ft-rival"]
    assert (told["judgement_before"], told["judgement"], told["relation"]) == ("adopted", "recorded", "contradicts")


def test_every_part_needs_the_permission_of_its_model(speech):
    clerk = cast.user("clerk")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["add_statement", "add_citation"]))
    assert "roadmaps.add_statusclaim" in problem(Writer(clerk).post("statements/", speech), 403)["detail"]
    bare = {name: value for name, value in speech.items() if name not in ("claims", "tallies", "positions")}
    good(Writer(clerk).post("statements/", bare), 201)


def test_a_statement_may_assert_nothing_yet(speech):
    bare = {name: value for name, value in speech.items() if name not in ("claims", "tallies", "positions")}
    recorded = good(editor().post("statements/", bare), 201)
    assert recorded["claims"] == recorded["tallies"] == recorded["positions"] == recorded["changes"]["standings"] == []
