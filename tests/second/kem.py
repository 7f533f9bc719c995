# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""X-Wing written out: ML-KEM-768 (FIPS 203), X25519 (RFC 7748), and the draft that joins them.

For reading beside the standards. It is slow, its time tells the key, and it takes its chance as an argument.
"""

import hashlib

# --- ML-KEM-768: names as in FIPS 203 ---------------------------------------------------------------------

Q, N, K = 3329, 256, 3
DU, DV = 10, 4
PUBLIC, CIPHERTEXT = 384 * K + 32, 32 * (DU * K + DV)
Poly = list[int]


def _reversed7(number: int) -> int:
    return int(f"{number:07b}"[::-1], 2)


ZETAS = [pow(17, _reversed7(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * _reversed7(i) + 1, Q) for i in range(128)]


def ntt(f: Poly) -> Poly:
    """Algorithm 9."""
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, N, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[i] * f[j + length]
                f[j + length], f[j] = (f[j] - t) % Q, (f[j] + t) % Q
            i += 1
        length //= 2
    return f


def inverse_ntt(f: Poly) -> Poly:
    """Algorithm 10."""
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, N, 2 * length):
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, ZETAS[i] * (f[j + length] - t) % Q
            i -= 1
        length *= 2
    return [value * 3303 % Q for value in f]


def times(f: Poly, g: Poly) -> Poly:
    """Algorithm 11."""
    product: Poly = []
    for i in range(128):
        a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        product += [(a0 * b0 + a1 * b1 * GAMMAS[i]) % Q, (a0 * b1 + a1 * b0) % Q]
    return product


def plus(*polys: Poly) -> Poly:
    """Sum, coefficient by coefficient."""
    return [sum(values) % Q for values in zip(*polys, strict=True)]


def dot(row: list[Poly], column: list[Poly]) -> Poly:
    """Sum of products."""
    return plus(*(times(f, g) for f, g in zip(row, column, strict=True)))


def sample_ntt(seed: bytes) -> Poly:
    """Algorithm 7."""
    stream, found = hashlib.shake_128(seed).digest(1536), []
    for a, b, c in zip(stream[::3], stream[1::3], stream[2::3], strict=True):
        found += [value for value in (a + 256 * (b % 16), b // 16 + 16 * c) if value < Q]
    assert len(found) >= N
    return found[:N]


def sample_cbd(seed: bytes, count: int) -> Poly:
    """Algorithm 8 over PRF of eta 2."""
    bits = unpack(hashlib.shake_256(seed + bytes([count])).digest(128), 1)
    fours = [bits[i : i + 4] for i in range(0, 4 * N, 4)]
    return [(a + b - c - d) % Q for a, b, c, d in fours]


def pack(values: Poly, d: int) -> bytes:
    """Algorithm 5: d bits of each, little-endian."""
    whole = sum(value << d * i for i, value in enumerate(values))
    return whole.to_bytes(len(values) * d // 8, "little")


def unpack(packed: bytes, d: int) -> Poly:
    """Algorithm 6."""
    whole = int.from_bytes(packed, "little")
    return [whole >> d * i & (1 << d) - 1 for i in range(len(packed) * 8 // d)]


def compress(values: Poly, d: int) -> Poly:
    """Round x * 2^d / q."""
    return [((value << d + 1) + Q) // (2 * Q) % (1 << d) for value in values]


def decompress(values: Poly, d: int) -> Poly:
    """Round x * q / 2^d."""
    return [(value * Q * 2 + (1 << d)) // (1 << d + 1) for value in values]


def _matrix(rho: bytes) -> list[list[Poly]]:
    return [[sample_ntt(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def mlkem_keys(seed: bytes) -> tuple[bytes, bytes]:
    """Algorithm 16 from d || z: encapsulation key, decapsulation key."""
    expanded = hashlib.sha3_512(seed[:32] + bytes([K])).digest()
    rho, sigma = expanded[:32], expanded[32:]
    s = [ntt(sample_cbd(sigma, i)) for i in range(K)]
    e = [ntt(sample_cbd(sigma, K + i)) for i in range(K)]
    t = [plus(dot(row, s), noise) for row, noise in zip(_matrix(rho), e, strict=True)]
    public = b"".join(pack(poly, 12) for poly in t) + rho
    secret = b"".join(pack(poly, 12) for poly in s)
    return public, secret + public + hashlib.sha3_256(public).digest() + seed[32:]


def _encrypt(public: bytes, message: bytes, coins: bytes) -> bytes:
    """Algorithm 14."""
    t = [unpack(public[384 * i : 384 * (i + 1)], 12) for i in range(K)]
    rows = _matrix(public[384 * K :])
    y = [ntt(sample_cbd(coins, i)) for i in range(K)]
    noise = [sample_cbd(coins, K + i) for i in range(2 * K)]
    columns = [[rows[j][i] for j in range(K)] for i in range(K)]
    u = [plus(inverse_ntt(dot(column, y)), noise[i]) for i, column in enumerate(columns)]
    v = plus(inverse_ntt(dot(t, y)), noise[K], decompress(unpack(message, 1), 1))
    return b"".join(pack(compress(poly, DU), DU) for poly in u) + pack(compress(v, DV), DV)


def _decrypt(secret: bytes, ciphertext: bytes) -> bytes:
    """Algorithm 15."""
    cut = 32 * DU
    u = [decompress(unpack(ciphertext[cut * i : cut * (i + 1)], DU), DU) for i in range(K)]
    v = decompress(unpack(ciphertext[cut * K :], DV), DV)
    s = [unpack(secret[384 * i : 384 * (i + 1)], 12) for i in range(K)]
    inner = inverse_ntt(dot(s, [ntt(poly) for poly in u]))
    return pack(compress([(a - b) % Q for a, b in zip(v, inner, strict=True)], 1), 1)


def mlkem_encapsulate(public: bytes, message: bytes) -> tuple[bytes, bytes]:
    """Algorithm 17: shared secret, ciphertext."""
    mixed = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    return mixed[:32], _encrypt(public, message, mixed[32:])


def mlkem_decapsulate(private: bytes, ciphertext: bytes) -> bytes:
    """Algorithm 18: the shared secret, or one that nobody else has when the ciphertext was made up."""
    secret, public = private[: 384 * K], private[384 * K : 384 * K + PUBLIC]
    of_public, z = private[-64:-32], private[-32:]
    message = _decrypt(secret, ciphertext)
    mixed = hashlib.sha3_512(message + of_public).digest()
    if _encrypt(public, message, mixed[32:]) != ciphertext:
        return hashlib.shake_256(z + ciphertext).digest(32)
    return mixed[:32]


# --- X25519: RFC 7748 section 5 ----------------------------------------------------------------------------

P = 2**255 - 19
BASE = (9).to_bytes(32, "little")


def x25519(scalar: bytes, point: bytes) -> bytes:
    """The Montgomery ladder."""
    k = int.from_bytes(scalar, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    x1 = int.from_bytes(point, "little") & (1 << 255) - 1
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for bit in (k >> t & 1 for t in range(254, -1, -1)):
        if swap ^ bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, (aa - bb) * (aa + 121665 * (aa - bb)) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


# --- X-Wing ------------------------------------------------------------------------------------------------

LABEL = bytes.fromhex("5c2e2f2f5e5c")


def _expand(seed: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    expanded = hashlib.shake_256(seed).digest(96)
    public, private = mlkem_keys(expanded[:64])
    return public, private, x25519(expanded[64:], BASE), expanded[64:]


def _join(of_mlkem: bytes, of_x25519: bytes, sent: bytes, public: bytes) -> bytes:
    return hashlib.sha3_256(of_mlkem + of_x25519 + sent + public + LABEL).digest()


def xwing_public(seed: bytes) -> bytes:
    """The public key of 1216 bytes."""
    public, _, point, _ = _expand(seed)
    return public + point


def xwing_encapsulate(public: bytes, chance: bytes) -> tuple[bytes, bytes]:
    """Shared secret and ciphertext, from 64 bytes of chance."""
    of_mlkem, ciphertext = mlkem_encapsulate(public[:PUBLIC], chance[:32])
    point = public[PUBLIC:]
    sent = x25519(chance[32:], BASE)
    return _join(of_mlkem, x25519(chance[32:], point), sent, point), ciphertext + sent


def xwing_decapsulate(seed: bytes, ciphertext: bytes) -> bytes:
    """The shared secret."""
    _, private, point, scalar = _expand(seed)
    of_mlkem = mlkem_decapsulate(private, ciphertext[:CIPHERTEXT])
    sent = ciphertext[CIPHERTEXT:]
    return _join(of_mlkem, x25519(scalar, sent), sent, point)
