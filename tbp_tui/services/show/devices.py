# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Own devices as JSON: each device, then each log that ended here, then what the person is asked."""

from datetime import datetime

from tbp_casefile.views.devices import ArrivalLine, DeviceLine, EndingLine
from tbp_casefile.views.shelf import Delivery
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, item, moment


def devices(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """`code` is device, ending, arrival, waits or copy; the title of a device is its short code."""
    view = case.own_devices.view()
    items = [*map(_device, view.devices), *map(_ending, view.endings)]
    items += map(_arrival, case.own_devices.arrivals)
    if case.own_devices.waits:
        items.append(item(None, "waits", None, "asked"))
    if view.unknown:
        items.append(item(None, "copy", None, "asked", records=view.unknown))
    return items


def _device(line: DeviceLine) -> Item:
    waits = line.state == "ending"
    return item(
        line.device,
        "device",
        line.code,
        line.state,
        reason=None if line.late or line.state == "active" else "lost",
        first=line.added,
        last=line.ended,
        delivery=(Delivery.ON_DEVICE if waits else Delivery.RECEIVED).value,
        here=line.here,
        used=moment(line.used),
        left=line.left,
        copied=line.copied,
    )


def _arrival(line: ArrivalLine) -> Item:
    return item(
        line.device, "arrival", line.code, "asked",
        reason="own-ticket" if line.own_ticket else "added", first=line.added, layer=line.role or None,
        own=line.own, reads=list(line.reads), afterYes=list(line.after_yes),
    )  # fmt: skip


def _ending(line: EndingLine) -> Item:
    state = "wiped" if line.shredded else "waits"
    return item(
        None, "ending", line.log, state, reason=line.why, last=line.at,
        wiped=moment(line.shredded), lost=line.lost,
    )  # fmt: skip
