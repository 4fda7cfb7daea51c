"""A key that stands in a set of keys is there, and stays: no foreign key guards it, locks do."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from roadmaps import revisions
from roadmaps.models import Catalogue, Negotiation, Party
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_set_names_only_what_exists():
    with pytest.raises(ValidationError, match="There is no party “atlantis”"):
        cast.negotiation(parties="atlantis")
    assert not Negotiation.objects.exists()


@pytest.mark.parametrize("delete", [lambda party: party.delete(), lambda party: Party.objects.filter(pk=party.pk).delete()])
def test_what_a_set_names_is_not_deleted(delete):
    northland = cast.party("northland")
    cast.negotiation(parties="northland")
    with pytest.raises(ProtectedError, match="“northland” is named in “parties” of fishery-talks"):
        delete(northland)
    assert Party.objects.filter(pk="northland").exists()


def test_what_no_set_names_any_more_is_deleted():
    northland, talks = cast.party("northland"), cast.negotiation(parties="northland")
    talks.parties = ""
    talks.save()
    northland.delete()
    assert not Party.objects.exists()


def test_a_deletion_locks_every_negotiation_whose_sets_may_name_it():
    cast.negotiation()
    cast.negotiation("gas-talks", "gt")
    assert cast.topic("gas").scopes_of_deletion() == {"fishery-talks", "gas-talks", revisions.CATALOGUE}


def test_a_deletion_of_what_no_set_can_name_locks_its_own():
    cast.negotiation("gas-talks", "gt")
    assert cast.road_map().scopes_of_deletion() == {"fishery-talks"}
    assert cast.source().scopes_of_deletion() == {revisions.CATALOGUE}


def test_a_negotiation_is_created_under_the_catalogues_lock_and_changed_under_its_own():
    before = Catalogue.objects.get().revision
    talks = cast.negotiation()
    assert Catalogue.objects.get().revision == before + 1
    talks.summary = "About fish."
    talks.save()
    assert Catalogue.objects.get().revision == before + 1
