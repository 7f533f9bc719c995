# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a wish to the end of a talk, on real devices and a real backend: who learns what, and what is left."""

from datetime import timedelta

import pytest

from tbp_backend.errors import NotPossible
from tbp_backend.office.peers import matching
from tbp_casefile.model.peers import Boundary, Debrief
from tbp_casefile.views.shelf import Delivery
from tbp_tui.services.errors import NoRoomToAsk, NoSuchTalk, NotLookedAt, TalkOver
from tests.backend.conftest import CASE
from tests.peers.people import EXPERT, PROFILE, WISH, Machine, People


def test_a_wish_is_proposed_by_alias_and_a_talk_begins_when_both_say_yes(people: People) -> None:
    person = people.person()
    with pytest.raises(NoRoomToAsk):
        person.case.peers.asking.ask(WISH, person.now)
    people.opens_asking()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    expert = people.expert()
    people.proposes()
    person.sync()
    expert.sync()
    (to_person,), (to_expert,) = (m.case.peers.asking.proposals(m.now) for m in (person, expert))
    assert (to_person.proposal.alias, to_expert.proposal.alias) == (PROFILE.alias, WISH.alias)
    assert to_expert.proposal.topics == WISH.topics
    person.answer("yes")
    person.sync()
    assert people.settles() == matching.Settled()
    expert.answer("yes")
    expert.sync()
    assert people.settles() == matching.Settled(linked=1)
    for machine in (person, expert):
        machine.sync()
    person.talk.say("Goedenavond.", person.now)
    assert [line.delivery for line in person.view.lines] == [Delivery.ON_DEVICE]
    person.sync()
    expert.sync()
    assert expert.reads == person.reads == ["Goedenavond."]
    assert [line.delivery for line in person.view.lines] == [Delivery.RECEIVED]
    assert [m.case.peers.lines(m.now)[0].alias for m in (person, expert)] == [PROFILE.alias, WISH.alias]


def test_nobody_learns_who_declined(people: People) -> None:
    person = people.person()
    people.opens_asking()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    expert = people.expert()
    seen = []
    for declines in (person, expert):
        people.proposes()
        wants = expert if declines is person else person
        for machine in (declines, wants):
            machine.sync()
            assert people.settles() == matching.Settled()  # a no alone ends nothing: its moment would tell
            machine.answer("no" if machine is declines else "yes")
            machine.sync()
        assert people.settles() == matching.Settled(over=1)
        for machine in (person, expert):
            machine.sync()
        lines = [machine.case.peers.asking.proposals(machine.now)[0] for machine in (person, expert)]
        seen.append([(line.state, line.proposal.ticket) for line in lines])
    assert seen == [[("over", ""), ("over", "")]] * 2
    assert person.case.peers.lines(person.now) == ()


def test_a_proposal_that_one_lets_pass_is_over_for_both(people: People) -> None:
    person = people.person()
    people.opens_asking()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    expert = people.expert()
    people.proposes()
    person.sync()
    person.answer("yes")
    person.sync()
    assert people.settles() == matching.Settled()
    assert people.settles(ago=-(matching.ANSWER_WITHIN + timedelta(days=2))) == matching.Settled(over=1)
    for machine in (person, expert):
        machine.sync()
        assert machine.case.peers.asking.proposals(machine.now)[0].state == "over"


def test_who_is_not_confirmed_pauses_or_is_full_is_not_proposed(people: People) -> None:
    person = people.person()
    people.opens_asking()
    expert = people.expert()
    with pytest.raises(NotPossible, match="asks-nothing"):
        people.proposes()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    expert.case.peers.asking.pause(True, expert.now)
    expert.sync()
    with pytest.raises(NotPossible, match="expert-full"):
        people.proposes()
    expert.case.peers.asking.pause(False, expert.now)
    expert.sync()
    people.proposes()
    with pytest.raises(NotPossible, match="asker-busy"):
        people.proposes()
    person.case.peers.asking.withdraw(person.now)
    person.sync()
    assert people.overview().askers[0].wish is None
    assert [line.load for line in people.overview().experts] == [1]


def test_they_talk_both_ways_offline_and_online(two: tuple[Machine, Machine]) -> None:
    person, expert = two
    for number in range(3):
        person.talk.say(f"Zonder netwerk {number}", person.now)
    expert.talk.say("Tegelijk", expert.now)
    for machine in (person, expert, person):
        machine.sync()
    assert person.reads == expert.reads
    assert sorted(person.reads) == ["Tegelijk", *(f"Zonder netwerk {number}" for number in range(3))]
    agreed = Boundary(when="Donderdag om acht uur", minutes=45, avoid="Geen plaatsen", keep_days=30)
    for machine in (person, expert):
        machine.talk.agree(agreed, machine.now)
        assert machine.view.agreed is None
        machine.sync()
    person.sync()
    assert person.view.agreed == expert.view.agreed == agreed
    assert person.talk.view(person.now + timedelta(days=31)).lines == ()


def test_the_safety_words_are_the_same_on_both_sides_and_name_each_of_them(
    two: tuple[Machine, Machine],
) -> None:
    person, expert = two
    ours, theirs = person.talk.words("nl"), expert.talk.words("nl")
    assert ours
    assert ours.theirs
    assert theirs
    assert (ours.mine, ours.theirs) == (theirs.theirs, theirs.mine)
    assert ours.mine.words != ours.theirs.words
    assert (len(ours.mine.words), len(ours.mine.digits)) == (6, 20)
    english = person.talk.words("en")
    assert english
    assert english.mine.digits == ours.mine.digits
    assert english.mine.words != ours.mine.words


def test_a_second_device_reads_all_once_its_own_person_said_yes(
    people: People, two: tuple[Machine, Machine]
) -> None:
    person, expert = two
    person.talk.say("Van voor de tweede laptop", person.now)
    person.sync()
    expert.talk.verify()
    line = person.talk.own_devices.add().line
    second = people.machine("second", people.office.ticket().line)
    room = second.case.peers.talks.begin(line, "Willem", second.now)
    second.sync()
    assert second.case.peers.talks.talk(room).view(second.now).lines == ()
    person.sync()
    (asked,) = person.talk.own_devices.arrivals
    assert asked.own
    person.talk.own_devices.accept(asked.device)
    person.sync()
    second.sync()
    assert second.reads == ["Van voor de tweede laptop"]
    # the other verified before: nothing of theirs goes out until they looked at the new device
    expert.sync()
    assert len(expert.talk.new_of_theirs) == 1
    with pytest.raises(NotLookedAt):
        expert.talk.say("Voor wie?", expert.now)
    expert.talk.look_at_devices()
    expert.talk.say("Voor jou", expert.now)
    for machine in (expert, person, second):
        machine.sync()
    assert person.reads == second.reads == ["Van voor de tweede laptop", "Voor jou"]


def test_a_lost_device_is_ended_in_the_talk_and_reads_nothing_that_is_said_after_it(
    people: People, two: tuple[Machine, Machine]
) -> None:
    """Its keys there stand nowhere else, so nobody but its own person can end it there (T20)."""
    person, expert = two
    line = person.talk.own_devices.add().line
    lost = people.machine("lost", people.office.ticket().line)
    lost.case.peers.talks.begin(line, "Willem", lost.now)
    lost.sync()
    person.sync()
    (asked,) = person.talk.own_devices.arrivals
    person.talk.own_devices.accept(asked.device)
    person.talk.say("Dit leest hij nog", person.now)
    person.sync()
    lost.sync()
    assert lost.reads == ["Dit leest hij nog"]
    room = lost.room
    assert person.talk.own_devices.revoke(asked.device, late=False) == 1
    person.sync()
    for machine in (expert, person):
        machine.talk.say("Dit niet meer", machine.now)
        machine.sync()
    lost.sync()
    person.sync()
    assert person.reads == ["Dit leest hij nog", "Dit niet meer", "Dit niet meer"]
    (line_of_lost,) = lost.case.peers.lines(lost.now)
    assert line_of_lost.ended
    assert not list(lost.place.glob(f"*{room}*"))


def test_who_finds_the_ticket_spent_is_told_and_nothing_begins_again(people: People) -> None:
    """Another device of the same person, or a coordinator who came in instead (T13)."""
    person = people.person()
    people.opens_asking()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    expert = people.expert()
    people.proposes()
    for machine in (person, expert):
        machine.sync()
        machine.answer("yes")
        machine.sync()
    assert people.settles().linked == 1
    person.case.sync(person.now)
    (linked,) = person.case.peers.asking.proposals(person.now)
    somebody = people.machine("somebody", linked.proposal.ticket)
    assert somebody.case.role.value == "person"
    person.sync()
    (line,) = person.case.peers.lines(person.now)
    assert (bool(line.ended), line.by) == (True, "ticket")
    person.case.peers.talks.forget(line.room)
    person.sync()
    assert person.case.peers.lines(person.now) == ()


def test_without_having_verified_a_new_device_is_shown_and_stops_nothing(
    people: People, two: tuple[Machine, Machine]
) -> None:
    person, expert = two
    assert expert.talk.new_of_theirs == ()
    line = person.talk.own_devices.add().line
    second = people.machine("second", people.office.ticket().line)
    second.case.peers.talks.begin(line, "Willem", second.now)
    second.sync()
    expert.sync()
    assert len(expert.talk.new_of_theirs) == 1
    expert.talk.say("Dag", expert.now)


def test_either_ends_at_once_and_nothing_of_the_talk_is_left_on_any_device(
    people: People, two: tuple[Machine, Machine]
) -> None:
    person, expert = two
    person.talk.say("paddestoel", person.now)
    person.sync()
    expert.sync()
    rooms = {machine.place: machine.room for machine in two}
    expert.case.peers.talks.end(expert.room, expert.now, "Het ga je goed.")
    with pytest.raises(TalkOver):
        expert.talk.say("Nog iets", expert.now)
    expert.sync()
    talk = person.talk
    person.case.sync(person.now)
    with pytest.raises(TalkOver):
        talk.say("Wacht", person.now)
    person.sync()
    for machine in two:
        (line,) = machine.case.peers.lines(machine.now)
        assert line.ended
        with pytest.raises(NoSuchTalk):
            machine.case.peers.talks.talk(line.room)
        assert not list(machine.place.glob(f"*{rooms[machine.place]}*"))
    assert person.case.peers.lines(person.now)[0].last_word == "Het ga je goed."
    assert [machine.case.peers.lines(machine.now)[0].by for machine in two] == ["other", "own"]
    assert people.overview().experts[0].load == 0
    person.case.peers.talks.forget(rooms[person.place])
    assert person.case.peers.lines(person.now) == ()


def test_a_concern_and_a_debrief_reach_the_coordinator_and_nothing_of_the_talk_does(
    people: People, two: tuple[Machine, Machine]
) -> None:
    person, expert = two
    person.talk.say("paddestoel", person.now)
    person.sync()
    expert.sync()
    expert.case.peers.concern("Ik maak me zorgen.", expert.now, room=expert.room)
    expert.case.peers.concern("Dit is ernstig.", expert.now, room=expert.room, known=False)
    expert.case.peers.asking.debrief(Debrief(weight=4, text="Zwaar.", call=True), expert.now)
    expert.sync()
    person.sync()
    assert person.reads == ["paddestoel", "Ik maak me zorgen."]
    inbox = people.overview().inbox
    assert {(line.by, str(line.body.text)) for line in inbox} == {
        (EXPERT, "Ik maak me zorgen."),
        (EXPERT, "Dit is ernstig."),
        (EXPERT, "Zwaar."),
    }
    assert "paddestoel" not in repr(people.overview())


def test_a_talk_shares_no_device_and_no_member_with_anything_else(
    people: People, two: tuple[Machine, Machine]
) -> None:
    for machine in two:
        elsewhere = {machine.case.device, machine.case._member}
        state = machine.talk.state
        assert len(state.members) == len(state.devices) == 2
        assert not elsewhere & {*state.members, *state.devices}
    assert CASE not in repr(two[0].talk.state)
