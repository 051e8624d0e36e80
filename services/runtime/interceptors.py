"""What happens around every RPC: a log line and a metric, failures turned into statuses, and the caller's token checked."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache
from time import monotonic
from types import TracebackType
from typing import Any, NoReturn, Self

import grpc
import structlog
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from retainwise.error_codes import ERRORS, KINDS
from services.runtime import auth, errors, etags, metrics
from services.runtime.auth import Caller
from services.runtime.clock import new_id

log = structlog.get_logger(__name__)

FAULT = ERRORS["ERR-9000"]
# Health and reflection are asked by balancers and tools, which have no token, and too often for the log.
OPEN_METHODS = ("/grpc.health.v1.Health/", "/grpc.reflection.")
_CODE_NAMES = {known.value[0]: known.name for known in grpc.StatusCode}

Verify = Callable[[str], Awaitable[Caller]]


class Call:
    """One RPC while it lasts, as a context: in the end it leaves one log line and one measurement.

    Log lines within it carry ``request_id``, the caller's own or a new one; ``authorization`` is "" where the header is absent.
    """

    __slots__ = ("_started", "authorization", "context", "method", "request_id")

    def __init__(self, method: str, context: "grpc.aio.ServicerContext[Any, Any]") -> None:
        """Read what is needed of the metadata of ``context``; ``method`` is as in "/package.Service/Method"."""
        metadata: Any = dict(context.invocation_metadata() or ())
        self.context = context
        self.authorization: str = metadata.get("authorization", "")
        self.request_id: str = metadata.get("x-request-id") or str(new_id())
        self.method = method
        self._started = monotonic()

    def __enter__(self) -> Self:
        # For as long as the call lasts: gRPC gives each a context of its own.
        structlog.contextvars.bind_contextvars(request_id=self.request_id)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        code = grpc_code(self)
        seconds = monotonic() - self._started
        _seconds_of(self.method, code).observe(seconds)
        log.info("rpc", method=self.method, code=code, ms=round(1e3 * seconds, 1))


# The page finds a measurement by its labels, which takes longer than to add to it.
_seconds_of = cache(metrics.RPC_SECONDS.labels)


class Surround(grpc.aio.ServerInterceptor):
    """Around every RPC, whatever its shape: a log line and a measurement, the caller's token, and a status for every failure."""

    def __init__(self, verify: Verify) -> None:
        """``verify`` gives the caller that an authorization header proves, and raises TokenRejected."""
        self._verify = verify
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
            with Call(method, context) as call:
                try:
                    auth.set_caller(await self._verify(call.authorization))
                    given = await behaviour(decoded(request), context)
                    if etags.is_read(method):
                        await context.send_initial_metadata(etags.headers_of(given))
                    return given
                except Exception as fault:  # noqa: BLE001 - the last stop before the outside
                    await _fail(call, fault)

        async def answers(request: Any, context: Any) -> AsyncIterator[Any]:
            with Call(method, context) as call:
                try:
                    auth.set_caller(await self._verify(call.authorization))
                    async for message in behaviour(decoded(request), context):
                        yield message
                except Exception as fault:  # noqa: BLE001 - the last stop before the outside
                    await _fail(call, fault)

        make = getattr(grpc, f"{shape}_rpc_method_handler")
        surrounded = answers if handler.response_streaming else answer
        return make(surrounded, None if decode else handler.request_deserializer, handler.response_serializer)


def read_request(decode: Callable[[bytes], Any], request: bytes) -> Any:
    """The message of a request. Raises BadRequest where it is none."""
    try:
        return decode(request)
    except DecodeError:
        # The transcoder lets some JSON through that does not fit, such as an object where a map has texts.
        raise errors.BadRequest("The request does not have the form of this call. Check the kinds of its fields.") from None


def grpc_code(call: Call) -> str:
    """The name of the status the call ends with, as far as the handler has set one."""
    code = call.context.code()
    if isinstance(code, grpc.StatusCode):
        return code.name
    return _CODE_NAMES.get(code, "OK")


async def _fail(call: Call, fault: Exception) -> NoReturn:
    """End the call with the status of a Failure, or with INTERNAL and without the text of anything else."""
    match fault:
        case grpc.aio.AbortError():
            raise fault
        case errors.Failure():
            log.info("rpc.refused", error_code=fault.code, kind=type(fault).__name__)
            status = status_of(fault, call.request_id)
        case _:
            log.exception("rpc.crashed", method=call.method)
            status = internal_status(call.request_id)
    await call.context.abort_with_status(status)


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
