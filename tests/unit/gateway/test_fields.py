"""Which members the gateway lets through, judged by the protos."""

from functools import cache
from typing import Any

import pytest

from gateway.fields import ANY_NAME, LEAF, known_fields
from tests.unit.gateway.deployments import ROOT

CUSTOMER = "retainwise.scoring.v1.Customer"


@cache
def known() -> dict[str, Any]:
    """What is known of the suite's calls."""
    return known_fields(ROOT / "protos" / "descriptors.binpb")


def members(name: str) -> dict[str, str]:
    """What is known of a message."""
    found: dict[str, str] = known()["messages"][name]
    return found


def test_every_call_with_json_is_known_and_none_that_takes_bytes() -> None:
    messages = {name.rsplit(".", 1)[-1] for name in known()["calls"].values()}

    assert {"ScoreCustomersRequest", "TrainModelRequest", "ConfirmMappingRequest", "EraseCustomerRequest"} <= messages
    assert not messages & {"CreateUploadRequest", "InspectUploadRequest", "CreateOutcomesRequest", "HttpBody"}


def test_a_call_is_found_by_method_and_path() -> None:
    calls = known()["calls"]

    assert calls["^POST /v1/uploads/[^/:]+:confirmMapping$"] == "retainwise.ingest.v1.ConfirmMappingRequest"


@pytest.mark.parametrize("name", ["tenure_months", "tenureMonths", "logins_last_30d", "loginsLast30d"])
def test_a_field_has_its_two_names(name: str) -> None:
    assert members(CUSTOMER)[name] == LEAF


def test_a_message_inside_a_message_is_known() -> None:
    assert members("retainwise.scoring.v1.ScoreCustomersRequest") == {"customers": CUSTOMER}


def test_a_map_has_any_names() -> None:
    assert members(members(CUSTOMER)["own"]) == {ANY_NAME: LEAF}
