"""Examples of what the API answers and takes, from the shipped record; each under the name of its schema, or of the answer to a bad request.

What follows a dot in a name tells several examples of one schema apart. script/examples writes them.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def read_examples() -> dict[str, Any]:
    """By name."""
    return {file.stem: json.loads(file.read_text()) for file in sorted(FOLDER.glob("*.json"))}
