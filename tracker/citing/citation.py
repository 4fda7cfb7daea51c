"""The ways to cite a view: an address, a line of text, BibTeX and CSL-JSON."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import Catalogue, Negotiation
from roadmaps.questions.standing import today
from tracker.citing.cited import PARAMETER, SHOWN, Cited
from tracker.citing.content import Content
from tracker.citing.since import Since, since
from tracker.pages.page import with_parameters


@dataclass(frozen=True)
class View:
    """What a page tells of itself to be cited."""

    title: str
    """What is shown, without the negotiation and the day: “Board of the road maps”."""
    path: str
    parameters: dict[str, list[str]]
    """Of the question, resolved, so that they mean the same tomorrow: ``as_of`` is always there where it has a meaning."""
    scopes: list[str]
    """Under which all that is shown is written: slugs of negotiations, and the catalogue (``""``)."""
    content: Content


@dataclass(frozen=True)
class Citation:
    site: str
    title: str
    negotiations: str
    """Their titles; empty where it is about none."""
    question: str
    """The day asked about, in words."""
    cited: Cited
    permalink: str
    address: str
    """The permalink that remembers what it said: a later visit is told whether that has changed."""
    accessed: datetime.date

    @property
    def short_hash(self) -> str:
        return self.cited.hash[:SHOWN]

    @property
    def revision(self) -> str:
        """In words: “revision 12, catalogue 40”."""
        words = {True: _("catalogue revision %(number)s"), False: _("%(slug)s revision %(number)s")}
        return ", ".join(words[not slug] % {"slug": slug, "number": number} for slug, number in self.cited.revisions.items())

    def text(self) -> str:
        sentences = [f"{self.title}.", f"{self.negotiations}.", f"{self.question}.", f"{self.site}, {self.revision}.", f"SHA-256 {self.short_hash}…"]
        accessed = _("%(address)s (accessed on %(day)s)") % {"address": self.address, "day": self.accessed}
        return " ".join([*(sentence for sentence in sentences if sentence != "."), accessed])

    @property
    def key(self) -> str:
        """By which a bibliography names it: letters, digits and hyphens only."""
        scope = next((slug for slug in self.cited.revisions if slug), "catalogue")
        return f"{scope}-{self.accessed}-{self.cited.hash[:8]}"

    def bibtex(self) -> str:
        fields = {
            "author": f"{{{escaped(self.site)}}}",
            "title": f"{{{escaped(self._whole_title())}}}",
            "note": escaped(". ".join(self._notes())),
            "url": self.address,
            "urldate": str(self.accessed),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}\n"

    def csl(self) -> list[dict[str, Any]]:
        """CSL-JSON, as reference managers read it."""
        described = {
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "container-title": self.negotiations,
            "publisher": self.site,
            "version": self.revision,
            "note": ". ".join(filter(None, [self.question, self._whole_hash()])),
            "URL": self.address,
            "accessed": {"date-parts": [[self.accessed.year, self.accessed.month, self.accessed.day]]},
        }
        return [{name: value for name, value in described.items() if value}]

    def csl_json(self) -> str:
        return json.dumps(self.csl(), ensure_ascii=False, indent=1) + "\n"

    def _whole_title(self) -> str:
        return ". ".join(filter(None, [self.title, self.negotiations]))

    def _notes(self) -> list[str]:
        return list(filter(None, [self.question, self.revision, self._whole_hash()]))

    def _whole_hash(self) -> str:
        return f"SHA-256 {self.cited.hash}"


def cite(view: View, absolute: Callable[[str], str], day: datetime.date | None = None) -> Citation:
    """One query besides those of the view. ``absolute`` makes an address of a path (``request.build_absolute_uri``); ``day`` is that of the access."""
    found = _scopes(view)
    cited = Cited({scope: revision for scope, (_title, revision) in found.items()}, view.content.hash)
    return Citation(
        site=_("Road-map negotiation tracker"),
        title=view.title,
        negotiations="; ".join(title for title, _revision in found.values() if title),
        question=_question(view.parameters),
        cited=cited,
        permalink=absolute(with_parameters(view.path, view.parameters)),
        address=absolute(with_parameters(view.path, {**view.parameters, PARAMETER: [str(cited)]})),
        accessed=day or today(),
    )


def compare(view: View, text: str) -> Since:
    """What became of the view since it was cited so. WrongCitation if ``text`` is none, or is of a revision that is unknown here."""
    cited = Cited.parse(text)
    now = {scope: revision for scope, (_title, revision) in _scopes(view).items()}
    cited.check_known(now)
    if cited.hash == view.content.hash:
        return Since(unchanged=True)
    return since(dict.fromkeys(now, 0) | dict(cited.revisions), view.content)


def _scopes(view: View) -> dict[str, tuple[str, int]]:
    """Each in the order of the view, with its title (the catalogue has none) and its revision now."""
    negotiations = Negotiation._base_manager.filter(pk__in=view.scopes).order_by().values_list("slug", "title", "revision")
    rows = negotiations.union(Catalogue.objects.values_list(Value(""), Value(""), "revision"), all=True)
    found = {slug: (title, revision) for slug, title, revision in rows}
    return {scope: found[scope] for scope in view.scopes if scope in found}


def _question(parameters: dict[str, list[str]]) -> str:
    words = {
        "as_of": _("as of %(value)s"),
        "known_on": _("by what was known on %(value)s"),
        "according_to": _("according to %(value)s"),
    }
    return capfirst(", ".join(words[name] % {"value": ", ".join(parameters[name])} for name in words if parameters.get(name)))


# The backslash and the braces by name: BibTeX counts braces, escaped ones too.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}  # fmt: skip


def escaped(text: str) -> str:
    """For a field of BibTeX, in braces: what TeX would take for a command stands for itself, and lines become spaces."""
    return re.sub(r"[\\{}~^$&%#_]", lambda found: _ESCAPES[found[0]], " ".join(text.split()))
