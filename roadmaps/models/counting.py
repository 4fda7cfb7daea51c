"""How many rows a query finds, as an expression of another query."""

from django.db.models import IntegerField, Subquery


class HowMany(Subquery):
    """The number of rows of a query, which may be sliced and may look outwards with OuterRef."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
