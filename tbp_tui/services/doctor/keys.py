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
    in_keyring = _fetched(keyring, _entry(fixed))
    answer = _keyring(in_keyring, fixed, has_key_file=world.key_file is not None)
    yield answer
    if fixed is None or answer.state == "not-good":
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


def _entry(fixed: Fixed | None) -> str:
    """What to ask the keyring for: the entry of this vault, or one that is not there."""
    return fixed.vault_id.hex() if fixed and fixed.mode is SecretMode.KEYRING else _PROBE


def _fetched(store: DeviceSecretStore, vault_id: str) -> bytes | VaultError:
    try:
        return store.fetch(vault_id)
    except VaultError as refusal:
        return refusal


def _keyring(found: bytes | VaultError, fixed: Fixed | None, *, has_key_file: bool) -> Finding:
    """A keyring in which something is missing does answer; one that nobody needs may be absent."""
    if not isinstance(found, VaultError) or isinstance(found, DeviceSecretMissing):
        return Finding("keyring", "ok", "reachable")
    if fixed and fixed.mode is SecretMode.KEYRING:
        return Finding("keyring", "not-good", "needed", refused("keyring", found).values)
    if fixed or has_key_file:
        return Finding("keyring", "ok", "not-needed")
    return refused("keyring", found, "take-note")


def _second_key(found: bytes | VaultError, fixed: Fixed) -> Finding:
    if isinstance(found, VaultError):
        return refused("second-key", found)
    if fingerprint_of(found, fixed.vault_id) != fixed.secret_fingerprint:
        return refused("second-key", DeviceSecretMissing(reason="other", where=where(fixed.mode)))
    return Finding("second-key", "ok", "in-place", {"where": where(fixed.mode)})
