# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever goes wrong, in whatever order: in the end all that was written stands in the log once (T24)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
from hypothesis import given, settings
from hypothesis import strategies as st

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_tui.sync import outbox
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, chance, key
from tests.sync.desk import new_vault
from tests.sync.played import Device, Played, problem, streamed

Answer = Callable[[httpx2.Request], httpx2.Response]


def lost(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    """The backend did it, and nobody hears so."""
    answer(request)
    raise httpx2.ReadError("lost")


def never_sent(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("no network")


def cut(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    body = b"".join(answer(request).iter_raw())
    return streamed(200, body[: len(body) // 2])


def twice(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    answer(request)
    return answer(request)


def down(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    return problem(503, "unavailable")


def shut_out(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    return problem(404, "not-a-member")


FAULTS = (lost, never_sent, cut, twice, down, shut_out)


Fate = Callable[[Answer, httpx2.Request], httpx2.Response] | None


@dataclass
class Weather(Played):
    """A backend behind a network in which the n-th question of a sync meets its fate."""

    fates: list[Fate] = field(default_factory=list)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        fate = self.fates.pop(0) if self.fates else None
        return fate(super().answer, request) if fate else super().answer(request)


step = st.fixed_dictionaries(
    {
        "writes": st.integers(0, 3),
        "others": st.integers(0, 2),
        "fates": st.lists(st.sampled_from([None, *FAULTS]), max_size=8),
    }
)


@settings(max_examples=60)
@given(st.lists(step, max_size=6))
def test_everything_written_stands_in_the_log_once(steps: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder, new_vault(Path(folder) / "vault") as vault:
        backend = Weather()
        device, written = Device(vault, backend).enrolled_here(), []
        draw = chance("convergence")
        for taken in steps:
            written += [acknowledge(device, draw) for _ in range(taken["writes"])]
            for _ in range(taken["others"]):
                backend.case.add("measure", CONTENT["measure"], by=key("authority"))
            backend.fates = list(taken["fates"])
            device.sync()
        backend.fates.clear()
        device.sync()
        assert device.sync().all_is_well
        assert [row.id for row in vault.records.history(["acknowledgement"])] == written
        assert vault.records.count() == backend.case.seq + backend.system.seq
        vault.check_integrity()


def acknowledge(device: Device, draw: Callable[[int], bytes]) -> str:
    now = from_ms(device.backend.case.now_ms)
    body = Acknowledgement("seen")
    return outbox.write(
        device.vault, scope=CASE, kind="acknowledgement", body=body, at=now, now=now, random=draw
    ).id
