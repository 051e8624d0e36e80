"""Users' tokens for local use, signed with the key of the state folder's development issuer."""

import time
from pathlib import Path

import jwt

from deploy.local import keys
from deploy.local.faults import LaunchFault
from deploy.local.folder import Folder

# The services refuse a longer one.
LONGEST_S = 86_400


def issue(state: Path, user: str, lifetime_s: int) -> str:
    """A token of ``user`` that is good for ``lifetime_s`` seconds, at most a day; the suite need not run.

    Raises LaunchFault where the state folder has no issuer key yet, the user is empty, or the lifetime is not allowed.
    """
    if not user:
        raise LaunchFault("A token needs a user: give a name that is not empty.")
    if not 0 < lifetime_s <= LONGEST_S:
        raise LaunchFault(f"A token lives between 1 and {LONGEST_S} seconds, not {lifetime_s}.")
    path = keys.KeyFiles(Folder(state.absolute()).keys).issuer
    try:
        key = keys.load(path)
    except OSError as error:
        raise LaunchFault(f"There is no issuer key at {path}. `retainwise up` makes one at its first start.") from error
    now = int(time.time())
    claims = {"iss": keys.ISSUER, "aud": keys.AUDIENCE, "sub": user, "iat": now, "exp": now + lifetime_s}
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": keys.key_id(key)})
