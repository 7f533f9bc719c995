# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks with an experience expert: those that go on, who is proposed, and asking or offering."""

from collections.abc import Iterator, Sequence

from tbp_casefile.errors import TbpError
from tbp_casefile.model.peers import PeerAnswer, PeerProfile, PeerRequest
from tbp_casefile.times import from_ms, local_date
from tbp_casefile.views.matching import ProposalLine
from tbp_tui.i18n import _
from tbp_tui.plain import peers as said
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.services.peers.talks import TalkLine
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day


class PeersScreen(Opened):
    """A list of talks, and below it what brings about a talk."""

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def title_words(self) -> str:
        """In the header."""
        return _("talks")

    # --- what stands here ----------------------------------------------------------------------------------

    def blocks(self) -> Sequence[Block]:
        """Talks first, then who is proposed, then the own wish or offer."""
        return (
            Say(said.no_crisis_service()),
            *((Gap(), Say(self._note)) if self._note else ()),
            *self._talks(),
            *self._proposals(),
            *self._own(),
            Row("come-in", _("Enter a talk with a ticket"), side=_("of another device of yours")),
        )

    def _talks(self) -> Iterator[Block]:
        lines = self.session.peers.lines(self.now)
        if lines:
            yield Head(_("Talks"))
        for line in lines:
            yield self._ended(line) if line.ended else self._going_on(line)

    def _going_on(self, line: TalkLine) -> Row:
        talk = self.session.peers.talks.talk(line.room)
        if not talk.entered:
            return Row(f"talk:{line.room}", said.name(line.alias), side=_("begins when you are online"))
        began = said.since(local_date(from_ms(line.began)))
        side = _("a new device: look at it") if talk.new_of_theirs else began
        return Row(f"talk:{line.room}", said.name(line.alias), side=side)

    def _ended(self, line: TalkLine) -> Row:
        day = full_day(local_date(from_ms(line.ended)))
        under = [Say(clean(line.last_word), "quiet")] if line.last_word else []
        return Row(
            f"gone:{line.room}",
            said.ended(line.alias, day, line.by),
            side=_("take this line away"),
            under=tuple(under),
        )

    def _proposals(self) -> Iterator[Block]:
        shown = self.session.peers.asking.proposals(self.now)
        lines = [line for line in shown if line.state not in {"linked", "over"}]
        if lines:
            yield Head(_("Proposed to you"))
            yield Say(said.no_reason(), "quiet")
        for line in lines:
            yield from self._proposal(line)

    def _proposal(self, line: ProposalLine) -> Iterator[Block]:
        yield Say(said.name(line.proposal.alias), "strong")
        for label, words in said.about(line.proposal):
            yield Pair(label, words)
        yield Pair(_("Answer"), said.state(line))
        if line.waits:
            yield Pair(_("Answer until"), full_day(line.proposal.until))
            yield Row(f"yes:{line.id}", _("Yes, I want this talk"))
            yield Row(f"no:{line.id}", _("No"))

    def _own(self) -> Iterator[Block]:
        asking = self.session.peers.asking
        if not asking.can_ask:
            yield Gap()
            yield Say(_("You cannot ask here yet. Tell your contact person that you want a talk."))
            return
        told = asking.profile() if asking.is_expert else asking.wish()
        yield Head(_("How you offer talks") if asking.is_expert else _("Your wish"))
        if told and isinstance(told.body, PeerProfile | PeerRequest):
            yield Pair(_("Alias"), said.name(told.body.alias))
            for label, words in said.about(told.body):
                yield Pair(label, words)
        if asking.is_expert:
            yield from self._ways_of_expert(told.body if told else None)
        else:
            yield from self._ways(asked=told is not None)

    def _ways(self, *, asked: bool) -> Iterator[Block]:
        yield Row("form", _("Change your wish") if asked else _("Ask for a talk"))
        if asked:
            yield Row("withdraw", _("Take your wish back"))
        yield Row("concern", _("Tell the coordinator a worry"))

    def _ways_of_expert(self, body: object) -> Iterator[Block]:
        yield Row("form", _("Change how you offer talks") if body else _("Offer talks"))
        if isinstance(body, PeerProfile):
            yield Row("pause", _("End your pause") if body.pause else _("Take a pause: no new talks"))
        yield Row("concern", _("Tell the coordinator a worry"))
        yield Row("debrief", _("After a heavy talk: tell the coordinator"))

    # --- what is done --------------------------------------------------------------------------------------

    def chosen(self, key: str) -> None:
        """Open, answer, or do it at once."""
        what, _colon, rest = key.partition(":")
        try:
            self._do(what, rest)
        except TbpError as error:
            self._note = errors.sentence(error)
        self.redraw()

    def _do(self, what: str, rest: str) -> None:
        from tbp_tui.screens.peers import form as peer_form
        from tbp_tui.screens.peers import say as peer_say
        from tbp_tui.screens.peers import talk as peer_talk

        asking = self.session.peers.asking
        self._note = ""
        if what == "talk":
            self.app.push_screen(peer_talk.PeerTalkScreen(rest))
        elif what == "gone":
            self.session.peers.talks.forget(rest)
        elif what in {"yes", "no"}:
            answer: PeerAnswer = "yes" if what == "yes" else "no"
            asking.reply(asking.find(rest, self.now), answer, self.now, hold_seconds=HOLD_SECONDS)
            self._note = _("Saved on this device. The coordinator will read it, and nobody else.")
        elif what == "withdraw":
            asking.withdraw(self.now)
        elif what == "pause":
            self._pause()
        elif what == "come-in":
            self.app.push_screen(peer_form.ComeInScreen())
        elif what == "form":
            self.app.push_screen(peer_form.PeerFormScreen())
        else:
            self.app.push_screen(peer_say.CoordinatorScreen(what))

    def _pause(self) -> None:
        told = self.session.peers.asking.profile()
        on = isinstance(told.body, PeerProfile) and not told.body.pause if told else True
        self.session.peers.asking.pause(on, self.now)
        paused = _("You take a pause. Talks that go on stay as they are.")
        self._note = paused if on else _("Your pause is over.")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("An experience expert was protected once, and listens to whoever wants that."),
            _("You both see only an alias and what you wish. The expert sees nothing of your case."),
            _("A coordinator brings you together. Nobody but you two reads what you say to each other."),
            said.no_reason(),
        )
