"""Tokens: who gets in and who does not."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_encode

from services.runtime import auth
from services.runtime.auth import SERVICE_AUDIENCE, SERVICE_ISSUER, Caller, Tokens
from services.runtime.errors import TokenRejected
from services.runtime.settings import AuthOptions, ServiceOptions

ISSUER, AUDIENCE = "https://issuer.test", "api"


class Keys:
    """An issuer's and a service's key with their key sets, as files."""

    def __init__(self, folder: Path) -> None:
        self.issuer = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.service = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        user_keys = _key_set(folder / "users.json", {"user-1": self.issuer})
        self.options = AuthOptions(jwks=user_keys, issuer=ISSUER, audience=AUDIENCE)
        key_file = folder / "service.pem"
        key_file.write_bytes(_pem(self.service))
        jwks = _key_set(folder / "services.json", {"ingest": self.service})
        self.service_options = ServiceOptions(key_file=key_file, key_id="ingest", jwks=jwks)

    def sign(self, *, kid: str | None = "user-1", key: Any = None, algorithm: str = "RS256", **changes: Any) -> str:
        """A user's token that is right but for ``changes``; None leaves a claim out."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "iat": now, "exp": now + 600} | changes
        present = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(present, key or self.issuer, algorithm=algorithm, headers={"kid": kid} if kid else {})


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    none = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, none)


def _key_set(path: Path, keys: dict[str, rsa.RSAPrivateKey]) -> str:
    entries = [json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "alg": "RS256"} for kid, key in keys.items()]
    path.write_text(json.dumps({"keys": entries}))
    return str(path)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def tokens(keys: Keys) -> Tokens:
    return Tokens(keys.options, keys.service_options)


async def test_a_users_token_names_the_user(tokens: Tokens, keys: Keys) -> None:
    assert await tokens.verify(f"Bearer {keys.sign()}") == Caller("ann")


async def test_a_services_token_names_the_service_and_the_user_acted_for(tokens: Tokens) -> None:
    assert await tokens.verify(f"Bearer {tokens.sign('ann')}") == Caller("ann", "ingest")


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "ann\0"},
        {"iat": None},
        {"iss": "https://other.test"},
        {"aud": "other"},
        {"nbf": int(time.time()) + 3600},
        {"exp": int(time.time()) + 100_000},
        {"kid": "unknown"},
        {"kid": None},
        {"key": "shared secret that is long enough for it", "algorithm": "HS256"},
        {"iss": SERVICE_ISSUER, "aud": SERVICE_AUDIENCE, "act": {"sub": "ingest"}},
        {"filler": "x" * 64_000},
    ],
    # Not what they say, which is another time in each process.
    ids=" ".join,
)
async def test_a_token_with_a_fault_is_refused(tokens: Tokens, keys: Keys, changes: dict[str, Any]) -> None:
    with pytest.raises(TokenRejected):
        await tokens.verify(f"Bearer {keys.sign(**changes)}")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c", "Bearer é.é.é"])
async def test_what_is_no_token_is_refused(tokens: Tokens, authorization: str) -> None:
    with pytest.raises(TokenRejected):
        await tokens.verify(authorization)


async def test_an_unsigned_token_is_refused(tokens: Tokens) -> None:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "iat": now, "exp": now + 60}

    with pytest.raises(TokenRejected):
        await tokens.verify(f"Bearer {jwt.encode(claims, '', algorithm='none')}")


async def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(tokens: Tokens, keys: Keys) -> None:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = keys.issuer.public_key().public_bytes(serialization.Encoding.PEM, form)
    _, claims, _ = keys.sign().split(".")
    header = base64url_encode(json.dumps({"alg": "HS256", "kid": "user-1"}).encode()).decode()
    # By hand, since the library refuses to make such a token.
    signature = hmac.new(public, f"{header}.{claims}".encode(), hashlib.sha256).digest()

    with pytest.raises(TokenRejected):
        await tokens.verify(f"Bearer {header}.{claims}.{base64url_encode(signature).decode()}")


async def test_the_first_callers_at_once_all_get_in_by_one_reading(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    readings, read = [], auth._key_set_at

    def slowly(location: str) -> jwt.PyJWKSet:
        readings.append(location)
        time.sleep(0.1)
        return read(location)

    monkeypatch.setattr(auth, "_key_set_at", slowly)
    tokens = Tokens(keys.options, keys.service_options)

    callers = await asyncio.gather(*(tokens.verify(f"Bearer {keys.sign(sub=f'user {number}')}") for number in range(5)))

    assert callers == [Caller(f"user {number}") for number in range(5)]
    assert readings == [keys.options.jwks]


async def test_a_first_caller_who_hangs_up_does_not_keep_the_others_out(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    read = auth._key_set_at

    def slowly(location: str) -> jwt.PyJWKSet:
        time.sleep(0.1)
        return read(location)

    monkeypatch.setattr(auth, "_key_set_at", slowly)
    tokens = Tokens(keys.options, keys.service_options)
    first = asyncio.create_task(tokens.verify(f"Bearer {keys.sign()}"))
    await asyncio.sleep(0.02)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first

    assert await tokens.verify(f"Bearer {keys.sign()}") == Caller("ann")


async def test_a_new_key_of_the_issuer_is_taken_up_without_a_restart(tokens: Tokens, keys: Keys) -> None:
    await tokens.verify(f"Bearer {keys.sign()}")
    newer = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    _key_set(Path(keys.options.jwks), {"user-1": keys.issuer, "user-2": newer})
    tokens._user_keys._tried_at = float("-inf")  # The pause between two readings is over.

    assert await tokens.verify(f"Bearer {keys.sign(kid='user-2', key=newer)}") == Caller("ann")


async def test_known_keys_stay_good_while_the_key_set_is_away(tokens: Tokens, keys: Keys) -> None:
    await tokens.verify(f"Bearer {keys.sign()}")
    with _away(Path(keys.options.jwks)):
        tokens._user_keys._tried_at = float("-inf")

        with pytest.raises(TokenRejected):
            await tokens.verify(f"Bearer {keys.sign(kid='unknown')}")
        assert await tokens.verify(f"Bearer {keys.sign()}") == Caller("ann")


async def test_a_token_that_was_good_is_refused_once_it_has_expired(tokens: Tokens, keys: Keys) -> None:
    now = int(time.time())
    token = f"Bearer {keys.sign(iat=now - 600, exp=now - auth.LEEWAY_S + 2)}"
    assert await tokens.verify(token) == Caller("ann")
    await asyncio.sleep(2.1)

    with pytest.raises(TokenRejected):
        await tokens.verify(token)


async def test_a_token_that_was_good_is_refused_once_its_key_is_withdrawn(tokens: Tokens, keys: Keys) -> None:
    token = f"Bearer {keys.sign()}"
    await tokens.verify(token)
    newer = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    _key_set(Path(keys.options.jwks), {"user-3": newer})
    try:
        tokens._user_keys._tried_at = float("-inf")  # The pause between two readings is over.
        await tokens.verify(f"Bearer {keys.sign(kid='user-3', key=newer)}")

        with pytest.raises(TokenRejected):
            await tokens.verify(token)
    finally:
        _key_set(Path(keys.options.jwks), {"user-1": keys.issuer})


async def test_only_so_many_proofs_are_kept(tokens: Tokens, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "KEPT_PROOFS", 2)
    for name in ("ann", "ben", "cleo"):
        assert await tokens.verify(f"Bearer {keys.sign(sub=name)}") == Caller(name)

    assert len(tokens._proofs) == 2


@contextmanager
def _away(path: Path) -> Iterator[None]:
    moved = path.rename(path.with_suffix(".away"))
    try:
        yield
    finally:
        moved.rename(path)
