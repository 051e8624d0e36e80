"""Models that learn, from the command line: outcomes in, a training, its figures, and which model scores."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from services.cli import turns
from services.cli.answers import FINAL
from services.cli.client import Client
from services.cli.faults import Fault
from services.cli.quality import riskiest_share
from services.cli.terminal import Terminal, counted, say

# Trainings take from seconds to minutes.
LOOK_EVERY_S = 1.0
# Of a model's id, version, AUC and name.
WIDTHS = (36, 10, 5, 0)


def send_outcomes(client: Client, terminal: Terminal, file: Path, prediction_id: str) -> None:
    """Send a CSV of outcomes, and print what became of it."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Fault(f"{file} cannot be read.") from error
    receipt = turns.wait_for(lambda: client.post_outcomes(prediction_id, content), terminal)
    if not receipt["matched_count"]:
        outcomes = counted(receipt["outcome_count"], "outcome")
        say(terminal, f"Of {outcomes} none is of this prediction's customers, so nothing is changed by them.")
        say(terminal, "Are the ids written as in the file that was scored, and is it this prediction?")
        return
    for line in _receipt(receipt):
        say(terminal, line)
    say(terminal, f"How good the prediction was: `retainwise quality {prediction_id}`.")


def _receipt(receipt: Mapping[str, int]) -> Iterator[str]:
    yield f"{receipt['matched_count']:,} of {receipt['outcome_count']:,} outcomes are of this prediction's customers."
    yield f"New: {receipt['new_count']:,}. Corrected: {receipt['changed_count']:,}."
    if unmatched := receipt["unmatched_count"]:
        yield f"Passed over: {counted(unmatched, 'customer')} whom this prediction does not have."
    if repeated := receipt["repeated_count"]:
        are = "line is about a customer" if repeated == 1 else "lines are about customers"
        yield f"{repeated:,} {are} of whom a later line tells; the last one counts."


def train(client: Client, terminal: Terminal) -> None:
    """Have a model trained, wait for the end, and print the verdict. Raises Fault where it failed."""
    training = client.post("/v1/models:train", {})
    while training["status"] not in FINAL:
        time.sleep(LOOK_EVERY_S)
        training = client.get(f"/v1/trainings/{training['training_id']}")
    if training["status"] != "COMPLETED":
        raise Fault((training.get("failure") or {}).get("message") or "The training was called off.")
    say(terminal, str(training["report"]["sentence"]))
    for line in _worth(training["report"]):
        say(terminal, line)
    for column in training["report"]["left_out"]:
        say(terminal, f"Left out: {column['name']}. {column['reason']}")
    if training["model_id"]:
        say(terminal, f"Model {training['model_id']}")
    if training["report"]["verdict"] == "WIN":
        say(terminal, f"Use it with `retainwise promote {training['model_id']}`.")


def _worth(report: Mapping[str, Any]) -> Iterator[str]:
    """What the figures mean in customers; nothing where nothing was trained."""
    trained, baseline = ((report.get(name) or {}).get("lift_top_decile") for name in ("trained", "baseline"))
    if not trained or not baseline or not report["row_count"]:
        return
    if report["validation"] == "LATER_PERIOD":
        # The report tells how many left of all customers, and here only the latest were held out.
        times, others = f"{trained['value']:.1f} times as many", f"{baseline['value']:.1f} times"
        yield f"Of the tenth that it calls riskiest {times} left as of all; of the baseline's tenth {others}."
        return
    left_share = report["positive_count"] / report["row_count"]
    found, by_baseline = (riskiest_share(lift, left_share) for lift in (trained, baseline))
    against = f"against {left_share:.0%} of all; of the baseline's tenth {by_baseline:.0%} did"
    yield f"Of the tenth that it calls riskiest about {found:.0%} left, {against}."


def print_models(client: Client, terminal: Terminal) -> None:
    """Print the newest models, the active one marked."""
    say(terminal, _line(" ", "Model id", "Version", "AUC", "Name"))
    for model in client.get("/v1/models")["models"]:
        auc = ((model.get("report") or {}).get("trained") or {}).get("auc")
        cells = model["model_id"], _version(model), f"{auc['value']:.3f}" if auc else "", model["display_name"]
        say(terminal, _line("*" if model["is_active"] else " ", *cells))


def promote(client: Client, terminal: Terminal, model_id: str) -> None:
    """Promote a model, and print what holds from now on."""
    model = _moved(client, terminal, model_id, "promote")
    if model["kind"] == "TRAINED":
        say(terminal, f"Back to the model before it: `retainwise rollback {model['model_id']}`.")


def rollback(client: Client, terminal: Terminal, model_id: str) -> None:
    """Take the promotion of a model back, and print what holds from now on."""
    _moved(client, terminal, model_id, "rollback")


def _moved(client: Client, terminal: Terminal, model_id: str, action: str) -> dict[str, Any]:
    """The model that scores after the action."""
    model: dict[str, Any] = client.post(f"/v1/models/{quote(model_id, safe='')}:{action}", {})
    say(terminal, f"Files are scored with {model['display_name']} ({_version(model)}) from now on.")
    return model


def _version(model: dict[str, Any]) -> str:
    return f"{model['kind'].lower()}-{model['version']}"


def _line(mark: str, *cells: str) -> str:
    """A model's line; ids have 36 letters, and the name comes last since it has any length."""
    return f"{mark} {'  '.join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))}"
