# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The short code of a device: the same on every screen, and found again however it is typed."""

import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.device_codes import meant, short_code
from tbp_casefile.errors import Malformed
from tests.logs import key


def test_the_code_is_40_bits_in_crockfords_alphabet() -> None:
    bits = "".join(f"{n:05b}" for n in (0, 1, 2, 3, 4, 5, 30, 31))
    device = base64url.encode(int(bits, 2).to_bytes(5, "big") + bytes(27))
    assert short_code(device) == "0123-45YZ"


@pytest.mark.parametrize("typed", ["0123-45YZ", "012345yz", "ol23 45yz", " O1 23-45-YZ "])
def test_a_device_is_found_however_its_code_is_typed(typed: str) -> None:
    bits = "".join(f"{n:05b}" for n in (0, 1, 2, 3, 4, 5, 30, 31))
    device = base64url.encode(int(bits, 2).to_bytes(5, "big") + bytes(27))
    others = [key(name).device_id for name in ("person", "supporter")]
    assert meant(typed, [*others, device]) == [device]
    assert meant(device, [*others, device]) == [device]


def test_two_devices_with_one_code_are_both_meant_and_the_whole_id_tells_them_apart() -> None:
    one, other = (base64url.encode(bytes(5) + bytes([last]) * 27) for last in (1, 2))
    assert meant("0000-0000", [one, other]) == [one, other]
    assert meant(other, [one, other]) == [other]


def test_a_part_of_a_code_means_nobody() -> None:
    assert meant("0000", [base64url.encode(bytes(32))]) == []


def test_what_is_no_device_id_has_no_code() -> None:
    with pytest.raises(Malformed):
        short_code("AAAA")
