"""Who is calling: users by the tokens of an issuer, services by tokens they sign themselves for the user they act for."""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import structlog

from services.runtime.errors import ServiceOnly, TokenRejected
from services.runtime.settings import AuthOptions, ServiceOptions

log = structlog.get_logger(__name__)

SERVICE_ISSUER = "retainwise"
SERVICE_AUDIENCE = "retainwise-services"
# A service token is used at once; a minute covers a slow call and clocks that differ a little.
SERVICE_LIFETIME_S = 60
LONGEST_TOKEN = 8 * 1024
# Clocks differ; Envoy allows the same.
LEEWAY_S = 30
# An unknown key makes us read the key set again, but not more often than this: callers could choose to send unknown ones.
REFRESH_PAUSE_S = 5
# A few hundred bytes each; a token of somebody who has not called for so many others is checked anew.
KEPT_PROOFS = 10_000
# Where the signer does not answer, a caller whose key is known waits for it in vain no more often than this.
RETRY_PAUSE_S = 30
# A suite's own keys change when it is set up anew.
SERVICE_KEYS_REFRESH_S = 300


@dataclass(frozen=True)
class Caller:
    """Who a call acts for. ``user_id`` is "" where a service acts for nobody; ``service`` is None for a user's own call."""

    user_id: str
    service: str | None = None


_caller: ContextVar[Caller] = ContextVar("caller")


def caller() -> Caller:
    """The caller of the present RPC; the interceptor has set it."""
    return _caller.get()


def acting_service() -> str | None:
    """The service that makes the present call, None for a user's own call and outside of calls."""
    present = _caller.get(None)
    return present.service if present else None


def set_caller(value: Caller) -> None:
    """Remember who calls, for the rest of this RPC."""
    _caller.set(value)


def require_service() -> Caller:
    """The calling service. Raises ServiceOnly for a user."""
    present = caller()
    if present.service is None:
        raise ServiceOnly("This call is for services of the suite only.")
    return present


class KeySet:
    """The public keys of one signer, read from a file or an address.

    They are read again when an unknown key turns up, and when they are ``refresh_s`` seconds old, so that a key that was
    withdrawn is refused from then on. While the signer does not answer, the keys known last stay good.
    """

    def __init__(self, location: str, *, refresh_s: float) -> None:
        self._location = location
        self._refresh_s = refresh_s
        self._keys: Mapping[str, Any] = {}
        self._tried_at = self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def key(self, key_id: str) -> Any:
        """The key with this id. Raises TokenRejected where the signer has none."""
        # Those who ask for an unknown key while somebody reads wait for what is read, instead of being refused.
        if self._is_due(key_id) or (key_id not in self._keys and self._reading.locked()):
            async with self._reading:
                if self._is_due(key_id):
                    before, self._tried_at = self._tried_at, time.monotonic()
                    try:
                        await self._read()
                    except asyncio.CancelledError:
                        # Its caller hung up, so nothing was tried: the next one would be refused without a look.
                        self._tried_at = before
                        raise
        try:
            return self._keys[key_id]
        except KeyError:
            raise rejected() from None

    def is_good(self, key_id: str, key: Any) -> bool:
        """Whether ``key`` is still the one with this id, as far as is known and need not be asked again."""
        return self._keys.get(key_id) is key and not self._is_due(key_id)

    def _is_due(self, key_id: str) -> bool:
        now = time.monotonic()
        if key_id not in self._keys:
            return now - self._tried_at >= REFRESH_PAUSE_S
        return now - self._read_at >= self._refresh_s and now - self._tried_at >= min(self._refresh_s, RETRY_PAUSE_S)

    async def _read(self) -> None:
        try:
            key_set = await asyncio.to_thread(_key_set_at, self._location)
        except (jwt.PyJWTError, OSError, ValueError) as error:
            log.warning("auth.key_set_unreadable", location=self._location, fault=type(error).__name__)
            return
        self._keys = {key.key_id: key.key for key in key_set.keys if key.key_id}
        self._read_at = time.monotonic()


def _key_set_at(location: str) -> jwt.PyJWKSet:
    if "://" in location:
        return jwt.PyJWKClient(location, cache_jwk_set=False, timeout=3).get_jwk_set()
    return jwt.PyJWKSet.from_json(Path(location).read_text())


@dataclass(frozen=True)
class _Proof:
    """What a token has proved: its caller, until it expires or its key is replaced."""

    caller: Caller
    expires_at: float
    key_id: str
    key: Any


class Tokens:
    """Checks callers' tokens, and signs our own for calls to other services.

    What a user's token has proved is kept, by the token's digest: a client sends the same one with every call, and to check it
    again takes longer than to score a customer.
    """

    def __init__(self, users: AuthOptions, service: ServiceOptions) -> None:
        self._users = users
        self._user_keys = KeySet(users.jwks, refresh_s=users.jwks_refresh_s)
        self._service_keys = KeySet(service.jwks, refresh_s=SERVICE_KEYS_REFRESH_S)
        # Read once: to parse a private key takes 100 times as long as to sign with it.
        self._signing_key = jwt.get_algorithm_by_name("RS256").prepare_key(service.key_file.read_text())
        self._service = service.key_id
        self._proofs: dict[bytes, _Proof] = {}

    async def verify(self, authorization: str) -> Caller:
        """The caller that an authorization header proves. Raises TokenRejected, without saying more than a caller needs."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
            raise rejected()
        digest = hashlib.sha256(token.encode(errors="surrogatepass")).digest()
        proof = self._proofs.get(digest)
        if proof is not None:
            if time.time() < proof.expires_at + LEEWAY_S and self._user_keys.is_good(proof.key_id, proof.key):
                return proof.caller
            del self._proofs[digest]
        try:
            if jwt.get_unverified_header(token).get("alg") != "RS256":
                raise rejected()
            claimed = jwt.decode(token, options={"verify_signature": False})
            if claimed.get("iss") == SERVICE_ISSUER:
                return await self._verify_service(token)
            return self._keep(digest, await self._verify_user(token)).caller
        except (jwt.PyJWTError, TypeError, ValueError):
            raise rejected() from None

    def sign(self, user_id: str) -> str:
        """A token for calls to another service, acting for ``user_id``, "" for nobody (RFC 8693 names the actor in ``act``)."""
        now = int(time.time())
        claims = {
            "iss": SERVICE_ISSUER,
            "aud": SERVICE_AUDIENCE,
            "sub": user_id,
            "act": {"sub": self._service},
            "iat": now,
            "exp": now + SERVICE_LIFETIME_S,
        }
        return jwt.encode(claims, self._signing_key, algorithm="RS256", headers={"kid": self._service})

    def _keep(self, digest: bytes, proof: _Proof) -> _Proof:
        if len(self._proofs) >= KEPT_PROOFS:
            del self._proofs[next(iter(self._proofs))]
        self._proofs[digest] = proof
        return proof

    async def _verify_user(self, token: str) -> _Proof:
        key_id = _key_id(token)
        key = await self._user_keys.key(key_id)
        claims = _claims(token, key, issuer=self._users.issuer, audience=self._users.audience)
        if claims["exp"] - claims["iat"] > self._users.max_lifetime_s or not claims["sub"]:
            raise rejected()
        # PostgreSQL has no text with it, and all data belong to the subject.
        if "\0" in claims["sub"]:
            raise rejected()
        return _Proof(Caller(claims["sub"]), float(claims["exp"]), key_id, key)

    async def _verify_service(self, token: str) -> Caller:
        key_id = _key_id(token)
        claims = _claims(token, await self._service_keys.key(key_id), issuer=SERVICE_ISSUER, audience=SERVICE_AUDIENCE)
        service = claims.get("act", {}).get("sub")
        # A service signs with the key of its own name, so one cannot pass for another.
        if service is None or service != key_id:
            raise rejected()
        return Caller(claims["sub"], service)


def _key_id(token: str) -> str:
    return str(jwt.get_unverified_header(token).get("kid"))


def _claims(token: str, key: Any, *, issuer: str, audience: str) -> dict[str, Any]:
    return jwt.decode(
        token,
        key,
        algorithms=["RS256"],
        issuer=issuer,
        audience=audience,
        leeway=LEEWAY_S,
        options={"require": ["exp", "iat", "sub", "iss", "aud"]},
    )


def rejected() -> TokenRejected:
    """What a caller without a valid token is told, whatever the fault."""
    return TokenRejected("There is no valid token. Sign in again and send it as `Authorization: Bearer <token>`.")
