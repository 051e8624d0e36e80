"""Where the suite is, and who asks: the state folder of the local suite, and the variables that overrule it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local import tokens
from deploy.local.faults import LaunchFault
from services.cli.faults import NO_ADDRESS, NOT_RUNNING, Fault, Unreachable

DEFAULT_USER = "developer"
# Long enough for the longest job, and gone by tomorrow.
TOKEN_S = 12 * 3600


@dataclass(frozen=True)
class Part:
    """One process of a running suite. ``kind`` is postgres, s3, sqs, grpc or envoy; ``address`` is host:port."""

    name: str
    kind: str
    address: str
    process_id: int
    log: str


@dataclass(frozen=True)
class Suite:
    """A suite that was started on this machine, which need not live any more."""

    gateway: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Access:
    """The gateway's address without a slash at its end, and the token to send; and whether variables gave them."""

    gateway: str
    token: str
    is_gateway_given: bool = False
    is_token_given: bool = False


def find_suite(state: Path) -> Suite | None:
    """The suite that was started on the folder ``state``; None where none was, or it was stopped in order."""
    try:
        written = json.loads((state / "suite.json").read_bytes())
        return Suite(written["gateway"], tuple(_part(name, part) for name, part in written["parts"].items()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault(f"{state / 'suite.json'} cannot be read. Start the suite again with `retainwise up`.") from error


def access(state: Path, environment: Mapping[str, str], user: str | None) -> Access:
    """How to reach the suite as ``user``.

    RETAINWISE_GATEWAY goes before the state folder. A named user gets a development token of the state folder; without a name
    it is RETAINWISE_TOKEN, or else a development token of the default user. Raises Unreachable where no suite is known.
    """
    return Access(
        gateway(state, environment),
        token(state, environment, user),
        is_gateway_given=bool(_given(environment, "RETAINWISE_GATEWAY")),
        is_token_given=user is None and bool(_given(environment, "RETAINWISE_TOKEN")),
    )


def gateway(state: Path, environment: Mapping[str, str]) -> str:
    """The gateway's address. Raises Unreachable where no suite is known."""
    address = _given(environment, "RETAINWISE_GATEWAY")
    if address and "://" not in address:
        raise Fault(NO_ADDRESS)
    suite = None if address else find_suite(state)
    if not address and suite is None:
        raise Unreachable(NOT_RUNNING)
    return (address or (suite.gateway if suite else "")).rstrip("/")


def token(state: Path, environment: Mapping[str, str], user: str | None) -> str:
    """The token to send, chosen as ``access`` says. Raises Fault where it cannot be one, or there is no key to make one with."""
    given = _given(environment, "RETAINWISE_TOKEN")
    if given and user is None:
        if not (given.isascii() and given.isprintable()) or " " in given:
            raise Fault("RETAINWISE_TOKEN does not hold a token: it has letters that no token has. Copy it again.")
        return given
    return new_token(state, user or DEFAULT_USER, TOKEN_S)


def new_token(state: Path, user: str, lifetime_s: int) -> str:
    """A development token of ``user``. Raises Fault where the folder has no key, or the wish is not allowed."""
    try:
        return tokens.issue(state, user, lifetime_s)
    except LaunchFault as fault:
        raise Fault(str(fault)) from fault


def _given(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "").strip()


def _part(name: str, part: Mapping[str, Any]) -> Part:
    return Part(name, str(part["kind"]), str(part["address"]), int(part["pid"]), str(part["log"]))
