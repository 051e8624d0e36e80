"""A gRPC server that reports its health, drains before it stops, and stops within its grace."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import grpc
import structlog
from grpc_health.v1 import health, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from services.runtime import certificates, channels, interceptors
from services.runtime.auth import Tokens
from services.runtime.health import SERVING, Check, watch
from services.runtime.settings import DrainOptions, TlsOptions

log = structlog.get_logger(__name__)

OPTIONS = [
    *channels.OPTIONS,
    # The gateway lets in 32 KiB of headers and adds its own; above 8 KiB the default refuses the more calls the longer they are.
    ("grpc.max_metadata_size", 64 * 1024),
    # A stale server must not share the port with its successor.
    ("grpc.so_reuseport", 0),
    # Our own clients send a keepalive every 30 s; the default would call that abuse after two.
    ("grpc.http2.min_ping_interval_without_data_ms", 20_000),
]

IN_THE_CLEAR = TlsOptions()

AddServicers = Callable[[grpc.aio.Server], None]


class _Servicers:
    """Stands for a server while servicers are added to it, and leaves their methods unregistered.

    grpc.aio waits by itself for the next call of each registered method, and sets all of these waits up anew with every call:
    scoring, which has twenty methods, answered a tenth fewer calls (grpcio 1.85, measured). The generic handlers find the same
    methods, through one wait.
    """

    def __init__(self, server: grpc.aio.Server) -> None:
        self.add_generic_rpc_handlers = server.add_generic_rpc_handlers

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Any]) -> None:
        """Nothing; the generic handlers have them too."""


async def serve(
    listen: str,
    add: AddServicers,
    *,
    names: Sequence[str],
    tokens: Tokens,
    checks: Mapping[str, Check],
    drain: DrainOptions,
    stop: asyncio.Event,
    tls: TlsOptions = IN_THE_CLEAR,
) -> None:
    """Serve at host:port until ``stop``, then drain.

    ``add`` adds the servicers, ``names`` are their full names for health and reflection, and ``checks`` are the dependencies
    whose health is reported by name. On stop health says NOT_SERVING, calls are taken for ``drain.accept_s`` more and then have
    ``drain.finish_s`` to end. With certificates in ``tls`` only callers that have one are let in.
    """
    server = grpc.aio.server(interceptors=[interceptors.Surround(tokens.verify)], options=OPTIONS)
    probe = health.aio.HealthServicer()
    servicers: Any = _Servicers(server)
    health_pb2_grpc.add_HealthServicer_to_server(probe, servicers)
    reflection.enable_server_reflection([*names, health.SERVICE_NAME, reflection.SERVICE_NAME], servicers)
    add(servicers)
    if tls.dir is None:
        server.add_insecure_port(listen)
    else:
        server.add_secure_port(listen, certificates.server_credentials(tls.dir))
    await server.start()
    for name in ("", *names):
        await probe.set(name, SERVING)
    log.info("serving", listen=listen)
    try:
        await watch(probe, checks, stop)
        await stop.wait()
        await probe.enter_graceful_shutdown()
        await asyncio.sleep(drain.accept_s)
    finally:
        await server.stop(drain.finish_s)
        log.info("drained")
