# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Planted words and the search for them: does anything of a person stand readable in a file (T1)?

A word is looked for as UTF-8, UTF-16, hexadecimal, and base64 and base64url at all three offsets. A search
that finds nothing proves nothing, so every test that uses it also searches a copy made without a key.
"""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlcipher3

from tbp_tui.vault.store import Vault

_SYLLABLES = ("vlo", "dra", "kwi", "zem", "pul", "tro", "gna", "fis", "bov", "rhe")

MARKERS = tuple(
    f"q{_SYLLABLES[number % 10]}{_SYLLABLES[number // 10]}{_SYLLABLES[(3 * number + 7) % 10]}x{number:02d}"
    for number in range(50)
)
"""Fifty words that stand nowhere by themselves."""


def forms_of(word: str) -> set[bytes]:
    """How a word may stand in a file without being encrypted."""
    plain = word.encode("utf-8")
    forms = {
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        plain.hex().encode("ascii"),
        plain.hex().upper().encode("ascii"),
    }
    for offset in range(3):
        forms |= {_inner_base64(plain, offset), _inner_base64(plain, offset).translate(_TO_URL)}
    return forms


def every_form_of(word: str) -> set[bytes]:
    """The same, backwards, percent-encoded, and base64 within base64, as a seal stands in a signed record."""
    plain = word.encode("utf-8")
    percent = "".join(f"%{byte:02x}" for byte in plain)
    forms = forms_of(word) | {plain[::-1], percent.encode("ascii"), percent.upper().encode("ascii")}
    for offset in range(3):
        inner = _inner_base64(plain, offset)
        for standard in (inner, inner.translate(_TO_URL)):
            twice = {_inner_base64(standard, again) for again in range(3)}
            forms |= twice | {form.translate(_TO_URL) for form in twice}
    return forms


def inflated(content: bytes) -> Iterator[bytes]:
    """Everything in these bytes that a deflate stream with a header may begin at, as far as it unfolds."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[found.start() :], 1 << 20)
        except zlib.error:
            continue


def readable_somehow(content: bytes, words: Iterable[str] = MARKERS) -> set[str]:
    """The words that can be read in these bytes in any form, or in what is compressed in them."""
    whole = b"\0".join([content, *inflated(content)])
    return {word for word in words if any(form in whole for form in every_form_of(word))}


_TO_URL = bytes.maketrans(b"+/", b"-_")


def _inner_base64(plain: bytes, offset: int) -> bytes:
    """The characters that depend on the word alone, whatever stands before and after it."""
    encoded = base64.b64encode(bytes(offset) + plain)
    first = (offset * 8 + 5) // 6
    return encoded[first : (offset + len(plain)) * 8 // 6]


def readable_in(content: bytes, words: Iterable[str] = MARKERS) -> set[str]:
    """The words that can be read in these bytes."""
    return {word for word in words if any(form in content for form in forms_of(word))}


def readable_below(*folders: Path, words: Iterable[str] = MARKERS) -> dict[str, set[str]]:
    """By file (contents and name), the words that can be read in it; empty when all is well."""
    words = tuple(words)
    readable: dict[str, set[str]] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
            if words_here := readable_in(content + b"\0" + str(file).encode(), words):
                readable[str(file)] = words_here
    return readable


def copy_without_a_key(vault: Vault, path: Path) -> None:
    """The same tables as a plain SQLite file: what the search must find everything in."""
    with sqlcipher3.connect(vault._path) as reader:
        reader.execute(f"PRAGMA key = \"x'{vault._file_key.hex()}'\"")
        reader.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
        reader.execute("SELECT sqlcipher_export('plain')").fetchall()
        reader.execute("DETACH DATABASE plain")
    reader.close()
