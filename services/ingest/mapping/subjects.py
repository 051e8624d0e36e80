"""What a row of the file is about: a customer, or something a customer has many of, such as tickets, deals or orders."""

from collections.abc import Sequence

from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.headers import Header

_THINGS = frozenset({"DEAL", "TICKET", "COMPLAINT", "TRANSACTION", "PURCHASE", "INVOICE", "PAYMENT", "CALL", "EVENT", "LEAD"})
_NAMING = frozenset({"ID", "NUMBER", "CODE", "NAME"})
# Names of deals repeat now and then, their ids never do.
_NEARLY_ALL_DIFFER = 0.9
# Words that say by themselves whom a date, a state or an amount belongs to.
_OF_CUSTOMERS = frozenset({"CUSTOMER", "COMPANY", "SUBSCRIPTION", "CONTRACT", "POLICY", "SIGNUP", "CHURN", "TENURE"}) | {
    "MRR",
    "ARR",
}
# Of what is said in the names of people.
_OF_PEOPLE = frozenset({"NAME", "GIVEN", "SURNAME", "CUSTOMER", "CONTACT", "INSURED", "STOP"})
# What lasts, and what is bought once; shops have customers who sign up and churn as well.
_LASTING = frozenset({"CONTRACT", "POLICY", "SUBSCRIPTION", "RENEWAL", "MRR", "SUPPLY_POINT"})
_ONCE = frozenset({"PURCHASE", "TRANSACTION", "DEAL"})
# Of what is covered there are types, while a type of product is a shelf of a shop.
_OF_PRODUCTS = {"ITEM": frozenset({"NAME", "TEXT"}), "COVERAGE": frozenset({"NAME", "TEXT", "TYPE", "LEVEL"})}
# Fields that a deal or a ticket has as well, under the same header.
SHARED_FIELDS = frozenset(
    {"signup_date", "churn_date", "last_activity_date", "churned", "monthly_charges", "total_charges", "seats_purchased"}
)


def is_of_customers(header: Header) -> bool:
    """The header says itself that it is about the customer."""
    return bool(header.concepts & _OF_CUSTOMERS)


def are_customers(headers: Sequence[Header], columns: Sequence[Evidence]) -> bool:
    """No column names another thing row by row, or says when an answer was given.

    An id of the customer proves nothing: many a report numbers the rows so.
    """
    if any("SUBMITTED" in header.concepts for header in headers):
        return False
    named = (
        header.concepts & _NAMING and header.concepts & _THINGS and column.distinct_share > _NEARLY_ALL_DIFFER
        for header, column in zip(headers, columns, strict=True)
    )
    return not any(named)


def are_people(headers: Sequence[Header]) -> bool:
    """There are insured people, or given and family names, so that a company is where somebody works."""
    if any(header.concepts & {"INSURED"} and all(word.concepts & _OF_PEOPLE for word in header.words) for header in headers):
        return True
    names = [
        header for header in headers if "NAME" in header.concepts and all(word.concepts & _OF_PEOPLE for word in header.words)
    ]
    return len(names) > 1 and any(header.concepts & {"GIVEN", "SURNAME"} for header in names)


def are_contracts(headers: Sequence[Header]) -> bool:
    """Some column is about what lasts, and none about what is bought once."""
    said = frozenset().union(*(header.concepts for header in headers))
    return bool(said & _LASTING) and not said & _ONCE


def is_product(header: Header) -> bool:
    """The header names a product or what is covered, and says nothing else about it."""
    words = [word for word in header.words if not word.is_silent]
    return any(
        product in header.concepts and all(product in word.concepts or word.concepts & of_it for word in words)
        for product, of_it in _OF_PRODUCTS.items()
    )
