# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The second factor: 32 bytes in the keyring of the operating system, in a key file, or nowhere.

Never the only factor: any process of the same user can read a keyring. The entry has a neutral name and is
found by the random id of the vault. The only module that touches `keyring`, and only when it is asked to.
"""

import threading
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from tbp_tui.vault.errors import DeviceSecretMissing, FolderUnusable, KeyringRefused, NoKeyring, VaultError
from tbp_tui.vault.files import os_errors_mapped, write_new

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SECRET_BYTES = 32
SERVICE = "Notities"
PATIENCE_SECONDS = 30.0


class SecretMode(IntEnum):
    """Where the device secret lies; stands in the authenticated header."""

    NONE = 0
    KEYRING = 1
    KEY_FILE = 2


class DeviceSecretStore(Protocol):
    """A place for device secrets."""

    @property
    def mode(self) -> SecretMode: ...

    def keep(self, vault_id: str, secret: bytes) -> None:
        """Store a new secret, and be sure that it can be read back."""

    def fetch(self, vault_id: str) -> bytes:
        """The secret of this vault; raises a DeviceSecretError, and changes nothing."""

    def forget(self, vault_id: str) -> None:
        """Remove the secret: every copy of the header becomes useless."""


class NoSecret:
    """No second factor: the passphrase alone, which must then be longer."""

    mode: ClassVar = SecretMode.NONE

    def keep(self, vault_id: str, secret: bytes) -> None:
        """There is nothing to keep."""

    def fetch(self, vault_id: str) -> bytes:
        """Argon2id then has no secret value."""
        return b""

    def forget(self, vault_id: str) -> None:
        """There is nothing to forget."""


class KeyFileSecret:
    """A file that the person keeps apart, for instance on a stick."""

    mode: ClassVar = SecretMode.KEY_FILE

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, vault_id: str, secret: bytes) -> None:
        """Write the file; one that is there may be the key to another vault, so it is never overwritten."""
        if self._path.exists():
            raise FolderUnusable(reason="key-file-exists")
        write_new(self._path, secret.hex().encode("ascii") + b"\n")

    def fetch(self, vault_id: str) -> bytes:
        """Read the file; where it is absent the stick may simply not be in."""
        try:
            with os_errors_mapped():
                return _secret_from(self._path.read_text("ascii"), where="key-file")
        except UnicodeDecodeError:
            raise DeviceSecretMissing(reason="unreadable", where="key-file") from None
        except FolderUnusable:
            raise DeviceSecretMissing(reason="gone", where="key-file") from None

    def forget(self, vault_id: str) -> None:
        """Unlink the file. What an SSD keeps of it is in docs/threat-model.md."""
        with os_errors_mapped():
            self._path.unlink(missing_ok=True)


class KeyringSecret:
    """The keyring of the operating system: Secret Service, KWallet, Keychain, Credential Locker."""

    mode: ClassVar = SecretMode.KEYRING

    def __init__(
        self, *, backend: "KeyringBackend | None" = None, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        """`backend` is for programs that choose one themselves; normally the desktop's own is asked for."""
        self._backend = backend
        self._patience = patience_seconds

    def keep(self, vault_id: str, secret: bytes) -> None:
        """Store and read back: a keyring may forget without a word."""
        self._ask(lambda ring: ring.set_password(SERVICE, vault_id, secret.hex()))
        try:
            kept = self.fetch(vault_id)
        except DeviceSecretMissing:
            kept = b""
        if kept != secret:
            raise NoKeyring(reason="forgets")

    def fetch(self, vault_id: str) -> bytes:
        """Read the entry of this vault."""
        text = self._ask(lambda ring: ring.get_password(SERVICE, vault_id))
        if text is None:
            raise DeviceSecretMissing(reason="gone", where="keyring")
        return _secret_from(text, where="keyring")

    def forget(self, vault_id: str) -> None:
        """Delete the entry; that it is gone already is as good."""
        if self._ask(lambda ring: ring.get_password(SERVICE, vault_id)) is not None:
            self._ask(lambda ring: ring.delete_password(SERVICE, vault_id))

    def _ask(self, question: "Question") -> str | None:
        """Put a question to the keyring, and do not wait for ever: a bus may never answer."""
        asking = _Asking(question, self._backend)
        asking.start()
        asking.join(self._patience)
        if asking.is_alive():
            raise NoKeyring(reason="hangs")
        if asking.refusal is not None:
            raise asking.refusal
        return asking.answer


Question = Callable[["KeyringBackend"], str | None]


class _Asking(threading.Thread):
    """One question in a thread of its own; a daemon, so that a hanging bus never keeps the program alive."""

    def __init__(self, question: Question, backend: "KeyringBackend | None") -> None:
        super().__init__(name="keyring", daemon=True)
        self.answer: str | None = None
        self.refusal: VaultError | None = None
        self._question = question
        self._backend = backend

    def run(self) -> None:
        from keyring.errors import InitError, KeyringLocked, NoKeyringError

        try:
            self.answer = self._question(_trustworthy(self._backend or _of_the_desktop()))
        except VaultError as refusal:
            self.refusal = refusal
        except NoKeyringError:
            self.refusal = NoKeyring(reason="none")
        except (InitError, KeyringLocked):
            self.refusal = NoKeyring(reason="locked")
        except Exception:  # noqa: BLE001  # a backend raises whatever its bus or system raises
            self.refusal = NoKeyring(reason="failed")


def _of_the_desktop() -> "KeyringBackend":
    import keyring  # reads its configuration and asks the bus: not before a secret is needed

    return keyring.get_keyring()


def _trustworthy(backend: "KeyringBackend") -> "KeyringBackend":
    """The backend itself, or of a chain the first one that is not refused."""
    from keyring.backends.chainer import ChainerBackend

    if not isinstance(backend, ChainerBackend):
        _check_name(backend)
        return backend
    for link in backend.backends:
        if not _is_refused(link):
            return _trustworthy(link)
    raise KeyringRefused(backend=_name(backend))


def _check_name(backend: "KeyringBackend") -> None:
    if _name(backend) == "keyring.backends.fail.Keyring":
        raise NoKeyring(reason="none")
    if _is_refused(backend):
        raise KeyringRefused(backend=_name(backend))


def _is_refused(backend: "KeyringBackend") -> bool:
    """Keeps secrets readable (plain text, or under a password in its own configuration) or not at all."""
    name = _name(backend)
    return name.startswith(("keyrings.alt.", "keyring.backends.null.")) or "plaintext" in name.lower()


def _name(backend: "KeyringBackend") -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _secret_from(text: str, *, where: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise DeviceSecretMissing(reason="unreadable", where=where)
    return secret
