"""Runs the suite on this machine: `python -m deploy.local`."""

import argparse
import asyncio
import sys
from pathlib import Path

from deploy.local.suite import Options, run


def main() -> int:
    """Read the command line and run the suite until it is told to stop; returns the exit status."""
    return asyncio.run(run(options(sys.argv[1:]), _print))


def options(arguments: list[str]) -> Options:
    """What the command line asks for; an impossible one prints the usage and exits with 2."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description="The suite on this machine, on loopback only.")
    parser.add_argument("--state", type=Path, default=Path(".retainwise"), help="folder of data, keys and logs (%(default)s)")
    parser.add_argument("--gateway-port", type=_port, default=0, help="port of the gateway; 0 takes a free one (%(default)s)")
    parser.add_argument("--base-port", type=_port, default=0, help="first of 23 or more ports for everything; 0 takes free ones")
    parser.add_argument("--scoring-servers", type=_count, default=1, help="how many answer calls (%(default)s)")
    parser.add_argument("--scoring-workers", type=_count, default=1, help="how many score files (%(default)s)")
    parser.add_argument("--verbose", action="store_true", help="show what the parts write to their logs")
    return Options(**vars(parser.parse_args(arguments)))


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{port} is not a port")
    return port


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least one is needed")
    return count


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is a command for the terminal


if __name__ == "__main__":
    sys.exit(main())
