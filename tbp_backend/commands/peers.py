# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`peers`: what the coordinator of talks with experience experts does, and what they see of them."""

import argparse
from collections.abc import Iterable, Iterator

from tbp_backend.commands.site import Site
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.peers import founding, matching
from tbp_backend.office.peers.overview import ExpertLine, InboxLine, Overview, ProposalLine, overview
from tbp_backend.store.store import Store
from tbp_backend.words import clean
from tbp_casefile.model.peers import Concern, PeerRequest
from tbp_casefile.model.texts import say


async def run(site: Site, options: argparse.Namespace) -> int:
    """All of it needs the keys of the authority's folder, and works alone."""
    site.home.need_founded()
    site.home.need_authority()
    async with site.store() as store:
        with site.home.locked():
            await _ACTIONS[options.action](site, store, options)
    return 0


async def _open(site: Site, store: Store, options: argparse.Namespace) -> None:
    await founding.open_asking(site.home, store, options.case, options.member)
    print(_("{member} can ask for a talk from now on.").format(member=options.member))


async def _expert(site: Site, store: Store, options: argparse.Namespace) -> None:
    print(await founding.open_expert(site.home, store, options.name))


async def _confirm(site: Site, store: Store, options: argparse.Namespace) -> None:
    await matching.confirm(site.home, options.name)
    print(_("{name} is ready for talks.").format(name=options.name))


async def _propose(site: Site, store: Store, options: argparse.Namespace) -> None:
    pair = await matching.propose(site.home, store, options.case, options.member, options.name)
    print(_("Both were asked. They can answer until {day}.").format(day=pair.until))


async def _settle(site: Site, store: Store, options: argparse.Namespace) -> None:
    done = await matching.settle(site.home, store)
    print(ngettext("{n} talk begins.", "{n} talks begin.", done.linked).format(n=done.linked))
    print(
        ngettext(
            "{n} proposal is over; both were told the same.",
            "{n} proposals are over; all were told the same.",
            done.over,
        ).format(n=done.over)
    )


async def _list(site: Site, store: Store, options: argparse.Namespace) -> None:
    for line in _lines(await overview(site.home, store)):
        print(line)


_ACTIONS = {
    "open": _open,
    "expert": _expert,
    "confirm": _confirm,
    "propose": _propose,
    "settle": _settle,
    "list": _list,
}


# --- as lines: what was written by others is shown without anything that steers a terminal ---------------


def _lines(seen: Overview) -> Iterator[str]:
    yield _("Wishes")
    for asker in seen.askers:
        wish = _wish(asker.wish) if asker.wish else _("no wish now")
        yield f"  {asker.case}  {asker.member}  {wish}  {_busy(asker.busy)}"
    yield _("Experts")
    yield from (f"  {_of_expert(line)}" for line in seen.experts)
    yield _("Proposals")
    yield from (f"  {_proposal(line)}" for line in seen.proposals)
    yield _("Concerns and debriefs")
    yield from (f"  {_inbox(line)}" for line in seen.inbox)
    if seen.unread:
        yield ngettext(
            "{n} record cannot be read here.", "{n} records cannot be read here.", seen.unread
        ).format(n=seen.unread)


def _wish(wish: PeerRequest) -> str:
    text = say(wish.text, "nl")
    words = [clean(wish.alias), _words(wish.topics), _words(wish.languages), _words(wish.family)]
    return "  ".join(word for word in (*words, clean(text)) if word)


def _words(values: Iterable[str]) -> str:
    """Words of a list, as people say them."""
    said = {
        "daily_life": _("daily life"),
        "family": _("family"),
        "work": _("work"),
        "public_life": _("being known"),
        "stress": _("stress and sleep"),
        "afterwards": _("life after it"),
        "alone": _("alone"),
        "partner": _("with a partner"),
        "children": _("with children"),
        "other": _("another language"),
        "yes": _("yes"),
        "no": _("no"),
        "asked": _("asked"),
        "linked": _("they talk"),
        "over": _("over"),
    }
    return ", ".join(said.get(value, value) for value in values)


def _busy(count: int) -> str:
    return ngettext("{n} talk or proposal", "{n} talks or proposals", count).format(n=count)


def _of_expert(line: ExpertLine) -> str:
    profile = line.profile
    if profile is None:
        return f"{line.name}  " + _("no profile yet")
    state = _("pause") if profile.pause else _("ready") if line.ready else _("not confirmed yet")
    load = _("{n} of {most} talks").format(n=line.load, most=profile.most)
    words = (line.name, clean(profile.alias), state, load, _words(profile.topics))
    return "  ".join((*words, _words(profile.languages)))


def _proposal(line: ProposalLine) -> str:
    answers = "/".join(_words([answer]) or "-" for answer in line.answers)
    state = _words([line.state])
    return f"{line.case}  {line.member}  {line.expert}  {line.until}  {state}  {answers}"


def _inbox(line: InboxLine) -> str:
    body = line.body
    if isinstance(body, Concern):
        known = _("the other knows of it") if body.known else _("the other does not know of it")
        return f"{line.day}  {line.by}  " + _("concern") + f" ({known}): {clean(say(body.text, 'nl'))}"
    call = " " + _("Call back.") if body.call else ""
    heavy = _("heavy {n} of 5").format(n=body.weight)
    return f"{line.day}  {line.by}  " + _("debrief") + f" ({heavy}): {clean(say(body.text, 'nl'))}{call}"
