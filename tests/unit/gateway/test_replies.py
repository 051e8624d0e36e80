"""The table of the gateway's own answers."""

import re

import pytest

from gateway.render import HERE, reply_values
from retainwise.error_codes import ERRORS

CODES = {
    "400": "ERR-4000",
    "401": "ERR-4010",
    "403": "ERR-4031",
    "404": "ERR-4040",
    "405": "ERR-4050",
    "408": "ERR-9010",
    "413": "ERR-4130",
    "upload 413": "ERR-1002",
    "inspect_upload 413": "ERR-1002",
    "outcomes 413": "ERR-3011",
    "score_customers 413": "ERR-2005",
    "415": "ERR-4150",
    "426": "ERR-4000",
    "429": "ERR-4029",
    "431": "ERR-4310",
    "500": "ERR-9000",
    "501": "ERR-4040",
    "502": "ERR-9003",
    "503": "ERR-9003",
    "504": "ERR-9010",
}


@pytest.mark.parametrize(("status", "code"), CODES.items())
def test_a_status_keeps_its_code(status: str, code: str) -> None:
    assert reply_values()["replies"][status]["code"] == code


def test_every_reply_for_one_route_names_a_route() -> None:
    names = re.findall(r"name: (\w+)", (HERE / "envoy.yaml").read_text())
    special = [occasion.split()[0] for occasion in reply_values()["replies"] if " " in occasion]
    assert special
    assert set(special) <= set(names)


def test_every_reply_is_a_sentence_for_people_and_an_error_of_the_gateways() -> None:
    for reply in reply_values()["replies"].values():
        assert reply["message"].endswith(".") or reply["code"] == "ERR-1002"
        assert "gateway" in ERRORS[reply["code"]].raised_by
