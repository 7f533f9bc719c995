# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with a vault. None of these has deleted anything.

VaultError
├── WrongPassphrase        no slot opens: wrong passphrase, or a header that was edited
├── WaitFirst              too soon after wrong ones
├── NoVault                nothing here to open
├── VaultExists            something here already; it is left alone
├── VaultTooNew            written by a later version of the program
├── VaultDamaged           does not decrypt or does not add up; kept as it is
├── VaultBusy              another process has been writing for longer than the wait
├── DiskFull               the last change was not kept, everything before it was
├── NotEnoughMemory        the key derivation could not get its memory
├── FolderUnusable         not a folder, not ours, or read-only
├── CipherMissing          SQLite without encryption in its place: nothing is opened or written
├── HeaderOutOfBounds      key derivation cheaper than the floor or dearer than the ceiling
├── RecoveryMistyped       not a whole recovery code; says in which group to look
├── PassphraseTooWeak      for the way in which this vault is protected
└── DeviceSecretError
    ├── NoKeyring          none, locked, or it does not answer
    ├── KeyringRefused     a keyring that keeps its secrets readable
    └── DeviceSecretMissing  the keyring or key file works, but our secret is not in it
"""

from tbp_casefile.errors import TbpError


class VaultError(TbpError):
    """Base of everything the vault raises."""

    code = "vault.unusable"


class WrongPassphrase(VaultError):
    """No slot of the header opens. Says nothing about which part was wrong."""

    code = "vault.wrong-passphrase"


class WaitFirst(VaultError):
    """`seconds` are still to be waited after wrong passphrases; nothing was tried."""

    code = "vault.wait-first"


class NoVault(VaultError):
    """There is no header in this folder."""

    code = "vault.none"
    exit_code = 2


class VaultExists(VaultError):
    """There is a header in this folder already."""

    code = "vault.exists"
    exit_code = 2


class VaultTooNew(VaultError):
    """`found` and `known` are schema versions; an older program must not touch a newer vault."""

    code = "vault.too-new"
    exit_code = 2


class VaultDamaged(VaultError):
    """`part` is "header" or "records". Nothing was renamed: `keep_damaged` does that, when asked."""

    code = "vault.damaged"


class VaultBusy(VaultError):
    """Another process held the write lock for longer than the busy timeout."""

    code = "vault.busy"


class DiskFull(VaultError):
    """A write did not fit or did not reach the disk; the transaction was rolled back."""

    code = "vault.disk-full"


class NotEnoughMemory(VaultError):
    """`memory_kib` is what the key derivation asked for."""

    code = "vault.not-enough-memory"


class FolderUnusable(VaultError):
    """`reason` is "not-a-folder", "no-access", "read-only", "key-file-exists" or "cannot-open"."""

    code = "vault.folder-unusable"
    exit_code = 2


class CipherMissing(VaultError):
    """`reason` is "plain-apsw", "no-apsw", "not-in-force" or "plaintext-file" (SECURITY section 2d, T23)."""

    code = "vault.cipher-missing"
    exit_code = 2


class HeaderOutOfBounds(VaultError):
    """`field`, `value`, and the bounds `low` and `high` (SECURITY section 3a, T2)."""

    code = "vault.header-out-of-bounds"
    exit_code = 2


class PassphraseTooWeak(VaultError):
    """`needed` is "12-characters", "20-characters-or-six-words" or "more-variety"."""

    code = "vault.passphrase-too-weak"
    exit_code = 2


class RecoveryMistyped(VaultError):
    """`reason` is "length" or "group"; then `group` is its number, from 1. Nothing was tried."""

    code = "vault.recovery-mistyped"
    exit_code = 2


class DeviceSecretError(VaultError):
    """Base of what can go wrong with the second factor."""

    code = "vault.device-secret"


class NoKeyring(DeviceSecretError):
    """`reason` is "none", "locked", "hangs", "failed" or "forgets"."""

    code = "vault.no-keyring"
    exit_code = 2


class KeyringRefused(DeviceSecretError):
    """`backend` is the name of a keyring that would keep the secret readable, or not at all."""

    code = "vault.keyring-refused"
    exit_code = 2


class DeviceSecretMissing(DeviceSecretError):
    """`reason` is "gone", "other" or "unreadable"; `where` is "keyring" or "key-file"."""

    code = "vault.device-secret-missing"
