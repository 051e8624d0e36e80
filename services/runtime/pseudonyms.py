"""Customer ids as keyed hashes, so that they can be matched and erased where they must not be read.

A pseudonym is HMAC-SHA256 over user and customer id (RFC 2104), cut to 128 bits, behind the name of its key: "2026-11.9f86…". The
user is hashed too, so the same customer of two users has two pseudonyms. To rotate, add a key to the file and name it as the
current one: new pseudonyms are made with it, and old ones are still found as long as their key stays in the file.
"""

import base64
import hmac
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from services.runtime import formulas

# 128 bits: with a thousand million customers a chance meeting is less likely than 1 in 10^20.
HEX_DIGITS = 32


class Pseudonyms:
    """Hashes customer ids with a ring of keys. ``keys`` are by name; ``current`` is the name of the one for new pseudonyms."""

    def __init__(self, keys: Mapping[str, bytes], *, current: str) -> None:
        self._keys = {current: keys[current], **keys}

    def of(self, user_id: str, customer_id: str) -> str:
        """The pseudonym under the current key."""
        return self.all_of(user_id, customer_id)[0]

    def all_of(self, user_id: str, customer_id: str) -> list[str]:
        """The pseudonym under each key of the ring, the current one first: one of them is what an older row holds."""
        return [f"{name}.{_digits(key, user_id, customer_id)}" for name, key in self._keys.items()]

    def recogniser(self, user_id: str, pseudonyms: Sequence[str]) -> Callable[[str], bool]:
        """Tells whether a customer id is the one with these pseudonyms, of which one is enough. ValueError without its key."""
        known = next((pseudonym for pseudonym in pseudonyms if pseudonym.partition(".")[0] in self._keys), None)
        if known is None:
            raise ValueError("The ring no longer holds a key of this pseudonym.")
        key = self._keys[known.partition(".")[0]]
        digits = known.partition(".")[2]
        return lambda customer_id: _digits(key, user_id, customer_id) == digits


def _digits(key: bytes, user_id: str, customer_id: str) -> str:
    # The length ends the user's id, so that no two pairs are the same text.
    message = f"{len(user_id)}:{user_id}{bare_id(customer_id)}".encode(errors="surrogatepass")
    return hmac.digest(key, message, "sha256").hex()[:HEX_DIGITS]


def bare_id(customer_id: str) -> str:
    """The id without what stands around it in one file and not in the next: blanks, and the apostrophe of a result."""
    bare = customer_id.strip()
    return bare[1:].strip() if bare.startswith("'") and re.match(formulas.AT_THE_BEGINNING, bare[1:]) else bare


def read(path: Path) -> Pseudonyms:
    """The ring in a JSON file: {"current": name, "keys": {name: base64 of at least 32 bytes}}. Raises ValueError."""
    try:
        ring = json.loads(path.read_text())
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in ring["keys"].items()}
        current = str(ring["current"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path} is not a ring of pseudonym keys.") from error
    if current not in keys or min(map(len, keys.values())) < 32:
        raise ValueError(f"{path} names a current key that it does not hold, or holds a key shorter than 32 bytes.")
    return Pseudonyms(keys, current=current)
