"""The check-up: every part of the suite, the way in, a token, and the room on the disk, a line each."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.table import Table
from rich.text import Text

from deploy.local.folder import LEAST_FREE_BYTES
from services.cli import health, state
from services.cli.client import Client
from services.cli.faults import NOT_RUNNING, Fault, Refused, Unreachable, Unwell
from services.cli.health import Finding
from services.cli.state import Access, Suite
from services.cli.terminal import Terminal, plain

NAME_WIDTH = 18


def check(terminal: Terminal, folder: Path, environment: Mapping[str, str]) -> None:
    """Print a line for each thing that is checked. Raises Unwell where one of them is at fault."""
    faults = 0
    for finding in findings(folder, environment):
        terminal.out.print(_line(finding))
        faults += not finding.is_well
    if faults:
        raise Unwell(f"{faults} {'thing is' if faults == 1 else 'things are'} at fault.")
    terminal.out.print("\nAll is well.")


def findings(folder: Path, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What is found, in the order of looking: the disk, the parts of the suite on this machine, the gateway, a token."""
    try:
        suite = state.find_suite(folder)
    except Fault as fault:
        yield Finding("suite", str(fault), "Start the suite again")
        return
    if folder.is_dir():
        yield _room(folder)
    yield from _parts(suite, environment)
    try:
        access = state.access(folder, environment, None)
    except Fault as fault:
        if suite or environment.get("RETAINWISE_GATEWAY"):
            yield Finding("token", "No token can be made.", str(fault))
        return
    with Client(access) as client:
        yield from _entrance(client, access)


def _parts(suite: Suite | None, environment: Mapping[str, str]) -> Iterator[Finding]:
    if suite is not None:
        yield from map(health.examine, suite.parts)
    elif not environment.get("RETAINWISE_GATEWAY"):
        yield Finding("suite", "It is not running.", NOT_RUNNING.partition(". ")[2])


def _room(folder: Path) -> Finding:
    free_bytes = shutil.disk_usage(folder).free
    words = f"{free_bytes / 1e9:,.1f} GB free in {folder}"
    if free_bytes < LEAST_FREE_BYTES:
        return Finding("disk", words, f"Make room: the suite needs {LEAST_FREE_BYTES / 1e9:.1f} GB to start, and more for files")
    return Finding("disk", words)


def _entrance(client: Client, access: Access) -> Iterator[Finding]:
    try:
        is_healthy = client.is_healthy()
    except Fault as fault:
        yield Finding("way in", f"Nothing answers at {access.gateway}.", _how_to_reach(access, fault))
        return
    if not is_healthy:
        yield Finding("way in", f"{access.gateway}/healthz does not say that it is well.", "Does another program use this port?")
        return
    yield Finding("way in", f"open at {access.gateway}")
    yield _token(client)


def _how_to_reach(access: Access, fault: Fault) -> str:
    if not isinstance(fault, Unreachable):
        return str(fault)
    if access.is_gateway_given:
        return "Is the address in RETAINWISE_GATEWAY right, and does the suite run there?"
    return NOT_RUNNING.partition(". ")[2]


def _token(client: Client) -> Finding:
    try:
        client.list_predictions(status="", limit=1)
    except Refused as refused:
        if refused.status in {401, 403}:
            return Finding("token", f"It is not accepted ({refused.code}).", str(refused))
        return Finding("token", f"{refused} ({refused.code})", "See the parts above")
    except Fault as fault:
        advice = "See what this list says of the gateway" if isinstance(fault, Unreachable) else str(fault)
        return Finding("token", "A call with a token came to no answer.", advice)
    return Finding("token", "accepted")


def _line(finding: Finding) -> Table:
    line = Table.grid(padding=(0, 2, 0, 0))
    line.add_column(width=1)
    line.add_column(width=NAME_WIDTH, no_wrap=True)
    line.add_column(ratio=1)
    mark = Text("✓", style="green") if finding.is_well else Text("✗", style="bold red")
    words = plain(finding.words, style="" if finding.is_well else "red")
    if finding.advice:
        words.append("\n").append(plain(finding.advice if finding.advice.endswith((".", "?")) else f"{finding.advice}."))
    line.add_row(mark, plain(finding.name), words)
    return line
