import pytest
from django.core.management import call_command


@pytest.fixture
def server(live_server) -> str:
    call_command("load_dataset", "roadmaps/dataset/packages/union-state", verbosity=0)
    return live_server.url
