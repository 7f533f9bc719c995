# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Codes become sentences for the operator here, and nowhere else: what happened, and what to do next."""

import unicodedata

from tbp_backend.i18n import _
from tbp_backend.office.findings import Finding
from tbp_casefile.errors import TbpError


def sentence(error: TbpError) -> str:
    """One error as a sentence; one without words of its own shows its code."""
    reason = str(error.values.get("reason", error.values.get("what", "")))
    sentences = _sentences()
    words = sentences.get(f"{error.code} {reason}") or sentences.get(error.code)
    return words.format_map(error.values) if words else str(error)


def _sentences() -> dict[str, str]:
    return {
        "home-unusable not-empty": _("This folder holds other files. Choose an empty or a new folder."),
        "home-unusable cannot-write": _(
            "This folder cannot be written. Choose another one, or ask its owner."
        ),
        "home-unusable cannot-read": _("{file} cannot be read."),
        "home-unusable not-a-folder": _("This is a file, not a folder. Choose an empty or a new folder."),
        "home-unusable settings": _("settings.json in this folder is damaged. Put it back from a backup."),
        "home-unusable certificate": _("The certificate in keys/ is damaged. Put it back from a backup."),
        "home-unusable nothing-here": _("There is no backend in this folder yet. Start with: serve."),
        "home-unusable in-use-elsewhere": _(
            "Other processes of a backend work with this database, perhaps on another machine "
            "(connections: {count}). Nothing was changed. Stop them first."
        ),
        "home-unusable in-use": _(
            "This backend is being served or worked with. Nothing was changed. Stop it first."
        ),
        "backup-unusable exists": _("{file} is there already. Nothing was overwritten: choose another name."),
        "backup-unusable nothing-there": _(
            "There are no logs in this database. Put a backup back first, with the programs of the database."
        ),
        "backup-unusable cannot-write": _("{file} cannot be written. Choose another place."),
        "backup-unusable cannot-read": _("{file} cannot be read. Nothing was changed."),
        "backup-unusable not-a-backup": _(
            "{file} is not a whole backup of a case backend. Nothing was changed."
        ),
        "backup-unusable other-root": _(
            "{file} is a backup of another backend: another root key signed its logs. Nothing was changed."
        ),
        "address-unusable": _(
            "Port {port} on {host} cannot be used; perhaps another program does. Nothing was changed. "
            "Stop that program, or choose a port with --port."
        ),
        "certificate-too-old": _(
            "The certificate does not name {host}, and the folder authority/, which makes another, is away."
        ),
        "authority-absent": _(
            "This needs the keys in authority/, and they are not in this folder. "
            "Do it on the machine that keeps them."
        ),
        "database-unusable": _(
            "This version cannot use that database. Possible are sqlite+aiosqlite:///... and "
            "postgresql+asyncpg://..."
        ),
        "database-away": _(
            "The database does not answer now. Nothing was lost; see that it runs, and try again."
        ),
        "database-unusable schema of another version": _(
            "The database is of another version of this program. Use that version, or a newer one."
        ),
        "database-unusable refused": _(
            "The database server does not let us in: its name, the user or the password is not right."
        ),
        "database-unusable cannot-read": _("{file} cannot be read."),
        "database-unusable of another home": _(
            "This database belongs to another backend: it was made with the keys of another folder."
        ),
        "database-unusable never founded": _(
            "The database is empty or was put back, and the folder is not new. "
            "Put back a backup, and then run: restore."
        ),
        "case-unknown case": _("There is no case {name} here. Known: {known}"),
        "case-unknown member": _("Nobody with id {name} can get a ticket now. Possible: {known}"),
        "device-unknown": _("There is no device {name} here. Known: {known}"),
        "not-served-yet": _("A ticket holds the address of this backend. Start it once with: serve."),
        "not-possible backup-engine": _(
            "This command copies SQLite files. Back up this database ({engine}) with its own programs."
        ),
        "not-possible restore-nothing": _("Say which backup: restore FILE."),
        "not-possible restore-file": _(
            "A database of another kind ({engine}) is put back with its own programs, while nothing serves. "
            "Then run restore without a file."
        ),
        "not-possible log-lost": _(
            "The log {log} of this case is not in the database: it was opened after the backup that was put "
            "back. Nothing was published. Devices keep what they have of it, to read. With --again a new log "
            "takes its place; who reads it needs a new ticket."
        ),
        "not-possible records-lost": _(
            "{count} of the records published from this file are not in the database, which was put back "
            "from a backup. Nothing was published. Devices bring them again when they sync: wait for that. "
            "With --again they are published once more; what a device then brings too, stands there twice."
        ),
        "not-possible nothing-announced": _(
            "No certificate was announced. Announce the next one first: key rotate tls."
        ),
        "not-possible no-office": _("There is no office {name} here. Known: {known}"),
        "not-possible demo-case": _("There is no fictional case {number} here. Try --case 1 to 4."),
        "not-possible demo-role": _("Nobody has the role {role} in this fictional case on that day."),
        "not-possible shift": _(
            "This case was imported before, moved by {days} days. It cannot be moved again."
        ),
        "not-possible asks-already": _("{member} can ask already. Nothing was changed."),
        "not-possible no-device": _("{member} has no device yet. Give a ticket first: ticket issue."),
        "not-possible asks-nothing": _("There is no wish of {member} now. Nothing was proposed."),
        "not-possible asker-busy": _("{member} has a talk or a proposal already. Nothing was proposed."),
        "not-possible expert-known": _("There is an expert {name} already. Choose another name."),
        "not-possible expert-unknown": _("There is no expert {name} here. Known: {known}"),
        "not-possible expert-not-ready": _(
            "{name} has no profile yet, or was not confirmed. Nothing was proposed."
        ),
        "not-possible expert-full": _("{name} takes a pause or has no room now. Nothing was proposed."),
        "office-refused": _("The log did not take a record ({kind}: {reason}). Nothing more was written."),
    }


def clean(text: str) -> str:
    """What somebody else wrote, on one line, and without what steers a terminal or turns text round."""
    kept = (char if unicodedata.category(char)[0] not in "CZ" else " " for char in text)
    return " ".join("".join(kept).split())


def finding_line(file: str, finding: Finding) -> str:
    """`file:line: sentence (letter, page 8)`."""
    values = dict(finding.values)
    words = _findings().get(finding.code, finding.code).format_map(values)
    page = _(" (letter of 11 July 2025, page {page})").format(page=finding.page) if finding.page else ""
    return f"{file}:{finding.line}: {words}{page}"


def _findings() -> dict[str, str]:
    return {**_form_findings(), **_rule_findings(), **_story_findings()}


def _form_findings() -> dict[str, str]:
    return {
        "too-large": _("The file is larger than 1 MB."),
        "not-utf-8": _("This line is not UTF-8 text."),
        "tab": _("There is a tab here. YAML wants spaces."),
        "yaml": _("This is not valid YAML."),
        "reference": _("Anchors and references (& and *) are not used in case files. Write it out."),
        "name-not-text": _("The name of a field is not text. Put it in quotes."),
        "equal-names": _("This name stands here twice."),
        "missing-field": _("The field {name} is missing."),
        "unknown-field": _("The field {name} is not known here."),
        "wrong-value": _("The value of {name} does not fit."),
        "far-day": _("{name} lies too far away: a case has days from 1900 to 2199."),
        "not-a-case": _("This is not a case file: it has no fields."),
        "published-changed": _(
            "{name} was published before and says something else now. What was published never changes: "
            "write a new version."
        ),
        "published-gone": _(
            "{name} was published before and is missing now. What was published never changes: put it back."
        ),
    }


def _rule_findings() -> dict[str, str]:
    return {
        "empty-text": _("This text is empty."),
        "forbidden-word": _("Do not write “{word}”: a package is an offer, and nothing is promised."),
        "bad-date": _("{word} is not a date as texts have it: {{date:2026-05-12}}."),
        "bare-date": _("Write “{word}” as {{date:2026-05-12}}, without a weekday."),
        "threat-in-title": _("Titles hold no words about the threat."),
        "postcode": _("This looks like a postcode. Addresses do not belong in a case file."),
        "number-plate": _("This looks like a number plate. Vehicles do not belong in a case file."),
        "citizen-number": _(
            "This looks like a citizen service number (BSN). It does not belong in a case file."
        ),
        "twice": _("{name} stands here twice."),
        "role-not-in-case": _("The role {name} has no place in the log of a case."),
        "ends-before-start": _("This ends before it starts."),
        "stands-in-without-end": _("Who stands in does so until a day: the field until."),
        "long-text": _("This text is longer than {most} characters. Make it shorter."),
        "threat-for-employer": _("The employer reads this: nothing of the threat in it."),
        "side-and-expect": _("The fields side and expect stand here together, or neither."),
        "no-person": _("Nobody in this case has the role person."),
        "two-persons": _("A case is about one person. The family has the role relative."),
        "no-authority": _("Nobody decides in this case. One authority decides at each moment."),
        "unknown-authority": _("{name} is not among the authorities."),
        "two-authorities": _(
            "Two authorities would decide on one day. One authority decides at each moment."
        ),
        "same-authority": _("This authority decides already."),
        "handover-without-stays": _("A handover says what stays the same for the person: the field stays."),
        "bad-hours": _("Hours have days, and clock times in quotes from early to late."),
        "bad-moment": _("Write the first moment as 2026-02-05T10:00, by the clock in Amsterdam."),
        "contact-gap": _("There is no contact person from {day} on."),
        "unknown-measure": _("{name} is not in the catalogue of measures."),
        "wrong-layer": _("This measure cannot be the responsibility of {name}."),
        "covers-nothing": _("A measure covers at least one area of daily life."),
        "no-version": _("There is no version of the package."),
        "amends-nothing": _("Version {name} amends a version that does not come before it."),
        "not-in-order": _("Versions stand from old to new, each with a later first day."),
        "before-authority": _("Nobody decided yet on that day."),
        "wrong-authority": _("{name} does not decide on the first day of this version."),
        "review-in-past": _("A review comes after the first day of its version."),
        "version-without-review": _("A version says when it is looked at again: the field next_review."),
        "no-family-reason": _("The family reads this version too: write the field family_reason."),
        "unknown-obligation": _("{name} is not among the obligations, V1 to V13."),
        "obligation-without-text": _("{name} has no texts under obligations."),
        "private-without-protection": _(
            "Private activity is extra. Bring measures that protect first: this version has none."
        ),
        "measure-without-text": _("{name} has no texts and no layer under measures."),
        "change-of-nothing": _("{name} is not different from the version before."),
        "wrong-change": _("{name} is {due} here, by the two lists of measures."),
        "change-without-reason": _("Under changes it is missing why {name} is there as: {due}."),
        "work-before-private": _("Say here that work goes before private life."),
        "unknown-version": _("There is no version {name}."),
        "outcome-and-state": _("A review has an outcome when it is done, and only then."),
        "announced-without-day": _("An announced review says on which day it was announced."),
        "announced-too-late": _("A review is announced before its day."),
        "input-too-late": _("Nobody can write input for a review that is done."),
    }


def _story_findings() -> dict[str, str]:
    return {
        "not-in-time-order": _("This stands from old to new, each on its day."),
        "minimal-without-way-back": _(
            "In minimal fulfilment it is said what goes on and how to come back: the fields stays and back."
        ),
        "asked-and-due": _("The fields asked and due stand here together: an answer has a day."),
        "nothing-to-do": _("News says what the person can do now: the field do."),
        "not-that-member": _("{name} is no member with the role of this contact. Leave it out otherwise."),
        "not-at-the-desk": _("{name} is no contact person of this case. Leave the owner out for the team."),
        "no-such-talk": _("There is no talk {name} before this day."),
        "bad-hour": _("An hour is written as 09:00, and needs the day in due."),
        "reply-and-day": _("A reply has its day: the fields reply and replied, not before the talk."),
        "bad-score": _("A score is a number from 1 to 5."),
        "answer-or-due": _("An answer has the field answer; one that comes later has the field due."),
        "asked-twice": _("A duty is asked once. Write what the employer said of it."),
        "nobody-of-the-employer": _("Nobody in this case has the role employer, so nobody can say this."),
        "cannot-ask": _("{name} is no person or relative of this case."),
        "nothing-to-answer": _("There was no {name} on {day} that this member could answer."),
        "not-in-version": _("{name} was not in the version of {day}."),
        "not-there": _("{name} had no place in that log on {day}."),
        "may-not-write": _("{name} may not write this."),
        "nobody-to-write": _("There was no contact person on {day} to write this."),
    }
