"""The suite's keys: the development issuer's for users' tokens, one for each service's own calls, and the ring for pseudonyms."""

import hashlib
import json
import secrets
from base64 import b64encode, urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from jwt.algorithms import RSAAlgorithm

from deploy.local.faults import LaunchFault
from deploy.local.folder import write_private

ISSUER = "https://issuer.retainwise.localhost"
AUDIENCE = "retainwise-api"


@dataclass(frozen=True)
class KeyFiles:
    """Where the keys of a suite are. Private keys are PEM, key sets are JWKS."""

    folder: Path

    @property
    def issuer(self) -> Path:
        """The private key that signs users' tokens."""
        return self.folder / "issuer.pem"

    @property
    def issuer_set(self) -> Path:
        """The public key that checks users' tokens; its id is the key's thumbprint."""
        return self.folder / "issuer.jwks.json"

    @property
    def service_set(self) -> Path:
        """The public keys of all services; each id is the service's name."""
        return self.folder / "services.jwks.json"

    @property
    def pseudonyms(self) -> Path:
        """The ring of keys that hash customers' ids."""
        return self.folder / "pseudonyms.json"

    def service(self, name: str) -> Path:
        """The private key that signs the calls of the service called ``name``."""
        return self.folder / f"{name}.pem"


def make_missing(files: KeyFiles, services: tuple[str, ...]) -> None:
    """Make the keys that are not there, and write both key sets from the keys that are."""
    if not files.pseudonyms.exists():
        ring = {"current": "1", "keys": {"1": b64encode(secrets.token_bytes(32)).decode()}}
        write_private(files.pseudonyms, json.dumps(ring))
    paths = [files.issuer, *(files.service(name) for name in services)]
    # Making one takes a tenth of a second, and OpenSSL works outside the interpreter's lock.
    with ThreadPoolExecutor() as pool:
        issuer, *own = pool.map(_load_or_make, paths)
    write_private(files.issuer_set, json.dumps({"keys": [_public(issuer, key_id(issuer))]}))
    write_private(files.service_set, json.dumps({"keys": [_public(key, name) for name, key in zip(services, own, strict=True)]}))


def load(path: Path) -> RSAPrivateKey:
    """The private key at ``path``. Raises LaunchFault where it is spoilt, OSError where it is absent."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise LaunchFault(f"{path} is not a private key. Remove it, and the next start makes a new one.") from error
    if not isinstance(key, RSAPrivateKey):
        raise LaunchFault(f"{path} is not an RSA key. Remove it, and the next start makes a new one.")
    return key


def key_id(key: RSAPrivateKey) -> str:
    """The JWK thumbprint of the public half (RFC 7638), so another key is never taken for this one."""
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    required = json.dumps({name: public[name] for name in ("e", "kty", "n")}, separators=(",", ":"), sort_keys=True)
    return urlsafe_b64encode(hashlib.sha256(required.encode()).digest()).rstrip(b"=").decode()


def _load_or_make(path: Path) -> RSAPrivateKey:
    if path.exists():
        return load(path)
    key = generate_private_key(public_exponent=65_537, key_size=2048)
    write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
    return key


def _public(key: RSAPrivateKey, identifier: str) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": identifier, "use": "sig", "alg": "RS256"}
