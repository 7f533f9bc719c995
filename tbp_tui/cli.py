# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp`: reads the command line, makes the world, and turns every error into a sentence and an exit code.

0 done; 1 could not now, nothing lost; 2 wrong use or not possible here (DESIGN section 9).
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tbp_casefile.errors import TbpError
from tbp_tui import __version__, i18n
from tbp_tui.i18n import _
from tbp_tui.services import settings
from tbp_tui.vault.place import wiping_is_begun
from tbp_tui.vault.process import harden_process
from tbp_tui.world import World, drop_textual_variables

VIEWS = (
    "package",
    "changes",
    "reviews",
    "obligations",
    "expectations",
    "contacts",
    "bulletins",
    "requests",
    "talks",
    "handover",
    "support",
    "peer",
    "authority",
    "access",
    "rules",
    "news",
    "status",
    "attention",
    "deliveries",
    "cases",
    "tasks",
    "week",
    "devices",
)
ANSWERED = ("package", "bulletin", "obligation", "support")
ANSWERS = ("seen", "explained", "question", "talk", "not-now")
TO_SUPPORT = ("yes", "not-now", "stopped")
"""As in the model, which the lock screen does not wait for; a test holds them together."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tbp` with these arguments; returns the exit code."""
    drop_textual_variables(os.environ)
    world = World.real(os.environ)
    i18n.set_language(_language(world, arguments))
    i18n.tell_libraries(os.environ)
    i18n.call_it(Path(sys.argv[0]).name)
    try:
        given = parser().parse_args(arguments)
        return _run(given, world.with_key_file(given.key_file))
    except TbpError as error:
        from tbp_tui.words.errors import sentence

        print(sentence(error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001  # no traceback: it may hold what nobody else may read
        from tbp_tui.words.errors import of_code

        print(of_code("unexpected"), _where(error), file=sys.stderr)
        return 1


def _where(error: BaseException) -> str:
    """Kind and place of a defect, for whoever repairs it: no values, no texts."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"({type(error).__name__} {place})"


def _language(world: World, arguments: Sequence[str] | None) -> str:
    """What `--lang` says, else what was chosen on the screen, else what the environment asks for."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        chosen, _rest = early.parse_known_args(arguments)
    except argparse.ArgumentError:
        return i18n.from_environment(world.environment)
    kept = settings.load(world.home).language
    return chosen.lang or kept or i18n.from_environment(world.environment)


def _run(given: argparse.Namespace, world: World) -> int:
    """Import only what this command needs: the lock screen must not wait for the network."""
    if given.command != "doctor":  # which first looks at its own environment, and then closes it too
        harden_process()
    if given.command != "wipe" and wiping_is_begun(world.home):
        _finish_wiping(world)
    command = importlib.import_module(f"tbp_tui.commands.{given.command or 'screen'}")
    code: int = command.run(given, world)
    return code


def _finish_wiping(world: World) -> None:
    """Somebody decided it, and the process that did it died."""
    from tbp_tui.services import wiping

    wiping.finish(world)


def parser() -> argparse.ArgumentParser:
    """The whole command line; `shtab` and the manual page are made from it."""
    top = argparse.ArgumentParser(
        prog=i18n.program(), description=_("Your package, what changed, and whom to call.")
    )
    top.add_argument(
        "--version", action="version", version=f"%(prog)s {__version__}", help=_("show the version")
    )
    _add_common(top, default=None)
    again = argparse.ArgumentParser(add_help=False)
    # An option given before the command must not be lost to the default of the same option after it.
    _add_common(again, default=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"))
    _add_reading(commands, again)
    _add_writing(commands, again)
    return top


def _add_common(to: argparse.ArgumentParser, *, default: str | None) -> None:
    to.add_argument(
        "--lang", choices=i18n.LANGUAGES, default=default, help=_("language of screens and answers")
    )
    to.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        default=default,
        help=_("read the passphrase from this file descriptor"),
    )
    to.add_argument(
        "--key-file", metavar="FILE", default=default, help=_("the file with the second key of this device")
    )


def _add_reading(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    demo = commands.add_parser("demo", parents=[common], help=_("open the app on a fictional case"))
    demo.add_argument("--case", type=int, default=1, metavar="N", help=_("which fictional case"))
    demo.add_argument("--as", dest="role", default="person", metavar="ROLE", help=_("whose screens"))
    demo.add_argument(
        "--on", type=date.fromisoformat, metavar="DATE", help=_("show the case as it was on this day")
    )
    demo.add_argument("--plain", action="store_true", help=_("numbered lines, no screen"))
    demo.add_argument("--resume", metavar="DIR", help=argparse.SUPPRESS)
    show = commands.add_parser("show", parents=[common], help=_("show one part as text"))
    show.add_argument("view", choices=VIEWS)
    form = show.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=_("numbered lines (as without this option)"))
    form.add_argument("--json", action="store_true", help=_("for machines"))
    _add_case(show)
    received = commands.add_parser(
        "deliveries", parents=[common], help=_("ask what was sent to whose device")
    )
    form = received.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=_("numbered lines (as without this option)"))
    form.add_argument("--json", action="store_true", help=_("for machines"))
    _add_case(received)
    _add_doctor(commands, common)


def _add_doctor(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    doctor = commands.add_parser(
        "doctor",
        parents=[common],
        help=_("see whether this program works on this computer"),
        description=_(
            "Looks whether this program can do its work on this computer, and says what to do where it "
            "cannot. It shows nothing of your case: you can read the lines aloud to whoever helps you. "
            "It deletes nothing."
        ),
        epilog=_(
            "Each line has a number and begins with: ok, take note, or not good. "
            "When something is not good the exit code is 1, else it is 0."
        ),
    )
    doctor.add_argument(
        "--unlock", action="store_true", help=_("ask for the passphrase, and also check the encrypted file")
    )
    doctor.add_argument(
        "--online",
        action="store_true",
        help=_("with the passphrase: also see whether the other side answers; this sends and receives once"),
    )
    doctor.add_argument("--json", action="store_true", help=_("for machines"))


def _add_writing(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    enrol = commands.add_parser("enrol", parents=[common], help=_("pair this device with a ticket"))
    enrol.add_argument("ticket", nargs="?", choices=["-"], help=_("- reads the ticket from standard input"))
    commands.add_parser("sync", parents=[common], help=_("send and receive now"))
    _add_keys(commands, common)
    _add_second_key(commands, common)
    ack = commands.add_parser("ack", parents=[common], help=_("answer your package, news or what is asked"))
    ack.add_argument("what", choices=ANSWERED)
    ack.add_argument("answer", nargs="+", metavar="[ID] ANSWER", help=_answers())
    ack.add_argument("--text", choices=["-"], help=_("- reads your own words from standard input"))
    _add_case(ack)
    log = commands.add_parser("log", parents=[common], help=_("staff: write down a contact in one line"))
    log.add_argument(
        "words",
        nargs="*",
        metavar="[CASE] [-]",
        help=_("the number of the case; - reads one line from standard input"),
    )
    log.add_argument(
        "--agree", action="store_true", help=_("with -: take what is proposed where it is not sure")
    )
    commands.add_parser(
        "told", parents=[common], help=_("you told somebody that your case was shown in two ways")
    )
    notes = commands.add_parser("notes", parents=[common], help=_("your notes, for you alone"))
    notes.add_argument("words", nargs="?", choices=["-"], help=_("- reads one more from standard input"))
    _add_export(commands, common)
    wipe = commands.add_parser("wipe", parents=[common], help=_("remove everything of this program here"))
    wipe.add_argument("--yes", action="store_true", help=_("do not ask whether you are sure"))
    _add_devices(commands, again=common)


def _add_keys(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    changed = commands.add_parser("passphrase", parents=[common], help=_("choose another passphrase"))
    changed.add_argument("new", nargs="?", choices=["-"], help=_("- reads the new one from standard input"))
    recovery = commands.add_parser(
        "recovery", parents=[common], help=_("a code on paper that opens this device when all else is lost")
    )
    actions = recovery.add_subparsers(dest="action", metavar=_("ACTION"))
    actions.add_parser("make", parents=[common], help=_("make a code and print it once"))
    actions.add_parser("remove", parents=[common], help=_("let no code open it any more"))
    use = actions.add_parser("use", parents=[common], help=_("open it with the code"))
    use.add_argument(
        "new",
        nargs="?",
        choices=["-"],
        help=_("- reads two lines from standard input: the code, and the new passphrase"),
    )


def _add_second_key(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    second = commands.add_parser("secondkey", parents=[common], help=_("where the second key lies"))
    actions = second.add_subparsers(dest="action", metavar=_("ACTION"))
    actions.add_parser("keyring", parents=[common], help=_("keep it in the keyring of this computer"))
    to_file = actions.add_parser("file", parents=[common], help=_("keep it in a file, as on a stick"))
    to_file.add_argument("file", metavar=_("FILE"), help=_("a file that is not there yet"))


def _add_export(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    export = commands.add_parser(
        "export", parents=[common], help=_("staff: write contacts and tasks of a case for another system")
    )
    export.add_argument("folder", metavar=_("DIR"), help=_("a folder that is new or empty"))
    export.add_argument("--yes", action="store_true", help=_("do not ask whether you are sure"))
    _add_case(export)


def _answers() -> str:
    return _("{answers}; to support: {support}").format(
        answers=", ".join(ANSWERS), support=", ".join(TO_SUPPORT)
    )


def _add_devices(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", *, again: argparse.ArgumentParser
) -> None:
    devices = commands.add_parser("devices", parents=[again], help=_("your devices: see, add, end"))
    form = devices.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=_("numbered lines (as without this option)"))
    form.add_argument("--json", action="store_true", help=_("for machines"))
    actions = devices.add_subparsers(dest="action", metavar=_("ACTION"))
    actions.add_parser("add", parents=[again], help=_("show a ticket for one more device of yours"))
    revoke = actions.add_parser("revoke", parents=[again], help=_("end a device everywhere"))
    revoke.add_argument("device", metavar=_("CODE"), help=_("its code, as the list shows it"))
    revoke.add_argument("--lost", action="store_true", help=_("lost or stolen: take in nothing of it"))
    revoke.add_argument("--yes", action="store_true", help=_("do not ask whether you are sure"))
    accept = actions.add_parser("accept", parents=[again], help=_("say yes to a device that was added"))
    accept.add_argument("device", metavar=_("CODE"), help=_("its code, as the list shows it"))
    accept.add_argument("--yes", action="store_true", help=_("do not ask whether you are sure"))
    actions.add_parser("confirm", parents=[again], help=_("the copy that you were asked about is yours"))


def _add_case(to: argparse.ArgumentParser) -> None:
    to.add_argument("--case", metavar="NUMBER", help=_("which case, for whoever has more than one"))
