"""What ingest knows of the canonical fields is what the Customer message says of them."""

import pytest

from retainwise.scoring.v1 import canonical_pb2, customer_pb2
from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import aliases, reasons

MESSAGE = customer_pb2.Customer.DESCRIPTOR
# Columns of the user's own are no canonical fields.
OWN = "own"
KINDS = {"double": {Kind.NUMBER}, "bool": {Kind.FLAG}, "string": {Kind.ID, Kind.TEXT, Kind.DATE}}
TYPES = {MESSAGE.fields[0].TYPE_DOUBLE: "double", MESSAGE.fields[0].TYPE_BOOL: "bool", MESSAGE.fields[0].TYPE_STRING: "string"}


def test_the_fields_are_those_of_the_message_in_its_order() -> None:
    assert list(FIELDS) == [field.name for field in MESSAGE.fields if field.name != OWN]


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_of_the_kind_that_the_message_says(name: str) -> None:
    assert FIELDS[name].kind in KINDS[TYPES[MESSAGE.fields_by_name[name].type]]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind is Kind.NUMBER])
def test_a_number_has_the_unit_and_range_that_the_message_says(name: str) -> None:
    canonical = MESSAGE.fields_by_name[name].GetOptions().Extensions[canonical_pb2.canonical]
    field = FIELDS[name]

    assert (field.unit, field.minimum, field.maximum) == (canonical.unit, canonical.minimum, canonical.maximum)


def test_every_field_has_aliases_and_a_name_for_people() -> None:
    assert set(aliases.RULES) == set(reasons.LABELS) == set(FIELDS)
