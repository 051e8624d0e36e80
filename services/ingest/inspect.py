"""The role that looks into one file on this machine and prints what its columns are taken for, as JSON; it needs no suite."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.ingest import intake
from services.ingest.intake import Understood
from services.ingest.mapping import questions
from services.runtime.errors import Failure


def main(path: str) -> int:
    """Print what the file at ``path`` holds, or the error it is refused with: then the exit status is 1."""
    try:
        answer, status = shown(intake.understand(Path(path))), 0
    except Failure as failure:
        answer, status = {"error": {"code": failure.code, "message": failure.message}}, 1
    except OSError as error:
        answer, status = {"error": {"code": "", "message": f"{path} cannot be read: {error.strerror}."}}, 1
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
