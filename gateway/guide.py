"""Writes what docs/api.md repeats of the API: the table of errors.

``python -m gateway.guide`` puts it between its two marks.
"""

import re
import sys
from pathlib import Path

from retainwise.error_codes import ERRORS, ErrorCode

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
BEGIN, END = "<!-- errors: made by `make guide` -->\n", "<!-- end of errors -->\n"


def error_table() -> str:
    """All errors as a Markdown table, by code."""
    head = "| code | HTTP | gRPC | raised by | meaning | what to do |\n|---|---|---|---|---|---|\n"
    return head + "".join(error_row(error) for _, error in sorted(ERRORS.items()))


def error_row(error: ErrorCode) -> str:
    """One line of the table; a dash for what no call answers."""
    status, grpc = (str(error.http_status), error.grpc) if error.answers else ("–", "–")
    return f"| {error.code} | {status} | {grpc} | {', '.join(error.raised_by)} | {error.meaning} | {error.remedy} |\n"


def main() -> None:
    """Bring docs/api.md up to date; exit with 1 where its marks are gone."""
    text = GUIDE.read_text()
    renewed, count = re.subn(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: BEGIN + error_table() + END, text, flags=re.DOTALL
    )
    if count != 1:
        sys.exit(f"{GUIDE} has not exactly one place for the errors.")
    GUIDE.write_text(renewed)


if __name__ == "__main__":
    main()
