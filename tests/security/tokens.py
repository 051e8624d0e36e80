"""Users' tokens with faults, signed by hand where no library would make them."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.utils import base64url_encode

from deploy.local import keys

DAY_S = 86_400


def a_key() -> RSAPrivateKey:
    """A new key."""
    return generate_private_key(public_exponent=65_537, key_size=2048)


def signed(key: RSAPrivateKey, *, kid: str | None = "", by: RSAPrivateKey | None = None, **changes: Any) -> str:
    """A good token of ``key`` but for ``changes``, where None leaves a claim out; "" as ``kid`` is the key's own."""
    now = int(time.time())
    claims = {"iss": keys.ISSUER, "aud": keys.AUDIENCE, "sub": "ann", "iat": now, "exp": now + 600} | changes
    present = {name: value for name, value in claims.items() if value is not None}
    named = keys.key_id(key) if kid == "" else kid
    return jwt.encode(present, by or key, algorithm="RS256", headers={"kid": named} if named else {})


def _assembled(header: dict[str, str], claims: str, sign: Callable[[bytes], bytes]) -> str:
    signing = base64url_encode(json.dumps(header).encode()) + b"." + claims.encode()
    return (signing + b"." + base64url_encode(sign(signing))).decode()


def with_algorithm_none(key: RSAPrivateKey, name: str) -> str:
    """A token that says it is not signed, and is not."""
    return _assembled({"alg": name, "typ": "JWT", "kid": keys.key_id(key)}, signed(key).split(".")[1], lambda _: b"")


def signed_with_the_public_key(key: RSAPrivateKey) -> str:
    """A token whose secret everybody knows: HS256 with the public key."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = key.public_key().public_bytes(serialization.Encoding.PEM, form)
    header = {"alg": "HS256", "typ": "JWT", "kid": keys.key_id(key)}
    return _assembled(header, signed(key).split(".")[1], lambda text: hmac.new(public, text, hashlib.sha256).digest())


def changed_after_signing(key: RSAPrivateKey) -> str:
    """The signature of one token under the claims of another."""
    header, _, signature = signed(key).split(".")
    return f"{header}.{signed(key, sub='eve').split('.')[1]}.{signature}"


# Every way for a token to be wrong, by name.
FAULTS: dict[str, Callable[[RSAPrivateKey], str]] = {
    "unsigned": lambda key: ".".join([*signed(key).split(".")[:2], ""]),
    "expired": lambda key: signed(key, iat=int(time.time()) - 700, exp=int(time.time()) - 100),
    "not_yet_good": lambda key: signed(key, nbf=int(time.time()) + 300),
    "of_another_issuer": lambda key: signed(key, iss="https://other.test"),
    "of_no_issuer": lambda key: signed(key, iss=None),
    "for_another_audience": lambda key: signed(key, aud="other"),
    "for_no_audience": lambda key: signed(key, aud=None),
    "algorithm_none": lambda key: with_algorithm_none(key, "none"),
    "algorithm_none_in_capitals": lambda key: with_algorithm_none(key, "NONE"),
    "hs256_with_the_public_key": signed_with_the_public_key,
    "of_an_unknown_key": lambda key: signed(key, kid="unknown"),
    "of_a_stranger_under_a_known_key": lambda key: signed(key, by=a_key()),
    "without_exp": lambda key: signed(key, exp=None),
    "without_sub": lambda key: signed(key, sub=None),
    "with_an_empty_sub": lambda key: signed(key, sub=""),
    "longer_than_a_day": lambda key: signed(key, exp=int(time.time()) + DAY_S + 600),
    "of_128_kb": lambda key: signed(key, filler="x" * 96 * 1024),
    "changed_after_signing": changed_after_signing,
    "passing_for_a_service": lambda key: signed(
        key, iss="retainwise", aud="retainwise-services", act={"sub": "ingest"}, kid="ingest"
    ),
}
