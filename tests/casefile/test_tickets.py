# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The ticket as people type it: every single mistake is found, lookalikes are taken (DESIGN section 6)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbp_casefile.crypto.seals import SealKey, open_sealed, seal
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import ALPHABET, Ticket, TicketCode
from tbp_casefile.errors import SealBroken, TicketMistyped
from tests.logs import chance
from tests.second import tickets as second

QUICK = settings(max_examples=30, derandomize=True, deadline=None, database=None)
CODES = st.binary(min_size=25, max_size=25).map(lambda drawn: TicketCode.draw(lambda _: drawn))
LOOKALIKES = {"0": "oO", "1": "iIlL"}


@QUICK
@given(CODES)
def test_a_code_comes_back_as_typed_and_is_what_the_second_reader_makes_of_it(
    code: TicketCode,
) -> None:
    assert TicketCode.parse(code.text) == code
    assert code.text[-1] == second.check_letter(code.text[:-1])
    assert code.id == second.derive(code.text, "id", 16).hex()
    assert code.signing_key == SigningKey.from_seed(second.derive(code.text, "signing", 32))


@settings(max_examples=6, derandomize=True, deadline=None, database=None)
@given(CODES)
def test_every_single_mistaken_character_is_found(code: TicketCode) -> None:
    for place, right in enumerate(code.text):
        for typed in ALPHABET.replace(right, ""):
            with pytest.raises(TicketMistyped):
                TicketCode.parse(code.text[:place] + typed + code.text[place + 1 :])


def test_nearly_every_swap_of_two_neighbours_is_found() -> None:
    missed = tried = 0
    for number in range(60):
        text = TicketCode.draw(chance(f"swap {number}")).text
        for place in range(25):
            if text[place] != text[place + 1]:
                swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
                tried += 1
                missed += swapped[-1] == second.check_letter(swapped[:-1])
    assert tried > 1000
    assert missed / tried < 0.01


@QUICK
@given(CODES, st.data())
def test_lookalikes_small_letters_spaces_and_hyphens_are_taken(code: TicketCode, data: st.DataObject) -> None:
    typed = ""
    for letter in code.text:
        choice = data.draw(st.sampled_from(letter + letter.lower() + LOOKALIKES.get(letter, "")))
        typed += choice + data.draw(st.sampled_from(["", "", "", " ", "-", " - "]))
    assert TicketCode.parse(typed) == code


@pytest.mark.parametrize("change", ["short", "long", "U", "*", "\u00e9", "\u0660"])
def test_a_code_of_another_length_or_alphabet_is_mistyped(change: str) -> None:
    text = TicketCode.draw(chance("code")).text
    typed = {"short": text[:-1], "long": text + "0"}.get(change, text[:4] + change + text[5:])
    with pytest.raises(TicketMistyped):
        TicketCode.parse(typed)


def test_a_code_is_never_shown_by_accident() -> None:
    code = TicketCode.draw(chance("code"))
    ticket = Ticket("https://example.test", code)
    shown = f"{code!r} {ticket!r} {code.signing_key!r} {SealKey(bytes(32))!r}"
    assert code.text not in shown
    assert code.text[:8] not in shown
    with pytest.raises(TicketMistyped) as mistyped:
        TicketCode.parse(code.text[:-2])
    assert code.text[:8] not in str(mistyped.value)


@pytest.mark.parametrize(
    "address",
    ["https://example.test", "https://example.test:8443", "https://127.0.0.1:1", "https://[::1]:8443"],
)
def test_a_ticket_line_comes_back_as_it_was_handed_over(address: str) -> None:
    ticket = Ticket(address, TicketCode.draw(chance("code")))
    assert Ticket.parse(ticket.line) == ticket
    assert Ticket.parse(f"  {ticket.line}\n") == ticket
    assert ticket.line == f"{address}/#{ticket.code.text}"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.test/#",
        "example.test/#",
        "https:///#",
        "https://somebody@example.test/#",
        "https://somebody:word@example.test/#",
        "https://:word@example.test/#",
        "https://example.test/path#",
        "https://example.test/?query=1#",
        "https://example.test:port/#",
        "https://example.test:99999/#",
        "https://[::1/#",
        "",
    ],
)
def test_a_line_with_another_address_is_no_ticket(address: str) -> None:
    with pytest.raises(TicketMistyped):
        Ticket.parse(address + TicketCode.draw(chance("code")).text)


def test_a_welcome_opens_with_its_own_code_only() -> None:
    code, other = TicketCode.draw(chance("code")), TicketCode.draw(chance("other"))
    sealed = code.seal_welcome(b"welcome", chance("nonce"))
    assert code.open_welcome(sealed) == b"welcome"
    with pytest.raises(SealBroken):
        other.open_welcome(sealed)


@pytest.mark.parametrize("place", [0, 11, 12, 15, -1])
def test_a_welcome_with_one_bit_changed_does_not_open(place: int) -> None:
    code = TicketCode.draw(chance("code"))
    sealed = bytearray(code.seal_welcome(b"welcome", chance("nonce")))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        code.open_welcome(bytes(sealed))


@pytest.mark.parametrize("length", [0, 5, 12, 27])
def test_a_seal_that_is_cut_short_says_no_more_than_that_it_is_broken(length: int) -> None:
    sealed = seal(bytes(32), b"welcome", b"context", chance("nonce"))
    with pytest.raises(SealBroken) as broken:
        open_sealed(bytes(32), sealed[:length], b"context")
    assert str(broken.value) == "seal-broken"


def test_a_seal_opens_in_its_own_context_only() -> None:
    sealed = seal(bytes(32), b"welcome", b"context", chance("nonce"))
    with pytest.raises(SealBroken):
        open_sealed(bytes(32), sealed, b"another")
