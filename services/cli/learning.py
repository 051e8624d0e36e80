"""Models that learn, from the command line: outcomes in, a training, its figures, and which model scores."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from services.cli import turns
from services.cli.client import Client
from services.cli.faults import Fault
from services.cli.terminal import Terminal, visible

# Trainings take from seconds to minutes.
LOOK_EVERY_S = 1.0
FINAL = {"COMPLETED", "FAILED", "CANCELLED"}


def send_outcomes(client: Client, terminal: Terminal, file: Path, prediction_id: str) -> None:
    """Send a CSV of outcomes, and print what became of it."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Fault(f"{file} cannot be read.") from error
    receipt = turns.wait_for(lambda: client.post_outcomes(prediction_id, content), terminal)
    _say(terminal, f"{receipt['matched_count']:,} of {receipt['outcome_count']:,} outcomes are of this prediction's customers.")
    _say(terminal, f"New: {receipt['new_count']:,}. Corrected: {receipt['changed_count']:,}.")


def train(client: Client, terminal: Terminal) -> None:
    """Have a model trained, wait for the end, and print the verdict. Raises Fault where it failed."""
    training = client.post("/v1/models:train", {})
    while training["status"] not in FINAL:
        time.sleep(LOOK_EVERY_S)
        training = client.get(f"/v1/trainings/{training['training_id']}")
    if training["status"] != "COMPLETED":
        raise Fault((training.get("failure") or {}).get("message") or "The training was called off.")
    _say(terminal, str(training["report"]["sentence"]))
    for column in training["report"]["left_out"]:
        _say(terminal, f"Left out: {column['name']}. {column['reason']}")
    if training["model_id"]:
        _say(terminal, f"Model {training['model_id']}")
    if training["report"]["verdict"] == "WIN":
        _say(terminal, f"Use it with `retainwise promote {training['model_id']}`.")


def print_models(client: Client, terminal: Terminal) -> None:
    """Print the newest models, the active one marked."""
    for model in client.get("/v1/models")["models"]:
        _say(terminal, _line(model))


def move(client: Client, terminal: Terminal, model_id: str, action: str) -> None:
    """Promote a model, or roll its promotion back, and print which one is active then."""
    _say(terminal, _line(client.post(f"/v1/models/{quote(model_id, safe='')}:{action}", {})))


def _line(model: dict[str, Any]) -> str:
    auc = (model.get("report") or {}).get("trained") or {}
    measured = f"  AUC {auc['auc']['value']:.3f}" if auc.get("auc") else ""
    mark = "*" if model["is_active"] else " "
    return f"{mark} {model['model_id']}  {model['kind'].lower()}-{model['version']}  {model['display_name']}{measured}"


def _say(terminal: Terminal, words: str) -> None:
    terminal.out.print(visible(words), markup=False, soft_wrap=True, highlight=False)
