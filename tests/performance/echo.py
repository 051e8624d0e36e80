"""The least that a grpc.aio server can do: `python -m tests.performance.echo PORT` answers every call with an empty message."""

import sys
from typing import Any

import grpc
import uvloop


class _Empty(grpc.GenericRpcHandler):
    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        return grpc.unary_unary_rpc_method_handler(_answer)


async def _answer(request: bytes, context: Any) -> bytes:
    return b""


async def _serve(port: str) -> None:
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((_Empty(),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    await server.wait_for_termination()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1]))
