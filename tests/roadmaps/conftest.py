import io

import pytest
from django.core.management import call_command


@pytest.fixture
def dump(tmp_path):
    """Writes what the database holds into a folder, where a test may change it."""

    def write(name="package", **options):
        call_command("dump_dataset", tmp_path / name, stdout=io.StringIO(), **options)
        return tmp_path / name

    return write
