# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The operator's language: gettext domain `tbp_backend`, msgid is plain English, Dutch is the default."""

import gettext
import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

LANGUAGES = ("nl", "en")
_LOCALES = Path(__file__).parent / "locales"
_language = "en"
_current: gettext.NullTranslations = gettext.NullTranslations()


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for; `nl` when it asks for none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            wanted = value[:2].lower()
            return wanted if wanted in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def set_language(language: str = "") -> None:
    """Speak this language from now on; without one that of the environment."""
    global _current, _language
    _language = language or language_of(os.environ)
    _current = gettext.translation("tbp_backend", _LOCALES, languages=[_language], fallback=True)


def tell_libraries(environment: MutableMapping[str, str]) -> None:
    """Let what looks up its own words by gettext, as argparse does, find ours in the language of now."""
    environment["LANGUAGE"] = _language
    gettext.bindtextdomain("tbp_backend", str(_LOCALES))
    gettext.textdomain("tbp_backend")


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate later"
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return message


def _(message: str) -> str:
    """The sentence in the language that was set."""
    return _current.gettext(message)


def ngettext(one: str, more: str, n: int) -> str:
    """The sentence for this number."""
    return _current.ngettext(one, more, n)
