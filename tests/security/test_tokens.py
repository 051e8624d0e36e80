"""A wrong token opens neither door: not the gateway's, and not that of a service that is reached directly."""

from typing import Any

import grpc
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from deploy.local import keys
from tests.running import Suite
from tests.security.tokens import FAULTS, signed
from tests.system.jobs import refused

METHODS = {
    "ingest": "/retainwise.ingest.v1.UploadService/ListUploads",
    "scoring-1": "/retainwise.scoring.v1.PredictionService/ListPredictions",
    "catalog": "/retainwise.catalog.v1.ModelService/ListModels",
}
# What gRPC itself says of metadata that is too large.
TOO_LARGE = {"of_128_kb": grpc.StatusCode.RESOURCE_EXHAUSTED}
# The gateway tells a token that is for somebody else from one that is none.
STATUSES = {
    "for_another_audience": (403, "ERR-4031"),
    "for_no_audience": (403, "ERR-4031"),
    "of_128_kb": (431, "ERR-4310"),
}


@pytest.fixture(scope="module")
def key(suite: Suite) -> RSAPrivateKey:
    """The key of the suite's issuer."""
    return keys.load(suite.state / "keys" / "issuer.pem")


def asked(channel: grpc.Channel, method: str, *metadata: tuple[str, str]) -> grpc.StatusCode:
    """What a call with this metadata ends with."""
    call: Any = channel.unary_unary(method)
    try:
        call(b"", metadata=metadata, timeout=20)
    except grpc.RpcError as refusal:
        return refusal.code()
    return grpc.StatusCode.OK


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_token_is_refused_by_the_gateway(suite: Suite, key: RSAPrivateKey, fault: str) -> None:
    answer = httpx.get(f"{suite.gateway}/v1/models", headers={"authorization": f"Bearer {FAULTS[fault](key)}"})

    refused(answer, *STATUSES.get(fault, (401, "ERR-4010")))


@pytest.mark.parametrize("part", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_token_is_refused_by_a_service_that_is_reached_directly(
    suite: Suite, key: RSAPrivateKey, part: str, fault: str
) -> None:
    with suite.channel(part) as channel:
        code = asked(channel, METHODS[part], ("authorization", f"Bearer {FAULTS[fault](key)}"))

    assert code is TOO_LARGE.get(fault, grpc.StatusCode.UNAUTHENTICATED)


@pytest.mark.parametrize("part", ["gateway", *METHODS])
def test_a_good_token_opens_every_door_and_no_token_none(suite: Suite, key: RSAPrivateKey, part: str) -> None:
    with suite.channel(part) as channel:
        method = METHODS.get(part, METHODS["catalog"])
        assert asked(channel, method, ("authorization", f"Bearer {signed(key)}")) is grpc.StatusCode.OK
        assert asked(channel, method) is grpc.StatusCode.UNAUTHENTICATED


def test_a_call_for_services_is_closed_to_users_at_both_doors(suite: Suite, user: str) -> None:
    """CreatePrediction and RegisterModel: the gateway has no route, and the services ask for a service's token."""
    token = ("authorization", suite.authorization(user))
    for part, method in (
        ("scoring-1", "/retainwise.scoring.v1.PredictionService/CreatePrediction"),
        ("catalog", "/retainwise.catalog.v1.ModelService/RegisterModel"),
    ):
        with suite.channel(part) as direct, suite.channel() as entrance:
            assert asked(direct, method, token) is grpc.StatusCode.PERMISSION_DENIED
            assert asked(entrance, method, token) is grpc.StatusCode.UNIMPLEMENTED
