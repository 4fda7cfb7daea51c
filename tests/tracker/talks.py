"""Two negotiations with something in every resource: what a filter is to find, and what it is to leave out.

Everything of the fishery talks is named ft-…, everything of the grain talks gt-…; no two of them share a value
by which a list is filtered.
"""

from roadmaps.models import AgendaItem, Aim, Citation, Poll, Position, Term
from tests import cast


def both():
    tally = fishery()
    return tally, grain(tally.statement.negotiation)


def fishery():
    """Over since 2019: gas disputed on gas, by Northland's word at the summit, as the Journal reports."""
    gas, journal = cast.topic("gas"), cast.source("journal", kind="news", quality="press", published_on="2019-12-20")
    north = cast.party("northland", kind="state")
    talks = cast.negotiation("fishery-talks", "ft", started="2018", ended="2019-12-31", parties="northland")
    road_map = cast.road_map("gas", talks, topic=gas, title_basis="attested", number="7")
    nora = cast.speaker("nora-north", party=north)
    summit = cast.summit("summit", "2019-12-20", talks, level="heads_of_state", parties="northland")
    event = cast.event("deal", talks, kind="signing", happened_on="2019-12-20", summit=summit)
    cast.make(AgendaItem, summit=summit, road_map=road_map)
    deadlock = cast.make(Term, slug="ft-deadlock", negotiation=talks, label="deadlock", definition="Stuck.", status="disputed")
    aim = cast.make(Aim, slug="ft-aim", negotiation=talks, title="One sea", topic=gas, group="sea")
    spoken = cast.statement(
        "2019-12-20", talks, by="northland", speaker=nora, summit=summit, event=event, sources=0, slug="ft-speech", reported_on="2019-12-20"
    )
    cast.adopted(road_map, "disputed", statement=spoken, disputed_on="gas", term=deadlock, basis="stated", slug="ft-claim")
    tally = cast.tally("2019-12-20", statement=spoken, unit="item", stage="agreed", remaining_on="gas")
    cast.make(Position, slug="ft-position", statement=spoken, party=north, topic=gas, held_on="2019-12-20", stance="supports", summary="More fish.")
    cast.make(
        Position, slug="ft-wish", statement=spoken, party=north, road_map=road_map, held_on="2019-12-20", stance="supports", summary="More gas."
    )
    poll = cast.make(Poll, slug="ft-poll", negotiation=talks, question="Fish?", pollster="The Asker", population="North", fielded_on="2019-12")
    for cites in ({"statement": spoken}, {"summit": summit}, {"event": event}, {"poll": poll}, {"aim": aim}):
        cast.make(Citation, slug=f"ft-cites-{next(iter(cites)).replace('_', '-')}", source=journal, **cites)
    return tally


def grain(earlier=None):
    """Going on: wheat agreed, as the press says, at an expert meeting of 2021; a deadline is due in 2022."""
    wheat, wire = (
        cast.topic("wheat"),
        cast.source(
            "wire", kind="official", quality="primary", published_on="2021-05-05", publisher="The Wire", language="ru", read_extent="excerpt"
        ),
    )
    joint = cast.party("the-union", kind="joint_body", members="northland")
    talks = cast.negotiation("grain-talks", "gt", started="2021", parties="the-union", succeeds=earlier)
    road_map = cast.road_map("wheat", talks, topic=wheat, title_basis="official", number="8")
    meeting = cast.summit("meeting", "2021-05-05", talks, level="experts", parties="the-union")
    deadline = cast.event("deadline", talks, kind="deadline", set_on="2021-05-05", due_on="2022", certainty="announced")
    ursula = cast.speaker("ursula-union", party=joint)
    cast.make(AgendaItem, summit=meeting, road_map=road_map)
    done = cast.make(Term, slug="gt-done", negotiation=talks, label="done", definition="Done.", status="agreed")
    aim = cast.make(Aim, slug="gt-aim", negotiation=talks, title="One mill", topic=wheat, group="land")
    spoken = cast.statement(
        "2021-05-05", talks, voice="joint", party=joint, speaker=ursula, summit=meeting, event=deadline, sources=0, slug="gt-note", reported_on="2021-05-06"
    )  # fmt: skip
    cast.claim(road_map, "agreed", "2021-05-05", statement=spoken, term=done, basis="derived", slug="gt-claim")
    cast.adopted(road_map, "planned", "2021-05-03", statement=spoken, basis="implied", slug="gt-at-first")
    cast.adopted(road_map, "implementing", "2021-05-04", statement=spoken, basis="implied", slug="gt-before")
    tally = cast.tally("2021-05-05", statement=spoken, unit="measure", stage="approved", basis="approximate", remaining_on="wheat")
    cast.make(Position, slug="gt-position", statement=spoken, party=joint, topic=wheat, held_on="2021-05-05", stance="opposes", summary="Less wheat.")
    poll = cast.make(
        Poll,
        slug="gt-poll",
        negotiation=talks,
        question="Bread?",
        pollster="The Counter",
        population="South",
        fielded_on="2021-05",
        wording_known=True,
    )
    for cites in ({"statement": spoken}, {"summit": meeting}, {"event": deadline}, {"poll": poll}, {"aim": aim}):
        cast.make(Citation, slug=f"gt-cites-{next(iter(cites)).replace('_', '-')}", source=wire, **cites)
    return tally


def of_the_fishery(slugs) -> list[str]:
    """Those of the fishery talks: by their code, or because only these talks name them."""
    named = {"fishery-talks", "northland", "nora-north", "gas", "journal"}
    return [slug for slug in slugs if slug.startswith("ft-") or slug in named]
