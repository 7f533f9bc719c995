# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of the fictional cases by name: whose device, and by which keys from the first page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tbp_tui.services.open_case import OpenCase
from tests.cases.devices import DEMO_DAY, MINIMAL_DAY, Devices


@dataclass(frozen=True)
class Look:
    """One screen: a device, a moment, the keys that lead to it; what `writes` gets a copy."""

    device: str
    keys: Sequence[str] = ()
    moment: datetime = DEMO_DAY
    writes: bool = False


@contextmanager
def on_device(devices: Devices, look: Look) -> Iterator[OpenCase]:
    """The device of a look, unlocked."""
    with TemporaryDirectory() as folder:
        copy_to = Path(folder) if look.writes else None
        with devices.opened(look.device, look.moment, copy_to=copy_to) as case:
            yield case


H1, SAM = "h1-journalist/person", "h1-journalist/relative-1"
BAS = "h1-journalist/contact-2"
YARA = "h1-journalist/supporter-1"
H2, H3 = "h2-mayor/person", "h3-lawyer/person"

LOOKS: dict[str, Look] = {
    "home": Look(H1),
    "home-below": Look(H1, ("end",)),
    "home-relative": Look(SAM),
    "home-ended": Look(H2),
    "home-minimal": Look(H3, moment=MINIMAL_DAY),
    "home-triage": Look("h4-in-triage/person"),
    "cases": Look(BAS),
    "cases-late": Look(BAS, ("v",), writes=True),
    "cases-filter": Look(BAS, ("f", "l", "a", "a", "r", "b", "o"), writes=True),
    "home-brief": Look(BAS, ("s", "tab", "enter"), writes=True),
    "handover": Look(BAS, ("s", "tab", "h"), writes=True),
    "handover-below": Look(BAS, ("s", "tab", "h", "end"), writes=True),
    "brief": Look(BAS, ("s", "tab", "e"), writes=True),
    "brief-words": Look(BAS, ("s", "tab", "e", *["tab"] * 3, "enter"), writes=True),
    "brief-day": Look(BAS, ("s", "tab", "e", "tab", "enter", "4", "-", "5"), writes=True),
    "supported": Look(YARA),
    "supported-home": Look(YARA, ("enter",)),
    "offers-none": Look(YARA, ("o",)),
    "offer-new": Look(YARA, ("o", "enter", "t", "a", "l", "k")),
    "own-name": Look(YARA, ("e", "m")),
    "package": Look(H1, ("1",)),
    "package-below": Look(H1, ("1", "end")),
    "package-relative": Look(SAM, ("1",)),
    "package-ended": Look(H2, ("1",)),
    "measure-failing": Look(H1, ("1", "tab", "tab", "enter")),
    "coverage": Look(H1, ("0", *["tab"] * 4, "enter")),
    "changes": Look(H1, ("2",)),
    "changes-below": Look(H3, ("2", "end", "up", "up", "up", "enter", "end")),
    "versions": Look(H1, ("2", "end", "up", "enter")),
    "history": Look(H1, ("2", "end", "enter")),
    "reviews": Look(H1, ("3",)),
    "obligations": Look(H3, ("4",)),
    "obligation": Look(H3, ("4", "end", "enter")),
    "obligation-below": Look(H3, ("4", "end", "enter", "end")),
    "not-now": Look(H3, ("4", "end", "enter", "end", "enter")),
    "expectations": Look(H1, ("5",)),
    "expectations-below": Look(H1, ("5", "end")),
    "duty": Look(H1, ("5", "end", "enter")),
    "help": Look(H1, ("6",)),
    "help-below": Look(H1, ("6", "end")),
    "requests": Look(H3, ("7",)),
    "request": Look(H3, ("7", "end", "enter")),
    "bulletins": Look(H1, ("9",)),
    "bulletin": Look(H1, ("9", "enter")),
    "bulletin-below": Look(H1, ("9", "enter", "end")),
    "more": Look(H1, ("0",)),
    "access": Look(H1, ("0", "enter")),
    "standing": Look(H1, ("0", "tab", "tab", "enter")),
    "standing-minimal": Look(H3, ("0", "tab", "tab", "enter"), MINIMAL_DAY),
    "talks": Look(H1, ("0", *["tab"] * 3, "enter")),
    "rules": Look(H1, ("0", *["tab"] * 5, "enter")),
    "rule": Look(H1, ("0", *["tab"] * 5, "enter", "enter")),
    "news": Look(H1, ("0", *["tab"] * 6, "enter")),
    "hiding": Look(H1, ("0", *["tab"] * 11, "enter")),
    "review-input": Look(H1, ("3", "enter", "s", "p", "o", "r", "t")),
    "explanation": Look(H1, ("4", "f1")),
    "search": Look(H1, ("f3", "a", "l", "a", "r", "m")),
    "search-nothing": Look(H1, ("f3", "q", "q", "q")),
}

PICTURES = ("home", "package", "obligations", "expectations", "bulletin")
"""Screens that are kept as a picture as well."""
