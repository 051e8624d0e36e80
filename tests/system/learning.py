"""What a stranger does to have a model trained."""

from typing import Any

import httpx

from tests.running import wait_until
from tests.system.jobs import FINAL


def training(client: httpx.Client, training_id: str) -> dict[str, Any]:
    """The training as it stands."""
    shown: dict[str, Any] = client.get(f"/v1/trainings/{training_id}").json()
    return shown


def trained(client: httpx.Client, **asked: Any) -> dict[str, Any]:
    """The training of a new model once it is final."""
    answer = client.post("/v1/models:train", json=asked)
    assert answer.status_code == 200, answer.text
    training_id = answer.json()["training_id"]
    wait_until(lambda: training(client, training_id)["status"] in FINAL)
    return training(client, training_id)
