"""Options that many commands share, and the client that they lead to."""

import os
from pathlib import Path
from typing import Annotated

import typer

from services.cli import state
from services.cli.client import Client

STATE = Path(".retainwise")

StateOption = Annotated[Path, typer.Option("--state", envvar="RETAINWISE_STATE", help="Folder of the local suite.")]
UserOption = Annotated[str | None, typer.Option("--user", help="Whom to act for, with a development token.", show_default=False)]


def client(folder: Path, user: str | None) -> Client:
    """A client of the suite that the environment names, or else of the one in ``folder``, signed in as ``user``."""
    return Client(state.access(folder, os.environ, user))
