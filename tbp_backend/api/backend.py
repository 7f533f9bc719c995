# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What every call has at hand, and who is calling."""

from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request

from tbp_backend.auth.access import Access, AccessTokens, thumbprint
from tbp_backend.auth.nonces import Nonces
from tbp_backend.auth.proof import Call, Proof, Replays, StaleNonce, check_proof
from tbp_backend.auth.tokens import NotGenuine
from tbp_backend.bells import Bells
from tbp_backend.errors import SignInAgain
from tbp_backend.heads import Heads
from tbp_backend.metrics import Metrics
from tbp_backend.store.deliveries import Noting
from tbp_backend.store.store import Store


@dataclass
class Backend:
    """One backend that serves: its store and the keys of this process."""

    store: Store
    heads: Heads
    nonces: Nonces
    tokens: AccessTokens
    issuer: str
    public_url: str
    bells: Bells
    replays: Replays = field(default_factory=Replays)
    metrics: Metrics = field(default_factory=Metrics)
    sent: Noting = field(init=False)

    def __post_init__(self) -> None:
        self.sent = Noting(self.store.database)

    def now(self) -> datetime:
        """The moment."""
        return self.store.clock()

    def fresh_nonce(self) -> str:
        """The nonce for the next proof."""
        return self.nonces.fresh(self.now())

    def url_of(self, request: Request) -> str:
        """The address as a proof must name it: the public one, never a forwarded header."""
        return self.public_url + str(request.scope["path"])


@dataclass(frozen=True)
class Caller:
    """A device that proved itself for this call; its token ends at `until`, in Unix seconds."""

    device: str
    proof: Proof
    until: int


def read_proof(backend: Backend, request: Request, token: str = "") -> Proof:
    """The proof in the one `DPoP` header; raises SignInAgain."""
    proofs = request.headers.getlist("dpop")
    if len(proofs) != 1:
        raise SignInAgain("invalid_dpop_proof")
    call = Call(request.method, backend.url_of(request), token)
    try:
        return check_proof(proofs[0], call, backend.nonces, backend.now())
    except StaleNonce:
        raise SignInAgain("use_dpop_nonce") from None
    except NotGenuine:
        raise SignInAgain("invalid_dpop_proof") from None


def signed_in(backend: Backend, request: Request) -> Caller:
    """Who is calling (RFC 9449 section 7); raises SignInAgain.

    (1) a token of ours  (2) a proof for this call and this token  (3) by the key that the token is bound to
    (4) that was not used before. Whether the device was revoked is asked by the store, in the same statement
    as everything else: see `store/reading.py`.
    """
    token, access = _token(backend, request)  # (1)
    proof = read_proof(backend, request, token)  # (2)
    if thumbprint(proof.point) != access.cnf.jkt:  # (3)
        raise SignInAgain("invalid_dpop_proof")
    if not backend.replays.first_time(proof):  # (4)
        raise SignInAgain("invalid_dpop_proof")
    request.state.device = access.sub
    return Caller(access.sub, proof, access.exp)


def _token(backend: Backend, request: Request) -> tuple[str, Access]:
    values = request.headers.getlist("authorization")
    scheme, _, token = (values[0] if len(values) == 1 else "").partition(" ")
    if scheme.lower() != "dpop" or not token:
        raise SignInAgain("invalid_token")
    try:
        return token, backend.tokens.read(token, backend.now())
    except NotGenuine:
        raise SignInAgain("invalid_token") from None
