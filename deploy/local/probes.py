"""Whether a server on this machine answers yet: by TCP, by HTTP, by gRPC health."""

import asyncio

import grpc
from grpc_health.v1 import health_pb2

# A server that is there answers at once; the supervisor asks again.
DEADLINE_S = 2.0


async def answers_tcp(address: str) -> bool:
    """Whether host:port takes a connection."""
    host, port = address.rsplit(":", 1)
    try:
        _, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    writer.close()
    return True


async def answers_http(address: str, path: str) -> bool:
    """Whether a GET of ``path`` at host:port is answered with 200. It never goes through a proxy of the environment."""
    host, port = address.rsplit(":", 1)
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode())
        status_line = await reader.readline()
    except OSError:
        return False
    writer.close()
    return b" 200" in status_line


async def answers_health(address: str) -> bool:
    """Whether the gRPC server at host:port says SERVING of itself."""
    # gRPC waits a second before it connects again; asking TCP first finds the server at once.
    if not await answers_tcp(address):
        return False
    async with grpc.aio.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        check = channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
            response_deserializer=health_pb2.HealthCheckResponse.FromString,
        )
        try:
            reply = await check(health_pb2.HealthCheckRequest(), timeout=DEADLINE_S)
        except grpc.aio.AioRpcError:
            return False
    return bool(reply.status == health_pb2.HealthCheckResponse.SERVING)
