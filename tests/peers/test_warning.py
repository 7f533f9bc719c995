# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked about before a message goes out, and what is not."""

import pytest

from tbp_tui.services.peers.warning import found_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel me op 06-12345678", ("phone",)),
        ("+31 6 12 34 56 78", ("phone",)),
        ("mijn nummer: 0612345678.", ("phone",)),
        ("088 000 00 11", ("phone",)),
        ("jan@example.org", ("mail", "web")),
        ("jan apenstaartje voorbeeld", ("mail",)),
        ("kijk op www.voorbeeld.test", ("web",)),
        ("Ik woon in de Dorpsstraat 12", ("address",)),
        ("1234 AB", ("address",)),
        ("12 Example Street 9", ("address",)),
        ("Vroeger was ik er elke dag, nu om 20.00 uur.", ()),
        ("Op 12 mei 2026 om 9.30 uur", ()),
        ("Dat duurde 3 jaar, met 2 kinderen van 8 en 11.", ()),
        ("Ik ging 1000 keer weg.", ()),
        ("", ()),
    ],
)
def test_what_has_the_form_of_something_by_which_one_is_found(text: str, found: tuple[str, ...]) -> None:
    assert found_in(text) == found


def test_a_name_is_asked_about_when_it_was_told_and_stands_alone() -> None:
    assert found_in("Groet, Anne", ["Anne", ""]) == ("name",)
    assert found_in("anne de vries", ["Anne de Vries"]) == ("name",)
    assert found_in("Annemarie", ["Anne"]) == ()
    assert found_in("Groet, Anne") == ()


def test_a_long_line_is_looked_through_at_once() -> None:
    assert found_in("a" * 1_000_000) == ()
    assert found_in("1 " * 2000)[:1] in {(), ("phone",)}
