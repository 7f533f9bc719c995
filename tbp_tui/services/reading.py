# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be read of one case, as views over shelves of records. Knows no words and no screen.

Where the records come from is for whoever fills in `_shelf`: `open_case.py` reads a vault.
"""

from datetime import datetime

from tbp_casefile.model.case import ContactRole
from tbp_casefile.model.system import HelpContact, News, PolicyText
from tbp_casefile.tables import Role
from tbp_casefile.views import (
    access,
    answers,
    authority,
    briefs,
    bulletins,
    changes,
    contacts,
    coverage,
    employer,
    expectations,
    handover,
    home,
    obligations,
    package,
    people,
    phase_out,
    requests,
    reviews,
    same_talk,
    situation,
    talks,
)
from tbp_casefile.views.access import AccessLine
from tbp_casefile.views.answers import AnswerLine
from tbp_casefile.views.authority import AuthoritiesView
from tbp_casefile.views.briefs import BriefLine
from tbp_casefile.views.bulletins import BulletinLine
from tbp_casefile.views.changes import ChangesView
from tbp_casefile.views.contacts import ContactLine
from tbp_casefile.views.coverage import CoverageLine
from tbp_casefile.views.employer import DutyLine
from tbp_casefile.views.expectations import ExpectationsView
from tbp_casefile.views.handover import HandoverView
from tbp_casefile.views.home import HomeView
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.package import CurrentPackage, PackageView
from tbp_casefile.views.people import Colleague
from tbp_casefile.views.phase_out import StepLine
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.views.situation import SituationLine
from tbp_casefile.views.talks import EvaluationLine, TalkLine
from tbp_casefile.wire.envelope import Ref


class Reading:
    """The views of one case, for whoever reads it on this device."""

    @property
    def role(self) -> Role:
        """What the reader is in this case."""
        raise NotImplementedError

    def _shelf(self, *kinds: str) -> Shelf:
        """The records of these kinds."""
        raise NotImplementedError

    def _first_page(self) -> Shelf:
        return self._shelf(*home.KINDS)

    def _answered(self, _about: Ref) -> Shelf:
        return self._shelf(*answers.KINDS)

    # --- the offer -----------------------------------------------------------------------------------------

    def home(self, now: datetime) -> HomeView:
        """The first page."""
        return home.home(self._first_page(), now)

    def package(self, now: datetime) -> CurrentPackage | None:
        """The package that holds now."""
        return package.current_package(self._shelf(*package.KINDS), now)

    def versions(self) -> tuple[PackageView, ...]:
        """Every whole version, oldest first."""
        return package.versions(self._shelf(*package.KINDS))

    def coverage(self, now: datetime) -> tuple[CoverageLine, ...]:
        """What the package has for each part of daily life."""
        current = self.package(now)
        return coverage.coverage(current.package) if current else ()

    def changes(self, now: datetime) -> ChangesView | None:
        """The package of now against the version before it."""
        held = self._shelf(*package.KINDS)
        current = package.current_package(held, now)
        return changes.changes(current.package, home.previous(held, current.package)) if current else None

    def changes_between(self, newer: PackageView, older: PackageView | None) -> ChangesView:
        """Any two versions."""
        return changes.changes(newer, older)

    def steps(self, now: datetime) -> tuple[StepLine, ...]:
        """The steps by which measures are taken away."""
        return phase_out.steps(self._shelf(*phase_out.KINDS), now)

    def reviews(self, now: datetime) -> tuple[ReviewLine, ...]:
        """Every review, newest first."""
        return reviews.reviews(self._shelf(*reviews.KINDS), now)

    def next_review(self, now: datetime) -> ReviewLine | None:
        """The first review that is still to come."""
        return reviews.next_review(self._shelf(*reviews.KINDS), now)

    def answers(self, about: Ref) -> tuple[AnswerLine, ...]:
        """What was said to this record."""
        return answers.answers(self._answered(about), about)

    # --- what is asked and may be expected -----------------------------------------------------------------

    def obligations(self, now: datetime) -> tuple[ObligationLine, ...]:
        """What is asked of the reader, or of the person."""
        held = self._shelf(*obligations.KINDS)
        return obligations.obligations(held, package.current_package(held, now), now)

    def duties(self, now: datetime) -> tuple[DutyLine, ...]:
        """What is asked of the employer."""
        return employer.duties(self._shelf(*employer.KINDS), now)

    def expectations(self, now: datetime) -> ExpectationsView:
        """What may be expected of government, person and employer."""
        held = self._shelf(*expectations.KINDS)
        return expectations.expectations(held, self.obligations(now), self.duties(now))

    # --- around it -----------------------------------------------------------------------------------------

    def situation(self, now: datetime) -> SituationLine | None:
        """Where the case stands."""
        return situation.situation(self._shelf(*situation.KINDS), now)

    def history(self) -> tuple[SituationLine, ...]:
        """Where the case stood, oldest first."""
        return situation.history(self._shelf(*situation.KINDS))

    def authorities(self, now: datetime) -> AuthoritiesView:
        """Who decides now, who did before, and who will, as far as this reader is told."""
        return authority.authorities(self._shelf(*authority.KINDS), self.package(now), now)

    def bulletins(self, now: datetime) -> tuple[BulletinLine, ...]:
        """News about the situation, newest first."""
        return bulletins.bulletins(self._shelf(*bulletins.KINDS, *answers.KINDS), now)

    def requests(self, now: datetime) -> tuple[RequestLine, ...]:
        """Requests with their answers, open ones first."""
        return requests.requests(self._shelf(*requests.KINDS), now)

    def talks(self) -> tuple[TalkLine, ...]:
        """Moments of contact, newest first."""
        return talks.talks(self._shelf(*talks.KINDS))

    def told(self) -> tuple[ToldTalk, ...]:
        """The same with every talk once: what two people wrote of one stands together."""
        return same_talk.told(self._shelf(*talks.KINDS))

    def handover(self, member: str, now: datetime) -> HandoverView:
        """The page for whoever takes over from this member, or stands in."""
        shelf = self._shelf(*handover.KINDS)
        by: ContactRole = "supporter" if self.role is Role.SUPPORTER else "contact_person"
        return handover.handover(shelf, member, now, role=by)

    def people(self) -> dict[str, Colleague]:
        """Who works in this case, by member."""
        return people.people(self._shelf(*people.KINDS))

    def brief_for(self, member: str, now: datetime) -> BriefLine | None:
        """What a colleague wrote for this member, as long as it is for now."""
        return briefs.for_reader(self._shelf("handover_brief"), member, now)

    def evaluations(self) -> tuple[EvaluationLine, ...]:
        """How the person looked back, newest first."""
        return talks.evaluations(self._shelf(*talks.LOOKED_BACK))

    def contacts(self, now: datetime) -> tuple[ContactLine, ...]:
        """The reader's own people."""
        return contacts.contacts(self._shelf(*contacts.KINDS), now)

    def access(self) -> tuple[AccessLine, ...]:
        """Who reads along."""
        return access.access(self._shelf(*access.KINDS))

    # --- what everybody may read ---------------------------------------------------------------------------

    def help_contacts(self) -> tuple[HelpContact, ...]:
        """Public help."""
        return contacts.help_contacts(self._shelf(*contacts.KINDS))

    def policy_texts(self) -> tuple[PolicyText, ...]:
        """The rules of the system in plain words."""
        bodies = (held.body for held in self._shelf("policy_text").current("policy_text"))
        return tuple(body for body in bodies if isinstance(body, PolicyText))

    def news(self) -> tuple[News, ...]:
        """News about the system, newest first."""
        bodies = [held.body for held in self._shelf("news").current("news") if isinstance(held.body, News)]
        return tuple(sorted(bodies, key=lambda body: body.dated, reverse=True))
