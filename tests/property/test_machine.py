# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Random histories of a backend and five devices, with everything that goes wrong between and inside them.

Guards T24 to T28, T30 to T32, T34, T38, T45 and T46 of SECURITY section 8. A hundred histories of twenty
steps in an ordinary run; two thousand of sixty with

    TBP_HISTORIES=2000 .venv/bin/python -m pytest -q tests/property

Real vault files, the real application of the backend over ASGI, its real database. A death of either side is
what a kill -9 leaves: the files as they lie between two statements are what the next process opens.
"""

from datetime import timedelta
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tbp_casefile.tables import ScopeType
from tests.property import histories
from tests.property.line import Fate, What
from tests.property.oracle import Watched
from tests.property.people import KINDS, Hand
from tests.property.prepared import LOGS, MEMBERS

devices = st.sampled_from(sorted(MEMBERS))
logs = st.sampled_from(sorted(LOGS))
places = st.sampled_from(
    [(device, log) for device, member in MEMBERS.items() for log in LOGS if (member, log) in KINDS]
)
programs = st.integers(0, 1)
minutes = st.integers(0, 40)
deaths_of_a_sync = st.none() | st.integers(4, 50)
deaths = st.none() | st.integers(0, 10)
endings = st.sampled_from(
    [(log, member) for log, members in sorted(LOGS.items()) for member in members if member != "authority"]
)
fates = st.one_of(
    st.just(Fate()),
    st.sampled_from(
        [
            Fate("never sent"),
            Fate("answer lost"),
            Fate("comes late"),
            Fate("backend died after it"),
            Fate("device dies before it"),
            Fate("device dies after it"),
            Fate("unavailable"),
            Fate("not a member"),
            Fate("revoked"),
        ]
    ),
    st.builds(Fate, st.sampled_from(["answer cut", "sent twice"]), st.integers(0, 9)),
    st.builds(Fate, st.just("backend dies"), st.integers(0, 12)),
    st.builds(Fate, st.sampled_from(["meanwhile before it", "meanwhile after it"]), st.integers(0, 3)),
)
decided_in = st.sampled_from([ScopeType.CASE, ScopeType.FAMILY])
meantimes = st.sampled_from(["sync", "other", "write", "decide"])
fates_of_a_sync = st.lists(fates, max_size=9).map(tuple)


class Histories(RuleBasedStateMachine):
    """Every rule is one thing that somebody does, or that happens to somebody."""

    @initialize()
    def begin(self) -> None:
        self.world = Watched()
        self.hand = Hand(self.world)

    def passed(self, minutes: int, *devices: str) -> None:
        """Time goes on, and what must hold is looked at on these devices."""
        self.world.now += timedelta(minutes=minutes)
        for device in devices:
            self.world.check(device)

    # --- people

    @rule(place=places, program=programs, dies_at=deaths, hold=st.sampled_from([0, 0, 0, 10]))
    def writes(self, place: tuple[str, ScopeType], program: int, dies_at: int | None, hold: int) -> None:
        self.hand.writes(*place, program=program, dies_at=dies_at, hold=hold)
        self.passed(0, place[0])

    @rule(place=places, program=programs)
    def corrects(self, place: tuple[str, ScopeType], program: int) -> None:
        self.hand.corrects(*place, program=program)
        self.passed(0, place[0])

    @rule(device=devices)
    def takes_back(self, device: str) -> None:
        self.hand.takes_back(device)
        self.passed(0, device)

    @rule(device=devices, log=logs, schema=st.sampled_from([1, 2]))
    def writes_what_is_newer(self, device: str, log: ScopeType, schema: int) -> None:
        self.hand.writes_newer(device, log, schema)
        self.passed(0, device)

    @rule(log=decided_in, after=minutes)
    def office_decides(self, log: ScopeType, after: int) -> None:
        self.world.decide(log)
        self.passed(after)

    @rule(place=endings, late=st.booleans())
    def membership_ends(self, place: tuple[ScopeType, str], late: bool) -> None:
        self.hand.ends_or_opens(*place, late=late)
        self.passed(1)

    @rule(device=devices, log=logs, late=st.booleans(), chance=st.integers(0, 3))
    def device_is_revoked(self, device: str, log: ScopeType, late: bool, chance: int) -> None:
        if not chance:
            self.hand.revokes(device, log, late=late)
        self.passed(1)

    # --- sync

    @rule(
        device=devices,
        program=programs,
        fates=fates_of_a_sync,
        page=st.sampled_from([1, 2, 500]),
        dies_at=st.none() | st.integers(0, 60),
        others=st.lists(
            st.tuples(st.sampled_from(["sync", "other", "write", "decide"]), devices), max_size=3
        ),
        after=minutes,
    )
    def syncs(
        self,
        device: str,
        program: int,
        fates: tuple[Fate, ...],
        page: int,
        dies_at: int | None,
        others: list[tuple[str, str]],
        after: int,
    ) -> None:
        self.world.happenings = [partial(self.hand.meanwhile, device, *other) for other in others]
        self.world.gadgets[device].sync(program, fates, page, dies_at)
        self.world.happenings = []
        self.passed(after, device, *(name for _, name in others))

    @rule(
        device=devices,
        log=decided_in,
        before=st.integers(0, 6),
        what=st.sampled_from(["meanwhile before it", "meanwhile after it"]),
        others=st.lists(st.tuples(meantimes, devices), min_size=1, max_size=3),
    )
    def syncs_while_the_other_program_does(
        self, device: str, log: ScopeType, before: int, what: What, others: list[tuple[str, str]]
    ) -> None:
        """A sync of which every question from the n-th on gives time for one of them and for ours."""
        self.world.decide(log)
        self.hand.writes(device, log)
        doing = [("other", device), *others]
        self.world.happenings = [partial(self.hand.meanwhile, device, *other) for other in doing]
        fates = [Fate()] * before + [Fate(what, number) for number in range(len(doing))]
        self.world.gadgets[device].sync(0, tuple(fates))
        self.world.happenings = []
        self.passed(1, device, *(name for _, name in others))

    @rule(
        device=devices,
        log=decided_in,
        before=st.integers(0, 7),
        fate=fates,
        dies_at=st.none() | st.integers(4, 50),
    )
    def is_disturbed_once(
        self, device: str, log: ScopeType, before: int, fate: Fate, dies_at: int | None
    ) -> None:
        """T31: it fails once, then all is well and nobody writes: one more sync brings everything."""
        self.world.decide(log)
        self.hand.writes(device, log)
        self.world.gadgets[device].sync(0, (Fate(),) * before + (fate,), dies_at=dies_at)
        self.world.check(device)
        self.world.gadgets[device].sync()
        self.world.check_in_sync(device)
        self.passed(1, device)

    @rule(device=devices, program=programs, after=minutes)
    def syncs_well(self, device: str, program: int, after: int) -> None:
        self.world.gadgets[device].sync(program)
        self.world.check_in_sync(device)
        self.passed(after, device)

    @rule(device=devices)
    def second_program(self, device: str) -> None:
        self.world.gadgets[device].open_another()
        self.passed(0, device)

    # --- weather, power, clocks

    @rule(device=devices, offline=st.booleans())
    def line_goes_or_comes(self, device: str, offline: bool) -> None:
        for program in self.world.gadgets[device].programs:
            program.line.offline = offline
        self.passed(5)

    @rule(device=devices)
    def what_was_delayed_arrives(self, device: str) -> None:
        self.world.arrive(device)
        self.passed(0, device)

    @rule(device=devices)
    def power_goes(self, device: str) -> None:
        self.world.gadgets[device].kill()
        self.passed(1, device)

    @rule()
    def backend_is_killed(self) -> None:
        self.world.server.kill()
        self.passed(1)

    @rule(device=devices, days=st.sampled_from([-365, -1, 0, 1, 365]))
    def clock_jumps(self, device: str, days: int) -> None:
        self.world.gadgets[device].ahead = timedelta(days=days)
        self.passed(0)

    @rule(days=st.sampled_from([-365, 0, 365]))
    def clock_of_the_backend_jumps(self, days: int) -> None:
        self.world.server_ahead = timedelta(days=days)
        self.passed(0)

    @rule(device=devices)
    def disk_is_copied(self, device: str) -> None:
        self.world.copy_of(device)
        self.passed(0)

    @rule(device=devices)
    def disk_is_restored(self, device: str) -> None:
        if device in self.world.copies:
            self.world.put_back(device)
        self.passed(1, device)

    @rule(newer=st.booleans())
    def backend_is_upgraded(self, newer: bool) -> None:
        self.world.server.newer = newer
        self.passed(1)

    @rule()
    def backend_is_copied(self) -> None:
        self.world.back_up()
        self.passed(1)

    @rule(device=devices, log=decided_in)
    def backend_is_restored_to_before_what_was_read(self, device: str, log: ScopeType) -> None:
        """T32: what only devices still have comes back, also what others wrote."""
        self.world.back_up()
        self.world.decide(log)
        self.hand.writes(device, log)
        self.world.gadgets[device].sync()
        self.world.check(device)
        self.world.restore()
        self.passed(1)

    @rule()
    def backend_is_restored(self) -> None:
        if self.world.backup.exists():
            self.world.restore()
        self.passed(1)

    def teardown(self) -> None:
        """In the end the sky clears."""
        if not hasattr(self, "world"):
            return
        try:
            self.world.heal()
            self.world.check_healed()
        finally:
            self.world.close()


def test_whatever_happens_nothing_is_lost_and_all_agree(quiet_backend: None) -> None:
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=histories.COUNT,
            stateful_step_count=histories.STEPS,
            deadline=None,
            database=None,
            derandomize=histories.THE_SAME,
            suppress_health_check=list(HealthCheck),
        ),
    )
