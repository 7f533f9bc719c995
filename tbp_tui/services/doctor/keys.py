# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The second key: whether the keyring answers, and whether the key of this vault is where it was."""

from collections.abc import Iterator
from pathlib import Path

from tbp_tui.services.doctor.findings import Finding, refused
from tbp_tui.services.doctor.place import where
from tbp_tui.vault.device_secret import DeviceSecretStore, KeyFileSecret, SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, VaultError
from tbp_tui.vault.header import Fixed, fingerprint_of, read_header
from tbp_tui.vault.place import HEADER
from tbp_tui.world import World

_PROBE = "probe"


def look(world: World, keyring: DeviceSecretStore) -> Iterator[Finding]:
    """Whether the keyring answers, asked once; and whether the second key of this vault is where it was."""
    fixed = _fixed(world.home)
    mode = fixed.mode if fixed else None
    in_keyring = _fetched(keyring, fixed.vault_id.hex() if fixed and mode is SecretMode.KEYRING else _PROBE)
    yield _keyring(in_keyring, mode, has_key_file=world.key_file is not None)
    if fixed is None:
        return
    match fixed.mode:
        case SecretMode.NONE:
            yield Finding("second-key", "ok", "none")
        case SecretMode.KEYRING:
            yield _second_key(in_keyring, fixed)
        case SecretMode.KEY_FILE if world.key_file is None:
            yield Finding("second-key", "take-note", "not-given")
        case SecretMode.KEY_FILE:
            yield _second_key(_fetched(KeyFileSecret(world.key_file), fixed.vault_id.hex()), fixed)


def _fixed(home: Path) -> Fixed | None:
    try:
        return read_header(home / HEADER).fixed
    except VaultError:
        return None  # `vault` has told why


def _fetched(store: DeviceSecretStore, vault_id: str) -> bytes | VaultError:
    try:
        return store.fetch(vault_id)
    except VaultError as refusal:
        return refusal


def _keyring(found: bytes | VaultError, mode: SecretMode | None, *, has_key_file: bool) -> Finding:
    """A keyring in which something is missing does answer; one that nobody needs may be absent."""
    if not isinstance(found, VaultError) or isinstance(found, DeviceSecretMissing):
        return Finding("keyring", "ok", "reachable")
    if mode is SecretMode.KEYRING:
        return refused("keyring", found)
    if mode is None and not has_key_file:
        return refused("keyring", found, "take-note")
    return Finding("keyring", "ok", "not-needed")


def _second_key(found: bytes | VaultError, fixed: Fixed) -> Finding:
    if isinstance(found, VaultError):
        return refused("second-key", found)
    if fingerprint_of(found, fixed.vault_id) != fixed.secret_fingerprint:
        return refused("second-key", DeviceSecretMissing(reason="other", where=where(fixed.mode)))
    return Finding("second-key", "ok", "in-place", {"where": where(fixed.mode)})
