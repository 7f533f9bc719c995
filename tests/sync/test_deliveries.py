# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the backend says that it sent to whose device: asked of a real one, kept, and never taken for more."""

import httpx2
import pytest

from tbp_casefile.times import from_ms
from tbp_tui.sync import deliveries
from tbp_tui.sync.errors import BadAnswer, NotAMember, Offline
from tbp_tui.sync.identity import prover, record_key
from tbp_tui.sync.session import Session
from tests.e2e.programs import Backend
from tests.logs import CASE, chance
from tests.sync.desk import Desk
from tests.sync.played import ADDRESS, Device, problem, streamed


def test_a_real_backend_tells_which_entries_came_to_this_device(paired: Desk) -> None:
    paired.write()
    assert paired.sync().all_is_well
    now = paired.now()
    deliveries.fetch(paired.vault, paired.session(), [paired.case], now)
    told = deliveries.told(paired.vault, paired.case)
    place = paired.vault.scope(paired.case)
    assert told
    assert place
    assert max(line.last for line in told.deliveries) == place.seq
    ours = [line for line in told.deliveries if line.device == record_key(paired.vault).device_id]
    assert ours
    assert {(line.event, line.role) for line in ours} == {("sent", "person")}


def test_it_is_known_after_the_backend_was_killed_once_it_was_written_down(
    paired: Desk, backend: Backend
) -> None:
    paired.write()
    assert paired.sync().all_is_well
    deliveries.fetch(paired.vault, paired.session(), [paired.case], paired.now())
    before = deliveries.told(paired.vault, paired.case)
    backend.kill()
    with pytest.raises(Offline):
        deliveries.fetch(paired.vault, paired.session(), [paired.case], paired.now())
    assert deliveries.told(paired.vault, paired.case) == before
    backend.serve()
    paired.moves_to(backend.address)
    deliveries.fetch(paired.vault, paired.session(), [paired.case], paired.now())
    after = deliveries.told(paired.vault, paired.case)
    assert before
    assert after
    assert set(before.deliveries) <= set(after.deliveries)


# --- at a backend that is played ---


def asking(device: Device, answer: httpx2.Response) -> None:
    now = from_ms(device.backend.case.now_ms)
    honest = device.backend.answer

    def answered(request: httpx2.Request) -> httpx2.Response:
        return answer if request.url.path.endswith("/deliveries") else honest(request)

    signer = prover(device.vault, clock=lambda: now, random=chance("deliveries"))
    session = Session(httpx2.Client(transport=httpx2.MockTransport(answered)), ADDRESS, signer)
    deliveries.fetch(device.vault, session, [CASE], now)


GOOD = (
    b'{"deliveries":[{"event":"sent","sentAt":"2026-05-12T10:00:00Z","member":"m","role":"contact_person",'
    b'"device":"d","first":1,"last":2}],"more":false}'
)


@pytest.mark.parametrize(
    "odd",
    [
        GOOD.replace(b"2026-05-12T10", b"yesterday"),
        GOOD.replace(b'"first":1', b'"first":3'),
        GOOD.replace(b'"first":1', b'"first":0'),
        GOOD.replace(b'"last":2', b'"last":9999999999999999999'),
        GOOD.replace(b'"device":"d",', b""),
        b"[]",
    ],
)
def test_an_odd_answer_is_not_kept(odd: bytes, synced: Device) -> None:
    asking(synced, streamed(200, GOOD))
    before = deliveries.told(synced.vault, CASE)
    with pytest.raises(BadAnswer):
        asking(synced, streamed(200, odd))
    assert before
    assert deliveries.told(synced.vault, CASE) == before


def test_a_log_that_tells_nothing_leaves_what_was_known(synced: Device) -> None:
    asking(synced, streamed(200, GOOD))
    before = deliveries.told(synced.vault, CASE)
    asking(synced, problem(404, "not-a-member"))
    assert deliveries.told(synced.vault, CASE) == before
    assert issubclass(NotAMember, Exception)


def test_a_backend_that_says_more_without_end_is_not_followed_without_end(synced: Device) -> None:
    asking(synced, streamed(200, b'{"deliveries":[],"more":true}'))
    told = deliveries.told(synced.vault, CASE)
    assert told
    assert told.deliveries == ()
