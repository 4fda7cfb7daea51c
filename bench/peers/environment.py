"""The scratch environment of the peers: never ours, for what they need is no part of the software."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from bench.postgresql import WORK

ROOT = Path(__file__).resolve().parents[2]
PLACE = WORK / "peers-venv"
WANTED = (ROOT / "requirements.txt", Path(__file__).with_name("requirements.txt"))


def python() -> Path:
    """Its interpreter; the first time, and when a requirement has changed, it is installed."""
    stamp, sum_ = PLACE / "installed", sha256(b"".join(path.read_bytes() for path in WANTED)).hexdigest()
    if not stamp.exists() or stamp.read_text() != sum_:
        print("  Installing the peers into bench/.work/peers-venv", file=sys.stderr, flush=True)
        venv.create(PLACE, with_pip=True, clear=True)
        pip("install", "-qq", *(f"--requirement={path}" for path in WANTED))
        stamp.write_text(sum_)
    return PLACE / "bin" / "python"


def variables(database: str) -> dict[str, str]:
    """For a process of ours or of a peer: as shipped but for the database, whatever the bench has set for itself."""
    inherited = {name: value for name, value in os.environ.items() if name != "RESPONSE_CACHE_MB"}
    return {**inherited, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}


def versions(packages: Iterable[str]) -> str:
    """For the figures to name."""
    installed = dict(line.split("==", 1) for line in pip("list", "--format=freeze").splitlines() if "==" in line)
    return ", ".join(f"{name} {installed[name]}" for name in packages)


def pip(*arguments: str) -> str:
    command = [PLACE / "bin" / "python", "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
