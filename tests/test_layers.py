"""Imports run one way: config → tracker → roadmaps."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_NOT_IMPORT = {"roadmaps": {"tracker", "config"}, "tracker": {"config"}}


def imported(text: str) -> set[str]:
    """The packages, at the top, that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def broken(layer: str, text: str) -> set[str]:
    return imported(text) & MAY_NOT_IMPORT[layer]


@pytest.mark.parametrize("layer", MAY_NOT_IMPORT)
def test_no_import_runs_the_other_way(layer):
    modules = list((ROOT / layer).rglob("*.py"))
    assert len(modules) > 3
    assert {str(module.relative_to(ROOT)): wrong for module in modules if (wrong := broken(layer, module.read_text()))} == {}


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        ("roadmaps", "import tracker"),
        ("roadmaps", "from tracker.api import filters"),
        ("roadmaps", "def late():\n    from config import settings"),
        ("tracker", "import config.settings as settings"),
    ],
)
def test_an_import_the_other_way_is_seen(layer, text):
    assert broken(layer, text)


def test_an_import_downwards_is_fine():
    assert not broken("tracker", "from roadmaps.models import RoadMap\nfrom . import config")


WRITE_OR_LOOK_AFTER = (
    "roadmaps/revisions.py",
    "roadmaps/dataset/apply.py",
    "roadmaps/dataset/insert.py",
    "roadmaps/management/",
    "roadmaps/backups.py",
    "tracker/health.py",
)
"""Of the primary alone, whoever asks."""


def names_the_primary(text: str) -> bool:
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and node.module == "django.db"]
    return any(alias.name == "connection" for node in nodes for alias in node.names)


def test_what_only_reads_asks_the_database_that_is_read_and_not_always_the_primary():
    """By roadmaps.reading.reading(): else half of an answer would come from the replica and half from the primary."""
    modules = {str(module.relative_to(ROOT)): module.read_text() for layer in MAY_NOT_IMPORT for module in (ROOT / layer).rglob("*.py")}
    assert [name for name, text in modules.items() if names_the_primary(text) and not name.startswith(WRITE_OR_LOOK_AFTER)] == []
    assert names_the_primary("from django.db import connection, models")
