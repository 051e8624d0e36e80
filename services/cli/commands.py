"""The group of all commands, which turns whatever ends one of them into words and an exit status."""

import os
from typing import Any

import typer
from typer.core import TyperGroup

from services.cli.faults import Fault
from services.cli.terminal import open_terminal, say_fault

# As shells report it: 128 + SIGINT.
INTERRUPTED = 130
BUG = "Something unexpected went wrong ({name}). This is a mistake of ours: please report it with what RETAINWISE_DEBUG=1 adds."


class Commands(TyperGroup):
    """No fault of a command reaches the person as a stack trace, unless RETAINWISE_DEBUG asks for it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Fault as fault:
            say_fault(open_terminal(), fault)
            raise typer.Exit(fault.exit_status) from None
        except KeyboardInterrupt:
            open_terminal().err.print("Stopped.")
            raise typer.Exit(INTERRUPTED) from None
        except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
            raise
        except Exception as error:  # the last stop before the person
            if os.environ.get("RETAINWISE_DEBUG"):
                raise
            say_fault(open_terminal(), Fault(BUG.format(name=type(error).__name__)))
            raise typer.Exit(1) from None
