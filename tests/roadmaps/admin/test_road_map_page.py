"""A road map's page tells its history; a statement's page and a claim's say how they are judged, and lead to judging."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from roadmaps.admin.rows import MOST_ROWS
from roadmaps.models import RoadMap, StatusClaim, Succession
from tests import cast
from tests.roadmaps.admin.desk import filled_in, judging, page, text_of

pytestmark = pytest.mark.django_db


def rows(client, of):
    html = client.get(page(of)).content.decode()
    table = html[html.index('<table class="course">') :]
    return re.findall(r"<tr class.*?</tr>", table[: table.index("</table>")], re.DOTALL)


@pytest.fixture
def gas(admin_client):
    gas = cast.road_map("gas")
    minister = cast.statement("2019-12-20", by="northland", speaker=cast.speaker(), wording="All but the price is settled.", sources=2)
    cast.adopted(gas, "planned", "2019-09-06", slug="ft-planned")
    cast.adopted(gas, "disputed", "2019-12-20", statement=minister, disputed_on=cast.topic("price").pk, slug="ft-disputed")
    cast.claim(gas, "agreed", "2020-01-05", said_on="2020-01-05", slug="ft-beside")
    cast.claim(gas, "dropped", "2020-02-01", said_on="2020-02-01", judgement="withdrawn", judgement_reason="A misprint.", slug="ft-struck")
    cast.claim(gas, "agreed", "2020-03-01", said_on="2020-03-01", about="transit", slug="ft-part")
    return gas


def test_it_tells_when_what_was_in_force_who_said_so_and_on_how_many_sources(admin_client, gas):
    planned, disputed, *_ = map(text_of, rows(admin_client, gas))
    assert "2019-09-06 in force until 2019-12-20 planned" in planned
    for shown in ("2019-12-20 in force since", "disputed: Price", "Nora North, for Northland", "All but the price", "2 sources", "stated", "adopted"):
        assert shown in disputed


def test_a_recorded_claim_stands_under_the_one_that_it_contradicts(admin_client, gas):
    beside = rows(admin_client, gas)[2]
    assert "beside" in beside[:40]
    assert "2020-01-05 contradicts agreed" in text_of(beside)


def test_what_is_withdrawn_is_struck_through_with_the_reason(admin_client, gas):
    struck = rows(admin_client, gas)[3]
    assert re.search(r"<del>\s*dropped\s*</del>", struck)
    assert "withdrawn: A misprint." in text_of(struck)
    assert sum("<del>" in row for row in rows(admin_client, gas)) == 1


def test_a_long_history_shows_its_end_and_leads_to_all_of_it(admin_client):
    gas = cast.road_map("gas")
    first = cast.adopted(gas, "planned", "1899", said_on="2019-09-06", slug="ft-first")
    later = [cast.twin(first, slug=f"ft-{number}", effective_on=str(1900 + number)) for number in range(MOST_ROWS + 1)]
    for claim in later:
        claim.ledger_order = claim.order_in_ledger()
    StatusClaim._base_manager.bulk_create(later)
    html = admin_client.get(page(gas)).content.decode()
    assert "The latest claims are shown" in html
    assert len(rows(admin_client, gas)) == MOST_ROWS + 1  # with what was in force before
    address = re.search(r'<a href="([^"]+)">All claims in their own list', html)[1]
    assert admin_client.get(address).context["cl"].result_count == gas.claims.count() == MOST_ROWS + 2


def test_what_is_about_a_part_says_of_which(admin_client, gas):
    assert "about a part agreed about: transit" in text_of(rows(admin_client, gas)[4])


def test_each_claim_leads_to_the_judgements_that_it_does_not_have_and_can_have(admin_client, gas):
    html = dict(zip(("planned", "disputed", "beside", "struck", "part"), rows(admin_client, gas), strict=True))
    offered = {name: [word for word in ("adopted", "recorded", "withdrawn") if f"judge/{word}/?claim=ft-{name}" in row] for name, row in html.items()}
    assert offered == {
        "planned": ["recorded", "withdrawn"],
        "disputed": ["recorded", "withdrawn"],
        "beside": ["adopted", "withdrawn"],
        "struck": ["adopted", "recorded"],
        "part": ["withdrawn"],
    }
    assert admin_client.get(judging("adopted", cast.claim())).status_code == 200


def test_a_claim_is_added_by_recording_what_was_said(admin_client, gas):
    address = f"{reverse('admin:roadmaps_statement_record')}?negotiation={gas.negotiation_id}"
    assert address in admin_client.get(page(gas)).content.decode()
    assert admin_client.get(address).context["negotiation"] == gas.negotiation


def test_a_road_map_without_claims_says_so_and_a_new_one_has_no_history(admin_client):
    assert "Nothing is recorded" in admin_client.get(page(cast.road_map())).content.decode()
    assert "course-heading" not in admin_client.get(page(RoadMap, "add")).content.decode()


def test_saving_the_page_leaves_the_claims_alone(admin_client, gas):
    assert admin_client.post(page(gas), filled_in(admin_client, page(gas)) | {"summary": "Of gas."}).status_code == 302
    assert RoadMap.objects.get().summary == "Of gas."
    assert {claim.version for claim in gas.claims.all()} == {1}


def test_who_may_only_look_is_not_offered_to_judge(client, django_user_model, gas):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_roadmap", "view_statusclaim", "view_statement"]))
    client.force_login(reader)
    claim = gas.claims.get(pk="ft-disputed")
    for address in (page(gas), page(claim), page(claim.statement)):
        text = client.get(address).content.decode()
        assert "disputed" in text
        assert "/judge/" not in text


def test_who_may_not_see_claims_does_not_see_them_here(client, django_user_model, gas):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_roadmap"))
    client.force_login(reader)
    assert "course-heading" not in client.get(page(gas)).content.decode()


def test_a_statement_shows_how_each_of_its_claims_is_judged(admin_client, gas):
    claim = gas.claims.get(pk="ft-struck")
    html = admin_client.get(page(claim.statement)).content.decode()
    assert "withdrawn: A misprint." in text_of(html)
    assert judging("adopted", claim) in html


def test_a_claims_own_page_leads_to_judging_it(admin_client, gas):
    claim = gas.claims.get(pk="ft-beside")
    assert judging("adopted", claim) in admin_client.get(page(claim)).content.decode()


@pytest.fixture
def split(gas):
    """Gas, which came from two others and was split in two."""
    pipes, prices, transit, storage = (cast.road_map(name) for name in ("pipes", "prices", "transit", "storage"))
    for earlier in (pipes, prices):
        cast.make(Succession, slug=f"{earlier.pk}-merged", from_road_map=earlier, to_road_map=gas, kind="merges", on="2019-09")
    for later in (transit, storage):
        cast.make(Succession, slug=f"{later.pk}-split", from_road_map=gas, to_road_map=later, kind="splits")
    return gas


def test_it_leads_to_what_it_came_from_and_to_what_became_of_it(admin_client, split):
    html = admin_client.get(page(split)).content.decode()
    assert "What it came from" in text_of(html)
    assert "What became of it" in text_of(html)
    for other in ("pipes", "prices", "transit", "storage"):
        assert f'href="{page(cast.road_map(other))}"' in html
    for succession in Succession.objects.all():
        assert f'href="{page(succession)}"' in html
        assert succession.get_kind_display() in html


def test_a_succession_is_not_edited_there(admin_client, split):
    formsets = admin_client.get(page(split)).context["inline_admin_formsets"]
    lineage = [formset for formset in formsets if formset.opts.model is Succession]
    assert [(formset.has_add_permission, formset.has_change_permission, formset.has_delete_permission) for formset in lineage] == [(False,) * 3] * 2
    before = list(Succession.objects.values())
    data = filled_in(admin_client, page(split)) | {"came_from-0-kind": "renames", "came_from-1-DELETE": "on", "summary": "Of gas."}
    assert admin_client.post(page(split), data).status_code == 302
    assert list(Succession.objects.values()) == before


def test_one_that_somebody_deletes_meanwhile_does_not_stop_the_page(admin_client, split):
    data = filled_in(admin_client, page(split)) | {"summary": "Of gas."}
    Succession.objects.filter(to_road_map=split).first().delete()
    assert admin_client.post(page(split), data).status_code == 302
    assert RoadMap.objects.get(pk=split.pk).summary == "Of gas."
    assert Succession.objects.count() == 3
