# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where the second key of a vault lies. Apart from `unlocking.py`, because it loads next to nothing."""

from tbp_tui.vault.device_secret import DeviceSecretStore, KeyFileSecret, KeyringSecret, NoSecret, SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, KeyringRefused, NoKeyring
from tbp_tui.world import World

_PROBE = "probe"


def store_for(mode: SecretMode, world: World) -> DeviceSecretStore:
    """Where the second key of a vault with this mode lies."""
    match mode:
        case SecretMode.NONE:
            return NoSecret()
        case SecretMode.KEYRING:
            return KeyringSecret()
        case SecretMode.KEY_FILE:
            if world.key_file is None:
                raise DeviceSecretMissing(reason="gone", where="key-file")
            return KeyFileSecret(world.key_file)


def fresh_store(world: World) -> DeviceSecretStore:
    """Where a new second key goes: the key file that was asked for, else the keyring, else nowhere."""
    if world.key_file is not None:
        return KeyFileSecret(world.key_file)
    keyring = KeyringSecret()
    try:
        keyring.fetch(_PROBE)
    except DeviceSecretMissing:
        return keyring
    except NoKeyring as missing:
        if missing.values.get("reason") != "none":
            raise
    except KeyringRefused:
        pass
    return NoSecret()
