"""Labelled files of other people's customers, as prepared files: what learning is measured on.

The folder has an ``index.json``: a list of entries with ``id``, ``file``, ``label`` (a header), ``label_positive`` (its values
that mean "left"), ``accuracy_use`` ("credible", "no_signal" …), ``mapping`` (canonical field → ``column``), and ``cv`` with the
AUC of LightGBM (``auc``) and of logistic regression (``lr_auc``) in five folds.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from services.ingest.mapping import mapper, questions
from services.ingest.reading import dialect, prepare, samples

TODAY = date(2025, 6, 1)


@dataclass(frozen=True)
class Labelled:
    """One labelled file, and what others reached on it."""

    name: str
    use: str
    path: Path
    entry: dict[str, Any]

    @property
    def reference_auc(self) -> float:
        """The better of LightGBM and logistic regression, mean of five folds."""
        return max(float(self.entry["cv"]["auc"]), float(self.entry["cv"]["lr_auc"]))


def listed(folder: Path, uses: Iterable[str]) -> list[Labelled]:
    """The labelled files of ``folder`` that may be used for one of ``uses``, in the index's order."""
    entries = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        Labelled(entry["id"], entry["accuracy_use"], folder / entry["file"], entry)
        for entry in entries
        if entry.get("accuracy_use") in set(uses)
    ]


def prepared(file: Labelled, folder: Path) -> Path:
    """``file`` as ingest prepares it, in ``folder``: its label as yes and no under "churned", an id where it has none."""
    raw, target = folder / f"{file.name}.csv", folder / f"{file.name}.parquet"
    rows = _rows(file)
    with raw.open("w", newline="", encoding="utf-8") as sink:
        csv.writer(sink, delimiter=file.entry["delimiter"] or ",").writerows(_relabelled(rows, file.entry))
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    columns = questions.settled(mapper.map_columns(sample.headers, sample.columns))
    prepare.prepare(raw, written, columns, sample, target=target, today=TODAY)
    return target


def _rows(file: Labelled) -> list[list[str]]:
    if file.path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file.path, read_only=True)[file.entry["sheet"]]
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    with file.path.open(newline="", encoding=file.entry["encoding"]) as source:
        return list(csv.reader(source, delimiter=file.entry["delimiter"]))[file.entry["skiprows"] :]


def _relabelled(rows: Sequence[Sequence[str]], entry: dict[str, Any]) -> list[list[str]]:
    headers, label = list(rows[0]), list(rows[0]).index(entry["label"])
    needs_id = "customer_id" not in entry["mapping"]
    headers[label] = "churned"
    if not needs_id:
        headers[headers.index(entry["mapping"]["customer_id"]["column"])] = "customer_id"
    table = [[*(["customer_id"] if needs_id else []), *headers]]
    for number, row in enumerate(rows[1:]):
        cells = list(row)
        if len(cells) == len(headers):
            cells[label] = "yes" if cells[label].strip() in entry["label_positive"] else "no" if cells[label].strip() else ""
            table.append([*([str(number)] if needs_id else []), *cells])
    return table
