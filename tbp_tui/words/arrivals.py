# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of a device that was added: what it is, what it reads, what a yes, a no and waiting do.

And of this device, when it is the one that waits; and of what is here and cannot be read.
"""

from collections.abc import Iterator, Mapping, Sequence

from tbp_casefile.views.devices import ArrivalLine
from tbp_tui.i18n import N_, _, ngettext
from tbp_tui.words.dates import full_moment
from tbp_tui.words.devices import part

_THEIRS = {
    "supporter": N_("Your support worker has a new device"),
    "person": N_("The person with whom you talk has a new device"),
    "relative": N_("The person with whom you talk has a new device"),
}
_SOMEBODY = N_("Somebody with whom you talk has a new device")


def heading(line: ArrivalLine) -> str:
    """The question about one device, as a head."""
    return _("Is this device yours?") if line.own else theirs(line.role)


def theirs(role: str) -> str:
    """Uw ondersteuner heeft een nieuw apparaat"""
    return _(_THEIRS.get(role, _SOMEBODY))


def on_first_page(lines: Sequence[ArrivalLine]) -> str:
    """One line for all that is asked."""
    own = sum(line.own for line in lines)
    if not own and len(lines) == 1:
        return theirs(lines[0].role)
    if own < len(lines):
        return _("There are new devices: do you know them?")
    words = ngettext(
        "A device was added: is it yours?", "{n} devices were added: are they yours?", len(lines)
    )
    return words.format(n=len(lines))


def how(line: ArrivalLine) -> str:
    """By whose ticket it came in."""
    if line.own_ticket:
        return _("with a ticket that you made yourself")
    return _("by somebody else, for example your contact person")


def before(line: ArrivalLine) -> Iterator[str]:
    """What a person should know before they answer, sentence by sentence."""
    if not line.own:
        yield _("No older device of theirs is left that can say yes. So you are asked.")
        yield _("Ask them first. Call a number that you knew already, and let them read the code out.")
    else:
        yield _("The same code stands on that device, under Privacy and devices. Compare them.")
    if line.reads:
        yield _("It can read this now: {parts}.").format(parts=_parts(line.reads))
    if line.after_yes:
        too = _("After your yes it can read this too: {parts}. Also what was said before.")
        only = _("After your yes it can read this: {parts}. Also what was said before.")
        yield (too if line.reads else only).format(parts=_parts(line.after_yes))
        yield _("With a no, or as long as you wait, nothing else changes.")
    else:
        yield _("A yes or waiting changes nothing. After a yes you are not asked again.")
    if line.own:
        yield _("Is it not yours? Then end that device at once, and tell your contact person.")


def after_yes(line: ArrivalLine) -> str:
    """What a yes has done."""
    if not line.after_yes:
        return _("You said yes. You are not asked about this device again.")
    return _("You said yes. It can read along as soon as both devices have had a connection.")


def in_one(line: ArrivalLine) -> tuple[str, ...]:
    """The whole question for ears: what it is, when it came, what a yes does."""
    added = _("Code: {code}. Added: {moment}, {how}.") if line.own else _("Code: {code}. Added: {moment}.")
    known = added.format(code=line.code, moment=full_moment(line.added), how=how(line))
    return (heading(line), known, *before(line))


def _parts(types: Sequence[str]) -> str:
    """uw zaak, wat uw familie ziet"""
    words = [part(one) for one in types]
    return ", ".join(dict.fromkeys(one[:1].lower() + one[1:] for one in words))


# --- this device itself -------------------------------------------------------------------------------------


def waits_heading() -> str:
    """As a head, and on the first page."""
    return _("This device waits for your yes")


def waits(code: str) -> tuple[str, ...]:
    """What comes later, and how."""
    return (
        _("Some messages and talks cannot be read here yet, older and newer ones."),
        _("They come when you say yes on another device of yours. There you see this code: {code}.").format(
            code=code
        ),
        _(
            "Is your other device gone? End it in the list of your devices. "
            "Then the person with whom you talk is asked. Call them and read them the code."
        ),
    )


def unreadable(counts: Mapping[str, int], *, waits: bool = False) -> Iterator[str]:
    """What is here and cannot be read, by reason; while this device waits, its own sentence for the first."""
    for code in ("no-key", "does-not-open", "bad-body", "before-you"):
        count = counts.get(code, 0)
        if count:
            yield _unreadable("waits" if code == "no-key" and waits else code, count).format(n=count)


def _unreadable(code: str, count: int) -> str:
    match code:
        case "waits":
            return ngettext(
                "{n} message is here and waits for your yes on another device.",
                "{n} messages are here and wait for your yes on another device.",
                count,
            )
        case "no-key":
            return ngettext(
                "{n} message cannot be read yet: its key has not come. It is kept.",
                "{n} messages cannot be read yet: their key has not come. They are kept.",
                count,
            )
        case "before-you":
            return ngettext(
                "{n} message is from before you came here. You cannot read it.",
                "{n} messages are from before you came here. You cannot read them.",
                count,
            )
        case "does-not-open":
            return ngettext(
                "{n} message does not open. It is kept. Tell who wrote it, or your contact person.",
                "{n} messages do not open. They are kept. Tell who wrote them, or your contact person.",
                count,
            )
        case _:
            return ngettext(
                "{n} message cannot be read by this version of the program. It is kept.",
                "{n} messages cannot be read by this version of the program. They are kept.",
                count,
            )
