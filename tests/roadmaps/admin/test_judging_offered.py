"""A claim's page, its statement's and its road map's offer each judgement that the claim may be given and this editor may give."""

import re

import pytest
from django.contrib.auth.models import Permission

from tests import cast
from tests.roadmaps.admin.desk import page, text_of

pytestmark = pytest.mark.django_db
WHERE = {"claim": lambda claim: claim, "statement": lambda claim: claim.statement, "road map": lambda claim: claim.road_map}
where = pytest.mark.parametrize("start", WHERE.values(), ids=WHERE)


@pytest.fixture
def rival():
    return cast.adopted(status="agreed", slug="ft-rival")


@pytest.fixture
def claim(rival):
    return cast.claim(status="planned", slug="ft-claim")


def look(client, user, at):
    client.force_login(user)
    return client.get(page(at)).content.decode()


def offered(html, claim):
    return re.findall(rf"judge/(\w+)/\?claim={claim.pk}&", html)


@where
def test_a_reviewer_may_adopt_over_a_rival(client, claim, start):
    html = look(client, cast.reviewer(), start(claim))
    assert offered(html, claim) == ["adopted", "withdrawn"]
    assert "Only a reviewer" not in html


@where
def test_an_editor_may_not_and_sees_why_and_who_may(client, claim, start):
    html = look(client, cast.editor(), start(claim))
    assert offered(html, claim) == ["withdrawn"]
    assert "Only a reviewer may adopt it: ft-rival is adopted for the same day and disagrees." in text_of(html)


@where
def test_an_editor_may_adopt_where_nothing_adopted_disagrees(client, claim, rival, start):
    agreeing = cast.claim(status="agreed")
    html = look(client, cast.editor(), start(agreeing))
    assert offered(html, agreeing) == ["adopted", "withdrawn"]


@where
def test_what_is_adopted_or_withdrawn_is_offered_the_other_two(client, rival, start):
    struck = cast.claim(effective_on="2019-12-21", said_on="2019-12-21", judgement="withdrawn")
    assert offered(look(client, cast.editor(), start(rival)), rival) == ["recorded", "withdrawn"]
    assert offered(look(client, cast.editor(), start(struck)), struck) == ["adopted", "recorded"]


@where
def test_a_part_can_not_be_adopted(client, start):
    part = cast.claim(about="transit")
    assert offered(look(client, cast.reviewer(), start(part)), part) == ["withdrawn"]


@where
def test_who_may_only_look_is_offered_nothing(client, claim, start):
    reader = cast.user("reader")
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_roadmap", "view_statusclaim", "view_statement"]))
    html = look(client, reader, start(claim))
    assert "planned" in html
    assert "/judge/" not in html
    assert "Only a reviewer" not in html


def test_the_question_itself_tells_an_editor_before_anything_is_typed(client, claim):
    client.force_login(cast.editor())
    shown = client.get(f"/admin/roadmaps/statusclaim/judge/adopted/?claim={claim.pk}").content.decode()
    assert "up to a reviewer" in shown
    assert "ft-rival" in shown
    assert 'name="reason"' not in shown
