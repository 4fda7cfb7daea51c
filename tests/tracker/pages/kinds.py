"""A page of every kind, from the routes themselves: a new one is tested without being named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.urls import URLPattern, reverse

from roadmaps.models import Negotiation, Record
from roadmaps.rules import record_models
from tracker.pages.urls import app_name, urlpatterns

MODELS: dict[str, type[Record]] = {model.route: model for model in record_models() if model.route}


def every_kind(slug_of: Callable[[type[Record]], str]) -> Iterator[tuple[str, str]]:
    """Name of the route, and an address; ``slug_of`` tells of a model which record is shown."""
    for route in urlpatterns:
        yield str(route.name), reverse(f"{app_name}:{route.name}", kwargs=parts(route, slug_of))


def parts(route: URLPattern, slug_of: Callable[[type[Record]], str]) -> dict[str, object]:
    examples = {"slug": lambda: slug_of(model_of(route)), "number": lambda: 1}
    return {name: examples[name]() for name in route.pattern.converters}


def model_of(route: URLPattern) -> type[Record]:
    """Of which records its address tells."""
    return next((MODELS[part] for part in str(route.pattern).split("/") if part in MODELS), Negotiation)
