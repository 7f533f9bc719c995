# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The floor of a backend: bare Starlette under the same server and certificate, with bytes that lie ready.

`/pages/N` gives file N of a folder. With a key it checks one ES256 signature per request, and nothing else.
A program: certificate chain, its key, the folder, and the key of the proofs as x || y in hex, or nothing.
"""

import asyncio
import json
import socket
import ssl
import sys
from base64 import urlsafe_b64decode
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ES256 = ec.ECDSA(SHA256())


def check_es256(key: ec.EllipticCurvePublicKey, token: str) -> None:
    """Check the signature of a JWS (RFC 7518 section 3.4)."""
    signed, _, tail = token.rpartition(".")
    raw = urlsafe_b64decode(tail + "==")
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key.verify(encode_dss_signature(r, s), signed.encode("ascii"), ES256)


def make_app(folder: Path, point: str) -> Starlette:
    """One route; all pages in memory."""
    key = _key(point) if point else None
    pages = {path.name: path.read_bytes() for path in folder.iterdir()}

    async def page(request: Request) -> Response:
        if key is not None:
            check_es256(key, request.headers["dpop"])
        return Response(pages[request.path_params["name"]], media_type="application/json")

    return Starlette(routes=[Route("/pages/{name}", page)])


def _key(point: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + bytes.fromhex(point))


class Server(uvicorn.Server):
    """Says where it listens, once."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn, then one JSON line."""
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(json.dumps({"address": f"https://127.0.0.1:{port}"}), flush=True)


def main() -> None:
    """Serve until told to end."""
    chain, private, folder, point = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(chain, private)
    config = uvicorn.Config(
        make_app(Path(folder), point),
        port=0,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        ssl_context_factory=lambda *_: context,
    )
    asyncio.run(Server(config).serve())


if __name__ == "__main__":
    main()
