from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from tracker.api.authentication import SignedInByToken
from tracker.api.media import METHODS, ProblemsAreJson
from tracker.api.schema import TokenSchema


class CurrentToken(APIView):
    """The token with which the request is signed."""

    http_method_names = METHODS
    authentication_classes = [SignedInByToken]
    permission_classes = [IsAuthenticated]
    content_negotiation_class = ProblemsAreJson
    schema = TokenSchema()

    def initial(self, request, *args, **kwargs):
        """A method that there is not is a 405 for everybody, whoever asks."""
        if request.method != "DELETE":
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)

    def delete(self, request):
        """Revokes the token that this request is signed with. Tokens are made at the desk, or by `manage.py token`."""
        request.auth.delete()
        return HttpResponse(status=204)
