"""The named cast of the tests: a made-up negotiation, small enough to keep in mind.

Gas, oil and fish are negotiated by Northland and Southland; the Journal reports. Every function saves what
it makes and returns it; what a test does not name has a sensible default.
"""

from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group, User

from roadmaps import roles
from roadmaps.models import (
    AgendaItem,
    Aim,
    Citation,
    Event,
    Negotiation,
    Party,
    Poll,
    PollAnswer,
    Position,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Succession,
    Summit,
    Tally,
    Term,
    Topic,
)

_numbers = count(1)


def make(model, **fields):
    record = model(**fields)
    record.save()
    return record


def user(name, group=None, **fields):
    """An account at the desk, in a group (``roles.EDITORS``, ``roles.REVIEWERS``) or in none."""
    account = User.objects.filter(username=name).first() or User.objects.create_user(name, **{"is_staff": True, **fields})
    if group:
        roles.make_groups(apps)  # a test that empties the tables takes the groups with it
        account.groups.set([Group.objects.get(name=group)])
    return account


def editor():
    return user("ed-editor", roles.EDITORS)


def reviewer():
    return user("rita-reviewer", roles.REVIEWERS)


def party(slug="northland", **fields):
    return Party.objects.filter(pk=slug).first() or make(Party, slug=slug, **{"name": slug.capitalize(), "kind": "state", **fields})


def topic(slug="gas", **fields):
    return Topic.objects.filter(pk=slug).first() or make(Topic, slug=slug, **{"title": slug.capitalize(), **fields})


def speaker(slug="nora-north", **fields):
    return Speaker.objects.filter(pk=slug).first() or make(Speaker, slug=slug, **{"name": slug.replace("-", " ").title(), **fields})


def negotiation(slug="fishery-talks", code="ft", **fields):
    found = Negotiation.objects.filter(pk=slug).first()
    return found or make(
        Negotiation, slug=slug, code=code, **{"title": "Fishery talks", "item_singular": "chapter", "item_plural": "chapters", **fields}
    )


def road_map(name="gas", under=None, **fields):
    under = under or negotiation()
    slug = f"{under.code}-{name}"
    sequence = fields.pop("sequence", None) or under.road_maps.count() + 1
    named = {"title": name.capitalize(), "title_basis": "attested"}
    return RoadMap.objects.filter(pk=slug).first() or make(RoadMap, slug=slug, negotiation=under, sequence=sequence, **{**named, **fields})


def source(slug=None, **fields):
    number = next(_numbers)
    given = {"title": f"Report {number}", "publisher": "The Journal", "language": "en", "kind": "news", "quality": "press", "read_extent": "full"}
    return make(Source, slug=slug or f"journal-{number}", **{**given, **fields})


def statement(said_on="2019-12-20", under=None, by=None, sources=1, slug=None, **fields):
    """``by``: the party (its slug) whose side it speaks for; none means the press."""
    under = under or negotiation()
    voice = {"voice": "party", "party": party(by)} if by else {"voice": "press"}
    spoken = make(Statement, slug=slug or f"{under.code}-statement-{next(_numbers)}", negotiation=under, said_on=said_on, **{**voice, **fields})
    for _ in range(sources):
        cite(spoken, source())
    return spoken


def cite(spoken, found):
    return make(Citation, statement=spoken, source=found)


def claim(of=None, status="agreed", effective_on=None, judgement="recorded", said_on="2019-12-20", by=None, reported_on=None, slug=None, **fields):
    of = of or road_map()
    spoken = fields.pop("statement", None) or statement(said_on=said_on, under=of.negotiation, by=by, reported_on=reported_on)
    if status == "disputed":
        fields.setdefault("disputed_on", topic().pk)
    if judgement == "withdrawn":
        fields.setdefault("judgement_reason", "A mistranslation.")
    return make(
        StatusClaim, slug=slug or f"{of.negotiation.code}-claim-{next(_numbers)}", statement=spoken, road_map=of, status=status,
        effective_on=effective_on or said_on, judgement=judgement, **fields,
    )  # fmt: skip


def adopted(of=None, status="agreed", effective_on="2019-12-20", **fields):
    return claim(of, status, effective_on, judgement="adopted", **{"said_on": effective_on, **fields})


def tally(counted_on="2019-12-20", agreed=1, total=3, under=None, **fields):
    spoken = fields.pop("statement", None) or statement(said_on=counted_on, under=under)
    code = spoken.negotiation.code
    bounds = {"agreed_min": agreed, "agreed_max": agreed, "total": total}
    return make(Tally, slug=f"{code}-tally-{next(_numbers)}", statement=spoken, counted_on=counted_on, **{**bounds, **fields})


def summit(name="summit", held_on="2019-12-20", under=None, **fields):
    under = under or negotiation()
    return make(
        Summit, slug=f"{under.code}-{name}", negotiation=under, held_on=held_on, **{"title": name.capitalize(), "level": "heads_of_state", **fields}
    )


def event(name="event", under=None, **fields):
    under = under or negotiation()
    dated = {} if fields.get("kind") == "deadline" else {"happened_on": "2019-12-20"}
    return make(Event, slug=f"{under.code}-{name}", negotiation=under, **{"title": name.capitalize(), "kind": "signing", **dated, **fields})


def one_of_each():
    """A record of every model, by its model."""
    gas, oil = road_map("gas"), road_map("oil", title="", title_basis="unknown")
    talks = gas.negotiation
    spoken = adopted(gas).statement
    disputed = claim(oil, "disputed", by="northland")
    poll = make(Poll, slug="ft-poll", negotiation=talks, question="Whither?", pollster="The Institute", population="Northland")
    records = [
        *(talks, gas, spoken, disputed, speaker(), topic(), party(), summit(), event(), poll, tally(statement=spoken)),
        *(spoken.citations.get(), spoken.citations.get().source),
        make(Term, slug="ft-deferred", negotiation=talks, label="deferred", definition="Put off.", status="suspended"),
        make(Aim, slug="ft-currency", negotiation=talks, title="Common currency"),
        make(RoadMapTitle, road_map=gas, language="ru", kind="press", title="Рынок газа"),
        make(Succession, slug="ft-gas-to-oil", from_road_map=gas, to_road_map=oil, kind="continues"),
        make(AgendaItem, summit=Summit.objects.get(), road_map=gas),
        make(Position, slug="ft-position", statement=spoken, party=party(), summary="Cheaper gas."),
        make(PollAnswer, poll=poll, answer="North", percent=51),
    ]
    return {type(record): record for record in records}


def twin(record, **values):
    """A new record, not saved, that is like it but for its key and the given values."""
    copied = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    other = type(record)(**{**copied, "slug": f"{record.pk}-twin", **({"code": "twin"} if isinstance(record, Negotiation) else {})})
    for name, value in values.items():
        setattr(other, name, value)
    return other
