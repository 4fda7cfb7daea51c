"""Two editors, one record: the second to save is told who changed what, sees both versions, and loses nothing."""

import pytest
from django.urls import reverse

from roadmaps.models import AgendaItem, Citation, Party, Source, Statement, StatusClaim
from tests import cast
from tests.roadmaps.admin.desk import errors, filled_in, page

pytestmark = pytest.mark.django_db


def saved_by(name, record, why="They know better.", **values):
    """Somebody saves the record as it is now, with other values."""
    record = type(record).objects.get(pk=record.pk)
    for field, value in values.items():
        setattr(record, field, value)
    record._history_user, record._change_reason = name, why
    record.save()


def deleted_by(name, record, why="Entered twice."):
    record = type(record).objects.get(pk=record.pk)
    record._history_user, record._change_reason = name, why
    record.delete()


def told(response):
    """The rows of the panel: field → opened, saved since, typed."""
    return {
        field.label: (field.opened, field.theirs, field.typed if field.shown else None)
        for conflict in response.context["unseen"].conflicts
        for field in conflict.told()
    }


def in_the_form(response) -> dict:
    """What a browser would send from the page that came back."""
    context, data = response.context, {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        data |= {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return data


def send_again(client, address, response, **typed):
    again = client.post(address, in_the_form(response) | typed)
    assert again.status_code == 302, errors(again)


@pytest.fixture
def source():
    return cast.source("the-source", title="As it was", publisher="The Journal", author="A", published_on="2019-12")


@pytest.fixture
def spoken():
    spoken = cast.statement(sources=2, slug="ft-spoken")
    cast.claim(cast.road_map("gas"), statement=spoken, slug="ft-gas-agreed")
    return spoken


# The record itself.


def test_the_second_sees_who_saved_what_when_and_why_beside_what_he_opened_and_typed(admin_client, source):
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, "The site says so.", title="By Nora", author="B")
    response = admin_client.post(page(source), data | {"title": "By me"})
    assert told(response) == {"Title": ("As it was", "By Nora", "By me"), "Author": ("A", "B", "A")}
    (save,) = response.context["unseen"].conflicts[0].saves
    text = response.content.decode()
    for shown in ("Nora", "The site says so.", save.history_date.strftime("%Y-%m-%d %H:%M"), "What Nora saved since"):
        assert shown in text
    assert Source.objects.get().title == "By Nora"


def test_several_saves_by_several_people_are_all_named(admin_client, source):
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, title="By Nora")
    saved_by("Olga", source, author="B")
    conflict = admin_client.post(page(source), data).context["unseen"].conflicts[0]
    assert [row.history_user_id for row in conflict.saves] == ["Olga", "Nora"]
    assert conflict.others == "Olga, Nora"


def test_what_he_left_alone_takes_the_others_value_and_what_both_changed_keeps_his(admin_client, source):
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, title="By Nora", author="B", published_on="2020", title_is_descriptive=True)
    response = admin_client.post(page(source), data | {"title": "By me", "note": "Typed."})
    form = in_the_form(response)
    assert (form["title"], form["author"], form["published_on"], form["note"]) == ("By me", "B", "2020", "Typed.")
    assert form["title_is_descriptive"] is True


def test_saved_again_knowingly_it_is_stored_without_undoing_what_the_other_did(admin_client, source):
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, title="By Nora", author="B", title_is_descriptive=True)
    response = admin_client.post(page(source), data | {"title": "By me"})
    send_again(admin_client, page(source), response)
    stored = Source.objects.get()
    assert (stored.title, stored.author, stored.title_is_descriptive, stored.version) == ("By me", "B", True, 3)


def test_a_tick_that_the_other_took_away_is_not_set_again(admin_client):
    source = cast.source("the-source", title_is_descriptive=True)
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, title_is_descriptive=False)
    send_again(admin_client, page(source), admin_client.post(page(source), data | {"title": "By me"}))
    assert Source.objects.get().title_is_descriptive is False


def test_sets_of_keys_and_lists_of_texts_are_merged_as_wholes(admin_client):
    north, south, joint = cast.party("northland"), cast.party("southland"), cast.party("joint", kind="joint_body")
    talks = cast.negotiation()
    data = filled_in(admin_client, page(talks))
    saved_by("Nora", talks, parties=[north.pk, south.pk], translations={"ru": "Рыбные переговоры"})
    response = admin_client.post(page(talks), data | {"title": "By me"})
    assert told(response)["Parties"] == ("", "northland southland", "")
    send_again(admin_client, page(talks), response)
    talks.refresh_from_db()
    assert (talks.title, talks.parties, talks.translations) == ("By me", "northland southland", {"ru": "Рыбные переговоры"})
    assert Party.objects.filter(pk=joint.pk).exists()


def test_somebody_who_saves_between_the_two_attempts_is_told_of_as_well(admin_client, source):
    data = filled_in(admin_client, page(source))
    saved_by("Nora", source, title="By Nora")
    response = admin_client.post(page(source), data | {"note": "Typed."})
    saved_by("Olga", source, author="C")
    third = admin_client.post(page(source), in_the_form(response))
    assert told(third) == {"Author": ("A", "C", "A"), "Note": ("", "", "Typed.")}
    send_again(admin_client, page(source), third)
    assert (Source.objects.get().author, Source.objects.get().note) == ("C", "Typed.")


def test_a_judgement_made_meanwhile_is_shown_though_no_form_has_it(admin_client):
    claim = cast.claim()
    data = filled_in(admin_client, page(claim))
    saved_by("Nora", claim, judgement="adopted", judgement_reason="Well attested.")
    response = admin_client.post(page(claim), data | {"note": "Typed."})
    assert told(response)["Judgement"] == ("recorded beside", "adopted", None)
    send_again(admin_client, page(claim), response)
    claim.refresh_from_db()
    assert (claim.judgement, claim.note) == ("adopted", "Typed.")


def test_line_ends_that_a_browser_changes_are_no_change(admin_client):
    source = cast.source("the-source", note="One\nTwo")
    data = filled_in(admin_client, page(source)) | {"note": "One\r\nTwo"}
    saved_by("Nora", source, note="Three")
    assert in_the_form(admin_client.post(page(source), data))["note"] == "Three"


def test_who_saves_alone_sees_no_panel(admin_client, source):
    response = admin_client.post(page(source), filled_in(admin_client, page(source)) | {"title": ""})
    assert "unseen" not in response.context
    assert "Somebody else saved this" not in response.content.decode()


# Rows under the record.


def test_a_row_that_the_other_changed_is_told_merged_and_saved_again(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    citation = spoken.citations.first()
    saved_by("Nora", citation, locator="page 5", quote="By Nora")
    response = admin_client.post(page(spoken), data | {"citations-0-quote": "By me", "wording": "Typed."})
    assert told(response) == {"Where in it": ("", "page 5", ""), "Short quote": ("", "By Nora", "By me")}
    assert "They know better." in errors(response)
    send_again(admin_client, page(spoken), response)
    citation.refresh_from_db()
    assert (citation.locator, citation.quote, Statement.objects.get().wording) == ("page 5", "By me", "Typed.")


def test_a_claim_in_conflict_keeps_its_topics(admin_client):
    claim = cast.claim(cast.road_map("gas"), "disputed", slug="ft-gas-disputed")
    cast.topic("oil")
    data = filled_in(admin_client, page(claim.statement))
    saved_by("Nora", claim, disputed_on="gas oil")
    response = admin_client.post(page(claim.statement), data | {"claims-0-note": "Typed."})
    send_again(admin_client, page(claim.statement), response)
    claim.refresh_from_db()
    assert (claim.disputed_on, claim.note) == ("gas oil", "Typed.")


def test_a_row_that_the_other_deleted_and_he_left_alone_is_told_and_gone(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    deleted_by("Nora", spoken.citations.last())
    response = admin_client.post(page(spoken), data | {"wording": "Typed."})
    assert "Nora deleted this in between (“Entered twice.”)" in errors(response)
    assert Statement.objects.get().wording == ""
    send_again(admin_client, page(spoken), response)
    assert (spoken.citations.count(), Statement.objects.get().wording) == (1, "Typed.")


def test_what_was_typed_into_a_row_that_the_other_deleted_is_kept_and_can_be_filed_anew(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    gone = spoken.citations.first()
    deleted_by("Nora", gone)
    response = admin_client.post(page(spoken), data | {"citations-0-quote": "Typed into it."})
    assert "Typed into it." in response.content.decode()
    assert told(response)["Short quote"] == ("", "", "Typed into it.")
    assert spoken.citations.count() == 1
    send_again(admin_client, page(spoken), response)
    assert spoken.citations.get(quote="Typed into it.").source_id == gone.source_id


def test_a_claim_that_the_other_deleted_can_be_filed_anew_under_its_key(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    deleted_by("Nora", StatusClaim.objects.get())
    response = admin_client.post(page(spoken), data | {"claims-0-note": "Typed into it."})
    assert not StatusClaim.objects.exists()
    send_again(admin_client, page(spoken), response)
    assert (StatusClaim.objects.get().pk, StatusClaim.objects.get().note) == ("ft-gas-agreed", "Typed into it.")


def test_a_row_that_both_deleted_is_no_conflict(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    deleted_by("Nora", spoken.citations.last())
    response = admin_client.post(page(spoken), data | {"citations-1-DELETE": "on"})
    assert response.status_code == 302, errors(response)
    assert spoken.citations.count() == 1


def test_a_row_that_he_deletes_and_the_other_changed_is_told_before_it_goes(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    saved_by("Nora", spoken.citations.last(), locator="page 5")
    response = admin_client.post(page(spoken), data | {"citations-1-DELETE": "on"})
    assert told(response) == {"Where in it": ("", "page 5", "")}
    assert spoken.citations.count() == 2
    send_again(admin_client, page(spoken), response)
    assert spoken.citations.count() == 1


def test_a_row_that_the_other_added_is_told_and_stays(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    added = cast.make(Citation, statement=spoken, source=cast.source("by-nora"), locator="page 5")
    response = admin_client.post(page(spoken), data | {"wording": "Typed."})
    assert f"Added meanwhile: Citation {added.pk}" in response.content.decode()
    assert "page 5" in response.content.decode()
    assert Statement.objects.get().wording == ""
    send_again(admin_client, page(spoken), response)
    assert (spoken.citations.count(), Statement.objects.get().wording) == (3, "Typed.")


def test_rows_keep_their_places_when_the_other_added_one_before_them(admin_client):
    summit = cast.summit()
    for name in ("gas", "oil"):
        cast.make(AgendaItem, summit=summit, road_map=cast.road_map(name))
    AgendaItem.objects.get(road_map="ft-gas").delete()
    data = filled_in(admin_client, page(summit))
    cast.make(AgendaItem, summit=summit, road_map=cast.road_map("fish"))  # takes the key of the first
    response = admin_client.post(page(summit), data | {"agenda-0-note": "Of oil."})
    (inline,) = (inline for inline in response.context["inline_admin_formsets"] if inline.opts.model is AgendaItem)
    assert [(row.original.road_map_id, row.form["note"].value()) for row in inline if row.original] == [("ft-oil", "Of oil.")]
    send_again(admin_client, page(summit), response)
    assert set(AgendaItem.objects.values_list("road_map", "note")) == {("ft-oil", "Of oil."), ("ft-fish", "")}


def test_what_others_do_elsewhere_in_the_negotiation_is_no_conflict(admin_client, spoken):
    data = filled_in(admin_client, page(spoken))
    cast.claim(cast.road_map("oil"))
    assert admin_client.post(page(spoken), data | {"wording": "Typed."}).status_code == 302


# The record deleted meanwhile.


def test_a_record_deleted_meanwhile_is_told_and_all_that_was_typed_is_shown(admin_client, spoken):
    data = filled_in(admin_client, page(spoken)) | {"wording": "Typed.", "citations-0-quote": "Typed into a row."}
    deleted_by("Nora", spoken)
    response = admin_client.post(page(spoken), data)
    text = response.content.decode()
    assert response.status_code == 200
    for shown in ("Nora", "Entered twice.", "Typed.", "Typed into a row.", page(Statement, "history", "ft-spoken")):
        assert shown in text
    assert not Statement.objects.exists()
    assert not Citation.objects.exists()


def test_the_page_of_a_deleted_record_leads_to_its_history(admin_client, source):
    address = page(source)
    deleted_by("Nora", source)
    response = admin_client.get(address, follow=True)
    assert response.redirect_chain == [(reverse("admin:roadmaps_source_history", args=["the-source"]), 302)]
    assert "Nora deleted this record" in response.content.decode()


def test_a_page_that_never_was_is_told_as_django_does(admin_client):
    assert admin_client.get(page(Source, "history", "never-was")).status_code == 404
    assert admin_client.get(reverse("admin:roadmaps_source_change", args=["never-was"])).status_code == 302
