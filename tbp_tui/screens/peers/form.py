# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for a talk, and offering one: an alias, and choices that Enter turns on and off."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.model.peers import FAMILIES, LANGUAGES, TOPICS, PeerProfile, PeerRequest
from tbp_tui.i18n import _, ngettext
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Head, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors
from tbp_tui.words.terms import term

_MOST = 7


class PeerFormScreen(Opened):
    """The same form for both; an expert says how many talks at once as well."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "#alias"

    def __init__(self) -> None:
        super().__init__()
        self._on: set[str] = set()
        self._most, self._note = 1, ""

    def compose_body(self) -> ComposeResult:
        """What was said before stands there."""
        asking = self.session.peers.asking
        told = asking.profile() if asking.is_expert else asking.wish()
        body = told.body if told and isinstance(told.body, PeerProfile | PeerRequest) else None
        if body:
            self._on |= {f"peer_topic:{one}" for one in body.topics}
            self._on |= {f"language:{one}" for one in body.languages}
            self._on |= {f"peer_family:{one}" for one in body.family}
            self._most = body.most if isinstance(body, PeerProfile) else 1
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Field(body.alias if body else "", id="alias", select_on_focus=False)
            yield Page(id="page")

    def title_words(self) -> str:
        """In the header."""
        return _("offer talks") if self.session.peers.asking.is_expert else _("ask for a talk")

    def redraw_body(self) -> None:
        """What the field is for."""
        self.query_one("#ask", Page).show((Say(_("Choose an alias. Not your name, and nothing like it.")),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """Three lists of choices."""
        return (
            *self._list(_("What do you want to talk about?"), "peer_topic", TOPICS),
            *self._list(_("In which language?"), "language", LANGUAGES),
            *self._list(_("At home"), "peer_family", FAMILIES),
            *self._of_expert(),
            *([Say(self._note)] if self._note else []),
            Row("send", _("Save and send")),
        )

    def _list(self, heading: str, group: str, values: Sequence[str]) -> Iterator[Block]:
        yield Head(heading)
        for value in values:
            key = f"{group}:{value}"
            yield Row(key, term(group, value), side=_("yes") if key in self._on else "")

    def _of_expert(self) -> Iterator[Block]:
        if self.session.peers.asking.is_expert:
            count = ngettext("{n} talk", "{n} talks", self._most).format(n=self._most)
            yield Head(_("At most at the same time"))
            yield Row("most", count)

    def chosen(self, key: str) -> None:
        """On or off, one more, or send."""
        if key == "most":
            self._most = self._most % _MOST + 1
        elif key != "send":
            self._on ^= {key}
        elif self._send():
            return
        self.redraw()

    def _send(self) -> bool:
        """Whether it was saved."""
        topics = tuple(one for one in TOPICS if f"peer_topic:{one}" in self._on)
        languages = tuple(one for one in LANGUAGES if f"language:{one}" in self._on)
        family = tuple(one for one in FAMILIES if f"peer_family:{one}" in self._on)
        alias = self.query_one("#alias", Field).value.strip()
        if not topics or not languages:
            self._note = _("Choose at least one subject and one language.")
            return False
        asking = self.session.peers.asking
        try:
            if asking.is_expert:
                before = asking.profile()
                pause = isinstance(before.body, PeerProfile) and before.body.pause if before else False
                body = PeerProfile(
                    alias=alias,
                    topics=topics,
                    languages=languages,
                    family=family,
                    most=self._most,
                    pause=pause,
                )
                asking.offer(body, self.now, hold_seconds=HOLD_SECONDS)
            else:
                wish = PeerRequest(alias=alias, topics=topics, languages=languages, family=family)
                asking.ask(wish, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._note = errors.sentence(error)
            return False
        self.app.pop_screen()
        return True

    def on_input_submitted(self) -> None:
        """Enter in the field leads on."""
        self.focus_next()


class ComeInScreen(Opened):
    """A talk of another device of the same person: its ticket, and what this talk is called here."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "#alias"

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def compose_body(self) -> ComposeResult:
        """Two fields; the ticket is kept nowhere but in the room of the talk."""
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Field("", id="alias", select_on_focus=False)
            yield Page(id="ask-ticket", can_focus=False)
            yield Field("", id="ticket", select_on_focus=False)
            yield Page(id="page")

    def title_words(self) -> str:
        """In the header."""
        return _("enter a talk")

    def redraw_body(self) -> None:
        """The name of each field stands above it."""
        self.query_one("#ask", Page).show((Say(_("The alias of the other")),))
        self.query_one("#ask-ticket", Page).show((Say(_("The ticket, as your other device shows it")),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """What happens next."""
        return (
            *([Say(self._note)] if self._note else []),
            Row("send", _("Enter")),
            Say(_("Then say yes to this device in the talk on your other device."), "quiet"),
        )

    def chosen(self, key: str) -> None:
        """Make the room; the next sync comes in."""
        alias, ticket = (self.query_one(f"#{name}", Field).value.strip() for name in ("alias", "ticket"))
        try:
            self.session.peers.talks.begin(ticket, alias, self.now)
        except TbpError as error:
            self._note = errors.sentence(error)
            self.redraw()
        else:
            self.app.pop_screen()

    def on_input_submitted(self) -> None:
        """Enter in a field leads on."""
        self.focus_next()
