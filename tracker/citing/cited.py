"""What an address remembers of a citation: ``?cited=fishery-talks.12~.40-<hash>``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roadmaps import revisions
from roadmaps.models.fields import SLUG

PARAMETER = "cited"
HASH = "[0-9a-f]{64}"
SHOWN = 12
"""Digits of a hash that are shown to people; whole hashes are compared."""
_SCOPE = rf"(?:{SLUG})?\.[0-9]{{1,18}}"
_TOKEN = re.compile(rf"({_SCOPE}(?:~{_SCOPE}){{0,99}})-({HASH})", re.ASCII)


class WrongCitation(ValueError):
    """Of another record, or cut short; the message says what to do, to a person."""


@dataclass(frozen=True)
class Cited:
    """At which revisions a view was cited, by the scopes that it shows (slugs of negotiations, the catalogue's empty), and what it said then."""

    revisions: Mapping[str, int]
    hash: str

    @classmethod
    def parse(cls, text: str) -> Cited:
        """WrongCitation if it was not written by ``str()``."""
        match = _TOKEN.fullmatch(text)
        if not match:
            raise WrongCitation(_("This is no citation of this page. Take the whole address from where it was cited, up to its last letter."))
        pairs = [scope.rpartition(".") for scope in match[1].split("~")]
        return cls({slug: int(number) for slug, _dot, number in pairs}, match[2])

    def __str__(self) -> str:
        return f"{'~'.join(f'{scope}.{revision}' for scope, revision in self.revisions.items())}-{self.hash}"

    def check_known(self, latest: Mapping[str, int]) -> None:
        """WrongCitation if it names a revision that this record never had; ``latest`` has those that are at hand."""
        for scope, revision in self.revisions.items():
            newest = latest[scope] if scope in latest else revisions.latest(scope)
            if newest is None:
                raise WrongCitation(_("It was cited from another record: this one never had negotiations “%(slug)s”.") % {"slug": scope})
            if revision > newest:
                raise WrongCitation(_said_of_the_future(scope) % {"revision": revision, "slug": scope, "newest": newest})


def _said_of_the_future(scope: str) -> str:
    if scope == revisions.CATALOGUE:
        return _("Revision %(revision)s of the catalogue, at which this was cited, is unknown here: the newest is %(newest)s.")
    return _("Revision %(revision)s of “%(slug)s”, at which this was cited, is unknown here: the newest is %(newest)s.")
