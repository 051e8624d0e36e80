"""How well models learn on labelled files: `python -m tests.performance.learning FOLDER [--write] [--only NAME …]`.

FOLDER is described in tests/performance/labelled. Prints one line per file; with --write the table goes into docs/learning.md.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from services.scoring.learning import examples, train
from services.scoring.learning.examples import Source
from services.scoring.learning.report import Report, Verdict
from tests.performance import labelled
from tests.performance.labelled import Labelled

PAGE = Path(__file__).parents[2] / "docs" / "learning.md"
BEGIN, END = "<!-- table: make learning -->", "<!-- end of table -->"
USES = ("credible", "no_signal")
HEAD = (
    "| file | rows | leavers | AUC trained (95 %) | reference | gap | logistic | baseline | calibration error | verdict |",
    "|---|---|---|---|---|---|---|---|---|---|",
)
VERDICTS = {Verdict.WIN: "beats the baseline", Verdict.NO_SIGNAL: "not enough signal", Verdict.TOO_FEW: "too few to train"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on every file and print the table; the exit status is 0."""
    parser = argparse.ArgumentParser(prog="learning", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the table into docs/learning.md")
    parser.add_argument("--only", nargs="*", default=[], help="names of files")
    options = parser.parse_args(arguments)
    lines = []
    for line in chain(HEAD, _lines(options.folder, options.only)):
        print(line, flush=True)  # noqa: T201 - this is its output
        lines.append(line)
    if options.write:
        PAGE.write_text(_with_table(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")
    return 0


def _lines(folder: Path, only: Sequence[str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as scratch:
        for use in USES:
            for file in labelled.listed(folder, [use]):
                if not only or file.name in only:
                    yield _line(file, _report(file, Path(scratch)))


def _report(file: Labelled, scratch: Path) -> Report:
    prepared = labelled.prepared(file, scratch)
    found = examples.read([Source(prepared, labelled.TODAY)])
    return train.train(found, name=file.name, created=labelled.TODAY.isoformat(), progress=lambda doing, share: None).report


def _line(file: Labelled, report: Report) -> str:
    cells = [f"{file.name} ({file.use.replace('_', ' ')})", f"{report.row_count:,}", f"{report.positive_count:,}"]
    if report.metrics:
        ours = report.metrics["trained"]["auc"]
        others = [f"{report.metrics[model]['auc'].value:.3f}" for model in (train.LOGISTIC, train.BASELINE)]
        cells += [
            f"{ours.value:.4f} ({ours.low:.3f} to {ours.high:.3f})",
            f"{file.reference_auc:.4f}",
            f"{ours.value - file.reference_auc:+.4f}",
            *others,
            f"{report.metrics['trained']['calibration_error'].value:.3f}",
        ]
    else:
        cells += ["", f"{file.reference_auc:.4f}", "", "", "", ""]
    return "| " + " | ".join([*cells, VERDICTS[report.verdict]]) + " |"


def _with_table(page: str, lines: Sequence[str]) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([before + BEGIN, *lines, END + after])


if __name__ == "__main__":
    raise SystemExit(main())
