# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pairing this device: ticket, vault, keys, backend (DESIGN section 6). Stopped halfway, it can go on."""

from collections.abc import Callable

from tbp_casefile.crypto.tickets import Ticket
from tbp_tui.services import unlocking
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import enrolment
from tbp_tui.sync.errors import AlreadyEnrolled, SyncError, TicketUnusable
from tbp_tui.vault.device_secret import DeviceSecretStore, SecretMode
from tbp_tui.vault.kdf import Argon2idCost, argon2id, calibrated
from tbp_tui.vault.opening import create_vault
from tbp_tui.vault.passphrase import draw_words
from tbp_tui.vault.place import vault_is_here
from tbp_tui.vault.process import memory_kib
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


def has_begun(world: World) -> bool:
    """Whether there is a vault here already, paired or not."""
    return vault_is_here(world.home)


def welcome(ticket_line: str) -> enrolment.OpenedWelcome:
    """Check a ticket and fetch what waits under it; nothing is spent yet."""
    return enrolment.fetch_welcome(Ticket.parse(ticket_line))


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
        cost=cost or calibrated(argon2id, world.elapsed, memory_kib=memory_kib()),
        kdf=argon2id,
        random=world.random,
    )
    with vault:
        enrolment.enrol(vault, opened, now=world.now(), random=world.random)
        _receive(vault, world)


def go_on(world: World, passphrase: str, ask_ticket: Callable[[], str]) -> None:
    """Finish a pairing that was stopped: with the same bytes, or where those are refused with a new ticket.

    Also where every log has ended and is gone. Raises AlreadyEnrolled when it was finished before.
    """
    with unlocking.open_own_vault(world, passphrase) as vault:
        if not (enrolment.is_pending(vault) and _resumed(vault)):
            opened = _unless_enrolled(vault, ask_ticket)
            enrolment.enrol(vault, opened, now=world.now(), random=world.random)
        _receive(vault, world)


def _resumed(vault: Vault) -> bool:
    try:
        enrolment.resume(vault)
    except TicketUnusable:
        return False
    return True


def _unless_enrolled(vault: Vault, ask_ticket: Callable[[], str]) -> enrolment.OpenedWelcome:
    if not enrolment.may_enrol(vault):
        raise AlreadyEnrolled()
    return welcome(ask_ticket())


def _receive(vault: Vault, world: World) -> None:
    """The first sync; when it fails the device is paired all the same, and the next one goes on."""
    syncing = Syncing(vault, world)
    try:
        syncing.once(world.now())
    except SyncError:
        return
    finally:
        syncing.close()
