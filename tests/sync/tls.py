# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Certificates of any age, and a TLS server that says exactly the bytes it was told to say."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

TODAY = datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate for loopback; `chain` is a file with certificate and key."""

    pem: str
    chain: Path

    def context(self) -> ssl.SSLContext:
        """The server's side."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain)
        return context


def make_certificate(folder: Path, *, since: datetime.datetime = TODAY, days: int = 365) -> Certificate:
    """A certificate that holds for `days` from `since`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "somebody")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(since)
    builder = builder.not_valid_after(since + datetime.timedelta(days=days))
    builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = folder / f"chain-{since.year}-{days}-{len(list(folder.iterdir()))}.pem"
    chain.write_bytes(secret + pem)
    return Certificate(pem.decode("ascii"), chain)


@contextlib.contextmanager
def saying(context: ssl.SSLContext, said: bytes) -> Iterator[str]:
    """A server on loopback that answers every connection with these bytes and hangs up; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, context, said), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def _serve(listener: socket.socket, context: ssl.SSLContext, said: bytes) -> None:
    while True:
        try:
            raw, _ = listener.accept()
        except OSError:
            return
        with raw, contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as connection:
            connection.recv(65536)
            connection.sendall(said)


@contextlib.contextmanager
def relaying(certificate: Certificate, to: str) -> Iterator[tuple[str, list[bytes]]]:
    """Somebody in between with another certificate, who passes everything on; gives address and questions."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        arguments = (listener, certificate.context(), to, seen)
        thread = threading.Thread(target=_relay, args=arguments, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}", seen
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def _relay(listener: socket.socket, context: ssl.SSLContext, to: str, seen: list[bytes]) -> None:
    believing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    believing.check_hostname, believing.verify_mode = False, ssl.CERT_NONE
    port = int(to.rpartition(":")[2])
    while True:
        try:
            raw, _ = listener.accept()
        except OSError:
            return
        with raw, contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as connection:
            seen.append(connection.recv(65536))
            with (
                socket.create_connection(("127.0.0.1", port)) as outer,
                believing.wrap_socket(outer) as onward,
            ):
                onward.sendall(seen[-1].replace(b"keep-alive", b"close"))
                while part := onward.recv(65536):
                    connection.sendall(part)
