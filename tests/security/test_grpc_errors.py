"""What a gRPC caller is told of a failure: google.rpc.Status with its details, and nothing of our insides."""

from pathlib import Path
from typing import Any

import grpc
import pytest
from google.api.httpbody_pb2 import HttpBody
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from retainwise.error_codes import ERRORS
from retainwise.ingest.v1 import upload_service_pb2, upload_service_pb2_grpc
from retainwise.scoring.v1 import customer_pb2, scoring_service_pb2, scoring_service_pb2_grpc
from tests.builders import a_csv
from tests.running import Suite
from tests.security import doors

Details = dict[str, Any]


def refusal(call: Any, request: Any, token: str) -> tuple[grpc.StatusCode, Details]:
    """The code of a refused call, and the details of its status by kind."""
    with pytest.raises(grpc.RpcError) as caught:
        call(request, metadata=(("authorization", token),), timeout=20)
    failed: Any = caught.value
    status = rpc_status.from_call(failed)
    assert status is not None
    kinds = {kind.DESCRIPTOR.full_name: kind for kind in KINDS}
    details: Details = {}
    for packed in status.details:
        kind = kinds[packed.type_url.rpartition("/")[2]]
        details[kind.__name__] = kind.FromString(packed.value)
    return failed.code(), details


KINDS: tuple[Any, ...] = (
    error_details_pb2.ErrorInfo,
    error_details_pb2.BadRequest,
    error_details_pb2.RetryInfo,
    error_details_pb2.RequestInfo,
)


@pytest.mark.parametrize("part", ["gateway", "ingest"])
def test_a_grpc_error_carries_error_info(suite: Suite, user: str, part: str) -> None:
    with suite.channel(part) as channel:
        call = upload_service_pb2_grpc.UploadServiceStub(channel).GetUpload
        code, details = refusal(call, upload_service_pb2.GetUploadRequest(upload_id="x"), suite.authorization(user))

    assert code is grpc.StatusCode.NOT_FOUND
    info = details["ErrorInfo"]
    assert (info.reason, info.domain, info.metadata["http_status"]) == ("ERR-1010", "retainwise", "404")
    assert info.reason in ERRORS
    assert details["RequestInfo"].request_id


def test_a_grpc_error_about_a_field_carries_bad_request(suite: Suite, user: str) -> None:
    request = scoring_service_pb2.ScoreCustomersRequest(customers=[customer_pb2.Customer()])
    with suite.channel() as channel:
        call = scoring_service_pb2_grpc.ScoringServiceStub(channel).ScoreCustomers
        code, details = refusal(call, request, suite.authorization(user))

    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert [violation.field for violation in details["BadRequest"].field_violations] == ["customers[0].customer_id"]


def test_a_grpc_message_that_is_none_is_the_callers_error(suite: Suite, user: str) -> None:
    with suite.channel() as channel:
        call: Any = channel.unary_unary("/retainwise.ingest.v1.UploadService/GetUpload")
        code, details = refusal(call, b"\x0a\x02\xc0\xae", suite.authorization(user))

    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert details["ErrorInfo"].reason == "ERR-4001"


def test_a_grpc_error_that_passes_by_itself_carries_retry_info(suite: Suite, user: str, tmp_path: Path) -> None:
    [port] = doors.free_ports(1)
    request = upload_service_pb2.InspectUploadRequest(file=HttpBody(content_type="text/csv", data=a_csv()))
    with (
        doors.service(suite, "ingest", port, tmp_path / "ingest.log", RETAINWISE_RATE_INSPECTIONS="1") as address,
        grpc.insecure_channel(address) as channel,
    ):
        grpc.channel_ready_future(channel).result(timeout=60)
        call: Any = upload_service_pb2_grpc.UploadServiceStub(channel).InspectUpload
        call(iter([request]), metadata=(("authorization", suite.authorization(user)),), timeout=20)
        code, details = refusal(call, iter([request]), suite.authorization(user))

    assert code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert details["ErrorInfo"].reason == "ERR-4029"
    assert 0 < details["RetryInfo"].retry_delay.seconds <= 60
