"""The fixed vocabulary of statuses, the same for every negotiation."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PLANNED = "planned", _("planned")
    NEGOTIATING = "negotiating", _("negotiating")
    DISPUTED = "disputed", _("disputed")
    AGREED = "agreed", _("agreed")
    APPROVED = "approved", _("approved")
    IMPLEMENTING = "implementing", _("implementing")
    IMPLEMENTED = "implemented", _("implemented")
    SUSPENDED = "suspended", _("suspended")
    DROPPED = "dropped", _("dropped")
    REPLACED = "replaced", _("replaced")

    @property
    def definition(self) -> Promise:
        return DEFINITIONS[self]

    @property
    def rank(self) -> int:
        """Its place in the vocabulary, by which lists are ordered."""
        return list(type(self)).index(self)


DEFINITIONS = {
    Status.PLANNED: _("It is on the list or announced; talks on its substance are not reported yet."),
    Status.NEGOTIATING: _("Its substance is being negotiated, without a reported deadlock."),
    Status.DISPUTED: _("A named point stands in the way of agreement; the points are given with it."),
    Status.AGREED: _("The negotiators have settled its text or substance; it is not in force by that."),
    Status.APPROVED: _("The competent body has signed or approved it."),
    Status.IMPLEMENTING: _("Its measures are being carried out."),
    Status.IMPLEMENTED: _("Its measures have been carried out."),
    Status.SUSPENDED: _("Work on it has been put off or halted, to be taken up again."),
    Status.DROPPED: _("It has been given up."),
    Status.REPLACED: _("It is carried on in another item, linked by a succession."),
}


class Basis(models.TextChoices):
    """How an assertion follows from its sources."""

    STATED = "stated", _("stated")
    DERIVED = "derived", _("derived: it follows from what is stated")
    IMPLIED = "implied", _("implied")
