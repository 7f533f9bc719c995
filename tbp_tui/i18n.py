# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The language of this process: Dutch or English, from the catalogues beside this file.

The words themselves stand in `words/` and on the screens; the msgid is plain English, so a missing catalogue
still gives readable text.
"""

import gettext
from collections.abc import Mapping, MutableMapping
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en")
_LOCALES = Path(__file__).parent / "locales"
_current = gettext.NullTranslations()
_language = "en"
_program = "tbp"


def set_language(language: str) -> None:
    """Use this language from now on; anything but Dutch is English."""
    global _current, _language
    _language = language if language in LANGUAGES else "en"
    _current = _catalogue(_language)


def tell_libraries(environment: MutableMapping[str, str]) -> None:
    """Let what looks up its own words by gettext, as argparse does, find ours in the language of now.

    The environment of this process is where gettext looks; a program that is started from here inherits it.
    """
    environment["LANGUAGE"] = _language
    gettext.bindtextdomain("tbp", str(_LOCALES))
    gettext.textdomain("tbp")


def call_it(name: str) -> None:
    """The name under which this program was started: `notities`, else `tbp`."""
    global _program
    _program = "notities" if name == "notities" else "tbp"


def program() -> str:
    """What a person types to start this program."""
    return _program


def language() -> str:
    """`nl` or `en`."""
    return _language


def _(message: str) -> str:
    """The sentence in the language of now."""
    return _current.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for this count in the language of now."""
    return _current.ngettext(one, many, count)


def in_language(message: str, spoken: str) -> str:
    """The sentence in a language that need not be the one of now."""
    return _catalogue(spoken).gettext(message)


@cache
def _catalogue(spoken: str) -> gettext.NullTranslations:
    return gettext.translation("tbp", _LOCALES, [spoken], fallback=True)


def from_environment(environment: Mapping[str, str]) -> str:
    """The language the environment asks for, as gettext reads it; Dutch when it names none of ours."""
    asked = next((v for n in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if (v := environment.get(n))), "")
    return "en" if asked.lower().startswith("en") else "nl"


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate later"
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return message
