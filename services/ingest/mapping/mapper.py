"""Understands columns: which canonical field each one is, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import assignment, candidates, evidence, headers, measures, prefixes, reasons, relations
from services.ingest.mapping.candidates import Candidate, Found
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.headers import Header
from services.ingest.mapping.measures import Surroundings

# Log-odds from which a column is mapped without asking (0.9), and from which it is worth a question (0.3).
_AUTO_FROM = 2.2
_ASK_FROM = -0.8
# A runner-up within this distance, odds of 1 to 2, makes a choice a guess.
_MARGIN = 0.7
# Two that fit equally well are each right in about half of the cases.
_WITH_RIVAL = 0.6
# What is asked is never surer than what is not: a doubt about a unit or a word weighs more than all that speaks for the field.
_ASKED = 0.89
_CONTRACTS = frozenset({"SUBSCRIPTION", "CONTRACT", "POLICY", "LOYALTY", "SUPPLY_POINT"})
LIKELY_ID, _ROW_NUMBER = 0.5, 0.2


@dataclass(frozen=True)
class _Table:
    """The file as the mapper sees it, all by column in file order; ``samples`` may be empty."""

    names: tuple[str, ...]
    headers: tuple[Header, ...]
    columns: tuple[Evidence, ...]
    samples: Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Choice:
    """All candidates that are worth a question, and the column that each field was given."""

    found: Found
    column_of: dict[str, int]


def map_columns(names: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[ColumnMapping, ...]:
    """What each column was taken for, one for each of ``names`` in file order.

    ``names`` are the headers as they stand in the file; ``samples`` are the text cells of each column, rows in the same order
    for all of them, or empty where none are known. No field is given to two columns. No reason repeats a cell.
    """
    columns = evidence.gather(samples) if samples else (evidence.NOTHING,) * len(names)
    table = _Table(tuple(names), tuple(map(headers.read, prefixes.without_prefixes(names))), columns, samples)
    choice = _choose(candidates.find(table.headers, columns))
    field_of = {column: field for field, column in choice.column_of.items()}
    surroundings = Surroundings(
        _tenure_unit(table, choice), _has_date_order(columns, choice), has_start="signup_date" in choice.column_of
    )
    mapped = [_ignored(index, table) for index in range(len(names))]
    for index, field in field_of.items():
        mapped[index] = _mapped((index, field), table, choice, surroundings)
    for (index, field), _ in sorted(choice.found.items(), key=lambda pair: pair[1].log_odds):
        if index not in field_of:
            mapped[index] = _outdone(index, field, table, choice)
    return tuple(mapped if "customer_id" in choice.column_of else _with_likely_id(mapped, table))


def _choose(found: Found) -> _Choice:
    worth_asking = {pair: candidate for pair, candidate in found.items() if candidate.log_odds >= _ASK_FROM}
    # Odds, not log-odds: no two weak matches outweigh a strong one.
    weights = {pair: exp(candidate.log_odds) for pair, candidate in worth_asking.items()}
    return _Choice(worth_asking, assignment.best(weights))


def _tenure_unit(table: _Table, choice: _Choice) -> str | None:
    by_field = {field: table.samples[index] for field, index in choice.column_of.items() if table.samples}
    tenure, charges = by_field.get("tenure_months"), [by_field.get(field) for field in ("monthly_charges", "total_charges")]
    if tenure is None:
        return None
    by_charges = relations.tenure_unit(tenure, charges[0], charges[1]) if charges[0] and charges[1] else None
    signup = by_field.get("signup_date")
    return by_charges or (relations.tenure_unit_by_start(tenure, signup) if signup else None)


def _has_date_order(columns: Sequence[Evidence], choice: _Choice) -> bool:
    """Whether any column shows the order of day and month; none is read for it as long as no date needs it."""
    is_needed = any(columns[index].date_order == "undecided" for index in choice.column_of.values())
    return is_needed and any(column.date_order in ("day-first", "month-first") for column in columns)


def _mapped(pair: tuple[int, str], table: _Table, choice: _Choice, surroundings: Surroundings) -> ColumnMapping:
    index, field = pair
    candidate, column = choice.found[pair], table.columns[index]
    measure = measures.measure(field, table.headers[index], column, surroundings)
    rival = _rival_column(index, field, table, choice) or _rival_field(index, field, choice) or _rival_key(index, field, table)
    doubts = [doubt for doubt in (measure.doubt, rival) if doubt]
    is_sure = candidate.log_odds >= _AUTO_FROM and candidate.is_understood and not doubts
    confidence = 1 / (1 + exp(-candidate.log_odds))
    if not is_sure:
        confidence = min(confidence, _ASKED)
    return ColumnMapping(
        index=index,
        header=table.names[index],
        field=field,
        decision=Decision.AUTO if is_sure else Decision.ASK,
        confidence=round(confidence * (_WITH_RIVAL if rival else 1), 3),
        unit=measure.unit,
        reason=" ".join([_why(candidate, column), *doubts]),
    )


def _why(candidate: Candidate, column: Evidence) -> str:
    return f"{reasons.by_header(candidate.reading)}, {reasons.by_cells(candidate.fit, are_known=column.is_known)}."


def _rival_column(index: int, field: str, table: _Table, choice: _Choice) -> str | None:
    """Another column, without a field so far, that fits ``field`` about as well and says something else."""
    own = choice.found[index, field].log_odds
    taken = set(choice.column_of.values())
    for (other, name), rival in choice.found.items():
        if name != field or other in taken or _is_part_of_name(table.headers[index], table.headers[other]):
            continue
        if rival.log_odds > own - _MARGIN and not (
            table.samples and relations.say_the_same(table.samples[index], table.samples[other])
        ):
            return reasons.as_good(table.names[other])
    return None


def _is_part_of_name(whole: Header, part: Header) -> bool:
    """``part`` is the given or the family name beside a name."""
    parts = {"GIVEN", "SURNAME"}
    return bool("NAME" in whole.concepts and part.concepts & parts and not whole.concepts & parts)


def _rival_field(index: int, field: str, choice: _Choice) -> str | None:
    """Another field, without a column so far, that the column fits about as well."""
    own = choice.found[index, field].log_odds
    for (column, name), rival in choice.found.items():
        if column == index and name not in choice.column_of and rival.log_odds > own - _MARGIN:
            return reasons.also(name)
    return None


def _rival_key(index: int, field: str, table: _Table) -> str | None:
    """Another number of the rows, where this one is that of an account or a contract: a customer may have several of those."""
    concepts = table.headers[index].concepts
    if field != "customer_id":
        return None
    if concepts & _CONTRACTS and "CUSTOMER" not in concepts:
        is_key = candidates.may_be_key
    elif "ACCOUNT" in concepts and "ID" not in concepts:
        is_key = candidates.is_plain_key
    else:
        return None
    others = (other for other in range(len(table.names)) if other != index)
    keys = (other for other in others if is_key(table.headers[other], table.columns[other]))
    return next((reasons.as_good(table.names[other]) for other in keys), None)


def _ignored(index: int, table: _Table) -> ColumnMapping:
    is_empty = bool(table.samples) and not table.columns[index].is_known
    reason = reasons.EMPTY if is_empty else reasons.NOTHING
    return ColumnMapping(index, table.names[index], None, Decision.IGNORE, 0.0, None, reason)


def _outdone(index: int, field: str, table: _Table, choice: _Choice) -> ColumnMapping:
    reason = reasons.taken(field, table.names[choice.column_of[field]])
    return ColumnMapping(index, table.names[index], None, Decision.IGNORE, 0.0, None, reason)


def _with_likely_id(mapped: list[ColumnMapping], table: _Table) -> list[ColumnMapping]:
    """The column that is most likely the customer's id is asked for, where no header says which one it is."""
    free = [column.index for column in mapped if column.decision is Decision.IGNORE]
    likely = candidates.likely_id(free, table.headers, table.columns)
    reason, confidence = reasons.LIKELY_ID, LIKELY_ID
    if likely is None or table.columns[likely].is_counting:
        identity = _identity(mapped, table)
        if identity is not None:
            likely, reason = identity.index, reasons.IDENTITY_AS_ID[identity.field or ""]
        elif likely is None:
            return mapped
        else:
            reason, confidence = reasons.ROW_NUMBER, _ROW_NUMBER
    asked = ColumnMapping(likely, table.names[likely], "customer_id", Decision.ASK, confidence, None, reason)
    return [asked if column.index == likely else column for column in mapped]


def _identity(mapped: Sequence[ColumnMapping], table: _Table) -> ColumnMapping | None:
    """The e-mail addresses, or else the names of the customers, where hardly any two are the same; None where they are not."""
    of_field = {column.field: column for column in mapped if column.decision is not Decision.IGNORE}
    found = [of_field[field] for field in ("email", "customer_name") if field in of_field]
    return next((column for column in found if candidates.is_one_a_row(table.columns[column.index])), None)
