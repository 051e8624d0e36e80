"""Which calls the routes let through, judged by the protos: a new RPC has to be named on one side or the other."""

import re
from functools import cache
from typing import Any

import pytest
from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import FileDescriptorSet, MethodDescriptorProto

from gateway.render import render
from tests.unit.gateway.deployments import ROOT, a_deployment

# What only services call. Their tokens are not the gateway's business, and neither are these methods.
INTERNAL = {
    "/retainwise.scoring.v1.PredictionService/CreatePrediction",
    "/retainwise.scoring.v1.PredictionService/LocateScores",
    "/retainwise.catalog.v1.ModelService/RegisterModel",
    "/retainwise.catalog.v1.ErasureService/EraseTrainingRows",
    "/retainwise.scoring.v1.ErasureService/EraseFromPrediction",
    "/retainwise.catalog.v1.OutcomeService/ListLabelledPredictions",
    "/retainwise.catalog.v1.OutcomeService/StreamLabels",
    "/retainwise.catalog.v1.OutcomeService/DeleteOutcomes",
    "/retainwise.catalog.v1.ExperimentService/GetRunningExperiment",
    "/retainwise.scoring.v1.PredictionService/CountExperimentCustomers",
}
# 50 MB, and what a form puts around a file: the most that is let in at all.
LARGEST_BODY = 52_494_336
AN_ID = "0190a1b2-0000-7000-8000-000000000000"


def methods() -> dict[str, MethodDescriptorProto]:
    """The RPCs of the suite by gRPC path."""
    found = FileDescriptorSet.FromString((ROOT / "protos" / "descriptors.binpb").read_bytes())
    return {
        f"/{file.package}.{service.name}/{method.name}": method
        for file in found.file
        if file.package.startswith("retainwise.")
        for service in file.service
        for method in service.method
    }


@cache
def routes() -> list[dict[str, Any]]:
    """All routes, in Envoy's order."""
    listener = render(a_deployment())["static_resources"]["listeners"][0]
    manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
    found: list[dict[str, Any]] = manager["route_config"]["virtual_hosts"][0]["routes"]
    return found


def route(http_method: str, path: str) -> dict[str, Any]:
    """The route that Envoy takes: the first whose path and method match."""
    return next(item for item in routes() if matches(item["match"], http_method, path))


def matches(match: dict[str, Any], http_method: str, path: str) -> bool:
    """Whether a route's match takes this request, sent without a content type."""
    wanted = {header["name"]: header["string_match"] for header in match.get("headers", [])}
    if "content-type" in wanted or wanted.get(":method", {}).get("exact", http_method) != http_method:
        return False
    if "safe_regex" in match:
        return re.fullmatch(match["safe_regex"]["regex"], path) is not None
    return path == match["path"] if "path" in match else path.startswith(match["prefix"])


def rest_calls() -> list[tuple[str, str, str]]:
    """HTTP method, path and gRPC path of every RPC that has a REST form."""
    calls = []
    for grpc_path, method in methods().items():
        if method.options.HasExtension(annotations_pb2.http):
            rule = method.options.Extensions[annotations_pb2.http]
            verb = str(rule.WhichOneof("pattern"))
            calls.append((verb.upper(), re.sub(r"\{[^}]+\}", AN_ID, getattr(rule, verb)), grpc_path))
    return calls


@pytest.mark.parametrize(("http_method", "path", "grpc_path"), rest_calls())
def test_rest_and_grpc_reach_the_service_that_owns_the_call(http_method: str, path: str, grpc_path: str) -> None:
    owner = grpc_path.split(".")[1]
    assert route(http_method, path)["route"]["cluster"] == owner
    assert route("POST", grpc_path)["route"]["cluster"] == owner


@pytest.mark.parametrize("grpc_path", sorted(methods()))
def test_every_rpc_is_public_but_those_for_services(grpc_path: str) -> None:
    answer = route("POST", grpc_path).get("direct_response", {})
    assert (answer.get("status") == 404) == (grpc_path in INTERNAL)


@pytest.mark.parametrize(("http_method", "path", "grpc_path"), rest_calls())
def test_only_reads_and_scoring_are_tried_twice(http_method: str, path: str, grpc_path: str) -> None:
    method = methods()[grpc_path]
    is_stream = method.client_streaming or method.server_streaming
    is_safe = http_method == "GET" or path == "/v1/customers:score"
    assert ("retry_policy" in route(http_method, path)["route"]) == (is_safe and not is_stream)


@pytest.mark.parametrize(("http_method", "path", "grpc_path"), rest_calls())
def test_the_service_is_told_how_long_the_caller_waits(http_method: str, path: str, grpc_path: str) -> None:
    found = route(http_method, path)
    header = found["request_headers_to_add"][0]["header"]
    timeout = found["route"]["timeout"]
    limit = found["route"]["max_stream_duration"]["max_stream_duration"] if timeout == "0s" else timeout
    assert (header["key"], header["value"]) == ("grpc-timeout", limit.upper())


@pytest.mark.parametrize(("http_method", "path", "grpc_path"), rest_calls())
def test_a_body_is_held_whole_if_it_is_json_and_goes_on_as_it_comes_if_it_is_a_file(
    http_method: str, path: str, grpc_path: str
) -> None:
    is_json = http_method == "POST" and not methods()[grpc_path].client_streaming
    assert route(http_method, path).get("request_body_buffer_limit") == (LARGEST_BODY if is_json else None)


@pytest.mark.parametrize(("http_method", "path", "grpc_path"), rest_calls())
def test_a_wrong_method_is_answered_with_the_right_ones(http_method: str, path: str, grpc_path: str) -> None:
    found = route("PATCH", path)
    allowed = found["response_headers_to_add"][0]["header"]
    assert found["direct_response"]["status"] == 405
    assert allowed["key"] == "allow"
    assert http_method in allowed["value"].split(", ")


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/uploads/", "/v1/uploads/a/b", "/v2/uploads", "/grpc.reflection.v1alpha.X/Y"])
def test_an_unknown_address_is_404(path: str) -> None:
    assert route("GET", path)["direct_response"]["status"] == 404
    assert route("POST", path)["direct_response"]["status"] == 404
