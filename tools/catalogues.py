# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the programs: is every one in both languages (`check`), and bring new ones in (`update`).

The msgid is plain English, so `update` fills the English catalogue itself; Dutch is a person's work.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = {"tbp_tui": "tbp", "tbp_backend": "tbp_backend"}
LANGUAGES = ("nl", "en")

# An entry with this translator comment may stay although our own code does not name it (argparse's words).
FROM_ELSEWHERE = "from elsewhere"

# Nothing in it that changes by itself. Dutch and English have the same two plural forms.
HEADER = r"""# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

SHOWN = 20

PLACEHOLDER = re.compile(r"{[^{}]*}|%\(\w+\)\w|%[sd]")


@dataclass(frozen=True)
class Words:
    """One catalogue: a package, a language, and the messages that the package's code names."""

    path: Path
    language: str
    used: Catalog


def used_in(package: Path, domain: str) -> Catalog:
    """Every message that the Python code of a package names."""
    used = Catalog(domain=domain, charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(package, [("**.py", "python")]):
        place = (f"{package.name}/{name}", line)
        used.add(message, locations=[place], auto_comments=comments, context=context)
    return used


def every_catalogue(root: Path) -> Iterator[Words]:
    """Both languages of each package that has words."""
    for package, domain in DOMAINS.items():
        used = used_in(root / package, domain)
        for language in LANGUAGES if len(used) else ():
            path = root / package / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
            yield Words(path, language, used)


def read(words: Words) -> Catalog:
    """The catalogue on disk, or an empty one under our own header."""
    if not words.path.exists():
        return Catalog(
            locale=words.language, domain=words.used.domain, header_comment=HEADER, charset="utf-8"
        )
    with words.path.open("rb") as source:
        return read_po(source, locale=words.language, domain=words.used.domain, abort_invalid=True)


# --- check ------------------------------------------------------------------------------------------------


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The singular, or all plural forms; one empty form where there is none."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def placeholders(message: Message) -> bool:
    """Whether no translation names a value that its msgid does not have."""
    known = {name for text in forms(message.id) for name in PLACEHOLDER.findall(text)}
    return all(known >= set(PLACEHOLDER.findall(text)) for text in forms(message.string))


def faults_of(message: Message | None) -> str | None:
    """The first thing that is wrong with a message that the code uses."""
    if message is None:
        return "is missing"
    if message.fuzzy:
        return "is fuzzy"
    if not all(forms(message.string)):
        return "is not translated"
    if not placeholders(message):
        return "has a value that its msgid does not have"
    return None


def check(words: Words) -> list[str]:
    """One line per message that is missing, fuzzy, untranslated, wrong or not used any more."""
    catalogue = read(words)
    used = [message for message in words.used if message.id]
    faults = ((message, faults_of(catalogue.get(message.id, message.context))) for message in used)
    wrong = [f"{message.id!r} {fault}" for message, fault in faults if fault]
    unused = [
        f"{message.id!r} is not used"
        for message in catalogue
        if message.id
        and words.used.get(message.id, message.context) is None
        and FROM_ELSEWHERE not in message.user_comments
    ]
    return [f"{words.path.relative_to(ROOT)}: {line}" for line in wrong + unused]


# --- update -----------------------------------------------------------------------------------------------


def update(words: Words) -> list[str]:
    """Add what the code names, drop what nobody names; a changed msgid is a new one, never fuzzy."""
    before = read(words)
    after = read(words)
    after.update(words.used, no_fuzzy_matching=True)
    for message in before:
        if FROM_ELSEWHERE in message.user_comments:
            after[message.id] = message
    if words.language == "en":
        fill_with_own_words(after)
    words.path.parent.mkdir(parents=True, exist_ok=True)
    with words.path.open("wb") as target:
        target.write(HEADER.replace("{language}", words.language).encode())
        write_po(target, after, width=110, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return []


def fill_with_own_words(english: Catalog) -> None:
    """The English translation of an English msgid is itself."""
    for message in english:
        if message.id and not all(forms(message.string)):
            message.string = message.id


COMMANDS: dict[str, Callable[[Words], list[str]]] = {"check": check, "update": update}


def main(command: str) -> int:
    """Print the first findings and how many more there are; 1 if there are any."""
    findings = [line for words in every_catalogue(ROOT) for line in COMMANDS[command](words)]
    for line in findings[:SHOWN]:
        print(line)
    if len(findings) > SHOWN:
        print(f"and {len(findings) - SHOWN} more; `make words` brings new ones in")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
