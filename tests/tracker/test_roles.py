"""The groups mean the same in the API: what may be sent to it, by whom."""

import pytest
from django.contrib.auth.models import AnonymousUser
from rest_framework.settings import api_settings
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from roadmaps.rules import record_models
from tests import cast

pytestmark = pytest.mark.django_db

MAY = {
    "anonymous": {"GET"},
    "stranger": {"GET"},
    "editor": {"GET", "POST", "PUT", "PATCH"},
    "reviewer": {"GET", "POST", "PUT", "PATCH", "DELETE"},
}


def allowed(user, model) -> set[str]:
    """The methods that the API's permissions, as they stand in the settings, let pass."""
    view = APIView()
    view.queryset = model.objects.all()

    def passes(method):
        request = view.initialize_request(APIRequestFactory().generic(method, "/"))
        request.user = user
        return all(permission().has_permission(request, view) for permission in api_settings.DEFAULT_PERMISSION_CLASSES)

    return {method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if passes(method)}


@pytest.mark.parametrize("who", MAY)
def test_every_record_takes_what_the_role_may_send(who):
    users = {"anonymous": AnonymousUser, "stranger": lambda: cast.user("stranger"), "editor": cast.editor, "reviewer": cast.reviewer}
    user = users[who]()
    assert {model.__name__: allowed(user, model) for model in record_models()} == {model.__name__: MAY[who] for model in record_models()}
