"""Understands columns: which canonical field each one is, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from services.ingest import assignment, candidates, evidence, headers, measures, reasons, relations
from services.ingest.candidates import Candidate
from services.ingest.domain import ColumnMapping, Decision
from services.ingest.evidence import Evidence
from services.ingest.headers import Header

# Log-odds from which a column is mapped without asking, and from which it is worth a question.
_AUTO_FROM = 2.2
_ASK_FROM = -0.8
# A runner-up within this distance makes a choice a guess.
_MARGIN = 0.7


@dataclass(frozen=True)
class _Table:
    """The file as the mapper sees it; all by column in file order."""

    names: tuple[str, ...]
    headers: tuple[Header, ...]
    columns: tuple[Evidence, ...]
    samples: Sequence[Sequence[str]]

    def say_the_same(self, one: int, other: int) -> bool:
        """The cells of both columns have the same meaning, whatever their spelling or unit."""
        return bool(self.samples) and relations.say_the_same(self.samples[one], self.samples[other])


def map_columns(names: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[ColumnMapping, ...]:
    """What each column was taken for, one for each of ``names`` in file order.

    ``names`` are the headers as they stand in the file; ``samples`` are the text cells of each column, rows in the same order for
    all of them, or empty where none are known. No field is given to two columns. No reason repeats a cell.
    """
    table = _Table(tuple(names), tuple(headers.read(name) for name in names), _evidence(names, samples), samples)
    found = candidates.find(table.headers, table.columns)
    worth_asking = {pair: candidate for pair, candidate in found.items() if candidate.log_odds >= _ASK_FROM}
    # Odds, not log-odds: no pair of weak matches outweighs a strong one.
    chosen = assignment.best({pair: exp(candidate.log_odds) for pair, candidate in worth_asking.items()})
    field_of = {column: field for field, column in chosen.items()}
    by_charges = _tenure_unit(table, chosen)
    mapped = [
        _mapped(index, field_of[index], table, worth_asking, chosen, by_charges)
        if index in field_of
        else _ignored(index, table, worth_asking, chosen)
        for index in range(len(names))
    ]
    return tuple(mapped if "customer_id" in chosen else _with_likely_id(mapped, table))


def _evidence(names: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[Evidence, ...]:
    return evidence.gather(samples) if samples else (evidence.NOTHING,) * len(names)


def _tenure_unit(table: _Table, chosen: dict[str, int]) -> str | None:
    wanted = ("tenure_months", "monthly_charges", "total_charges")
    if not table.samples or not all(field in chosen for field in wanted):
        return None
    tenure, monthly, total = (table.samples[chosen[field]] for field in wanted)
    return relations.tenure_unit(tenure, monthly, total)


def _mapped(
    index: int,
    field: str,
    table: _Table,
    found: dict[tuple[int, str], Candidate],
    chosen: dict[str, int],
    by_charges: str | None,
) -> ColumnMapping:
    candidate = found[index, field]
    column = table.columns[index]
    measure = measures.measure(field, table.headers[index], column, by_charges)
    doubts = [measure.doubt, _rival_column(index, field, table, found, chosen), _rival_field(index, field, found, chosen)]
    said = [doubt for doubt in doubts if doubt]
    is_understood = not candidate.unknown or field in candidates.TOLD_BY_CELLS
    is_sure = candidate.log_odds >= _AUTO_FROM and is_understood and not said
    why = reasons.sentence(
        [
            reasons.by_header(field, candidate.strength, candidate.unknown),
            reasons.by_cells(candidate.fit, are_known=column.is_known),
        ]
    )
    return ColumnMapping(
        index=index,
        header=table.names[index],
        field=field,
        decision=Decision.AUTO if is_sure else Decision.ASK,
        confidence=_confidence(candidate.log_odds, doubtful=bool(said)),
        unit=measure.unit,
        reason=" ".join([why, *said]),
    )


def _rival_column(
    index: int, field: str, table: _Table, found: dict[tuple[int, str], Candidate], chosen: dict[str, int]
) -> str | None:
    """Another column that fits ``field`` about as well and says something else."""
    own = found[index, field].log_odds
    busy = set(chosen.values())
    for (other, name), rival in found.items():
        is_close = name == field and other != index and other not in busy and rival.log_odds > own - _MARGIN
        if is_close and not table.say_the_same(index, other):
            return reasons.as_good(table.names[other])
    return None


def _rival_field(index: int, field: str, found: dict[tuple[int, str], Candidate], chosen: dict[str, int]) -> str | None:
    """Another field, without a column so far, that the column fits about as well."""
    own = found[index, field].log_odds
    for (column, name), rival in found.items():
        if column == index and name != field and name not in chosen and rival.log_odds > own - _MARGIN:
            return reasons.also(name)
    return None


def _ignored(index: int, table: _Table, found: dict[tuple[int, str], Candidate], chosen: dict[str, int]) -> ColumnMapping:
    wanted = [(candidate.log_odds, field) for (column, field), candidate in found.items() if column == index and field in chosen]
    reason = reasons.NOTHING
    if wanted:
        field = max(wanted)[1]
        reason = reasons.taken(field, table.names[chosen[field]])
    elif not table.columns[index].is_known and table.samples:
        reason = reasons.EMPTY
    return ColumnMapping(index, table.names[index], None, Decision.IGNORE, 0.0, None, reason)


def _with_likely_id(mapped: list[ColumnMapping], table: _Table) -> list[ColumnMapping]:
    """The column that is most likely the customer's id is asked for, where no header says which one it is."""
    free = [column.index for column in mapped if column.decision is Decision.IGNORE]
    likely = candidates.likely_id(free, table.headers, table.columns)
    if likely is None:
        return mapped
    is_count = table.columns[likely].is_counting
    reason = reasons.ROW_NUMBER if is_count else reasons.LIKELY_ID
    asked = ColumnMapping(likely, table.names[likely], "customer_id", Decision.ASK, 0.2 if is_count else 0.5, None, reason)
    return [asked if column.index == likely else column for column in mapped]


def _confidence(log_odds: float, *, doubtful: bool) -> float:
    return round(1 / (1 + exp(-log_odds)) * (0.7 if doubtful else 1.0), 3)
