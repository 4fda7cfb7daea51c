"""What docs/editors.md says of roles and of the lock is what the software does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from roadmaps import roles
from tests import cast

EDITORS = (Path(__file__).resolve().parent.parent / "docs" / "editors.md").read_text()
NEEDED = {
    "see, add and change every record": "roadmaps.change_source",
    "withdraw a claim, record it beside": "roadmaps.change_statusclaim",
    "adopt a claim where nothing that is adopted for its day disagrees": "roadmaps.change_statusclaim",
    "adopt a claim over one that disagrees, which steps down by that": roles.OVERRULE,
    "delete": "roadmaps.delete_source",
    "revert a record to an earlier version": roles.REVERT,
    "import files": roles.IMPORT,
}


@pytest.mark.django_db
def test_the_table_of_roles_is_true():
    told = {
        what: tuple(word == "yes" for word in may) for what, *may in re.findall(r"^\| (\w[^|]+) \| (yes|–) \| (yes|–) \|$", EDITORS, re.MULTILINE)
    }
    assert told == {what: (cast.editor().has_perm(needed), cast.reviewer().has_perm(needed)) for what, needed in NEEDED.items()}


def test_the_lock_is_told_as_it_is_set():
    assert (settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME.total_seconds()) == (5, 15 * 60)
    assert "After five wrong passwords" in EDITORS
    assert "for fifteen minutes" in EDITORS
