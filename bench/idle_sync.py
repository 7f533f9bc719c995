# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A sync that has nothing to do: what it asks and what crosses the wire, with 200 records and with 10,000."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.devices import Device
from bench.figures import Figure, Unit
from bench.office import clock, serving_office
from bench.relay import Relay
from bench.stage import MANY, Company, Stage
from tbp_tui.sync.engine import sync_once
from tbp_tui.sync.session import Session
from tbp_tui.vault.process import this_process

FEW = 200
SMALL = 4_096
"""Question and answer together, most of it headers and a proof: one small answer."""


@dataclass(frozen=True)
class Idle:
    """What one idle sync cost."""

    requests: int
    bytes: int


def measure(stage: Stage) -> Iterator[Figure]:
    """One device on one log, before and after it grew."""
    folder = stage.place("idle")
    folder.mkdir()
    relay = stage.closing.enter_context(Relay())
    office = stage.closing.enter_context(serving_office(folder, "--public-url", relay.address))
    relay.to = office.home.settings().port
    device = stage.device(office, "idle/device")
    device.pull()
    company = Company(office, device)
    few, many = _after_growth(company, FEW, relay), _after_growth(company, MANY, relay)
    fresh = device.again()
    _sync(device, fresh)
    yield Figure("idle sync, requests", many.requests, 1, unit=Unit.COUNT)
    yield Figure("idle sync of a new process, sign-ins", fresh.counts.sign_ins, 1, unit=Unit.COUNT)
    yield Figure("idle sync, bytes on the wire", many.bytes, SMALL, unit=Unit.BYTES)
    what = f"idle sync, bytes at {MANY:,} records / at {FEW}"
    yield Figure(what, many.bytes, 1.0, floor=few.bytes, unit=Unit.BYTES)


def _after_growth(company: Company, count: int, relay: Relay) -> Idle:
    """Let the log grow to so many records; the second idle sync after that is the one that counts."""
    device, counts = company.device, company.device.session.counts
    company.grow(count - device.case.seq)
    device.pull()
    _sync(device, device.session)
    asked, crossed = counts.requests, relay.bytes
    _sync(device, device.session)
    return Idle(counts.requests - asked, relay.bytes - crossed)


def _sync(device: Device, session: Session) -> None:
    report = sync_once(device.vault, session, now=clock(), process=this_process())
    assert report.all_is_well, report
    assert not report.pulled, report
