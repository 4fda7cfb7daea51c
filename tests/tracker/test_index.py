"""Whoever tries the address of the API is shown what there is."""

import pytest
from django.test import Client

from tracker.api.urls import router

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/", "/api/v1/"])
def test_the_index_leads_to_every_list_and_to_the_documents(path):
    index = Client().get(path).json()
    assert {prefix for prefix, _, _ in router.registry} <= set(index["lists"])
    addresses = [*index.pop("lists").values(), *index.values()]
    assert {address: Client().get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
