"""An id for every request: in the answer's X-Request-ID, in the problem that it may be, and on every line that it logs."""

import logging
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"

_current: ContextVar[str] = ContextVar("id of the request being answered", default="-")


def current_request_id() -> str:
    return _current.get()


class RequestIds:
    """Middleware; the first, so that no answer is without. The id is always our own: what a client sends could imitate another's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        _current.set(str(uuid4()))  # until the next one: the server logs of a request after its middleware is done
        response = self.get_response(request)
        response[HEADER] = current_request_id()
        return response


class WithRequestId(logging.Filter):
    """Puts the id on each record, for the format of a line."""

    def filter(self, record):
        record.request_id = current_request_id()
        return True
