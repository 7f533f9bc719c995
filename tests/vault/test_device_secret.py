# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The keyring: missing, locked, another backend, another secret, hanging, failing, in plain text (T3)."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from operator import methodcaller
from pathlib import Path
from typing import ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordSetError

from tbp_tui.vault.device_secret import KeyFileSecret, KeyringSecret, NoSecret, SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, FolderUnusable, KeyringRefused, NoKeyring
from tests.vault.making import Place

SECRET = bytes(range(32))
VAULT = "00112233445566778899aabbccddeeff"


# The constructors of `keyring` carry no types; these two make its backends for the tests.
NO_KEYRING: KeyringBackend = fail.Keyring()  # type: ignore[no-untyped-call]
NULL_KEYRING: KeyringBackend = null.Keyring()  # type: ignore[no-untyped-call]


class MemoryKeyring(KeyringBackend):
    """A keyring that works, for as long as the test runs."""

    priority: ClassVar = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlaintextKeyring(MemoryKeyring):
    """Named like the one that writes a readable file."""


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class LockedKeyring(MemoryKeyring):
    """Its owner dismissed the question for the password."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("dismissed")


class BrokenKeyring(MemoryKeyring):
    """Raises what its system raises."""

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("the bus went away, and took apples along")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("no")


class HangingKeyring(MemoryKeyring):
    """Never answers while the test looks."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait()
        return None


class Chain(ChainerBackend):
    """What `keyring` makes of several backends: it asks one after another."""

    backends: ClassVar = []

    def __init__(self, *links: KeyringBackend) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        type(self).backends = list(links)


def test_a_keyring_keeps_the_secret_under_a_neutral_name() -> None:
    ring = MemoryKeyring()
    store = KeyringSecret(backend=ring)
    store.keep(VAULT, SECRET)
    assert store.fetch(VAULT) == SECRET
    assert list(ring.kept) == [("Notities", VAULT)]


def test_forgetting_twice_is_as_good_as_once() -> None:
    ring = MemoryKeyring()
    store = KeyringSecret(backend=ring)
    store.keep(VAULT, SECRET)
    store.forget(VAULT)
    store.forget(VAULT)
    assert ring.kept == {}
    with pytest.raises(DeviceSecretMissing) as refusal:
        store.fetch(VAULT)
    assert refusal.value.values == {"reason": "gone", "where": "keyring"}


def test_each_vault_has_its_own_entry() -> None:
    store = KeyringSecret(backend=MemoryKeyring())
    store.keep(VAULT, SECRET)
    with pytest.raises(DeviceSecretMissing):
        store.fetch(VAULT[::-1])


@pytest.mark.parametrize("text", ["", "appel", "ab" * 31, "ab" * 33])
def test_an_entry_that_is_no_secret_is_unreadable(text: str) -> None:
    ring = MemoryKeyring()
    ring.set_password("Notities", VAULT, text)
    with pytest.raises(DeviceSecretMissing) as refusal:
        KeyringSecret(backend=ring).fetch(VAULT)
    assert refusal.value.values["reason"] == "unreadable"


def test_no_keyring_at_all_is_said_so() -> None:
    asked = (methodcaller("fetch", VAULT), methodcaller("keep", VAULT, SECRET), methodcaller("forget", VAULT))
    for act in asked:
        with pytest.raises(NoKeyring) as refusal:
            act(KeyringSecret(backend=NO_KEYRING))
        assert refusal.value.values["reason"] == "none"


@pytest.mark.parametrize("backend", [PlaintextKeyring(), NULL_KEYRING])
def test_a_keyring_that_keeps_secrets_readable_is_refused_by_name(backend: KeyringBackend) -> None:
    with pytest.raises(KeyringRefused) as refusal:
        KeyringSecret(backend=backend).keep(VAULT, SECRET)
    assert type(backend).__qualname__ in str(refusal.value.values["backend"])
    assert getattr(backend, "kept", {}) == {}


def test_the_file_keyrings_of_keyrings_alt_are_refused_by_name() -> None:
    named = type("EncryptedKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})
    with pytest.raises(KeyringRefused) as refusal:
        KeyringSecret(backend=named()).fetch(VAULT)
    assert refusal.value.values["backend"] == "keyrings.alt.file.EncryptedKeyring"


def test_of_a_chain_the_first_trustworthy_keyring_is_used_and_never_a_readable_one() -> None:
    readable, good = PlaintextKeyring(), MemoryKeyring()
    KeyringSecret(backend=Chain(readable, good)).keep(VAULT, SECRET)
    assert readable.kept == {}
    assert good.kept
    with pytest.raises(KeyringRefused):
        KeyringSecret(backend=Chain(readable)).keep(VAULT, SECRET)


def test_a_keyring_that_forgets_is_noticed_when_the_secret_is_kept() -> None:
    with pytest.raises(NoKeyring) as refusal:
        KeyringSecret(backend=ForgetfulKeyring()).keep(VAULT, SECRET)
    assert refusal.value.values["reason"] == "forgets"


@pytest.mark.parametrize(("backend", "reason"), [(LockedKeyring(), "locked"), (BrokenKeyring(), "failed")])
def test_a_locked_or_broken_keyring_is_told_apart(backend: KeyringBackend, reason: str) -> None:
    with pytest.raises(NoKeyring) as refusal:
        KeyringSecret(backend=backend).fetch(VAULT)
    assert refusal.value.values == {"reason": reason}  # and not the words of its system
    with pytest.raises(NoKeyring):
        KeyringSecret(backend=backend).keep(VAULT, SECRET)


def test_a_keyring_that_hangs_is_not_waited_for() -> None:
    ring = HangingKeyring()
    try:
        with pytest.raises(NoKeyring) as refusal:
            KeyringSecret(backend=ring, patience_seconds=0.05).fetch(VAULT)
        assert refusal.value.values["reason"] == "hangs"
    finally:
        ring.released.set()


def test_a_vault_behind_a_keyring_survives_every_state_of_it(place: Place) -> None:
    ring = MemoryKeyring()
    place.secret = KeyringSecret(backend=ring)
    place.create().close()
    before, kept = place.contents(), dict(ring.kept)
    for backend in (NO_KEYRING, PlaintextKeyring(), MemoryKeyring(), LockedKeyring(), BrokenKeyring()):
        place.secret = KeyringSecret(backend=backend)
        with pytest.raises((NoKeyring, KeyringRefused, DeviceSecretMissing)):
            place.open()
    ring.kept = dict.fromkeys(ring.kept, "cd" * 32)
    place.secret = KeyringSecret(backend=ring)
    with pytest.raises(DeviceSecretMissing) as refusal:
        place.open()
    assert refusal.value.values == {"reason": "other", "where": "keyring"}
    assert place.contents() == before
    ring.kept = kept
    place.open().close()


def test_a_key_file_is_for_this_user_alone(tmp_path: Path) -> None:
    store = KeyFileSecret(tmp_path / "stick")
    store.keep(VAULT, SECRET)
    assert store.fetch(VAULT) == SECRET
    assert stat.S_IMODE((tmp_path / "stick").stat().st_mode) == 0o600
    store.forget(VAULT)
    store.forget(VAULT)
    assert not (tmp_path / "stick").exists()


def test_a_key_file_that_is_no_key_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "stick"
    for content in (b"", b"\xff\xfe", b"a photo", b"ab" * 20):
        path.write_bytes(content)
        with pytest.raises(DeviceSecretMissing) as refusal:
            KeyFileSecret(path).fetch(VAULT)
        assert refusal.value.values["reason"] == "unreadable"


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    store = KeyFileSecret(tmp_path / "stick")
    store.keep(VAULT, SECRET)
    with pytest.raises(FolderUnusable):
        store.keep(VAULT, bytes(32))
    assert store.fetch(VAULT) == SECRET


def test_without_a_second_factor_there_is_nothing_to_fetch() -> None:
    store = NoSecret()
    store.keep(VAULT, b"")
    store.forget(VAULT)
    assert store.fetch(VAULT) == b""
    assert store.mode is SecretMode.NONE


KEEP_AND_FETCH = """
import keyring, sys
from tbp_tui.vault.device_secret import KeyringSecret
from tbp_tui.vault.errors import DeviceSecretMissing
store = KeyringSecret()
store.keep("ab" * 16, bytes(range(32)))
assert store.fetch("ab" * 16) == bytes(range(32))
store.forget("ab" * 16)
try:
    store.fetch("ab" * 16)
except DeviceSecretMissing as missing:
    print(missing.values["reason"], type(keyring.get_keyring()).__module__)
"""


@pytest.mark.real
def test_a_real_secret_service_keeps_and_forgets(own_environment: Path, tmp_path: Path) -> None:
    if not shutil.which("dbus-run-session") or not shutil.which("gnome-keyring-daemon"):
        pytest.skip("no dbus-run-session or gnome-keyring-daemon on this machine")
    script = (
        "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
        f' && "{sys.executable}" -c "$QUESTION"'
    )
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    answer = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=os.environ
        | {
            "QUESTION": KEEP_AND_FETCH,
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(own_environment / "data"),
        },
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.stdout == "gone keyring.backends.SecretService\n", answer.stderr
