"""One short story that calls every call of the API once, and keeps what was said: examples for people, evidence for tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from gateway.openapi.calls import Call
from tests.system.jobs import events, finished, upload

# Nobody real: numbers instead of names, and no address.
CUSTOMERS = """Customer ID,Tenure (months),Monthly Charges,Plan,Contract,Support Tickets,Preferred Colour,Churned
C-1001,3,89.50,Pro,Month-to-month,6,red,yes
C-1002,48,29.00,Basic,Two year,0,blue,no
C-1003,14,59.90,Pro,One year,2,green,no
C-1004,1,99.00,Pro,Month-to-month,9,red,yes
"""
# What became of them after they were scored.
OUTCOMES = """customer_id,churned,date
C-1001,yes,2026-06-30
C-1002,no,2026-06-30
C-1003,no,2026-06-30
"""
# Bodies of the calls that need one and are not uploads; what is not named here is sent as {}.
BODIES: dict[str, dict[str, Any]] = {
    "ScoreCustomers": {
        "customers": [
            {"customer_id": "C-1001", "tenure_months": 3, "monthly_charges": 89.5, "contract_type": "Month-to-month"},
            {"customer_id": "C-1002", "tenure_months": 48, "monthly_charges": 29, "contract_type": "Two year"},
        ]
    },
    "CreateExperiment": {"display_name": "Summer calls", "holdout_share": 0.1},
    "EraseCustomer": {"customer_id": "C-1003"},
    "ConfirmMapping": {
        "columns": [{"index": 0, "field": "customer_id"}, {"index": 1, "field": "tenure_months", "unit": "months"}]
    },
}


@dataclass(frozen=True)
class Exchange:
    """A call with what was sent, and what came back."""

    call: Call
    request: dict[str, Any] | None
    answer: httpx.Response


def told(client: httpx.Client, calls: list[Call]) -> Iterator[Exchange]:
    """Every call whose ids the story knows by then: reads first, then what changes things, deletions last."""
    known = known_ids(client)
    for call in sorted(calls, key=lambda call: (call.verb == "delete", call.verb == "post")):
        if call.is_stream or not set(call.path_fields) <= known.keys():
            continue
        body = BODIES.get(call.name, {}) if call.body == "*" else None
        yield Exchange(call, body, asked(client, call, known, body))


def asked(client: httpx.Client, call: Call, known: dict[str, str], body: dict[str, Any] | None) -> httpx.Response:
    """What the gateway says to one call."""
    path = call.path.format(**known)
    if call.name == "CreateOutcomes":
        return told_outcomes(client, known["prediction_id"], OUTCOMES)
    if call.body not in ("", "*"):
        return client.request(call.verb, path, content=CUSTOMERS, headers={"content-type": "text/csv"})
    return client.request(call.verb, path, json=body)


def told_outcomes(client: httpx.Client, prediction_id: str, content: str) -> httpx.Response:
    """What the gateway says to the outcomes of this prediction."""
    query = {"prediction_id": prediction_id}
    return client.post("/v1/outcomes", params=query, content=content, headers={"content-type": "text/csv"})


def known_ids(client: httpx.Client) -> dict[str, str]:
    """Ids by the names that paths have for them: an upload scored in an experiment, its outcomes told, and an erasure."""
    asked_for = {"display_name": "Spring calls", "holdout_share": 0.5}
    spring = client.post("/v1/experiments", json=asked_for).raise_for_status().json()
    created = upload(client, CUSTOMERS.encode())
    ended = finished(client, created["prediction_id"])
    assert ended["status"] == "COMPLETED", ended
    assert events(client, f"/v1/predictions/{created['prediction_id']}:watch")[-1] == ended
    # The last line is news to the story's own call.
    told_outcomes(client, created["prediction_id"], OUTCOMES.rpartition("C-")[0]).raise_for_status()
    client.post(f"/v1/experiments/{spring['experiment_id']}:finish", json={}).raise_for_status()
    erasure = client.post("/v1/customers:erase", json={"customer_id": "C-1000"}).raise_for_status().json()
    model = client.get("/v1/models:active").json()
    return {
        "upload_id": created["upload_id"],
        "prediction_id": created["prediction_id"],
        "model_id": model.get("id") or model["model_id"],
        "experiment_id": spring["experiment_id"],
        "erasure_id": erasure["erasure_id"],
    }
