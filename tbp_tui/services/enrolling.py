# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pairing this device: ticket, vault, keys, backend (DESIGN section 6). Stopped halfway, it can go on."""

from collections.abc import Callable

from tbp_casefile.crypto.tickets import Ticket
from tbp_tui.services import unlocking
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync import enrolment
from tbp_tui.sync.errors import SyncError
from tbp_tui.vault.device_secret import DeviceSecretStore, KeyFileSecret, KeyringSecret, NoSecret, SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, KeyringRefused, NoKeyring, VaultExists
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.opening import create_vault, vault_is_here
from tbp_tui.vault.passphrase import draw_words
from tbp_tui.world import World

_PROBE = "probe"


def has_begun(world: World) -> bool:
    """Whether there is a vault here already, paired or not."""
    return vault_is_here(world.home)


def welcome(ticket_line: str) -> enrolment.OpenedWelcome:
    """Check a ticket and fetch what waits under it; nothing is spent yet."""
    return enrolment.fetch_welcome(Ticket.parse(ticket_line))


def secret_store(world: World) -> DeviceSecretStore:
    """The key file that was asked for, else the keyring of the desktop, else nowhere."""
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


def is_second_key(store: DeviceSecretStore) -> bool:
    """Whether this place keeps a second key at all."""
    return store.mode is not SecretMode.NONE


def proposal(world: World, language: str, *, second_key: bool) -> str:
    """Drawn words to take as a passphrase: five, or six where they stand alone."""
    return draw_words(5 if second_key else 6, language, world.random)


def begin(
    opened: enrolment.OpenedWelcome,
    passphrase: str,
    store: DeviceSecretStore,
    world: World,
    *,
    cost: Argon2idCost | None = None,
) -> None:
    """Make the vault, pair, and receive for the first time."""
    vault = create_vault(
        world.home,
        passphrase,
        secret_store=store,
        cost=cost or Argon2idCost(),
        kdf=argon2id,
        random=world.random,
    )
    case = OpenCase(vault, world)
    try:
        enrolment.enrol(vault, opened, now=world.now(), random=world.random)
        _receive(case, world)
    finally:
        case.close()


def go_on(world: World, passphrase: str, ask_ticket: Callable[[], str]) -> None:
    """Finish a pairing that was stopped, with the same bytes or a new ticket; raises VaultExists if done."""
    with unlocking.opened(world, passphrase) as case:
        if case.is_paired:
            raise VaultExists()
        if enrolment.is_pending(case.vault):
            enrolment.resume(case.vault, now=world.now())
        else:
            enrolment.enrol(case.vault, welcome(ask_ticket()), now=world.now(), random=world.random)
        _receive(case, world)


def _receive(case: OpenCase, world: World) -> None:
    """The first sync; when it fails the device is paired all the same, and the next one goes on."""
    try:
        case.sync(world.now())
    except SyncError:
        return
