"""Another process loads into the same tables without a change of code: an accession with 33 chapters."""

import csv
import datetime
from pathlib import Path

import pytest

from roadmaps.dataset.apply import load
from roadmaps.dataset.tables import TABLES
from roadmaps.models import Negotiation, RoadMap, StatusClaim
from roadmaps.rules import offences

pytestmark = pytest.mark.django_db

CLUSTERS = ["fundamentals", "internal-market", "competitiveness", "green-agenda", "resources", "external-relations"]
MEMBERS = [f"member-{number:02}" for number in range(1, 28)]


@pytest.fixture
def accession(tmp_path):
    """A made-up candidate, 27 members and their commission; chapters open, close provisionally, and one is blocked."""
    chapters = [f"acc-chapter-{number:02}" for number in range(1, 34)]
    write(tmp_path, "parties", [{"slug": slug, "name": slug.title(), "kind": "state"} for slug in ["candidate", *MEMBERS]])
    append(tmp_path, "parties", {"slug": "the-commission", "name": "The Commission", "kind": "institution"})
    write(tmp_path, "topics", [{"slug": slug, "title": slug.title()} for slug in CLUSTERS])
    write(tmp_path, "sources", [{"slug": "progress-report", "title": "Progress report", "publisher": "The Commission", "language": "en", "kind": "official", "quality": "primary", "read_extent": "full", "title_is_descriptive": "false", "published_on": "2031-11"}])  # fmt: skip
    write(tmp_path, "negotiations", [{"slug": "accession", "code": "acc", "title": "Accession", "item_singular": "chapter", "item_plural": "chapters", "parties": " ".join(sorted(["candidate", *MEMBERS]))}])  # fmt: skip
    write(tmp_path, "terms", [{"slug": "acc-provisionally-closed", "negotiation": "accession", "label": "provisionally closed", "definition": "Agreed until the end.", "status": "agreed"}])  # fmt: skip
    write(tmp_path, "road_maps", [{"slug": slug, "negotiation": "accession", "sequence": str(number), "number": str(number), "title": f"Chapter {number}", "title_basis": "official", "topic": CLUSTERS[number % 6]} for number, slug in enumerate(chapters, 1)])  # fmt: skip
    write(tmp_path, "statements", [{"slug": "acc-report", "negotiation": "accession", "voice": "party", "party": "the-commission", "said_on": "2031-11-05", "reported_on": "2031-11", "reported_on_inferred": "false"}])  # fmt: skip
    write(tmp_path, "citations", [{"slug": "acc-report-1", "source": "progress-report", "statement": "acc-report"}])
    write(tmp_path, "status_claims", [claim(slug) for slug in chapters[1:]])
    append(tmp_path, "status_claims", claim(chapters[0]) | {"status": "disputed", "term": "", "disputed_on": "fundamentals"})
    return tmp_path


def claim(chapter):
    return {"slug": f"{chapter}-2031", "statement": "acc-report", "road_map": chapter, "status": "agreed", "term": "acc-provisionally-closed", "effective_on": "2031-11-05", "basis": "stated", "judgement": "adopted"}  # fmt: skip


def write(folder: Path, name: str, rows: list[dict]):
    table = next(table for table in TABLES if table.name == name)
    with (folder / f"{name}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table.by_name), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def append(folder: Path, name: str, row: dict):
    with (folder / f"{name}.csv").open("a", newline="") as file:
        table = next(table for table in TABLES if table.name == name)
        csv.DictWriter(file, list(table.by_name), restval="", lineterminator="\n").writerow(row)


def test_it_loads_beside_the_shipped_record_and_leaves_that_untouched(accession, dump):
    load(Path("roadmaps/dataset/packages/union-state"))
    before = {negotiation.pk: negotiation.revision for negotiation in Negotiation.objects.all()}
    load(accession)
    assert {pk: Negotiation.objects.get(pk=pk).revision for pk in before} == before
    assert offences() == []


def test_its_chapters_stand_in_its_own_words(accession):
    load(accession)
    standing = RoadMap.objects.filter(negotiation="accession").as_of(datetime.date(2031, 12, 31))
    assert [found.pk for found in standing.filter(standing__status="disputed")] == ["acc-chapter-01"]
    assert standing.filter(standing__term__label="provisionally closed").count() == 32
    assert Negotiation.objects.get().item_plural == "chapters"
    assert len(Negotiation.objects.get().parties.split()) == 28


def test_loading_it_twice_adds_no_history(accession):
    load(accession)
    written = StatusClaim.history.count()
    load(accession)
    assert StatusClaim.history.count() == written == 33
