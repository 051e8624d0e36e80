"""Whether one part of the suite is well: its process, its port, and what it says itself; and what to do where it is not."""

import os
import socket
from dataclasses import dataclass

import grpc
from grpc_health.v1 import health_pb2

from services.cli.state import Part

# A part on this machine answers at once if it answers at all.
DEADLINE_S = 3.0
SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
# What a service may depend on, by the name its health gives it, and the part that stands behind it.
DEPENDENCIES = {"database": "postgres", "storage": "storage", "queue": "queue"}


@dataclass(frozen=True)
class Finding:
    """One line of a check-up. ``advice`` is what to do, empty where all is well."""

    name: str
    words: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done."""
        return not self.advice


def examine(part: Part) -> Finding:
    """The state of one part. A part whose process is gone is not asked any further."""
    if not _is_alive(part.process_id):
        return _fault(
            part,
            f"Its process ({part.process_id}) is gone.",
            "A suite that runs starts it again by itself; else start it with `retainwise up`",
        )
    if not _takes_connections(part.address):
        return _fault(
            part, f"It runs, but nothing listens at {part.address}.", "If it has just started, look again; else restart the suite"
        )
    if part.kind != "grpc":
        return Finding(part.name, f"takes connections at {part.address}")
    return _ask(part)


def _ask(part: Part) -> Finding:
    with grpc.insecure_channel(part.address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            own = _status(channel, "")
            found = {name: _status(channel, name) for name in DEPENDENCIES}
        except grpc.RpcError as error:
            words = f"It does not answer at {part.address} ({error.code().name})."
            return _fault(part, words, "Restart the suite if it stays so")
    away = [name for name, status in found.items() if status == NOT_SERVING]
    if away:
        behind = " and ".join(DEPENDENCIES[name] for name in away)
        return _fault(part, f"It cannot reach its {' and '.join(away)}.", f"See what this list says of {behind}")
    if own != SERVING:
        return _fault(part, "It takes no calls now.", "If it is starting or stopping, look again in some seconds")
    known = [name for name, status in found.items() if status == SERVING]
    return Finding(part.name, f"answers at {part.address}" + (f", reaches {', '.join(known)}" if known else ""))


def _status(channel: grpc.Channel, name: str) -> int | None:
    """What the part says of ``name``; None where it knows of no such thing."""
    check = channel.unary_unary(
        "/grpc.health.v1.Health/Check",
        request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
        response_deserializer=health_pb2.HealthCheckResponse.FromString,
    )
    try:
        return int(check(health_pb2.HealthCheckRequest(service=name), timeout=DEADLINE_S).status)
    except grpc.RpcError as error:
        if error.code() is grpc.StatusCode.NOT_FOUND:
            return None
        raise


def _fault(part: Part, words: str, advice: str) -> Finding:
    return Finding(part.name, words, f"{advice}. Its log is {part.log}")


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # Another user's process, such as the database's where root started the suite.
        return True
    return True


def _takes_connections(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=DEADLINE_S):
            return True
    except OSError:
        return False
