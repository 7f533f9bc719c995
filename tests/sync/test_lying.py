# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend that says to everybody that nothing is theirs any more deletes nothing (T41, T45)."""

from collections.abc import Callable

from tbp_backend.home import Home
from tbp_tui.sync.endings import endings
from tests.e2e.programs import Backend
from tests.sync.desk import Desk, contents
from tests.sync.lying import Said, lying, no_logs, problem, token


def everything(said: Said) -> Callable[[str, str], Said]:
    """The same answer to everything."""
    return lambda _method, _path: said


def after_signing_in(said: Said) -> Callable[[str, str], Said]:
    """It lets everybody in, and then says this."""
    return lambda _method, path: token() if path == "/v1/tokens" else said


def nothing_listed(said: Said) -> Callable[[str, str], Said]:
    """No logs, and this about each."""

    def lie(_method: str, path: str) -> Said:
        if path == "/v1/tokens":
            return token()
        return said if path.startswith("/v1/logs/") else no_logs()

    return lie


LIES = {
    "revoked, to a sign-in": everything(problem(403, "device-revoked")),
    "revoked, to everything": after_signing_in(problem(403, "device-revoked")),
    "not a member, to everything": after_signing_in(problem(404, "not-a-member")),
    "not found": after_signing_in(problem(404, "")),
    "gone": everything(problem(410, "")),
    "sign in again": everything(problem(401, "sign-in-again")),
    "an empty list": nothing_listed(problem(404, "not-a-member")),
    "an empty list, and revoked": nothing_listed(problem(403, "device-revoked")),
    "an empty object": after_signing_in((200, b"{}")),
}


def test_a_backend_that_says_that_nothing_is_ours_deletes_nothing(paired: Desk, backend: Backend) -> None:
    kept = paired.write("kept")
    before, honest = contents(paired.vault), backend.address
    for name, lie in LIES.items():
        with lying(Home(backend.home).tls, lie) as (address, asked):
            paired.moves_to(address)
            for _ in range(2):
                assert not paired.sync().all_is_well, name
        assert len(asked) >= 2, name
        assert contents(paired.vault) == before, name
        assert [row.jws for row in paired.vault.outbox.all()] == [kept.jws], name
        assert endings(paired.vault) == (), name
    paired.moves_to(honest)
    assert paired.sync().all_is_well
    assert set(paired.states().values()) == {"open"}
    assert paired.vault.records.by_refs([(paired.case, kept.id)])


def test_a_backend_that_takes_records_in_and_names_no_log_deletes_nothing(
    paired: Desk, backend: Backend
) -> None:
    """It says "stored" and forgets: without a verified ending the record waits until it is seen."""
    kept = paired.write("kept")
    before, honest = contents(paired.vault), backend.address
    stored = b'{"results":[{"id":"%s","status":"stored","seq":99,"received":1}]}' % kept.id.encode()

    def lie(method: str, path: str) -> Said:
        if path == "/v1/tokens":
            return token()
        return (200, stored) if method == "POST" else no_logs()

    with lying(Home(backend.home).tls, lie) as (address, _):
        paired.moves_to(address)
        paired.sync()
        paired.sync()
    assert contents(paired.vault) == before
    assert [row.jws for row in paired.vault.outbox.all()] == [kept.jws]
    paired.moves_to(honest)
    assert paired.sync().all_is_well
    assert paired.vault.records.by_refs([(paired.case, kept.id)])
