"""Takes the names of tables and records off headers such as tbl_bill.mrr, gp:plan and Organization - MRR."""

import re
from collections import Counter
from collections.abc import Sequence

from services.ingest.mapping import headers

# What stands before a point, a colon or a dash between blanks.
_PREFIX = re.compile(r"^\s*([^.:]{1,40}?)(?:[.:]|\s+[-–]\s+)(?=\s*\w)")
# One header with a point is an abbreviation, such as "Kd.Nr".
_FEWEST_HEADERS = 2
# A longer word that is not known may change the meaning of what follows: competitor.mrr.
_LONGEST_NAMELESS = 3
_OWNERS = frozenset({"CUSTOMER", "COMPANY", "ACCOUNT", "USERS"})
# These mean what the prefix makes of them: customers.id is another id than invoices.id.
_BARE = frozenset({"ID", "NAME", "NUMBER", "CODE", "TYPE", "STATUS", "CREATED", "ON", "DATE", "STOP"})


def without_prefixes(names: Sequence[str]) -> tuple[str, ...]:
    """The headers, without prefixes that several of them share and that say nothing, or only that it is about the customer."""
    found = [_PREFIX.match(name) for name in names]
    shared = Counter(match[1] for match in found if match)
    return tuple(
        name[match.end() :]
        if match and shared[match[1]] >= _FEWEST_HEADERS and _is_empty(match[1], name[match.end() :])
        else name
        for name, match in zip(names, found, strict=True)
    )


def _is_empty(prefix: str, rest: str) -> bool:
    words = headers.read(prefix).words
    if all(word.is_silent or (not word.concepts and len(word.text) <= _LONGEST_NAMELESS) for word in words):
        return True
    is_owner = all(word.is_silent or word.concepts & _OWNERS for word in words)
    return is_owner and any(not word.concepts & _BARE for word in headers.read(rest).words)
