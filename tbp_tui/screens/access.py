# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who sees what, made from the table by which both sides judge; the family first, because people ask that."""

from collections.abc import Iterable, Iterator, Sequence

from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.views.access import AccessLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Say
from tbp_tui.words.dates import text
from tbp_tui.words.terms import term

_ORDER = (
    Role.RELATIVE,
    Role.CONTACT_PERSON,
    Role.SUPPORTER,
    Role.EMPLOYER,
    Role.AUTHORITY,
    Role.PERSON,
)


class AccessScreen(Opened):
    """One role after the other."""

    def title_words(self) -> str:
        """In the header."""
        return _("who sees what")

    def blocks(self) -> Sequence[Block]:
        """The family with what exactly it sees of the package, then the others."""
        lines = {line.role: line for line in self.session.access()}
        others = [lines[role] for role in _ORDER if role in lines and role is not self.session.role]
        return (
            *(block for line in others for block in self._one(line)),
            Gap(),
            Say(_("Nobody else can read this here. An experience expert never sees anything of your case.")),
            Say(_("Who keeps the computers of the backend running can technically read this too.")),
            *self._sealed(lines.values()),
        )

    def _sealed(self, lines: Iterable[AccessLine]) -> Iterator[Block]:
        """What they cannot read."""
        if any(ScopeType.SUPPORT in line.logs for line in lines):
            yield Say(
                _("They cannot read offers of support, or talks with a support worker: those are sealed.")
            )

    def _one(self, line: AccessLine) -> Iterator[Block]:
        count = ngettext("{n} person", "{n} people", line.members).format(n=line.members)
        yield Head(f"{capital(term('role', line.role))} ({count})")
        if line.role is Role.RELATIVE:
            yield from self._family()
        yield Pair(_("Can read"), ", ".join(term("kind", kind) for kind in line.kinds))

    def _family(self) -> Iterator[Block]:
        """By name what the family may know of the version of now."""
        current = self.session.package(self.now)
        shared = [line for line in current.package.measures if line.family] if current else []
        asked = [line for line in self.session.obligations(self.now) if line.family]
        titles = [text(line.title) for line in shared] + [text(line.obligation.title) for line in asked]
        yield Pair(_("Of your package"), "; ".join(titles) or _("nothing"))
        yield Pair(_("Not"), _("the reasons, the news about your situation, your work, your talks"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands who reads along, and what each of them can read."),
            _("It is made from the same rules by which this program and the backend judge every record."),
        )
