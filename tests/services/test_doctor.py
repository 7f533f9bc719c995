# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the doctor finds, on real vaults and real folders; whatever it says is looked at for what it must not.

Every finding of every test is said in both languages; none may hold a planted word, a path or an id.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from tbp_casefile.errors import TbpError
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_tui import i18n
from tbp_tui.services.doctor import Surroundings, examine
from tbp_tui.services.doctor.findings import Finding, each, refused
from tbp_tui.sync import outbox
from tbp_tui.vault.device_secret import DeviceSecretStore, KeyFileSecret, KeyringSecret, NoSecret
from tbp_tui.vault.header import read_header
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.opening import create_vault, keep_damaged
from tbp_tui.vault.store import Vault
from tbp_tui.words.doctor import said
from tbp_tui.words.errors import of_code
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, SYSTEM, chance, key
from tests.markers import MARKERS
from tests.sync.played import Device, Played
from tests.test_start import LOCK
from tests.vault.test_device_secret import (
    NO_KEYRING,
    BrokenKeyring,
    HangingKeyring,
    LockedKeyring,
    MemoryKeyring,
    PlaintextKeyring,
)

ROOT = Path(__file__).parents[2]
PASSPHRASE = "zes losse woorden voor deze proef"
NOW = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)
CANARY = MARKERS[7]
GOOD = Surroundings((3, 11, 7), "utf-8", (80, 24), frozenset({"PATH", "HOME"}))
is_root = os.geteuid() == 0


def never() -> str:
    raise AssertionError("the passphrase was asked")


@dataclass
class Patient:
    """A computer with a folder for this program, to be looked at."""

    home: Path
    now: datetime = NOW
    around: Surroundings = GOOD
    environment: Mapping[str, str] = field(default_factory=lambda: {"TERM": "xterm-256color"})
    key_file: Path | None = None
    keyring: DeviceSecretStore = field(default_factory=lambda: KeyringSecret(backend=MemoryKeyring()))
    ask: Callable[[], str] | None = None
    unlock: bool = False
    online: bool = False
    findings: list[Finding] = field(default_factory=list)

    def look(self) -> dict[str, Finding]:
        """By check, what was found; of several the last."""
        world = World(self.environment, self.home, self.key_file, lambda: self.now, os.urandom)
        self.findings = list(
            examine(
                world,
                self.around,
                keyring=self.keyring,
                ask=self.ask,
                unlock=self.unlock,
                online=self.online,
            )
        )
        hold_against_the_rules(self.findings, self.home)
        return {finding.check: finding for finding in self.findings}

    def found(self, check: str) -> tuple[str, str]:
        """State and code of one check."""
        finding = self.look()[check]
        return finding.state, finding.code

    def not_good(self) -> list[tuple[str, str]]:
        """Every check that is not good, and its code."""
        self.look()
        return [(finding.check, finding.code) for finding in self.findings if finding.state == "not-good"]

    def opened_with(self, passphrase: str) -> "Patient":
        return replace(self, ask=lambda: passphrase)

    def contents(self) -> dict[str, bytes]:
        """Every file and what is in it, to see that nothing changed."""
        return {file.name: file.read_bytes() for file in sorted(self.home.iterdir())}


def hold_against_the_rules(findings: list[Finding], home: Path) -> None:
    """What holds for every finding whatsoever."""
    as_json = json.dumps(
        [[finding.check, finding.state, finding.code, dict(finding.values)] for finding in findings]
    )
    lines = [as_json]
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        for finding in findings:
            line = said(finding.check, finding.state, finding.code, finding.values)
            assert "{" not in line
            assert "\n" not in line
            sentences = re.findall(r"[^.:?]+[.:?]", line.partition(": ")[2] + ".")
            assert len(sentences) >= (1 if finding.state == "ok" else 2), line
            assert finding.code == "unexpected" or of_code("unexpected") not in line, line
            lines.append(line)
    hidden = [CANARY, CASE, SYSTEM, PASSPHRASE, str(home), home.name, "secret-of-the-proxy"]
    if (home / "notes.head").exists():
        hidden += [(home / "notes.head").read_bytes()[48:64].hex()]  # the id of the vault
    everything = "\n".join(lines)
    assert [word for word in hidden if word in everything] == []


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a probe is written; nothing may stay in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = i18n.language()
    yield folder
    i18n.set_language(before)
    assert list(folder.iterdir()) == []


@pytest.fixture
def nothing_here(tmp_path: Path) -> Patient:
    """A computer on which nothing has been set up."""
    return Patient(tmp_path / "gzwk-kept")


# --- vaults ---------------------------------------------------------------------------------------------


def new_vault(home: Path, secret: DeviceSecretStore) -> Vault:
    return create_vault(
        home,
        PASSPHRASE,
        secret_store=secret,
        cost=Argon2idCost.floor(),
        kdf=argon2id,
        random=os.urandom,
    )


def answer(vault: Vault, now: datetime) -> str:
    body = Acknowledgement("question", CANARY)
    written = outbox.write(
        vault, scope=CASE, kind="acknowledgement", body=body, at=now, now=now, random=chance(str(now))
    )
    return written.id


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault that received a planted word and holds three answers with it: two wait, one was not taken."""
    home = tmp_path_factory.mktemp("prepared") / "gzwk-kept"
    with new_vault(home, NoSecret()) as vault:
        device = Device(vault, Played()).enrolled_here()
        for _ in range(40):
            device.backend.case.add("measure", {**CONTENT["measure"], "title": CANARY}, by=key("authority"))
        assert device.sync().all_is_well
        answer(vault, NOW)
        answer(vault, NOW + timedelta(hours=1))
        vault.outbox.needs_attention(answer(vault, NOW + timedelta(hours=2)), "late")
    return home


@pytest.fixture
def patient(prepared: Path, tmp_path: Path) -> Patient:
    """A computer with that vault, to be opened with its passphrase alone."""
    shutil.copytree(prepared, tmp_path / "gzwk-kept")
    return Patient(tmp_path / "gzwk-kept")


def head_of(patient: Patient) -> datetime:
    """The moment of the newest head in the vault."""
    at = patient.opened_with(PASSPHRASE).look()["received"].values["at"]
    return datetime.fromisoformat(str(at))


def flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes([content[position] ^ 4]) + content[position + 1 :]


# --- the computer ---------------------------------------------------------------------------------------


def test_on_a_good_computer_nothing_is_wrong_and_looking_leaves_no_trace(nothing_here: Patient) -> None:
    found = nothing_here.look()
    notes = [finding.check for finding in found.values() if finding.state != "ok"]
    assert notes == ["vault"]
    assert found["vault"].code == "vault.none"
    assert not nothing_here.home.exists()


def test_nobody_is_asked_for_a_passphrase_where_there_is_nothing_to_open(nothing_here: Patient) -> None:
    found = replace(nothing_here, ask=never, unlock=True, online=True).look()
    assert "opening" not in found


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1970, ("not-good", "wrong")), (2024, ("not-good", "wrong")), (2025, ("ok", "plausible"))],
)
def test_a_clock_before_this_program_was_made_is_wrong(
    nothing_here: Patient, year: int, expected: tuple[str, str]
) -> None:
    nothing_here.now = datetime(year, 1, 1, tzinfo=UTC)
    assert nothing_here.found("clock") == expected
    assert nothing_here.look()["clock"].values == {"at": f"{year}-01-01T00:00:00Z"}


def test_a_python_that_is_too_old_is_named(nothing_here: Patient) -> None:
    nothing_here.around = replace(GOOD, python=(3, 10, 14))
    found = nothing_here.look()["program"]
    assert (found.state, found.code, found.values["python"]) == ("not-good", "python-too-old", "3.10.14")


@pytest.mark.parametrize(
    ("terminal", "term", "expected"),
    [
        (None, "xterm", {"terminal": "none"}),
        ((80, 24), "dumb", {"terminal": "plain", "size": "fits", "colours": "few"}),
        ((80, 24), "", {"terminal": "plain", "size": "fits", "colours": "few"}),
        ((40, 12), "xterm-256color", {"terminal": "good", "size": "fits", "colours": "many"}),
        ((39, 12), "linux", {"terminal": "good", "size": "small", "colours": "few"}),
        ((40, 11), "linux", {"terminal": "good", "size": "small", "colours": "few"}),
    ],
)
def test_the_terminal_is_told_by_what_it_can(
    nothing_here: Patient, terminal: tuple[int, int] | None, term: str, expected: dict[str, str]
) -> None:
    nothing_here.around = replace(GOOD, terminal=terminal)
    nothing_here.environment = {"TERM": term}
    found = nothing_here.look()
    codes = {check: found[check].code for check in ("terminal", "size", "colours") if check in found}
    assert codes == expected
    assert nothing_here.not_good() == []


def test_a_terminal_without_colours_on_request_is_fine(nothing_here: Patient) -> None:
    nothing_here.environment = {"TERM": "xterm", "NO_COLOR": "1"}
    assert nothing_here.found("colours") == ("ok", "off")


@pytest.mark.parametrize("encoding", ["UTF-8", "utf8"])
def test_utf_8_by_any_name_shows_every_letter(nothing_here: Patient, encoding: str) -> None:
    nothing_here.around = replace(GOOD, encoding=encoding)
    assert nothing_here.found("letters") == ("ok", "utf-8")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "ANSI_X3.4-1968"])
def test_another_encoding_shows_not_every_letter(nothing_here: Patient, encoding: str) -> None:
    nothing_here.around = replace(GOOD, encoding=encoding)
    assert nothing_here.not_good() == [("letters", "other")]


def test_settings_that_leak_and_a_proxy_are_told_without_their_values(nothing_here: Patient) -> None:
    nothing_here.around = replace(GOOD, started_with=frozenset({"TEXTUAL_LOG"}))
    nothing_here.environment = {"TERM": "xterm", "TBP_PROXY": f"http://me:secret-of-the-proxy@{CANARY}:1"}
    nothing_here.look()
    told = [
        (finding.state, finding.code) for finding in nothing_here.findings if finding.check == "environment"
    ]
    assert told == [("take-note", "textual-dropped"), ("take-note", "proxy")]


def test_a_check_that_breaks_says_only_its_kind_and_keeps_no_other_from_being_made() -> None:
    def broken() -> Iterator[Finding]:
        raise RuntimeError(CANARY)
        yield

    def whole() -> Iterator[Finding]:
        yield Finding("words", "ok", "complete")

    findings = list(each({"cipher": broken, "words": whole}))
    assert [(finding.check, finding.code) for finding in findings] == [
        ("cipher", "unexpected"),
        ("words", "complete"),
    ]
    assert findings[0].values == {"kind": "RuntimeError"}
    hold_against_the_rules(findings, Path("gzwk-kept"))


def test_what_an_error_holds_from_elsewhere_is_left_out() -> None:
    refusal = TbpError(reason="gone", status=503, type=CANARY, known=CANARY, path=Path(CANARY))
    assert refused("online", refusal).values == {"reason": "gone", "status": 503}


# --- the folder -----------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_is_named(nothing_here: Patient) -> None:
    nothing_here.home.write_text("a shopping list")
    found = nothing_here.look()["folder"]
    assert (found.state, found.values) == ("not-good", {"reason": "not-a-folder"})


@pytest.mark.skipif(is_root, reason="root may write everywhere; CI runs as an ordinary user")
def test_a_folder_that_may_not_be_used_or_made_is_named_and_nothing_is_asked(patient: Patient) -> None:
    patient.ask = never
    patient.home.chmod(0o500)
    assert patient.not_good() == [("folder", "vault.folder-unusable")]
    assert patient.look()["folder"].values == {"reason": "no-access"}
    patient.home = patient.home / "below"
    assert patient.not_good() == [("folder", "cannot-be-made")]
    patient.home.parent.chmod(0o700)


READ_ONLY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from tbp_tui.services.doctor.place import checks
for folder in sys.argv[1:]:
    try:
        print(*(finding.code for finding in checks(Path(folder))["folder"]()))
    except Exception as refusal:
        print(refusal)
"""


@pytest.mark.real
def test_a_disk_that_takes_no_change_is_told_apart_from_a_folder_of_another(tmp_path: Path) -> None:
    inside = 'mount -t tmpfs -o ro none "$0" && exec "$@"'
    place = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside, str(tmp_path)]
    look = [sys.executable, "-c", READ_ONLY, str(tmp_path), str(tmp_path / "below")]
    done = subprocess.run([*place, *look], capture_output=True, text=True, cwd=ROOT, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr}")
    assert done.stdout.splitlines() == ["vault.folder-unusable reason=read-only"] * 2, done.stderr


def test_a_folder_that_others_can_look_into_is_told(patient: Patient) -> None:
    assert patient.found("privacy") == ("ok", "private")
    for mode in (0o750, 0o701):
        patient.home.chmod(mode)
        assert patient.found("privacy") == ("take-note", "open-to-others")
    assert stat.S_IMODE(patient.home.stat().st_mode) == 0o701


def test_a_folder_of_another_account_is_told(patient: Patient) -> None:
    if is_root:
        os.chown(patient.home, 65534, 65534)
    else:
        patient.home = Path("/usr")
    assert patient.look()["privacy"].code == "another-owner"


@pytest.mark.real
def test_a_small_disk_that_is_full_is_not_good_and_one_with_little_room_is_told(
    nothing_here: Patient, small_disk: Path
) -> None:
    nothing_here.home = small_disk / "gzwk-kept"
    assert nothing_here.found("space") == ("take-note", "little")
    with pytest.raises(OSError, match="No space left"):
        small_disk.joinpath("filler").write_bytes(bytes(64 * 1024 * 1024))
    assert nothing_here.not_good() == [("space", "full")]


def test_where_no_test_file_fits_the_cipher_is_not_called_broken(
    nothing_here: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "temporary" / "gone"
    monkeypatch.setattr(tempfile, "tempdir", str(gone))
    assert nothing_here.found("cipher") == ("take-note", "not-tried")


# --- the vault, closed ----------------------------------------------------------------------------------


def test_a_vault_is_recognised_without_opening_or_changing_anything(patient: Patient) -> None:
    before = patient.contents()
    found = patient.look()["vault"]
    assert (found.state, found.code) == ("ok", "readable")
    assert found.values == {"format": 1, "memory_mib": 64, "passes": 3, "lanes": 4, "second_key": "none"}
    assert "opening" not in patient.look()
    assert patient.contents() == before


def test_half_a_lock_is_told_and_left_as_it_is(patient: Patient) -> None:
    header = patient.home / "notes.head"
    header.write_bytes(flipped(header.read_bytes(), 300))
    before = patient.contents()
    assert patient.found("vault") == ("take-note", "half-damaged")
    assert patient.not_good() == []
    assert patient.contents() == before


def with_memory(half: bytes, kib: int) -> bytes:
    """A header of another cost, with a checksum that fits."""
    body = half[:4] + struct.pack(">I", kib) + half[8:-32]
    return body + hashlib.sha256(body).digest()


def damage_both_halves(home: Path) -> None:
    content = (home / "notes.head").read_bytes()
    (home / "notes.head").write_bytes(flipped(flipped(content, 300), 2048 + 900))


def make_the_lock_cheap(home: Path) -> None:
    half = (home / "notes.head").read_bytes()[:2048]
    (home / "notes.head").write_bytes(with_memory(half, 1024) * 2)


def write_in_the_clear(home: Path) -> None:
    (home / "notes.db").unlink()
    with sqlite3.connect(home / "notes.db") as plain:
        plain.execute(f"CREATE TABLE {CANARY} (x)")
    plain.close()


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "both halves of the lock are damaged": (damage_both_halves, "vault.damaged"),
    "the lock was made cheap": (make_the_lock_cheap, "vault.header-out-of-bounds"),
    "the lock is gone": (lambda home: (home / "notes.head").unlink(), "no-header"),
    "the records are gone": (lambda home: (home / "notes.db").unlink(), "vault.damaged"),
    "the records are empty": (lambda home: (home / "notes.db").write_bytes(b""), "vault.damaged"),
    "the records lie in the clear": (write_in_the_clear, "vault.cipher-missing"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_vault_that_cannot_be_opened_is_named_before_a_passphrase_is_asked(
    patient: Patient, what: str
) -> None:
    break_it, code = WRONG[what]
    break_it(patient.home)
    before = patient.contents()
    patient.ask, patient.unlock, patient.online = never, True, True
    assert patient.not_good() == [("vault", code)]
    assert sum(finding.check == "vault" for finding in patient.findings) == 1
    assert patient.contents() == before


def test_vaults_that_were_set_aside_are_counted(patient: Patient, prepared: Path) -> None:
    assert patient.found("set-aside") == ("ok", "none")
    for count in (1, 2):
        keep_damaged(patient.home)
        found = patient.look()["set-aside"]
        assert (found.state, found.code, found.values) == ("take-note", "kept", {"count": count})
        shutil.copytree(prepared, patient.home, dirs_exist_ok=True)


# --- the second key -------------------------------------------------------------------------------------


def with_keyring(patient: Patient, ring: KeyringBackend) -> Patient:
    return replace(patient, keyring=KeyringSecret(backend=ring, patience_seconds=0.05))


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        (MemoryKeyring(), ("ok", "reachable", {})),
        (NO_KEYRING, ("take-note", "vault.no-keyring", {"reason": "none"})),
        (LockedKeyring(), ("take-note", "vault.no-keyring", {"reason": "locked"})),
        (BrokenKeyring(), ("take-note", "vault.no-keyring", {"reason": "failed"})),
    ],
)
def test_the_keyring_is_told_by_how_it_answers(
    nothing_here: Patient, ring: KeyringBackend, expected: tuple[str, str, dict[str, str]]
) -> None:
    found = with_keyring(nothing_here, ring).look()["keyring"]
    assert (found.state, found.code, found.values) == expected


def test_a_keyring_that_hangs_is_not_waited_for(nothing_here: Patient) -> None:
    ring = HangingKeyring()
    try:
        assert with_keyring(nothing_here, ring).look()["keyring"].values == {"reason": "hangs"}
    finally:
        ring.released.set()


def test_a_keyring_that_keeps_secrets_readable_is_refused_and_asked_nothing(nothing_here: Patient) -> None:
    found = with_keyring(nothing_here, PlaintextKeyring()).look()["keyring"]
    assert (found.state, found.code) == ("take-note", "vault.keyring-refused")


def test_a_keyring_that_nobody_needs_may_be_absent(patient: Patient, nothing_here: Patient) -> None:
    assert with_keyring(patient, NO_KEYRING).found("keyring") == ("ok", "not-needed")
    assert patient.found("second-key") == ("ok", "none")
    nothing_here.key_file = nothing_here.home / "stick"
    nothing_here.home = nothing_here.home / "other"
    assert with_keyring(nothing_here, LockedKeyring()).found("keyring") == ("ok", "not-needed")


def test_the_second_key_in_the_keyring_is_looked_for_where_the_lock_says(nothing_here: Patient) -> None:
    ring = MemoryKeyring()
    new_vault(nothing_here.home, KeyringSecret(backend=ring)).close()
    good = with_keyring(nothing_here, ring)
    assert (good.found("keyring"), good.found("second-key")) == (("ok", "reachable"), ("ok", "in-place"))
    for absent in (NO_KEYRING, LockedKeyring(), PlaintextKeyring()):
        found = with_keyring(nothing_here, absent)
        assert found.not_good() == [("keyring", "needed")]
    found = with_keyring(nothing_here, MemoryKeyring())
    assert found.not_good() == [("second-key", "vault.device-secret-missing")]
    assert found.look()["second-key"].values == {"reason": "gone", "where": "keyring"}
    ring.kept = dict.fromkeys(ring.kept, "cd" * 32)
    assert good.look()["second-key"].values == {"reason": "other", "where": "keyring"}


def test_the_key_file_is_held_against_the_lock(nothing_here: Patient, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    new_vault(nothing_here.home, KeyFileSecret(stick)).close()
    assert nothing_here.found("second-key") == ("take-note", "not-given")
    nothing_here.key_file = stick
    assert nothing_here.found("second-key") == ("ok", "in-place")
    for content, reason in (("cd" * 32, "other"), ("a photo", "unreadable")):
        stick.write_text(content)
        found = nothing_here.look()["second-key"]
        assert (found.state, found.values) == ("not-good", {"reason": reason, "where": "key-file"})
    stick.unlink()
    assert nothing_here.look()["second-key"].values == {"reason": "gone", "where": "key-file"}


# --- the vault, opened ----------------------------------------------------------------------------------


def test_without_a_passphrase_it_says_what_was_not_looked_at(patient: Patient) -> None:
    assert "opening" not in patient.look()
    for wishing in (replace(patient, unlock=True), replace(patient, online=True)):
        assert wishing.found("opening") == ("take-note", "not-asked")


def test_an_open_vault_is_told_in_counts_and_moments_only(patient: Patient) -> None:
    before = patient.contents()
    opened = patient.opened_with(PASSPHRASE)
    found = opened.look()
    told = {check: (found[check].state, found[check].code) for check in found if check in OPENED}
    assert told == OPENED
    assert found["waiting"].values == {"count": 2}
    assert found["attention"].values == {"count": 1}
    counts = found["contents"].values
    assert counts["logs"] == 2
    assert int(counts["records"]) > 40
    assert patient.contents() == before


OPENED = {
    "opening": ("ok", "opened"),
    "integrity": ("ok", "sound"),
    "paired": ("ok", "paired"),
    "contents": ("ok", "counted"),
    "received": ("ok", "lately"),
    "clock-and-head": ("ok", "agree"),
    "waiting": ("take-note", "some"),
    "attention": ("take-note", "some"),
    "trouble": ("ok", "none"),
}


def test_a_wrong_passphrase_is_a_finding_and_changes_nothing_but_the_wait(patient: Patient) -> None:
    before = patient.contents()
    wrong = patient.opened_with(f"{CANARY} and something else")
    assert wrong.not_good() == [("opening", "vault.wrong-passphrase")]
    assert "contents" not in wrong.look()
    after = patient.contents()
    del after["notes.wait"]  # each wrong one makes the next wait longer
    assert after == before


@pytest.mark.parametrize("part", [0.0, 0.4, 0.9])
def test_a_flipped_byte_anywhere_is_not_good_and_nothing_is_changed_or_sent(
    patient: Patient, part: float
) -> None:
    records = patient.home / "notes.db"
    content = records.read_bytes()
    records.write_bytes(flipped(content, 20 + int(part * len(content))))
    before = patient.contents()
    opened = replace(patient.opened_with(PASSPHRASE), online=True)
    ((check, code),) = opened.not_good()
    assert (check in {"opening", "integrity"}, code) == (True, "vault.damaged")
    assert {"online", "contents", "waiting"}.isdisjoint(opened.look())
    assert patient.contents() == before


def test_the_clock_is_held_against_what_was_received(patient: Patient) -> None:
    opened = patient.opened_with(PASSPHRASE)
    head = head_of(patient)
    cases = {
        timedelta(minutes=-11): ("lately", "behind"),
        timedelta(minutes=-9): ("lately", "agree"),
        timedelta(days=6): ("lately", "agree"),
        timedelta(days=8): ("long-ago", "agree"),
    }
    for away, expected in cases.items():
        opened.now = head + away
        found = opened.look()
        assert (found["received"].code, found["clock-and-head"].code) == expected, away


def test_a_computer_in_1970_has_two_things_wrong_with_its_clock(patient: Patient) -> None:
    opened = patient.opened_with(PASSPHRASE)
    opened.now = datetime(1970, 1, 1, tzinfo=UTC)
    assert opened.not_good() == [("clock", "wrong"), ("clock-and-head", "behind")]


def test_a_device_that_was_never_paired_is_told_the_first_step(nothing_here: Patient) -> None:
    new_vault(nothing_here.home, NoSecret()).close()
    opened = replace(nothing_here.opened_with(PASSPHRASE), online=True)
    found = opened.look()
    assert (found["paired"].state, found["paired"].code) == ("take-note", "sync.not-enrolled")
    assert found["received"].code == "nothing"
    assert "online" not in found
    assert opened.not_good() == []


def test_a_log_that_the_other_side_no_longer_confirms_is_a_trouble(tmp_path: Path) -> None:
    home = tmp_path / "gzwk-kept"
    with new_vault(home, NoSecret()) as vault:
        device = Device(vault, Played()).enrolled_here()
        assert device.sync().all_is_well
        device.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
        device.backend.refusals[f"/v1/logs/{CASE}/entries"] = (404, "not-a-member")
        device.sync()
        now = from_ms(device.backend.case.now_ms)
    opened = Patient(home, now=now).opened_with(PASSPHRASE)
    assert opened.not_good() == [("trouble", "sync.not-a-member")]


def test_the_lock_screen_waits_for_nothing_of_the_doctor() -> None:
    program = f"import sys, {LOCK}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if "doctor" in name] == []


def test_the_vault_id_that_is_looked_for_is_the_one_of_the_vault(patient: Patient) -> None:
    """Holds the search in `hold_against_the_rules` to what a header really has."""
    content = (patient.home / "notes.head").read_bytes()
    assert read_header(patient.home / "notes.head").fixed.vault_id == content[48:64]
