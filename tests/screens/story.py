# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What happens around the package of the small case: news, requests, talks, what is asked. All made up."""

from datetime import date

from tbp_casefile.model.dialogue import Answer, ContactMoment, Evaluation, Request
from tbp_casefile.model.duties import DutyState, EmployerDuty, Obligation, ObligationState
from tbp_casefile.model.situation import Bulletin, CaseStatus, PhaseOutStep
from tbp_casefile.model.system import News
from tbp_casefile.views.shelf import Held
from tests.views.shelves import Made


def both(nl: str, en: str) -> dict[str, str]:
    """A text in two languages."""
    return {"nl": nl, "en": en}


def obligations(made: Made) -> tuple[Held, ...]:
    """Two things that are asked; with one of them something is the matter."""
    cooperate = made.put("obligation", _obligation("V1", both("Meewerken", "Cooperate")))
    programme = made.put(
        "obligation", _obligation("V8", both("Uw programma doorgeven", "Tell your programme"))
    )
    made.put(
        "obligation_state",
        ObligationState(
            state="needs_attention",
            text=both("Het kwam twee keer te laat.", "It came too late twice."),
            talk=date(2026, 4, 21),
        ),
        about=programme.ref,
    )
    return cooperate, programme


def _obligation(code: str, title: dict[str, str]) -> Obligation:
    return Obligation(
        code=code,
        title=title,
        ask=both("Doe wat is afgesproken.", "Do what was agreed."),
        why=both("Alleen dan werkt het.", "It works only then."),
        unmet=both("Dan kijken wij samen verder.", "Then we look further together."),
        start=date(2025, 11, 24),
    )


def story(made: Made) -> None:
    """Everything else."""
    _situation(made)
    _requests(made)
    _employer(made)
    made.put("news", News(both("Een brief", "A letter"), both("Er verandert iets.", "Something changes."),
                          date(2025, 7, 11)))  # fmt: skip


def _situation(made: Made) -> None:
    made.put(
        "case_status",
        CaseStatus(
            case="D-00-0000",
            state="in_force",
            since=date(2026, 2, 9),
            text=both("Uw pakket is van kracht.", "Your package is in force."),
        ),
    )
    made.put(
        "bulletin",
        Bulletin(
            title=both("Nieuws van {date:2026-03-30}", "News of {date:2026-03-30}"),
            weight="notice",
            what=both("De kans is kleiner.", "The chance is smaller."),
            means=both("Voor u verandert er niets.", "Nothing changes for you."),
            do=(both("Blijf doen wat u deed.", "Go on as before."),),
            not_shared=both("De bronnen.", "The sources."),
        ),
    )
    made.put(
        "phase_out_step",
        PhaseOutStep(title=both("De camera gaat weg", "The camera goes"), due=date(2026, 6, 1)),
    )


def _requests(made: Made) -> None:
    asked = made.put(
        "request",
        Request(
            kind="work",
            title=both("Lezing in Gent", "Lecture in Ghent"),
            text=both("Mag ik een lezing geven?", "May I give a lecture?"),
        ),
    )
    made.put(
        "answer",
        Answer(text=both("Wij hebben het gelezen.", "We have read it."), due=date(2026, 4, 24)),
        about=asked.ref,
    )
    made.put(
        "contact_moment",
        ContactMoment(kind="call", text=both("Wij spraken over de lezing.", "We spoke about the lecture."),
                      minutes=20),
    )  # fmt: skip
    made.put("evaluation", Evaluation(scores={"contact": 5, "private_life": 2}, share=True))


def _employer(made: Made) -> None:
    duty = made.put(
        "employer_duty",
        EmployerDuty(
            part="W4", title=both("Poortjes", "Gates"), asked=date(2026, 1, 5), due=date(2026, 3, 1)
        ),
    )
    made.put("duty_state", DutyState(state="promised", on=date(2026, 1, 10)), about=duty.ref)
