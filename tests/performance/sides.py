"""One side of reading or scoring, in a process of its own: `python -m tests.performance.sides SIDE SOURCE FOLDER`.

Prints one JSON object: the seconds of the work without the imports, and the peak memory of the process in MiB with them.
"""

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from services.runtime import process

if TYPE_CHECKING:
    import pyarrow as pa

    from services.scoring.scorer import Scorer

AS_OF = date(2025, 6, 1)

Work = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of work without imports, and the peak of the process in MiB."""

    seconds: float
    peak_mib: float


def run(side: str, source: Path, folder: Path) -> Cost:
    """Run ``side`` on ``source`` in a process of its own, writing into ``folder``."""
    command = [sys.executable, "-m", "tests.performance.sides", side, str(source), str(folder)]
    return Cost(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))


def cost(side: str, source: Path) -> Cost:
    """What ``side`` takes for ``source``.

    What it writes is thrown away, so that no run pays for removing what the last one wrote.
    """
    with tempfile.TemporaryDirectory(dir=source.parent) as name:
        return run(side, source, Path(name))


def main(side: str, source: Path, folder: Path) -> None:
    """Import what ``side`` needs, do its work on ``source``, writing into ``folder``, and print what it took."""
    work = SIDES[side](source)
    started = perf_counter()
    work(source, folder)
    print(json.dumps({"seconds": perf_counter() - started, "peak_mib": _peak_mib()}))  # noqa: T201 - this is its output


def _preparing(source: Path) -> Work:
    """The one pass over the file, its dialect and columns being known: what pandas is told, or guesses while it reads."""
    process.fit_for_tables()
    from services.ingest import intake
    from services.ingest.mapping import questions

    understood = intake.understand(source)
    understood = replace(understood, columns=questions.settled(understood.columns))

    def work(source: Path, folder: Path) -> None:
        targets = intake.Targets(folder / "prepared.parquet", folder / "problems.csv")
        intake.prepare_as(source, understood, targets=targets, today=AS_OF)

    return work


def _understanding(_: Path) -> Work:
    """All that an upload does with a file: its dialect, its columns, and then the pass."""
    process.fit_for_tables()
    from services.ingest import intake

    def work(source: Path, folder: Path) -> None:
        targets = intake.Targets(folder / "prepared.parquet", folder / "problems.csv")
        found = intake.read(source, intake.understand(source), None, targets=targets, today=AS_OF)
        assert found.prepared, "The made-up export must need no confirmation."

    return work


def _reading_with_pandas(_: Path) -> Work:
    # By name, since it has no types; pandas itself imports the Parquet engine late, which is no part of the work.
    pandas = importlib.import_module("pandas")
    importlib.import_module("pandas.io.parquet").get_engine("pyarrow")

    def work(source: Path, folder: Path) -> None:
        pandas.read_csv(source).to_parquet(folder / "pandas.parquet")

    return work


def _scoring_by_baseline(_: Path) -> Work:
    process.fit_for_tables()
    from services.scoring import scorecard
    from services.scoring.scorer import Scorer

    return _scored_by(Scorer(scorecard.baseline(), version="1"))


def _scoring_by_trained(source: Path) -> Work:
    """Scoring with the trained model that lies beside ``source``."""
    process.fit_for_tables()
    return _scored_by(_trained_scorer(source))


def _trained_scorer(source: Path) -> "Scorer":
    from services.scoring import model_file
    from services.scoring.scorer import Scorer

    return Scorer(model_file.read((source.parent / "model.retainwise").read_bytes()), version="1")


def _scored_by(scorer: "Scorer") -> Work:
    from services.scoring import results

    def work(source: Path, folder: Path) -> None:
        for _ in results.score_file(source, results.ResultFiles.within(folder), scorer, as_of=AS_OF):
            pass

    return work


def _predicting(source: Path) -> Work:
    """CSV to CSV with LightGBM's probability and no reasons: Arrow's reader and writer, one thread in LightGBM as in Arrow."""
    import lightgbm
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pa_csv

    booster = lightgbm.Booster(model_file=source.parent / "model.txt")
    inputs = json.loads((source.parent / "inputs.json").read_text())

    def values(batch: "pa.RecordBatch") -> Any:
        return np.column_stack([_input_values(batch.column(entry["header"]), entry["codes"]) for entry in inputs])

    def work(source: Path, folder: Path) -> None:
        options = pa_csv.ReadOptions(use_threads=False, block_size=4 << 20)
        with pa_csv.open_csv(source.parent / "customers.csv", read_options=options) as batches:
            schema = batches.schema.append(pa.field("churn_probability", pa.float64()))
            with pa_csv.CSVWriter(folder / "predicted.csv", schema) as sink:
                for batch in batches:
                    probability = pa.array(booster.predict(values(batch), num_threads=1))
                    sink.write_batch(pa.RecordBatch.from_arrays([*batch.columns, probability], schema=schema))

    return work


def _input_values(column: "pa.Array", codes: dict[str, float] | None) -> Any:
    import pyarrow as pa

    if codes:
        encoded = column.dictionary_encode()
        return pa.array([codes[text] for text in encoded.dictionary.to_pylist()]).take(encoded.indices).to_numpy()
    if pa.types.is_date(column.type):
        return (AS_OF - date(1970, 1, 1)).days - column.cast(pa.int32()).to_numpy()
    return column.to_numpy()


def _passing_on(source: Path) -> Work:
    """All that scoring reads and writes, by the same code, with values that were ready before: no scoring and no sums."""
    process.fit_for_tables()
    import pyarrow.parquet as pq

    from services.scoring import pipeline, prepared, summing

    scorer = _trained_scorer(source)
    with pq.ParquetFile(source) as table:
        ready = pipeline.score(next(table.iter_batches(prepared.BATCH_ROWS)), scorer, AS_OF)

    def cut(batch: "pa.RecordBatch", *_: Any) -> pipeline.ScoredBatch:
        columns = {name: column.slice(0, batch.num_rows) for name, column in ready.columns.items()}
        return replace(ready, columns=columns, probabilities=ready.probabilities.slice(0, batch.num_rows))

    # The steps left out, in this process only.
    vars(pipeline)["score"] = cut
    summing.Summing.add = lambda *_: None  # type: ignore[method-assign] # Left out like the step before.
    return _scored_by(scorer)


SIDES: dict[str, Callable[[Path], Work]] = {
    "prepare": _preparing,
    "understand": _understanding,
    "pandas": _reading_with_pandas,
    "score_baseline": _scoring_by_baseline,
    "score_trained": _scoring_by_trained,
    "predict": _predicting,
    "pass_on": _passing_on,
}


def _peak_mib() -> float:
    """VmHWM, which starts anew with the program; ru_maxrss would begin with the memory of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
