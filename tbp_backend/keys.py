# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The backend's private keys on disk, and the small certificate authority of its TLS.

The only module here that touches `cryptography`. What they may sign stands in `system` (DESIGN section 4).
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tbp_backend.errors import AuthorityAbsent, HomeUnusable
from tbp_casefile.crypto.signatures import SigningKey

_YEARS = timedelta(days=3650)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def make_signing_key(path: Path) -> SigningKey:
    """The Ed25519 key in this file, drawn and written there when there is none yet."""
    if not path.exists():
        write_private(path, os.urandom(32))
    return load_signing_key(path)


def load_signing_key(path: Path) -> SigningKey:
    """The Ed25519 key in this file; raises AuthorityAbsent."""
    try:
        return SigningKey.from_seed(path.read_bytes())
    except FileNotFoundError:
        raise AuthorityAbsent(key=path.name) from None


@dataclass(frozen=True)
class TlsFiles:
    """Where the parts of the server's TLS lie; the certificate authority's key lies with the authority."""

    key: Path
    chain: Path
    authority_key: Path


def anchor_of(files: TlsFiles) -> str:
    """The certificate that devices pin, PEM: the last one of the chain."""
    return _chain(files)[-1].public_bytes(Encoding.PEM).decode("ascii")


def fingerprint_of(files: TlsFiles) -> str:
    """SHA-256 of the anchor, hexadecimal."""
    return sha256(_chain(files)[-1].public_bytes(Encoding.DER)).hexdigest()


def names_host(files: TlsFiles, host: str) -> bool:
    """Whether the server's certificate is good for this host."""
    alternative = _chain(files)[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    named = {str(name.value) for name in alternative}
    return host in named


def _chain(files: TlsFiles) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(files.chain.read_bytes())
    except (OSError, ValueError):
        raise HomeUnusable(reason="certificate", file=files.chain.name) from None


def make_tls(files: TlsFiles, host: str, now: datetime) -> None:
    """Make the anchor and the server's certificate, when they are not there yet."""
    if files.chain.exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    write_private(files.authority_key, _pem(key))
    anchor = _sign_anchor(key, now)
    _make_leaf(files, key, anchor, host, now)


def renew_leaf(files: TlsFiles, host: str, now: datetime) -> None:
    """A new server certificate for another host, under the same anchor; raises AuthorityAbsent."""
    try:
        key = load_pem_private_key(files.authority_key.read_bytes(), password=None)
    except OSError:
        raise AuthorityAbsent(key=files.authority_key.name) from None
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    _make_leaf(files, key, _chain(files)[-1], host, now)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(
    subject: str, public: ec.EllipticCurvePublicKey, issuer: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    """What both certificates have: a day of grace, and both key identifiers, which strict readers want."""
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name("tbp-backend anchor"))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _sign_anchor(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    public = key.public_key()
    return (
        _builder("tbp-backend anchor", public, public, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, SHA256())
    )


def _make_leaf(
    files: TlsFiles, key: ec.EllipticCurvePrivateKey, anchor: x509.Certificate, host: str, now: datetime
) -> None:
    leaf_key = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([_general_name(name) for name in dict.fromkeys((*_LOOPBACK, host))])
    leaf = (
        _builder("tbp-backend", leaf_key.public_key(), key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(names, critical=False)
        .sign(key, SHA256())
    )
    write_private(files.key, _pem(leaf_key))
    write_private(files.chain, leaf.public_bytes(Encoding.PEM) + anchor.public_bytes(Encoding.PEM))


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
