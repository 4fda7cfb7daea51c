"""A copy of the record, kept by what the API says was written; and the record as the API shows it, to compare."""

from django.test import Client

from tests.tracker.api import read
from tracker.api.urls import router

AT = "http://testserver/api/v1/"


class Copy:
    """Resource and slug → the record. Built from ``changes/`` alone; the list of negotiations only tells which there are."""

    def __init__(self, page_size=50):
        self.records: dict[tuple[str, str], dict] = {}
        self.known: dict[str, int] = {"catalogue": 0}
        self.page_size = page_size

    def catch_up(self) -> None:
        for slug in [row["slug"] for row in read("negotiations/", page_size=500)["results"]]:
            self.known.setdefault(f"negotiations/{slug}", 0)
        for scope in list(self.known):
            self._follow(scope)

    def _follow(self, scope: str) -> None:
        page = read(f"{scope}/changes/", since=self.known[scope], page_size=self.page_size)
        self._take(page)
        while page["next"]:
            page = read(page["next"].removeprefix(AT))
            self._take(page)
        self.known[scope] = page["until"]

    def _take(self, page) -> None:
        for entry in page["results"]:
            key = entry["resource"], entry["slug"]
            if entry["record"] is None:
                self.records.pop(key, None)
            else:
                self.records[key] = entry["record"]

    def differences(self) -> dict:
        """What the copy has otherwise than the API, in the words of both."""
        shown = everything_shown()
        told = {key: (self.records.get(key), shown.get(key)) for key in self.records.keys() | shown.keys()}
        return {key: (mine, theirs) for key, (mine, theirs) in told.items() if not (mine and theirs and _in_order(mine) == _like(mine, theirs))}


def everything_shown() -> dict[tuple[str, str], dict]:
    """Every detail of every resource."""
    return {
        (resource, slug): Client().get(f"/api/v1/{resource}/{slug}/").json()
        for resource in (prefix for prefix, _, _ in router.registry)
        for slug in _slugs(f"{resource}/?page_size=500")
    }


def _slugs(path):
    page = read(path)
    yield from (row["slug"] for row in page["results"])
    if page["next"]:
        yield from _slugs(page["next"].removeprefix(AT))


def _like(stored: dict, shown: dict) -> dict:
    """Of what a detail shows, what is stored in the record itself: links as slugs, rows without what they show of other records."""
    return _in_order({name: _plain(value, shown[name]) for name, value in stored.items()})


def _plain(stored, shown):
    if isinstance(shown, dict) and "url" in shown:
        return shown["slug"]
    if isinstance(shown, list):
        rows = stored if stored and isinstance(stored[0], dict) else []
        return [_like(rows[0], row) if rows else _plain(None, row) for row in shown]
    return shown


def _in_order(record: dict) -> dict:
    """Rows are a set: in which order they are shown is each answer's own."""
    return {name: sorted(value, key=str) if isinstance(value, list) else value for name, value in record.items()}
