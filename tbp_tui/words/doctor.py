# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What `tbp doctor` says for each finding: what is the matter, and where it is not well, what to do.

Short sentences, because one person reads them aloud to another. Dates are imported late: without time zones
they cannot be, and exactly that has to be said.
"""

from collections.abc import Mapping

from tbp_tui.i18n import N_, _, ngettext, program
from tbp_tui.words.errors import of_code

Value = str | int

_STATES = {"ok": N_("ok"), "take-note": N_("take note"), "not-good": N_("not good")}

_WHAT = {
    "program.runs": N_("This program (version {version}) runs on Python {python}."),
    "program.python-too-old": N_("Python {python} is too old for this program."),
    "parts.complete": N_("Every part of this program is here."),
    "parts.missing": N_("Parts of this program are missing or do not work: {parts}."),
    "cipher.in-force": N_("The encryption works."),
    "cipher.not-tried": N_("The encryption could not be tried, because no small test file could be made."),
    "words.complete": N_("The Dutch and the English words are here."),
    "words.missing": N_("The words of a language are missing: {languages}."),
    "time-zone.known": N_("The time zone of Amsterdam is known."),
    "time-zone.unknown": N_("The time zone of Amsterdam is not known on this computer."),
    "clock.plausible": N_("The clock of this computer says: {at}."),
    "clock.wrong": N_("The clock of this computer is wrong. It says: {at}."),
    "terminal.good": N_("This terminal can show the screen of the program."),
    "terminal.none": N_("There is no terminal here. The program then shows lines and no screen."),
    "terminal.plain": N_("This terminal is a simple one. The program then shows lines and no screen."),
    "size.fits": N_("The window is large enough: {columns} characters wide and {lines} lines high."),
    "size.small": N_("The window is too small: {columns} characters wide and {lines} lines high."),
    "colours.many": N_("This terminal shows many colours."),
    "colours.few": N_("This terminal shows few colours. That is enough."),
    "colours.off": N_("Colours have been switched off. The program does not need them."),
    "letters.utf-8": N_("Every letter can be shown here (UTF-8)."),
    "letters.other": N_("Not every letter can be shown here, such as é and ï ({encoding})."),
    "environment.clean": N_("There is no proxy, and there are no TEXTUAL settings."),
    "environment.textual-dropped": N_(
        "There are TEXTUAL settings here. They can write the screen to a file, so they are not used."
    ),
    "environment.proxy": N_("A proxy is used (TBP_PROXY). What you send passes another computer, encrypted."),
    "folder.ready": N_("The folder of this program can be used."),
    "folder.can-be-made": N_("The folder of this program is not there yet. It can be made."),
    "folder.cannot-be-made": N_("The folder of this program is not there and cannot be made."),
    "privacy.private": N_("Others on this computer cannot look into the folder."),
    "privacy.open-to-others": N_(
        "Others on this computer can look into the folder. What is in it is encrypted."
    ),
    "privacy.another-owner": N_("The folder belongs to another account on this computer."),
    "space.enough": N_("There is room on the disk: {free_mib} MB."),
    "space.little": N_("There is little room on the disk: {free_mib} MB."),
    "space.full": N_("The disk is full. Nothing new can be kept."),
    "vault.readable": N_("The encrypted file is here, and its lock can be read."),
    "vault.half-damaged": N_("A part of the lock of the encrypted file is damaged. The spare part works."),
    "vault.no-header": N_("The encrypted file is here, but its lock is not."),
    "set-aside.none": N_("No damaged file has been set aside."),
    "keyring.reachable": N_("The keyring of this computer answers."),
    "keyring.not-needed": N_("The keyring of this computer does not answer. This device does not need it."),
    "keyring.needed": N_("The second key lies in the keyring of this computer, which does not open."),
    "second-key.none": N_("This device has no second key. The passphrase is the only one."),
    "second-key.in-place": N_("The second key of this device is where it belongs."),
    "second-key.not-given": N_("The second key of this device lies in a key file. Which one was not said."),
    "second-key.vault.device-secret-missing.other": N_("The second key that is there is not of this device."),
    "second-key.vault.device-secret-missing.unreadable": N_("What is there is not a second key."),
    "opening.opened": N_("The passphrase opens the encrypted file."),
    "opening.not-asked": N_("The encrypted file was not opened. What is in it was not checked."),
    "integrity.sound": N_("Every part of the encrypted file is whole."),
    "paired.paired": N_("This device has been paired."),
    "online.answers": N_("The other side answers. Sending and receiving works."),
    "online.busy": N_("Another window of this program is sending and receiving now."),
    "contents.counted": N_("Number of logs: {logs}. Number of records: {records}."),
    "received.lately": N_("Received up to: {at}."),
    "received.long-ago": N_("Received up to: {at}. That is more than a week ago."),
    "received.nothing": N_("This device has not received anything yet."),
    "clock-and-head.agree": N_("The clock fits what was received."),
    "clock-and-head.behind": N_("The clock is behind: what was received is of a later time."),
    "waiting.none": N_("Nothing waits to be sent."),
    "attention.none": N_("Nothing that you wrote was refused."),
    "trouble.none": N_("Nothing is wrong with what was received."),
}

_INSTALL = N_("Install this program again.")
_MAKE_ROOM = N_("Make room on the disk and try again.")
_WHO_MANAGES = N_("Did you not choose this? Ask who manages this computer.")
_SET_CLOCK = N_("Set the right date and time.")
_CONTACT = N_("Nothing has been deleted. Tell your contact person.")
_OTHER_KEY = N_("Give another with --key-file FILE, or tell your contact person.")
_RECEIVE = N_("See to a connection and then use: {program} sync")
_LATER = N_("Try again later. Does it stay like this? Tell your contact person.")

_DO = {
    "program.python-too-old": N_("Install Python 3.11 or newer."),
    "parts.missing": _INSTALL,
    "cipher.not-tried": _MAKE_ROOM,
    "words.missing": _INSTALL,
    "time-zone.unknown": _INSTALL,
    "clock.wrong": _SET_CLOCK,
    "terminal.none": N_("For the screen: start the program in a terminal window."),
    "terminal.plain": N_("For the screen: use another terminal window."),
    "size.small": N_("Make it 40 characters wide and 12 lines high, or larger."),
    "letters.other": N_("Choose a language setting with UTF-8, such as LANG=nl_NL.UTF-8 or LANG=C.UTF-8."),
    "environment.textual-dropped": _WHO_MANAGES,
    "environment.proxy": _WHO_MANAGES,
    "folder.cannot-be-made": N_("Choose another place with TBP_HOME, or ask who manages this computer."),
    "privacy.open-to-others": N_("Close the folder to others with: chmod 700"),
    "privacy.another-owner": N_("Log in with your own account, and do not use sudo."),
    "space.little": N_("Make room on the disk soon."),
    "space.full": _MAKE_ROOM,
    "vault.half-damaged": N_("Open the program once. That repairs it."),
    "vault.no-header": _CONTACT,
    "set-aside.kept": N_("It can perhaps still be read. Tell your contact person."),
    "keyring.needed": N_("Log in on this computer, open the keyring, and try again."),
    "second-key.not-given": N_("To check it too: {program} doctor --key-file FILE"),
    "second-key.vault.device-secret-missing.other": _OTHER_KEY,
    "second-key.vault.device-secret-missing.unreadable": _OTHER_KEY,
    "opening.not-asked": N_("In a terminal, use: {program} doctor --unlock"),
    "online.busy": N_("Wait a moment and try again."),
    "received.long-ago": _RECEIVE,
    "received.nothing": _RECEIVE,
    "clock-and-head.behind": _SET_CLOCK,
    "waiting.some": N_("Send it with: {program} sync"),
    "attention.some": N_("It is kept. Ask your contact person."),
    "unexpected": N_("Tell this word to whoever helps you: {kind}."),
    "vault.unusable": _CONTACT,
    "vault.header-out-of-bounds": _CONTACT,
    "vault.device-secret": _CONTACT,
    "malformed": _CONTACT,
    "bad-signature": _CONTACT,
    "sync.trouble": _LATER,
    "sync.offline": N_("Check the connection of this computer."),
    "sync.sign-in-again": _LATER,
    "sync.unknown-epoch": _LATER,
    "sync.slow-down": _LATER,
    "sync.server-trouble": _LATER,
    "sync.bad-answer": _LATER,
    "sync.request-refused": _LATER,
    "sync.behind": _LATER,
}
"""By finding; else by the code of an error whose own sentence does not say it."""


def said(check: str, state: str, code: str, values: Mapping[str, Value]) -> str:
    """One finding on one line: how it is, what is the matter, what to do."""
    own = f"{check}.{code}"
    names = (f"{own}.{values.get('reason')}", own)
    shown = {name: _shown(name, value) for name, value in values.items()}
    what = (
        _counted(own, values)
        or _first(_WHAT, names).format(**shown, program=program())
        or _of_error(code, values)
    )
    todo = _first(_DO, (*names, code)).format(**shown, program=program()) if state != "ok" else ""
    return f"{_(_STATES[state])}: {what} {todo}".rstrip()


def conclusion(*, not_good: int, notes: int, unopened: bool) -> str:
    """The last line: can this program do its work here? `unopened`: there is more that can be looked at."""
    if not_good:
        end = ngettext(
            "{n} thing is not good. Do what that line says.",
            "{n} things are not good. Do what those lines say.",
            not_good,
        ).format(n=not_good)
    elif notes:
        end = _("This program can do its work here. Do read the lines with “take note”.")
    else:
        end = _("This program can do its work here.")
    more = _("What is in the encrypted file was not checked. For that: {program} doctor --unlock").format(
        program=program()
    )
    return f"{end} {more}" if unopened else end


def _first(sentences: Mapping[str, str], names: tuple[str, ...]) -> str:
    """In the language of now, the sentence of the first of these names that has one."""
    message = next((sentences[name] for name in names if name in sentences), "")
    return _(message) if message else ""


def _of_error(code: str, values: Mapping[str, Value]) -> str:
    return of_code(code, str(values.get("where") or values.get("reason") or values.get("needed") or ""))


def _counted(own: str, values: Mapping[str, Value]) -> str:
    """What is said with a number of things; nothing for every other finding."""
    count = int(values.get("count", 0))
    match own:
        case "set-aside.kept":
            sentence = ngettext(
                "{n} damaged file has been set aside and kept.",
                "{n} damaged files have been set aside and kept.",
                count,
            )
        case "waiting.some":
            sentence = ngettext("{n} thing waits to be sent.", "{n} things wait to be sent.", count)
        case "attention.some":
            sentence = ngettext(
                "{n} thing that you wrote was not taken.",
                "{n} things that you wrote were not taken.",
                count,
            )
        case _:
            return ""
    return sentence.format(n=count)


def _shown(name: str, value: Value) -> Value:
    """A moment in full; everything else as it is."""
    if name != "at":
        return value
    try:
        from tbp_casefile.times import parse_moment
        from tbp_tui.words.dates import full_moment
    except (ImportError, KeyError):  # a part is missing, or the time zones are (a KeyError of zoneinfo)
        return value
    return full_moment(parse_moment(str(value)))
