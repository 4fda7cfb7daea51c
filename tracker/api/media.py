"""Which format an answer has."""

from rest_framework.negotiation import DefaultContentNegotiation


class ProblemsAreJson(DefaultContentNegotiation):
    """Who asks for problem+json is answered in JSON: some generated clients name the media type of the errors only."""

    def get_accept_list(self, request):
        return [accepted.replace("application/problem+json", "application/json") for accepted in super().get_accept_list(request)]
