"""The role that looks into one file on this machine and prints what its columns are taken for, as JSON; it needs no suite."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.ingest import questions, reading
from services.ingest.reading import Understood
from services.runtime.errors import Failure


def main(arguments: Sequence[str]) -> int:
    """Print what the file named by the only argument holds, or the error it is refused with: then the exit status is 1."""
    if len(arguments) != 1:
        print("Name one file: inspect FILE", file=sys.stderr)  # noqa: T201 - for who starts the role by hand
        return 2
    try:
        answer, status = shown(reading.understand(Path(arguments[0]))), 0
    except Failure as failure:
        answer, status = {"error": {"code": failure.code, "message": failure.message}}, 1
    except OSError as error:
        answer, status = {"error": {"code": "", "message": f"{arguments[0]} cannot be read: {error.strerror}."}}, 1
    print(json.dumps(answer))  # noqa: T201 - the answer is what this role is for
    return status


def shown(understood: Understood) -> dict[str, Any]:
    """The file's dialect and its columns in file order; ``must_confirm`` are the indexes of those in doubt that scoring needs."""
    asked = questions.open_questions(understood.columns, row_count=understood.row_count)
    return {
        **asdict(understood.dialect),
        "columns": [{**asdict(column), "decision": column.decision.value} for column in understood.columns],
        "must_confirm": [column.index for column in asked],
    }
