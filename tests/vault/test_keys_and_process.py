# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of this device, what a process does to keep its memory to itself, and what importing costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import ECKey

from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.store import Vault

ROOT = Path(__file__).parents[2]


def run(script: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def test_keys_are_drawn_kept_and_found_again(vault: Vault) -> None:
    assert DeviceKeys.load(vault) is None
    keys = DeviceKeys.draw(os.urandom)
    keys.save(vault)
    assert DeviceKeys.load(vault) == keys
    assert len({keys.record_seed, keys.proof_scalar, keys.seal_seed}) == 3
    assert repr(keys) == "DeviceKeys(...)"


def test_the_proof_key_is_read_by_two_libraries() -> None:
    pem = DeviceKeys.draw(os.urandom).proof_pem()
    assert ECKey.import_key(pem).curve_name == "P-256"
    load_pem_private_key(pem, password=None)


def test_a_number_outside_the_curve_is_drawn_again() -> None:
    drawn = iter([b"a" * 32, b"\xff" * 32, bytes(32), b"b" * 32, b"c" * 32])
    keys = DeviceKeys.draw(lambda _: next(drawn))
    assert keys == DeviceKeys(b"a" * 32, b"b" * 32, b"c" * 32)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux")
def test_a_hardened_process_leaves_no_dump() -> None:
    script = """
import ctypes, resource
from tbp_tui.vault.process import harden_process
harden_process()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    assert run(script) == "(0, 0) 0"


HEAVY = ("apsw", "cryptography", "httpx2", "joserfc", "keyring", "msgspec", "textual", "yaml", "sqlalchemy")


@pytest.mark.parametrize(
    ("modules", "allowed"),
    [
        ("tbp_tui.vault.place, tbp_tui.vault.opening, tbp_tui.vault.device_secret", set()),
        ("tbp_tui.vault.store, tbp_tui.vault.keys", {"apsw"}),
    ],
)
def test_importing_the_vault_loads_nothing_heavy(modules: str, allowed: set[str]) -> None:
    loaded = run(f"import sys, {modules}\nprint(*(name for name in {HEAVY} if name in sys.modules))")
    assert set(loaded.split()) <= allowed
