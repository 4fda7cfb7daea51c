"""Links are chosen by typing a part of a title: a page holds what is chosen, never a whole table."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple

from roadmaps.models import Record
from roadmaps.models.fields import SlugsField
from roadmaps.models.record import target_of

MOST_LISTED = 30
"""So many records a filter in the sidebar lists; of a longer table only the one that is chosen."""


class Named(AutocompleteMixin):
    """An autocomplete that may be told what its chosen records are called, and then does not ask the database."""

    names: Mapping[str, str] = {}

    def optgroups(self, name, value, attrs=None):
        chosen = [key for key in value if key]
        if not self.names.keys() >= set(chosen):
            return super().optgroups(name, value, attrs)
        nothing = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        options = [*nothing, *((key, self.names[key], True) for key in chosen)]
        return [(None, [self.create_option(name, *option, index) for index, option in enumerate(options)], 0)]


class ChooseOne(Named, AutocompleteSelect):
    pass


class ChooseSeveral(Named, AutocompleteSelectMultiple):
    pass


class ChoosesByTitle:
    """For pages and rows alike: foreign keys named in autocomplete_fields, and every set of keys."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, SlugsField):
            return chosen_by_title(db_field, self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseOne(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def chosen_by_title(field: SlugsField, site: admin.AdminSite):
    """The form field of a set of keys."""
    return field.formfield().choose_by(ChooseSeveral(a_link_to(target_of(field)), site))


def a_link_to(model: type[Record]):
    """Django's autocomplete offers the records to which a foreign key can point; a set of keys borrows one that points to the same table."""
    return next(relation.field for relation in model._meta.related_objects if relation.field.many_to_one)


class LinkFilter(admin.RelatedFieldListFilter):
    """The records to which a list's rows link, as long as they are few; else the chosen one, at which other pages point."""

    def __init__(self, field, *args, **kwargs):
        super().__init__(field, *args, **kwargs)
        self.title = field.remote_field.model._meta.verbose_name

    def field_choices(self, field, request, model_admin):
        linked = field.remote_field.model._default_manager.order_by(*self.field_admin_ordering(field, request, model_admin))
        listed = list(linked[: MOST_LISTED + 1])
        if len(listed) > MOST_LISTED:
            listed = list(linked.filter(pk__in=self.lookup_val or []))
        return [(record.pk, str(record)) for record in listed]

    def has_output(self):
        return super().has_output() or bool(self.lookup_val)
