"""A citation stands under any one of nine kinds of record, and is written under that record's negotiation."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps.models import CITING, Catalogue, Citation, Negotiation, Source
from tests import cast
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def one_of_each(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield cast.one_of_each()


@pytest.fixture
def cited(one_of_each):
    """What may cite, by the name of the citation's link to it, as it is stored."""
    kinds = {name: Citation._meta.get_field(name).related_model for name in CITING}
    return {name: kind.objects.get(pk=one_of_each[kind].pk) for name, kind in kinds.items()}


def revision():
    return Negotiation.objects.get().revision


@pytest.mark.parametrize("name", CITING)
class TestUnderEach:
    def test_it_belongs_to_the_negotiation_of_what_cites(self, cited, name):
        citation = cast.make(Citation, slug="ft-new", source=cast.source(), **{name: cited[name]})
        assert (citation.parent, citation.home.pk, citation.scope) == (name, "fishery-talks", "fishery-talks")
        assert list(Citation.objects.under(["fishery-talks"]).filter(pk="ft-new")) == [citation]
        assert not Citation.objects.under(["other-talks"]).exists()

    def test_it_moves_the_revision_of_that_negotiation_and_not_the_catalogues(self, cited, name):
        source = cast.source()
        before, catalogue = revision(), Catalogue.objects.get().revision
        citation = cast.make(Citation, slug="ft-new", source=source, **{name: cited[name]})
        assert (revision(), citation.history.get().revision) == (before + 1, before + 1)
        assert Catalogue.objects.get().revision == catalogue

    def test_it_is_read_from_what_cites_and_says_what_it_is(self, cited, name):
        citation = cast.make(Citation, slug="ft-new", source=cast.source("the-source"), locator="p. 3", **{name: cited[name]})
        assert citation in cited[name].citations.all()
        assert str(citation) == f"{cited[name].pk} – the-source"

    def test_it_takes_a_number_under_what_cites(self, cited, name):
        taken = cited[name].citations.count()
        citation = cast.make(Citation, source=cast.source(), **{name: cited[name]})
        assert citation.pk.startswith(f"{cited[name].pk}-")
        assert cited[name].citations.count() == taken + 1

    def test_it_goes_when_what_cites_goes_and_the_source_stays(self, cited, name):
        citation = cast.make(Citation, slug="ft-new", source=cast.source("the-source"), **{name: cited[name]})
        Citation._base_manager.exclude(pk="ft-new").delete()  # past the rule that a statement keeps one
        for dependents in ("claims", "became", "came_from", "agenda_items"):
            getattr(cited[name], dependents, Citation.objects.none()).all().delete()
        cited[name].delete()
        assert not Citation.objects.filter(pk="ft-new").exists()
        assert Source.objects.filter(pk="the-source").exists()
        assert Citation.history.filter(slug=citation.pk).latest().history_type == "-"


def test_it_stands_under_one_and_names_those_that_may_cite(cited):
    with pytest.raises(ValidationError) as refused:
        cast.make(Citation, slug="ft-nowhere", source=cast.source())
    assert all(name in str(refused.value) for name in CITING)


def test_under_two_at_once_it_is_refused(cited):
    with pytest.raises(ValidationError, match="exactly one of"):
        cast.make(Citation, slug="ft-both", source=cast.source(), summit=cited["summit"], event=cited["event"])


@pytest.mark.parametrize("name", CITING)
def test_it_never_moves_to_another_kind_of_record(cited, name):
    citation = cast.make(Citation, slug="ft-new", source=cast.source(), **{name: cited[name]})
    other = "event" if name != "event" else "aim"
    setattr(citation, name, None)
    setattr(citation, other, cited[other])
    with pytest.raises(ValidationError, match="can not be changed once stored"):
        citation.save()
    assert Citation.objects.get(pk="ft-new").parent == name


def test_the_source_that_it_names_can_be_corrected(cited):
    citation = cited["statement"].citations.get()
    citation.source = cast.source("the-right-one")
    citation.save()
    assert Citation.objects.get(pk=citation.pk).source_id == "the-right-one"
