"""What happens around every RPC: a log line and a metric, failures turned into statuses, and the caller's token checked."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import grpc
import structlog
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from retainwise.error_codes import ERRORS, KINDS
from services.runtime import auth, errors, etags, metrics
from services.runtime.clock import new_id

log = structlog.get_logger(__name__)

FAULT = ERRORS["ERR-9000"]
# Health and reflection are asked by balancers and tools, which have no token, and too often for the log.
OPEN_METHODS = ("/grpc.health.v1.Health/", "/grpc.reflection.")


@dataclass(frozen=True)
class Call:
    """One RPC on its way in. ``metadata`` has lower-case keys."""

    method: str
    metadata: dict[str, str]
    context: "grpc.aio.ServicerContext[Any, Any]"
    request_id: str


Around = Callable[[Call], AbstractAsyncContextManager[None]]


class Surround(grpc.aio.ServerInterceptor):
    """Runs every RPC inside the given context managers, the first one outermost, whatever the shape of the RPC."""

    def __init__(self, *around: Around) -> None:
        self._around = around
        self._surrounded: dict[str, Any] = {}

    async def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Any, Any] | None]]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Any:
        """The handler of the RPC with everything around it; open methods are left as they are."""
        handler: Any = await continuation(handler_call_details)
        details: Any = handler_call_details
        if handler is None or details.method.startswith(OPEN_METHODS):
            return handler
        # A method's handler is the same for every call, and there are only as many as the servicers have.
        if details.method not in self._surrounded:
            self._surrounded[details.method] = self._wrapped(handler, details.method)
        return self._surrounded[details.method]

    def _wrapped(self, handler: Any, method: str) -> Any:
        shape = ("stream" if handler.request_streaming else "unary") + ("_stream" if handler.response_streaming else "_unary")
        behaviour = getattr(handler, shape)

        # Here instead of in gRPC, which calls a malformed message a fault of ours; a stream's come one by one, and it reads them.
        decode = None if handler.request_streaming else handler.request_deserializer

        def decoded(request: Any) -> Any:
            return read_request(decode, request) if decode else request

        async def answer(request: Any, context: Any) -> Any:
            async with self._all_around(method, context):
                given = await behaviour(decoded(request), context)
                if etags.is_read(method):
                    await context.send_initial_metadata(etags.headers_of(given))
                return given

        async def answers(request: Any, context: Any) -> AsyncIterator[Any]:
            async with self._all_around(method, context):
                async for message in behaviour(decoded(request), context):
                    yield message

        make = getattr(grpc, f"{shape}_rpc_method_handler")
        surrounded = answers if handler.response_streaming else answer
        return make(surrounded, None if decode else handler.request_deserializer, handler.response_serializer)

    @asynccontextmanager
    async def _all_around(self, method: str, context: Any) -> AsyncIterator[None]:
        metadata = {key: value for key, value in context.invocation_metadata() or () if isinstance(value, str)}
        call = Call(method, metadata, context, metadata.get("x-request-id") or str(new_id()))
        async with AsyncExitStack() as stack:
            for around in self._around:
                await stack.enter_async_context(around(call))
            yield


def read_request(decode: Callable[[bytes], Any], request: bytes) -> Any:
    """The message of a request. Raises BadRequest where it is none."""
    try:
        return decode(request)
    except DecodeError:
        # The transcoder lets some JSON through that does not fit, such as an object where a map has texts.
        raise errors.BadRequest("The request does not have the form of this call. Check the kinds of its fields.") from None


@asynccontextmanager
async def observed(call: Call) -> AsyncIterator[None]:
    """One log line and one measurement for the call; lines within it carry the request id."""
    started = monotonic()
    with structlog.contextvars.bound_contextvars(request_id=call.request_id):
        try:
            yield
        finally:
            code = grpc_code(call)
            seconds = monotonic() - started
            metrics.RPC_SECONDS.labels(call.method, code).observe(seconds)
            log.info("rpc", method=call.method, code=code, ms=round(1e3 * seconds, 1))


def grpc_code(call: Call) -> str:
    """The name of the status the call ends with, as far as the handler has set one."""
    code = call.context.code()
    if isinstance(code, grpc.StatusCode):
        return code.name
    return next((known.name for known in grpc.StatusCode if known.value[0] == code), "OK")


@asynccontextmanager
async def failures(call: Call) -> AsyncIterator[None]:
    """Turn a raised Failure into its status, and anything else into INTERNAL without its text."""
    try:
        yield
    except errors.Failure as failure:
        log.info("rpc.refused", error_code=failure.code, kind=type(failure).__name__)
        await call.context.abort_with_status(status_of(failure, call.request_id))
    except grpc.aio.AbortError:
        raise
    except Exception:
        log.exception("rpc.crashed", method=call.method)
        await call.context.abort_with_status(internal_status(call.request_id))


def authenticated(tokens: auth.Tokens) -> Around:
    """A surrounding that lets only callers with a valid token in, and remembers who they are."""

    @asynccontextmanager
    async def check(call: Call) -> AsyncIterator[None]:
        auth.set_caller(await tokens.verify(call.metadata.get("authorization", "")))
        yield

    return check


def status_of(failure: errors.Failure, request_id: str) -> Any:
    """The gRPC status of a failure: code by kind, and google.rpc details by its facts."""
    kind = next(kind for kind in errors.KINDS if isinstance(failure, kind))
    code = code_pb2.Code.Value(KINDS[kind.__name__].grpc)
    details: list[Message] = [error_info(failure.code, failure.http_status), error_details_pb2.RequestInfo(request_id=request_id)]
    if failure.details:
        violations = [error_details_pb2.BadRequest.FieldViolation(field=name, description=text) for name, text in failure.details]
        details.append(error_details_pb2.BadRequest(field_violations=violations))
    if failure.retry_after_s is not None:
        details.append(error_details_pb2.RetryInfo(retry_delay=Duration(seconds=failure.retry_after_s)))
    return rpc_status.to_status(status_pb2.Status(code=code, message=failure.message, details=[packed(item) for item in details]))


def internal_status(request_id: str) -> Any:
    """The status of a fault of ours: INTERNAL, and the request id by which the log can be searched."""
    details = [error_info(FAULT.code, FAULT.http_status), error_details_pb2.RequestInfo(request_id=request_id)]
    return rpc_status.to_status(
        status_pb2.Status(code=code_pb2.INTERNAL, message=FAULT.message, details=[packed(item) for item in details])
    )


def error_info(code: str, http_status: int) -> error_details_pb2.ErrorInfo:
    """The detail that carries our own code, and the HTTP status for the gateway."""
    return error_details_pb2.ErrorInfo(reason=code, domain=errors.DOMAIN, metadata={"http_status": str(http_status)})


def packed(message: Message) -> AnyMessage:
    """``message`` inside google.protobuf.Any."""
    detail = AnyMessage()
    detail.Pack(message)
    return detail
