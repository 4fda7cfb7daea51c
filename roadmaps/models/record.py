"""The base that every table of the record and its history share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from roadmaps import revisions
from roadmaps.models import checks
from roadmaps.models.counting import HowMany
from roadmaps.models.fields import SlugKey, SlugsField
from roadmaps.models.search import folded, texts_in, words_in


class RecordHistory(models.Model):
    """What every row of history keeps beside the values: where it belongs and at which revision it was written."""

    scope = models.CharField(_("negotiation, empty for the catalogue"), max_length=120, default="", editable=False)
    revision = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class OneHistoryManager(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        """simple-history makes a class at every look at a record's history, which takes longer than the look."""
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """simple-history's rows, with the editor's name as text, so that they outlive the user."""

    def __init__(self):
        super().__init__(inherit=True, bases=[RecordHistory], excluded_fields=["search_text"], history_manager=OneHistoryManager)

    def _get_history_user_fields(self):
        def name_of(row):
            return row.history_user_id or None

        def take_name(row, user):
            row.history_user_id = "" if user is None else str(user)

        return {
            "history_user": property(name_of, take_name),
            "history_user_id": models.CharField(_("editor"), max_length=150, default="", blank=True),
        }

    def get_meta_options(self, model):
        options = super().get_meta_options(model)
        # Serves changes/?since=: what was written under a negotiation after a revision, in order.
        options["indexes"] = [models.Index(fields=["scope", "revision"], name=f"{model._meta.model_name}_history_idx"[:30])]
        return options

    def copy_fields(self, model):
        """History is read by slug and by revision, so its links need no index."""
        fields = super().copy_fields(model)
        for field in fields.values():
            if field.is_relation:
                field.db_index = False
        return fields

    def get_change_reason_for_object(self, instance, history_type, using):
        own = super().get_change_reason_for_object(instance, history_type, using)
        return revisions.reason_given() if own is None else own

    def create_historical_record(self, instance, history_type, using=None):
        with revisions.writing(instance.scopes()):
            super().create_historical_record(instance, history_type, using)


@receiver(pre_create_historical_record)
def _place_in_history(instance, history_instance, **kwargs):
    history_instance.scope = instance.scope
    history_instance.revision = revisions.current(instance.scope)


@receiver(pre_delete)
def _find_its_place(instance, **kwargs):
    """Before anything goes: what stands under a record may go after it, and its history still says where it stood."""
    if isinstance(instance, Record):
        instance.scopes()  # keeps on the instance every record on the way to its negotiation


class StaleRecord(ValidationError):
    """The row has changed since it was read; nothing was stored."""

    def __init__(self, record, stored_version):
        self.record, self.stored_version = record, stored_version
        super().__init__(
            _("%(record)s was changed by somebody else in between (you edited version %(yours)s, it is now %(stored)s). Nothing was stored.")
            % {"record": record, "yours": record.version, "stored": stored_version},
            code="stale",
        )


class RecordQuerySet(models.QuerySet):
    def under(self, negotiations):
        """Those that belong to the given negotiations (slugs)."""
        paths = [Q(**{f"{path}__in": negotiations}) for path in self.model.home_paths]
        return self.filter(Q(*paths, _connector=Q.OR)) if paths else self.none()

    def search(self, words: str):
        """Those in whose texts (``found_by``) each of the words stands somewhere, as a part of a word too, in any letter case."""
        return self.filter(*(_holding(word, self.model) for word in words_in(words)))

    def with_home(self, *links):
        """Loads the negotiation to which each belongs (and ``links``), so that rules of single rows need no query."""
        paths = {path for path in self.model.home_paths if path != "slug"} | set(links)
        return self.select_related(*paths) if paths else self  # without names select_related() would follow every link

    def untouched_since(self, moment):
        """Those that nobody has written since: created, changed or reverted."""
        touched = self.model.history.filter(slug=OuterRef("pk"), history_date__gte=moment)
        return self.filter(~Exists(touched))

    def with_number_of(self, *relations):
        """Annotates ``number_of_<relation>`` for each: how many rows point here. A join would multiply rows instead."""
        return self.annotate(**{f"number_of_{name}": HowMany(_pointing_here(self.model, name)) for name in relations})

    def delete(self):
        with revisions.writing({scope for record in self for scope in record.scopes_of_deletion()}):
            self.model.check_not_needed(list(self))
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # no template may call it
    delete.queryset_only = True  # type: ignore[attr-defined]  # Model.objects.delete() does not exist

    def _refused(self, *args, **kwargs):
        raise TypeError("This would leave no history and move no revision: save() each record, or load a dataset.")

    update = bulk_create = bulk_update = _refused


def _holding(word: str, model) -> Q:
    """Several tables by a union of their keys: no index serves words of several tables joined by OR."""
    found = [Q(**{f"{path}__contains": word}) for path in model.found_by]
    if len(found) == 1:
        return found[0]
    keys = [model._base_manager.filter(each).order_by().values("pk") for each in found]
    return Q(pk__among=keys[0].union(*keys[1:]))


def _pointing_here(model, relation: str):
    link = model._meta.get_field(relation).field
    return link.model._base_manager.filter(**{link.name: OuterRef("pk")}).order_by().values("pk")


class Record(models.Model):
    """A row of the record: keyed by a frozen slug, versioned, kept in history, written under its negotiation's revision.

    save() is the one way in for single records. It takes the lock, refuses a stale version, fills what is
    derived, runs full_clean() and only then writes; loads of many rows go through roadmaps.dataset, which
    asks the same rules.
    """

    slug = SlugKey(
        _("slug"),
        primary_key=True,
        help_text=_(
            "The permanent key: lower-case words joined by hyphens, e.g. us19-gas-market. What belongs to a negotiation begins with its short code. It can not be changed later."
        ),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    search_text = models.TextField(editable=False, blank=True, default="")

    history = History()
    objects: ClassVar[models.Manager] = RecordQuerySet.as_manager()

    home_paths: tuple[str, ...] = ()
    """Where the negotiation is found; the first path that leads to one."""
    frozen: tuple[str, ...] = ("slug",)
    """Columns that never change once stored."""
    shares_negotiation: tuple[str, ...] = ()
    """Links that must stay within the record's own negotiation."""
    searched: tuple[str, ...] = ()
    """Columns whose words find the record, beside its slug; folded together in ``search_text``."""
    found_by: tuple[str, ...] = ("search_text",)
    """Where search looks for words: the folded text of the record, and of what is read together with it."""
    parent: str = ""
    """For a row that stands under another (a title, an answer): the link to it. Its slug follows from it."""
    named_by: tuple[str, ...] = ()
    """For a record without a title: the columns, over links too, of which ``named()`` makes what it is called."""
    route: str = ""
    """The plural under which readers find it, e.g. ``road-maps``; empty where it is shown with another record."""
    shown_with: str = ""
    """For a record without a route and without a parent: the link to the record with which it is shown."""

    _checks_hold = False
    _change_reason: str
    _history_user: object

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self):
        return self.named(*(value_at(self, path) for path in self.named_by)) if self.named_by else self.slug

    @staticmethod
    def named(*values: Any, language: str | None = None) -> str:
        """What a record is called whose ``named_by`` columns have these values; by default in the reader's language."""
        raise NotImplementedError

    # Where it belongs

    @property
    def home(self):
        """The negotiation to which it belongs; None for what negotiations share, and where the link is missing."""
        for path in self.home_paths:
            found = self
            for name in path.split("__"):
                found = found and getattr(found, f"{name}_id") and getattr(found, name)
            if found:
                return found
        return None

    @property
    def scope(self) -> str:
        """Under which its history is read: its negotiation, or the catalogue."""
        return self.home.pk if self.home else revisions.CATALOGUE

    def scopes(self) -> set[str]:
        """Under which it is written."""
        return {self.scope}

    def scopes_of_deletion(self) -> set[str]:
        """What SlugsFields may name is deleted under every negotiation's lock, so that none can begin to name it meanwhile."""
        return revisions.everything() if _fields_naming(type(self)) else self.scopes()

    def get_absolute_url(self) -> str:
        """Where readers see it."""
        if self.route:
            return reverse(f"pages:{self.route}", args=[self.pk])
        return self.shown_in()[0].get_absolute_url()

    def shown_in(self) -> list[Record]:
        """The records with an address of their own in which readers find it; itself where it has one."""
        return [self] if self.route else getattr(self, self.shown_with or self.parent).shown_in()

    # Writing

    def save(self, **options):
        self.refuse_missing_links()
        read_version = self.version
        try:
            with revisions.writing(self.scopes()):
                if self._state.adding:
                    options["force_insert"] = True
                    self.slug = self.slug or self._next_slug_under_parent()
                else:
                    self._meet_stored()
                self.derive()
                self.full_clean()
                self.search_text = self.text_to_search()
                super().save(**options)
        except Exception:
            self.version = read_version  # so that a form or a script may mend what is wrong and save again
            raise

    def delete(self, **options):
        with revisions.writing(self.scopes_of_deletion()):
            self._meet_stored(deleting=True)
            self.check_not_needed([self])
            return super().delete(**options)

    def refuse_missing_links(self):
        """Before all else: the way to the negotiation whose lock is taken leads over these links."""
        broken = {}
        for field in filter(lambda field: field.is_relation, self._meta.concrete_fields):
            slug = getattr(self, field.attname)
            if slug is None and not field.null:
                broken[field.name] = _("Name the %(what)s.") % {"what": field.verbose_name}
            try:
                getattr(self, field.name, None)
            except field.related_model.DoesNotExist:
                broken[field.name] = no_such(field.related_model, slug)
        if broken:
            raise ValidationError(broken)

    def _meet_stored(self, deleting=False):
        """Under the lock: refuse what was read before somebody else's write, and changes of what is frozen."""
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        if stored is None or stored.version != self.version:
            raise StaleRecord(self, stored.version if stored else _("deleted"))
        if deleting:
            return
        if changed := dict(self.changed_though_frozen(stored)):
            raise ValidationError(changed)
        self.version += 1

    def changed_though_frozen(self, stored):
        for name in self.frozen:
            attname = self._meta.get_field(name).attname
            if getattr(stored, attname) != getattr(self, attname):
                yield name, FROZEN % getattr(stored, attname)

    def _next_slug_under_parent(self) -> str:
        """The parent's slug and the next free ordinal; empty, and so refused, for a record that needs a slug of its own."""
        if not self.parent:
            return ""
        parent = getattr(self, f"{self.parent}_id")
        return first_free(type(self), f"{parent}-", (f"{parent}-{number}" for number in count(1)))

    def derive(self) -> None:
        """Fill the columns that follow from others. Runs before validation, with the lock held."""

    def text_to_search(self) -> str:
        return folded("\n".join([self.slug, *(text for name in self.searched for text in texts_in(getattr(self, name)))]))

    @classmethod
    def check_not_needed(cls, records: list[Self]) -> None:
        """Refuse to delete these records together where a rule needs one of them."""
        cls.check_not_named(records)

    @classmethod
    def check_not_named(cls, records: list[Self]) -> None:
        """Refuse to delete records whose keys stand in a SlugsField; the error has whatever names them."""
        said, told, naming = _("“%(slug)s” is named in “%(field)s” of %(records)s"), [], set()
        for record in records:
            for model, field in _fields_naming(cls):
                found = list(model._base_manager.filter(**{f"{field.name}__has": record.pk}))
                if found:
                    records_naming = ", ".join(other.pk for other in found[:10])
                    told.append(said % {"slug": record.pk, "field": field.verbose_name, "records": records_naming})
                    naming.update(found)
        if naming:
            raise models.ProtectedError("; ".join(told), naming)

    # Validation. The database holds what it can state; the rest is here, and for many rows in roadmaps.rules.

    def validate_constraints(self, exclude=None):
        self._checks_hold = checks.hold_together(self, exclude)
        super().validate_constraints(exclude)

    def get_constraints(self):
        """What is left to ask: each check alone only where not all of them are known to hold."""
        if not self._checks_hold:
            return super().get_constraints()
        return [(model, [each for each in stated if not isinstance(each, models.CheckConstraint)]) for model, stated in super().get_constraints()]

    def clean(self):
        super().clean()
        errors: dict[str, list] = {}
        for broken in (self.broken_values, self.broken_links, self.broken_among_others):
            for name, message in broken():
                errors.setdefault(name, []).append(message)
            if errors:
                raise ValidationError(errors)

    def broken_values(self):
        """Pairs (field, what is wrong) that the row shows by itself."""
        for field in self._meta.concrete_fields:
            if has_unstorable_text(getattr(self, field.attname)):
                yield field.name, UNSTORABLE

    def broken_links(self):
        """Pairs (field, what is wrong) that the records show to which it links."""
        if self.home and self.slug and not self.slug.startswith(f"{self.home.code}-"):
            yield "slug", _("Begin the slug with “%(code)s-”, the short code of its negotiation.") % {"code": self.home.code}
        for name in self.shares_negotiation:
            linked = getattr(self, f"{name}_id") and getattr(self, name)
            if linked and linked.home != self.home:
                yield (
                    name,
                    _("“%(slug)s” belongs to another negotiation (%(theirs)s, not %(ours)s).")
                    % {"slug": linked.pk, "theirs": linked.scope, "ours": self.scope},
                )

    def broken_among_others(self):
        """Pairs (field, what is wrong) that only a look into the tables shows."""
        for field in slug_sets(type(self)):
            wanted = set(getattr(self, field.name).split())
            missing = wanted and wanted - set(target_of(field)._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
            if missing:
                yield field.name, no_such(target_of(field), *missing)


def value_at(record: Any, path: str) -> Any:
    """What a path over links leads to; None where a link on the way is empty."""
    for name in path.split("__"):
        record = None if record is None else getattr(record, name)
    return record


def first_free(model: type[Record], beginning: str, slugs: Iterable[str]) -> str:
    """The first of ``slugs``, which all begin alike, that no record of the model has."""
    taken = set(model._base_manager.filter(slug__startswith=beginning).values_list("slug", flat=True))
    return next(slug for slug in slugs if slug not in taken)


def no_such(model, *slugs: str):
    return _("There is no %(what)s “%(slug)s”.") % {"what": model._meta.verbose_name, "slug": " ".join(sorted(slugs))}


FROZEN = _("This can not be changed once stored (it is “%s”).")
UNSTORABLE = _("Remove the character that no database stores (NUL or half a surrogate pair).")
_UNSTORABLE_CHARACTER = re.compile(r"[\x00\ud800-\udfff]")


def has_unstorable_text(value) -> bool:
    """NUL, which PostgreSQL refuses, or a lone surrogate, which SQLite stores and can not give back; at any depth."""
    match value:
        case str():
            return _UNSTORABLE_CHARACTER.search(value) is not None
        case list():
            return any(map(has_unstorable_text, value))
        case dict():
            return any(has_unstorable_text(part) for pair in value.items() for part in pair)
    return False


def slug_sets(model) -> list[SlugsField]:
    return [field for field in model._meta.local_fields if isinstance(field, SlugsField)]


def target_of(field: SlugsField):
    return field.model._meta.apps.get_model(field.model._meta.app_label, field.to)


def _fields_naming(model):
    return [
        (other, field)
        for other in model._meta.apps.get_app_config("roadmaps").get_models()
        if issubclass(other, Record)
        for field in slug_sets(other)
        if target_of(field) is model
    ]
