# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong between a wish and the vault.

TbpError
├── NothingPublished   there is nothing yet to answer
├── NoSuchRecord       an id that is not here, or not of that kind
├── WhichCase          there are several cases, and none was named; `known` has their numbers
├── NoSuchCase         the case named is not here; `known` has the numbers of those that are
├── DemoUnavailable    the demo backend did not start; `reason` says at which step
├── NoSuchDevice       the code given is not that of an own device; `known` has those that are
├── NotAsked           the code given is not that of a device about which is asked; `known` has those that are
├── NotConfirmed       something that cannot be undone was not confirmed
├── NotForThisRole     a role that has no app yet
├── TooLong            a text has more characters than others can take over; `most`, `has`
├── NothingWritten     a note without words
├── NoDayOfAnswer      an answer that is still to come, without a day by which
├── NoTalk             something noted of an obligation without the talk about it
├── NoSuchTalk         a talk that is not here, or that is over
├── TalkOver           one of the two ended the talk, so nothing is written in it any more
├── NotLookedAt        the other has a device that nobody looked at since the safety words were compared
├── NotInYet           the ticket of a talk was not spent yet
├── NoRoomToAsk        the coordinator has not opened a place to ask in
└── NoKind             a contact without its kind
"""

from tbp_casefile.errors import TbpError


class NothingPublished(TbpError):
    """Nothing of that kind is here yet; `what` names it."""

    code = "case.nothing-published"


class NoSuchRecord(TbpError):
    """The id given is not that of a record here; `kind` names what was looked for."""

    code = "case.no-such-record"
    exit_code = 2


class WhichCase(TbpError):
    """Several cases are here and none was named; `known` has their numbers."""

    code = "case.which"
    exit_code = 2


class NoSuchCase(TbpError):
    """The number given is not that of a case here; `known` has the numbers of those that are."""

    code = "case.no-such-case"
    exit_code = 2


class NoSuchDevice(TbpError):
    """The code given is not that of one own device; `known` has the codes that are."""

    code = "device.unknown"
    exit_code = 2


class NotAsked(TbpError):
    """Nothing is asked about a device with this code; `known` has the codes about which something is."""

    code = "device.not-asked"
    exit_code = 2


class NotConfirmed(TbpError):
    """What cannot be undone was not confirmed, so it was not done."""

    code = "cli.not-confirmed"
    exit_code = 2


class DemoUnavailable(TbpError):
    """The embedded backend ended before it was ready; `reason` is what it printed or `ended`."""

    code = "demo.unavailable"


class TooLong(TbpError):
    """A text has `has` characters, and there is room for `most`: nothing is cut."""

    code = "staff.too-long"
    exit_code = 2


class NothingWritten(TbpError):
    """There was nothing but white space."""

    code = "notes.nothing"
    exit_code = 2


class NoKind(TbpError):
    """It was not said whether this was a call, a talk or something else."""

    code = "staff.no-kind"
    exit_code = 2


class NothingToSay(TbpError):
    """Something without any text says nothing to anybody; `reason`: nothing of a brief, else `answer`."""

    code = "staff.nothing-to-say"
    exit_code = 2


class NoDayOfAnswer(TbpError):
    """It says that an answer comes, and not by which day, or by one that has passed."""

    code = "staff.no-day-of-answer"
    exit_code = 2


class NoTalk(TbpError):
    """What is noted of an obligation names no talk about it."""

    code = "staff.no-talk"
    exit_code = 2


class DaysTurned(TbpError):
    """The last day comes before the first."""

    code = "staff.days-turned"
    exit_code = 2


class NotForThisRole(TbpError):
    """This role, or this case, has no screens in this version."""

    code = "case.not-for-this-role"
    exit_code = 2


class NoSuchTalk(TbpError):
    """No talk of that name is here, or it is over."""

    code = "peers.no-such-talk"
    exit_code = 2


class TalkOver(TbpError):
    """One of the two ended it: nothing is written in it any more."""

    code = "peers.over"


class NotLookedAt(TbpError):
    """The other has a new device, and the safety words were compared before it came: look at it first."""

    code = "peers.not-looked-at"


class NoRoomToAsk(TbpError):
    """The coordinator has not let the owner of this device ask for a talk yet."""

    code = "peers.no-room-to-ask"


class NotInYet(TbpError):
    """This device has not come into the talk yet; it does so when it next reaches the backend."""

    code = "peers.not-in-yet"
