"""Meetings, their agenda, events and deadlines: dates, names, and what they let be said at them."""

import pytest
from django.core.exceptions import ValidationError

from roadmaps.models import AgendaItem, Event, EventKind, Summit
from tests import cast

pytestmark = pytest.mark.django_db


def refusal(make, *args, **fields) -> str:
    with pytest.raises(ValidationError) as refused:
        make(*args, **fields)
    return " ".join(refused.value.messages)


class TestEvents:
    DATES = "A deadline has the date it is due"

    @pytest.mark.parametrize("kind", [kind for kind in EventKind.values if kind != "deadline"])
    def test_whatever_is_no_deadline_happened_on_a_day(self, kind):
        assert cast.event(kind=kind, happened_on="2019-12").happened_on_last.isoformat() == "2019-12-31"
        assert self.DATES in refusal(cast.event, "undated", kind=kind, happened_on=None)

    @pytest.mark.parametrize("name", ["due_on", "set_on"])
    def test_whatever_is_no_deadline_is_neither_set_nor_due(self, name):
        assert self.DATES in refusal(cast.event, **{name: "2020"})

    def test_a_deadline_is_due_and_may_be_set(self):
        cast.event("slipped", kind="deadline", set_on="2019-12-20", due_on="2020-01-01")
        cast.event("open", kind="deadline", due_on="2021")
        assert Event.objects.filter(set_on_last=None).get().pk == "ft-open"

    def test_a_deadline_does_not_happen(self):
        assert self.DATES in refusal(cast.event, kind="deadline", due_on="2020", happened_on="2020-01-01")

    def test_a_deadline_needs_the_day_it_is_due(self):
        assert self.DATES in refusal(cast.event, kind="deadline", set_on="2019")

    def test_a_deadline_may_be_set_after_it_was_due(self):
        """A fact as well: an agreement that took effect backwards."""
        assert cast.event(kind="deadline", set_on="2020-02-01", due_on="2020-01-01").pk

    def test_an_event_becomes_a_deadline_only_with_its_dates(self):
        event = cast.event()
        event.kind = "deadline"
        assert self.DATES in refusal(event.save)
        event.happened_on, event.due_on = None, "2020"
        event.save()
        assert str(Event.objects.get()) == "Event (2020)"

    def test_it_is_called_by_its_title_and_its_day(self):
        assert str(cast.event("protest", kind="protest", happened_on="2019-12-07")) == "Protest (2019-12-07)"

    def test_it_may_hang_on_a_summit_which_is_then_kept(self):
        summit = cast.summit()
        event = cast.event(summit=summit)
        assert list(summit.events.all()) == [event]
        with pytest.raises(Exception, match="protected foreign keys"):
            summit.delete()


class TestSummits:
    def test_they_stand_in_the_order_of_time_and_then_of_their_slugs(self):
        cast.summit("late", "2019-12-20")
        cast.summit("month", "2019-12")
        cast.summit("b-early", "2019-12-07")
        cast.summit("a-early", "2019-12-07")
        assert [summit.pk for summit in Summit.objects.all()] == ["ft-a-early", "ft-b-early", "ft-late", "ft-month"]

    def test_it_is_called_by_its_title_and_its_day(self):
        assert str(cast.summit("sochi", "2019-12-07")) == "Sochi (2019-12-07)"

    def test_its_parties_exist(self):
        assert "There is no party “atlantis”" in refusal(cast.summit, parties="atlantis")

    def test_its_participants_are_a_list_of_names(self):
        assert "Write a list of texts" in refusal(cast.summit, participants={"Nora": "North"})
        assert cast.summit(participants=["Nora North", "Сёмён Юг"]).participants == ["Nora North", "Сёмён Юг"]

    def test_it_is_not_deleted_while_something_was_said_at_it(self):
        summit = cast.summit()
        cast.statement(summit=summit)
        with pytest.raises(Exception, match="protected foreign keys"):
            summit.delete()


class TestAgenda:
    def test_a_road_map_stands_once_on_an_agenda(self):
        gas, summit = cast.road_map(), cast.summit()
        cast.make(AgendaItem, summit=summit, road_map=gas)
        assert "on the agenda already" in refusal(cast.make, AgendaItem, summit=summit, road_map=gas)

    def test_it_may_stand_on_the_agenda_of_several(self):
        gas = cast.road_map()
        for name in ("first", "second"):
            cast.make(AgendaItem, summit=cast.summit(name), road_map=gas)
        assert [item.pk for item in gas.agenda_items.all()] == ["ft-first-1", "ft-second-1"]

    def test_numbers_go_on_beyond_nine_without_a_clash(self):
        summit = cast.summit()
        items = [cast.make(AgendaItem, summit=summit, road_map=cast.road_map(f"item-{number}")) for number in range(11)]
        assert items[-1].pk == "ft-summit-11"
        assert str(items[-1]) == "ft-summit: ft-item-10"

    def test_a_road_map_on_an_agenda_is_kept(self):
        gas = cast.road_map()
        cast.make(AgendaItem, summit=cast.summit(), road_map=gas)
        with pytest.raises(Exception, match="protected foreign keys"):
            gas.delete()

    def test_it_says_on_what_basis(self):
        summit = cast.summit()
        assert cast.make(AgendaItem, summit=summit, road_map=cast.road_map()).basis == "stated"
        assert "not a valid choice" in refusal(cast.make, AgendaItem, summit=summit, road_map=cast.road_map("oil"), basis="guessed")
