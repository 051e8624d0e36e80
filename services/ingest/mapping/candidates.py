"""Every field that a column may be, by its header and its cells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import kinds, plausibility, readings, subjects
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.headers import Header
from services.ingest.mapping.odds import AGREES, CONFIRMS, ODD
from services.ingest.mapping.readings import Reading

# These fields the cells give away, the others never: as likely as not under a header without any known word, and less so under
# one that speaks of something else.
TOLD_BY_CELLS = ("email", "gender", "country", "contract_type", "payment_method", "churned", "plan", "industry")
_NOT_IN_HEADER, _AGAINST_HEADER = -2.0, -2.5
# Amounts for a period, as in 29.99/mo, are charges under any header, though perhaps not those of the customer now.
_SAID_BY_CELLS = -0.7
# Cells full of known words leave little room for what a word in the header could change about these. A date or an amount with
# such a word is another date or amount, however well it reads.
_SETTLED_BY_CELLS = tuple(field for field in TOLD_BY_CELLS if field != "churned")
# The only column that tells the rows apart by a number or a code is likely what its header hints at, and in a file of
# contracts a product is what they are for.
_ONLY_KEY, _LEAST_HINT = 1.0, -0.5
_OF_CONTRACTS = 1.5
# Keys and names look alike, whosever they are.
_OF_ANYBODY = (Kind.ID, Kind.TEXT)
# What is said about a seller, a place or a pet is not said about the customer.
_OF_OTHERS = frozenset({"OWNER", "ADDRESS", "ANIMAL"})
# In a file of tickets or deals, a date or an amount is theirs unless its header says that it is the customer's.
_OF_ANOTHER = -2.5
# A few customers may be there twice, or have no name.
_ONE_A_ROW, _MOST_FILLED = 0.98, 0.95
# What differs from row to row as well: measures are never ids, and phones are where nothing else may be.
_MEASURES = frozenset(
    {"MONEY", "AVERAGE", "DURATION", "SCORE", "PERCENT", "SHARE", "BALANCE", "COUNT", "USAGE", "LAST", "ADDRESS", "PLACE"}
    | {"COUNTRY", "INCOME", "EARNED", "AGE"}
)
# One each as well, though nobody's key.
_OF_PERSONS = frozenset({"NAME", "EMAIL", "PHONE"})
# Beyond it cells of several words are no slips.
_SOME = 0.2
# A longer text is no id that people would look up.
_LONGEST_LIKELY_ID = 64

Found = dict[tuple[int, str], "Candidate"]


@dataclass(frozen=True)
class Candidate:
    """How far a column is a field: what the header says, and ``fit``, the log-odds that the cells add."""

    reading: Reading
    fit: float

    @property
    def log_odds(self) -> float:
        """All evidence together."""
        return self.reading.log_odds + self.fit

    def strengthened(self, by: float) -> "Candidate":
        """The same with ``by`` added to what the header says."""
        return replace(self, reading=replace(self.reading, strength=self.reading.strength + by))

    @property
    def is_understood(self) -> bool:
        """No word of the header is unknown, or the cells say enough without it or bear out what it seems to shorten."""
        is_settled = self.reading.field in _SETTLED_BY_CELLS and self.fit >= CONFIRMS
        is_borne_out = self.reading.is_shortened and self.fit >= AGREES and FIELDS[self.reading.field].kind not in _OF_ANYBODY
        return not self.reading.unknown or is_settled or is_borne_out


def find(headers: Sequence[Header], columns: Sequence[Evidence]) -> Found:
    """The candidates by (column, field); a column whose cells rule a field out has none for it."""
    are_customers = subjects.are_customers(headers, columns)
    only_key, are_contracts = _only_key(headers, columns), subjects.are_contracts(headers)
    parts = _parts_of_names(headers)
    found = {}
    for index, (header, column) in enumerate(zip(headers, columns, strict=True)):
        is_clear = are_customers or subjects.is_of_customers(header)
        for candidate in _of(header, column, is_part_of_name=index in parts):
            reading = candidate.reading
            if not is_clear and reading.field in subjects.SHARED_FIELDS:
                candidate = candidate.strengthened(_OF_ANOTHER)
            elif reading.field == "customer_id" and index == only_key and reading.strength >= _LEAST_HINT:
                candidate = candidate.strengthened(_ONLY_KEY)
            elif reading.field == "plan" and are_contracts and subjects.is_product(header):
                candidate = candidate.strengthened(_OF_CONTRACTS)
            found[index, reading.field] = candidate
    return _without_employers(found, headers)


def _without_employers(found: Found, headers: Sequence[Header]) -> Found:
    """Beside the names of people a company that is not called the customer's name is their employer."""
    if not subjects.are_people(headers):
        return found
    companies = {index for index, header in enumerate(headers) if "COMPANY" in header.concepts and "NAME" not in header.concepts}
    return {(index, field): each for (index, field), each in found.items() if field != "customer_name" or index not in companies}


def _of(header: Header, column: Evidence, *, is_part_of_name: bool) -> list[Candidate]:
    named = readings.of(header)
    is_rate = column.unit is not None and column.unit.is_each
    if is_rate and not any(reading.field == "monthly_charges" for reading in named):
        named = [*named, Reading("monthly_charges", _SAID_BY_CELLS, ())]
    if column.filled_share >= plausibility.MOSTLY_FILLED and _is_of_contract(header):
        # An end that everybody has is that of a contract.
        named = [reading for reading in named if reading.field != "churn_date"]
    fits = [(reading, _fit(reading.field, column, is_part_of_name=is_part_of_name)) for reading in named]
    found = [Candidate(reading, fit) for reading, fit in fits if fit is not None]
    return found + _told(header, column, {candidate.reading.field for candidate in found})


def _is_of_contract(header: Header) -> bool:
    """It says an end but not that of the customer, or until when one may give notice, as a Kündigungstermin may."""
    return "APPOINTMENT" in header.concepts or ("CHURN" not in header.concepts and "END" in header.concepts)


def _parts_of_names(headers: Sequence[Header]) -> frozenset[int]:
    """The columns of given and family names, among them a name beside a given one."""
    parts = {index for index, header in enumerate(headers) if header.concepts & {"GIVEN", "SURNAME"}}
    names = (
        {index for index, header in enumerate(headers) if "NAME" in header.concepts} if subjects.are_people(headers) else set()
    )
    return frozenset(parts | names)


def _fit(field: str, column: Evidence, *, is_part_of_name: bool) -> float | None:
    """How well the cells suit ``field``. A few names that come again and again may be brands, unless they are parts of names."""
    found = plausibility.fit(field, column)
    are_words = column.spaced_share < _SOME and not column.email_share and not column.code_share
    return 0.0 if field == "customer_name" and is_part_of_name and found == ODD and are_words else found


def _told(header: Header, column: Evidence, named: Collection[str]) -> list[Candidate]:
    """The fields that the cells give away though the header does not name them."""
    if column.is_number or column.is_date or header.concepts & _OF_OTHERS:
        return []
    is_silent = all(word.is_silent or not word.concepts for word in header.words)
    # Addresses differ from row to row, and nothing else here does.
    fields = TOLD_BY_CELLS if column.kind_count <= kinds.MOST_KINDS else ("email",)
    readings_ = (Reading(field, _NOT_IN_HEADER if is_silent else _AGAINST_HEADER, ()) for field in fields)
    told = [
        Candidate(reading, plausibility.fit(reading.field, column) or 0.0) for reading in readings_ if reading.field not in named
    ]
    return [candidate for candidate in told if candidate.fit >= CONFIRMS]


def likely_id(free: Sequence[int], headers: Sequence[Header], columns: Sequence[Evidence]) -> int | None:
    """The column among ``free`` that looks most like an id, though no header says so; None where none does.

    Ids differ in nearly every row, or are keys that only a program reads. A header that says id or number goes first, then
    the first column; phones go late, and a count of the rows last. Measures are none.
    """
    free = [index for index in free if not headers[index].concepts & _MEASURES]
    likely = [index for index in free if _is_unique(columns[index])] or [index for index in free if columns[index].is_opaque]
    if not likely:
        return None
    return min(likely, key=lambda index: (columns[index].is_counting, *_unlikeness(headers[index]), index))


def _unlikeness(header: Header) -> tuple[bool, bool]:
    """Sorts headers of ids: first those that say id or number, last those of phones."""
    return "PHONE" in header.concepts, not header.concepts & {"ID", "NUMBER", "CODE"}


def is_plain_key(header: Header, column: Evidence) -> bool:
    """Whether the column numbers the rows under a header that says id or number, and nothing else that is known."""
    said = header.concepts - {"STOP"}
    return bool(said) and said <= {"ID", "NUMBER", "RECORD"} and _is_unique(column) and not column.is_counting


def may_be_key(header: Header, column: Evidence) -> bool:
    """Whether the column differs from row to row as ids do, and its header says nothing that would be no id."""
    return not header.concepts & (_MEASURES | _OF_PERSONS) and _is_unique(column) and not column.is_counting


def _only_key(headers: Sequence[Header], columns: Sequence[Evidence]) -> int | None:
    """The column that alone differs from row to row as ids do, where digits are in all of its cells; else None."""
    keys = [index for index, pair in enumerate(zip(headers, columns, strict=True)) if may_be_key(*pair)]
    is_code = len(keys) == 1 and all(any(map(str.isdigit, cell)) for cell in columns[keys[0]].looked_at)
    return keys[0] if is_code else None


def is_one_a_row(column: Evidence) -> bool:
    """Whether nearly every row has a cell of its own, so that it may tell the rows apart whatever it says."""
    return column.is_known and column.distinct_share > _ONE_A_ROW and column.filled_share > _MOST_FILLED


def _is_unique(column: Evidence) -> bool:
    fit = plausibility.fit("customer_id", column)
    is_one_each = column.is_known and fit is not None and fit >= CONFIRMS and column.mean_length < _LONGEST_LIKELY_ID
    return is_one_each and (not column.is_number or _are_given_out(column))


def _are_given_out(column: Evidence) -> bool:
    """The numbers have one length, or ascend: what is measured hardly does."""
    cells = column.looked_at
    is_even = len({len(cell) for cell in cells}) == 1
    return all(cell.isdecimal() for cell in cells) and (is_even or list(column.numbers) == sorted(column.numbers))
