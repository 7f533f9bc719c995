# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions, and why: started, changed (was, is now), stopped; the rest folded."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.changes import ChangeLine, ChangesView, ChangeWord
from tbp_casefile.views.package import PackageView
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital
from tbp_tui.screens import measures, phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import term


class ChangesScreen(Opened):
    """The version of now against the one before it, or two versions of choice."""

    def __init__(self) -> None:
        super().__init__()
        self._newer: str | None = None
        self._older: str | None = None
        self._unfolded = False

    def title_words(self) -> str:
        """In the header."""
        return _("what changed")

    # --- which two -----------------------------------------------------------------------------------------

    def _pair(self) -> tuple[PackageView, PackageView | None] | None:
        """The chosen versions by the id of their record; unchosen: the current one and the one before it."""
        versions = list(self.session.versions())
        current = self.session.package(self.now)
        if current is None or not versions:
            return None
        by_id = {view.ref.id: place for place, view in enumerate(versions)}
        newer = by_id.get(self._newer or current.package.ref.id, len(versions) - 1)
        older = by_id.get(self._older or "", newer - 1)
        if older > newer:
            newer, older = older, newer
        return versions[newer], versions[older] if 0 <= older < newer else None

    def blocks(self) -> Sequence[Block]:
        """Which two versions, why, and each change with its reason."""
        pair = self._pair()
        if pair is None:
            return (Say(_("Nothing has been published yet. Your contact person can tell you more.")),)
        newer, older = pair
        view = self.session.changes_between(newer, older)
        return (
            *self._heading(newer, older),
            Pair(_("In short"), in_short(view)),
            Pair(_("Why"), text(view.why)),
            *change_rows(view),
            *self._same(view),
            *self._other_versions(newer, older),
        )

    def _heading(self, newer: PackageView, older: PackageView | None) -> Iterator[Block]:
        if older is None:
            yield Say(_("This is the first version."), "head")
        else:
            yield Say(
                _("From version {older} to version {newer}").format(older=older.version, newer=newer.version),
                "head",
            )
        yield Gap()
        yield Pair(_("Holds since"), full_day(newer.valid_from))

    def _same(self, view: ChangesView) -> Iterator[Block]:
        same = view.only("unchanged")
        if not same:
            return
        words = ngettext("Unchanged: {n} measure", "Unchanged: {n} measures", len(same)).format(n=len(same))
        fold = _("Enter: fold") if self._unfolded else _("Enter: show them")
        yield Gap()
        yield Row("fold", words, side=fold)
        if self._unfolded:
            for line in same:
                yield Row(f"change:{line.measure.entity}", text(line.measure.title))

    def _other_versions(self, newer: PackageView, older: PackageView | None) -> Iterator[Block]:
        if len(self.session.versions()) < 2:
            return
        yield Head(_("Compare other versions"))
        yield Row("newer", _("This version"), side=phrases.version(newer))
        yield Row("older", _("Compared with"), side=phrases.version(older) if older else _("nothing"))
        if older:
            yield Row("history", _("Read the earlier version as it was"))

    # --- rows ----------------------------------------------------------------------------------------------

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen measure in full, beside the list."""
        line = self._find(key)
        return tuple(measures.in_full(line.measure)) if line else measures.none_chosen()

    def _find(self, key: str) -> ChangeLine | None:
        pair = self._pair()
        if pair is None or not key.startswith("change:"):
            return None
        entity = key.removeprefix("change:")
        lines = self.session.changes_between(*pair).lines
        return next((line for line in lines if line.measure.entity == entity), None)

    def chosen(self, key: str) -> None:
        """A measure, the fold, or other versions."""
        line = self._find(key)
        if line is not None:
            from tbp_tui.screens.measure import MeasureScreen

            self.app.push_screen(MeasureScreen(line.measure))
        match key:
            case "fold":
                self._unfolded = not self._unfolded
                self.redraw()
            case "newer" | "older":
                self._pick(key)
            case "history":
                self._open_history()

    def _pick(self, key: str) -> None:
        from tbp_tui.screens.versions import VersionsScreen

        def picked(record: str) -> None:
            if key == "newer":
                self._newer, self._older = record, None
            else:
                pair = self._pair()
                self._newer, self._older = pair[0].ref.id if pair else None, record

        self.app.push_screen(VersionsScreen(picked))

    def _open_history(self) -> None:
        from tbp_tui.screens.history import HistoryScreen

        pair = self._pair()
        if pair and pair[1]:
            self.app.push_screen(HistoryScreen(pair[1]))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This shows what started, changed and stopped in your package, each with its reason."),
            _("Press Enter on a line to read the whole measure."),
            _("At the bottom you can compare other versions."),
        )


# --- words that the first page uses as well ----------------------------------------------------------------


_MOST_TITLES = 6
_OF_MANY = 2


def in_short(view: ChangesView) -> str:
    """Gestart: Chauffeur via de werkgever. Gewijzigd: Begeleid vervoer. Of many only how many."""
    words: tuple[ChangeWord, ...] = ("started", "changed", "stopped")
    most = _MOST_TITLES if sum(len(view.only(word)) for word in words) <= _MOST_TITLES else _OF_MANY
    said = []
    for word in words:
        if lines := view.only(word):
            titles = ", ".join(text(line.measure.title) for line in lines)
            said.append(f"{capital(term('change', word))}: {titles if len(lines) <= most else len(lines)}.")
    return " ".join(said) or _("Nothing changed between these versions.")


def change_rows(view: ChangesView) -> Iterator[Block]:
    """Every change as a line with its reason below it."""
    changed = [line for line in view.lines if line.change != "unchanged"]
    for line in changed:
        yield Gap()
        yield Row(
            f"change:{line.measure.entity}",
            text(line.measure.title),
            tag=term("change", line.change).upper(),
            under=tuple(_under(line)),
        )


def _under(line: ChangeLine) -> Iterator[Say | Pair]:
    if line.before and line.after:
        for was, now in measures.differences(line.before, line.after):
            yield Pair(_("was"), was)
            yield Pair(_("is now"), now)
    elif line.measure.detail and line.change == "started":
        yield Say(text(line.measure.detail))
    reason = f"{term('reason', line.reason)}." if line.reason else ""
    words = " ".join(part for part in (reason, text(line.text)) if part)
    if words:
        yield Say(_("Reason: {reason}").format(reason=words), "quiet")


def summary(view: ChangesView) -> Sequence[Block]:
    """The changes as short lines, for the second pane of the first page."""
    return (
        Head(_("What changed")),
        Say(text(view.why)),
        Gap(),
        *(
            Pair(term("change", line.change).upper(), text(line.measure.title))
            for line in view.lines
            if line.change != "unchanged"
        ),
    )
