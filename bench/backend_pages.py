# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of 100 entries of 600 bytes each, as many as a backend gives in a second, beside its floor.

Both sides are asked by the same bare client over the same TLS, with proofs that were signed beforehand. 600
bytes are those of the record in an entry: signing makes them longer, and the floor serves the very same page.
"""

import ssl
from collections.abc import Iterator

from bench.asking import Side, ask, page_of
from bench.bare import serving_bare
from bench.devices import Device
from bench.figures import Figure, Unit, middle_pair
from bench.stage import Stage
from tbp_casefile.crypto import base64url
from tbp_tui.sync import http
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.tokens import dpop_key, public_point
from tbp_tui.vault.keys import DeviceKeys

ENTRIES, RECORD_BYTES = 100, 600
REQUESTS, CLIENTS, ROUNDS = 300, 2, 7
BOUND = 0.4


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    device, office = stage.small.device, stage.small.office
    backend = page_of(device, office.address, after=_grow(stage))
    folder = stage.place("page")
    folder.mkdir()
    (folder / "100").write_bytes(device.session.get(backend.path).body)
    key = dpop_key(_keys(device).proof_pem())
    point = base64url.decode(public_point(key)).hex()
    with serving_bare(office, stage.folder, folder, point) as address:
        bare = Side(address, "/pages/100", backend.authorization, backend.proofs)
        trust = http.trusting_only(enrolled(device.vault).anchor)
        rounds = ((_rate(backend, trust), _rate(bare, trust)) for _ in range(ROUNDS))
        ours, floor = middle_pair(rounds)
    what = f"backend, pages of {ENTRIES} x {RECORD_BYTES} bytes"
    yield Figure(what, ours, BOUND, floor=floor, unit=Unit.PER_SECOND, at_least=True)


def _grow(stage: Stage) -> int:
    """A hundred records of exactly this size at the end of the log; the seq before them."""
    device = stage.small.device
    device.pull()
    before = device.case.seq
    records = device.answers(ENTRIES, record_bytes=RECORD_BYTES)
    stage.small.office.append(device.case.scope, records)
    return before


def _keys(device: Device) -> DeviceKeys:
    keys = DeviceKeys.load(device.vault)
    assert keys is not None
    return keys


def _rate(side: Side, trust: ssl.SSLContext) -> float:
    """Requests in a second."""
    return REQUESTS / ask([side] * CLIENTS, REQUESTS // CLIENTS, trust)
