"""What the pages say as linked data keeps to the types and properties of schema.org, as schema-dts has them for TypeScript."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from roadmaps.written import MODELS
from tests import cast
from tests.clients.test_generated_clients import HERE, without_npm
from tests.tracker.pages.reading import linked_data

pytestmark = [without_npm, pytest.mark.django_db]


def of_every_page() -> list[dict]:
    """The nodes that are said, each with what the record can say of it."""
    records = cast.one_of_each()
    cast.speaker("with-office", role="Minister", party=cast.party())
    cast.source("in-the-news", kind="official", author="A. Nonymous", web_address="https://example.org/a", published_on="2019-12")
    cast.event("promise", kind="deadline", set_on="2019", due_on="2020-01", summit=cast.Summit.objects.get(), place="Northport", outcome="Missed.")
    cast.summit("long", held_on="2019-12-20/2019-12-22", place="Northport", parties="northland", outcome="Nothing.")
    cast.make(cast.Party, slug="union", name="Union", kind="joint_body", members="northland", country="NU", translations={"ru": "Союз"})
    cast.negotiation("later-talks", "lt", succeeds=records[cast.Negotiation], started="2020", parties="northland", summary="Later.")
    cast.make(cast.Position, slug="ft-on-gas", statement=cast.statement(by="northland", speaker=cast.speaker("with-office")), party=cast.party(),
              topic=cast.topic(), held_on="2019", summary="Gas.", note="A note.")  # fmt: skip
    cast.make(cast.PollAnswer, poll=records[cast.Poll], answer="South", percent=50, bound="at_least")
    pages = [record.get_absolute_url() for model in MODELS for record in model.objects.all()]
    return [node for address in ("/", "/ru/", "/search/", *pages) for node in linked_data(address)["@graph"]]


def without_languages(said):
    """The types know texts, not texts with their language."""
    if isinstance(said, dict):
        return said["@value"] if "@value" in said else {name: without_languages(value) for name, value in said.items()}
    return [without_languages(each) for each in said] if isinstance(said, list) else said


def complaints(nodes: list[dict], folder: Path) -> str:
    """Of the compiler, about nodes that are of no type of schema.org, or say what their type has no property for."""
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}')
    lines = [f"export const node{number}: {node['@type']} = {json.dumps(without_languages(node))};" for number, node in enumerate(nodes)]
    types = ", ".join(sorted({node["@type"] for node in nodes}))
    (folder / "said.ts").write_text("\n".join([f'import type {{ {types} }} from "schema-dts";', *lines]))
    options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck"]
    done = subprocess.run([HERE / "node_modules/.bin/tsc", *options, folder / "said.ts"], capture_output=True, text=True, timeout=300, cwd=folder)
    return done.stdout


def test_it_is_in_the_words_of_schema_org(tmp_path):
    nodes = of_every_page()
    types = {"BreadcrumbList", "Claim", "CreativeWork", "Dataset", "DefinedTerm", "Event", "Legislation", "NewsArticle", "Organization"}
    assert {node["@type"] for node in nodes} == types | {"Person", "Thing", "WebSite"}
    assert complaints(nodes, tmp_path) == ""


def test_a_property_that_a_type_has_not_is_seen(tmp_path):
    right = {"@type": "Claim", "text": "agreed"}
    wrong = [
        {"@type": "Claim", "standing": "agreed"},
        {"@type": "Event", "name": "Summit", "author": {"@type": "Person", "name": "Nora"}},
        {"@type": "Dataset", "creator": {"@type": "Event", "name": "Summit"}},
    ]
    told = complaints([right, *wrong], tmp_path)
    assert set(re.findall(r"^said\.ts\((\d+),\d+\): error TS2", told, re.MULTILINE)) == {"3", "4", "5"}
