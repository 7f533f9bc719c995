# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences for errors: what is the matter, what is safe, what to do next (UX R12, R20).

Every code has one; a code with a reason may have a sentence for each. An unknown code still ends calmly.
"""

from collections.abc import Mapping

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import N_, _, ngettext, program
from tbp_tui.words.clean import clean

_SENTENCES = {
    "unexpected": N_("Something went wrong in this program. What you wrote is kept on this device."),
    "malformed": N_("Something arrived that this program cannot read. It has not been used."),
    "ticket-mistyped": N_(
        "This is not a whole ticket. Check the line that you were given and type it again."
    ),
    "seal-broken": N_("This ticket does not open anything here. Ask your contact person for a new one."),
    "bad-signature": N_("Something arrived that is not signed by the right person. It has not been used."),
    "page-refused": N_(
        "What came in does not match what was agreed. It has not been used; what you see stays as it was. "
        "Tell your contact person."
    ),
    "other-history": N_(
        "What came in contradicts what this device received before. Nothing was changed. "
        "Tell your contact person."
    ),
    "vault.unusable": N_("The encrypted file on this device cannot be used now."),
    "vault.wrong-passphrase": N_("This passphrase does not open it. Check the words and try again."),
    "vault.wait-first": N_("Wait a moment and try again."),
    "vault.none": N_("Nothing has been set up on this device yet. Start with: {program} enrol"),
    "vault.exists": N_("There is already something set up here. It has been left as it is."),
    "vault.too-new": N_("A newer version of this program wrote here. Install that version to open it."),
    "vault.damaged": N_(
        "The encrypted file on this device is damaged. It is kept; nothing has been deleted. "
        "Tell your contact person, who can help you with a new ticket."
    ),
    "vault.busy": N_("Another window of this program is writing. Wait a moment and try again."),
    "vault.disk-full": N_(
        "The disk is full, so the last change was not kept. Everything before it is. "
        "Make room on the disk and try again."
    ),
    "vault.not-enough-memory": N_(
        "There is not enough memory to unlock. Close other programs and try again."
    ),
    "vault.folder-unusable": N_(
        "The folder for this program cannot be used. Check that it exists and is yours."
    ),
    "vault.folder-unusable.no-access": N_(
        "This program may not read or write its folder. Ask who manages this computer to give you access."
    ),
    "vault.folder-unusable.read-only": N_(
        "The folder for this program is read-only. Choose another with TBP_HOME."
    ),
    "vault.folder-unusable.not-a-folder": N_(
        "Where this program wants its folder stands something else. Choose another place with TBP_HOME."
    ),
    "vault.folder-unusable.key-file-exists": N_("That key file exists already. Choose another name for it."),
    "vault.cipher-missing": N_(
        "The encryption on this computer is not in order, so nothing was opened or written. "
        "Install this program again."
    ),
    "vault.cipher-missing.plain-apsw": N_(
        "Another package ('apsw') has switched the encryption off, so nothing was opened or written. "
        "Remove it, and install this program again."
    ),
    "vault.header-out-of-bounds": N_("The file with the lock on this device was changed. It is not used."),
    "vault.passphrase-too-weak": N_("This passphrase is too short."),
    "vault.passphrase-too-weak.12-characters": N_("This passphrase is too short. Use 12 characters or more."),
    "vault.passphrase-too-weak.20-characters-or-six-words": N_(
        "This computer keeps no second key, so the passphrase must be longer: six words, or 20 characters."
    ),
    "vault.passphrase-too-weak.more-variety": N_(
        "This passphrase repeats too much. Use more different letters."
    ),
    "vault.recovery-mistyped": N_("This is not a recovery code. Compare it with the paper."),
    "vault.recovery-mistyped.length": N_(
        "This is not the whole code: it has five groups of six characters. Compare it with the paper."
    ),
    "vault.recovery-mistyped.group": N_(
        "Group {group} of the code is not right. Compare that group with the paper."
    ),
    "vault.device-secret": N_("The second key of this device cannot be read."),
    "vault.no-keyring": N_(
        "This computer has no place that can keep a second key. "
        "Use a passphrase of six words or 20 characters, or a key file: --key-file FILE"
    ),
    "vault.no-keyring.locked": N_("The keyring of this computer is locked. Unlock it and try again."),
    "vault.no-keyring.hangs": N_(
        "The keyring of this computer does not answer. Try again, or use --key-file FILE"
    ),
    "vault.keyring-refused": N_(
        "The keyring of this computer would keep the second key readable for others, so it is not used. "
        "Use --key-file FILE, or a passphrase of six words."
    ),
    "vault.device-secret-missing": N_(
        "The second key of this device is not where it was. Without it the passphrase opens nothing. "
        "Nothing has been deleted. Did the keyring of this computer change? Put it back. Did you make a "
        "recovery code? Use that. Else tell your contact person, who can help you with a new ticket."
    ),
    "vault.device-secret-missing.key-file": N_(
        "The key file of this device is not there. Give its place with --key-file FILE. "
        "Is it lost, and did you make a recovery code? Use that."
    ),
    "sync.trouble": N_("Sending and receiving did not work now. What you wrote is kept on this device."),
    "sync.offline": N_("There is no connection now. You can go on; what you wrote is kept and sent later."),
    "sync.tls-mismatch": N_(
        "The other side is not who it says it is. Nothing was sent. Tell your contact person."
    ),
    "sync.ticket-unusable": N_(
        "This ticket does not work (any more). A ticket works once, for one day. "
        "Ask your contact person for a new one."
    ),
    "sync.sign-in-again": N_("Signing in did not work. What you wrote is kept; it is tried again later."),
    "sync.clock": N_("The clock of this computer is wrong. Set the right date and time and try again."),
    "sync.not-a-member": N_(
        "Your access could not be confirmed. You can go on reading; nothing has been deleted. "
        "Ask your contact person."
    ),
    "sync.device-revoked": N_(
        "The other side says that this device is no longer in use. Nothing has been deleted. "
        "Ask your contact person."
    ),
    "sync.unknown-epoch": N_("The other side was restored from a copy. What you see stays as it was."),
    "sync.slow-down": N_("The other side is busy. What you wrote waits and keeps its place."),
    "sync.update-needed": N_("This program is too old to send. Install the new version; nothing is lost."),
    "sync.server-trouble": N_("The other side cannot answer now. What you wrote is kept and sent later."),
    "sync.bad-answer": N_("The other side gave an answer that makes no sense. It has not been used."),
    "sync.request-refused": N_("The other side did not understand this program. What you wrote is kept."),
    "sync.behind": N_("The other side shows less than before. What you see stays as it was."),
    "sync.offering-again": N_(
        "The other side was put back from a copy. What it lost is given to it again. Nothing here is lost."
    ),
    "sync.not-back": N_(
        "The other side was put back from a copy, and does not take all of it again. It is kept here. "
        "Tell your contact person."
    ),
    "sync.already-enrolled": N_("This device has been paired already. Open the program with: {program}"),
    "sync.not-vouched": N_(
        "This device cannot read or write here yet. Say yes to it on another device of yours, "
        "or ask who you talk with here. Nothing was written."
    ),
    "no-key": N_("Something is here that cannot be read yet: its key has not come. It is kept."),
    "does-not-open": N_("Something is here that does not open. It is kept. Tell who wrote it."),
    "bad-body": N_("Something is here that this version cannot read. It is kept."),
    "sync.not-enrolled": N_("This device has not been paired yet. Start with: {program} enrol"),
    "case.nothing-published": N_("There is nothing here yet to answer."),
    "case.no-such-record": N_(
        "There is nothing here with this id. Look for it with: {program} show VIEW --json"
    ),
    "case.which": N_(
        "This device has more than one case: {known}. Say which one. See them with: {program} show cases"
    ),
    "case.no-such-case": N_(
        "There is no case here with this number. There are: {known}. See them with: {program} show cases"
    ),
    "case.not-for-this-role": N_("For this role or case there are no screens in this version yet."),
    "staff.too-long": N_(
        "This text has {has} characters and there is room for {most}. Nothing was cut and nothing was "
        "written: make it shorter, or make two of it."
    ),
    "staff.no-kind": N_("Say how the contact was: call, talk, message, visit, failure or concern."),
    "staff.nothing-to-say": N_("There is no text yet. Write at least one of the three."),
    "staff.nothing-to-say.answer": N_("There is no text yet. Write what the reader needs to know."),
    "staff.no-day-of-answer": N_("Choose an answer, or a day by which it comes, from today on."),
    "staff.no-talk": N_("First choose the talk in which you spoke about this."),
    "staff.days-turned": N_("The last day is before the first one. Change one of the two."),
    "device.unknown": N_("None of your devices has this code. See them with: {program} devices"),
    "device.not-asked": N_(
        "You are not asked about a device with this code. See what you are asked with: {program} devices"
    ),
    "sync.cannot-add": N_(
        "A ticket could not be made now: another part of this program is busy, or not all of your case took "
        "it. Try again in a moment."
    ),
    "cli.not-confirmed": N_("Nothing was done. Give --yes when there is nobody to ask."),
    "cli.nothing-to-ask": N_("The passphrase or ticket is needed, and there is nobody to ask."),
    "cli.nothing-to-ask.terminal": N_(
        "There is no terminal to ask for the passphrase. Give it with --passphrase-fd N."
    ),
    "cli.nothing-to-ask.descriptor": N_("Nothing can be read from the descriptor after --passphrase-fd."),
    "cli.nothing-to-ask.not-the-same": N_(
        "The two passphrases are not the same. Nothing was made; try again."
    ),
    "cli.wrong-answer": N_(
        "An answer is one of: seen, explained, question, talk, not-now. Nothing was written."
    ),
    "cli.wrong-answer.news": N_(
        "News has no answer not-now: it asks nothing of you. Use seen, explained, question or talk."
    ),
    "cli.wrong-answer.too-long": N_(
        "This text is too long. Use at most 4,000 characters. Nothing was written."
    ),
    "cli.log-not-sure": N_(
        "Not sure about: {parts}. Nothing was written. Your line is kept: {program} log asks you about it. "
        "Or write it more exactly, or add --agree to take what is proposed."
    ),
    "cli.log-nothing": N_("There was no line. Nothing was written."),
    "cli.log-nothing.lines": N_(
        "There was more than one line, and a contact is one line. Nothing was written: give them one by one."
    ),
    "cli.log-nothing.unasked": N_("Nothing was written. Your line is kept: {program} log goes on with it."),
    "cli.log-nothing.arguments": N_(
        "Give at most the number of a case, and - to read the line. The line itself is asked for: "
        "what stands on a command line can be read by others."
    ),
    "peers.no-such-talk": N_("This talk is not here, or it has ended."),
    "peers.over": N_("This talk has ended. Nothing was sent."),
    "peers.not-looked-at": N_(
        "The other has a new device. Look at it first; until then nothing is sent. What you typed stays here."
    ),
    "peers.not-in-yet": N_("This talk begins when you are online. What you typed stays here."),
    "peers.no-room-to-ask": N_(
        "You cannot ask here yet. Tell your contact person that you want a talk with an experience expert."
    ),
    "notes.nothing": N_("There was no text. Nothing was kept."),
    "export.refused": N_("It could not be written. Nothing was left half."),
    "export.only-for-staff": N_(
        "Contacts and tasks are handed to another system by staff of the case. Nothing was written."
    ),
    "export.folder-not-empty": N_(
        "There is something in this folder already. Choose a new or empty folder. Nothing was written."
    ),
    "export.folder-refused": N_(
        "This folder cannot be made or written. Choose another. Nothing was written."
    ),
    "export.folder-refused.no-access": N_(
        "This program may not write in this folder. Choose another. Nothing was written."
    ),
    "export.folder-refused.read-only": N_("This place is read-only. Choose another. Nothing was written."),
    "export.folder-refused.not-a-folder": N_(
        "There is a file where the folder would be. Choose another name. Nothing was written."
    ),
    "export.no-room": N_(
        "The disk is full. Nothing was written. Make room, or choose a folder on another disk."
    ),
    "demo.unavailable.nobody": N_(
        "In this fictional case nobody has that role on that day. Choose another day or another role."
    ),
    "demo.unavailable": N_("The demo could not start. Try again; if it fails again, run: make test"),
}


def sentence(error: TbpError) -> str:
    """What is the matter and what to do, in the language of now."""
    if isinstance(seconds := error.values.get("seconds"), int):
        return _wait(seconds)
    return of_code(error.code, str(error.values.get("where") or _reason(error)), error.values)


def _wait(seconds: int) -> str:
    return ngettext("Wait {n} second and try again.", "Wait {n} seconds and try again.", seconds).format(
        n=seconds
    )


def _reason(error: TbpError) -> object:
    return error.values.get("reason") or error.values.get("needed") or ""


def of_code(code: str, reason: str = "", values: Mapping[str, object] | None = None) -> str:
    """The sentence for a code, and for its reason when that has one of its own; with the values it names."""
    message = _SENTENCES.get(f"{code}.{reason}") or _SENTENCES.get(code) or _SENTENCES["unexpected"]
    known = {name: clean(str(value)) for name, value in (values or {}).items()}
    return _(message).format_map(_Known(known | {"program": program()}))


class _Known(dict[str, str]):
    """What a sentence may name; what is not known is left open."""

    def __missing__(self, _name: str) -> str:
        return "…"
