"""What is imported is listed, and what is listed is pinned: a fresh machine has nothing else."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OUR_OWN = {
    "bench",
    "config",
    "docs",
    "drills",
    "generated",
    "roadmaps",
    "tests",
    "tracker",
    "translations",
}  # "generated" is what tests/clients makes
COMES_WITH = {"pyyaml": "drf-spectacular"}


def listed(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text().splitlines()
    pinned = [re.fullmatch(r"([\w-]+)(?:\[\w+\])?==([\w.]+)", line) for line in lines if line and not line.startswith(("#", "-r "))]
    assert all(pinned), f"Every line of {file} names one package and one version."
    return {match[1].lower(): match[2] for match in pinned}


def imported(*folders: str) -> set[str]:
    """But of bench/peers, which runs in an environment of its own (bench/peers/requirements.txt)."""
    modules = [module for folder in folders for module in (ROOT / folder).rglob("*.py") if not {"node_modules", "built", "peers"} & set(module.parts)]
    assert modules
    nodes = [node for module in modules for node in ast.walk(ast.parse(module.read_text()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OUR_OWN


def missing(names: set[str], packages: set[str]) -> set[str]:
    provided = packages_distributions()
    found = {name: {COMES_WITH.get(package.lower(), package.lower()) for package in provided.get(name, [])} for name in names}
    return {name for name, by in found.items() if not by & packages}


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (["requirements.txt"], ["config", "roadmaps", "tracker", "drills"]),
        (["requirements.txt", "requirements-dev.txt"], ["tests", "bench", "docs", "translations"]),
    ],
)
def test_every_import_is_listed(files, folders):
    assert missing(imported(*folders), {package for file in files for package in listed(file)}) == set()


def test_an_import_that_is_not_listed_is_seen():
    assert missing({"django", "yaml", "rest_framework"}, {"django", "drf-spectacular"}) == {"rest_framework"}
