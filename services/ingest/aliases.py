"""What headers mean: for each canonical field, the combinations of concepts that name it and how strongly."""

from dataclasses import dataclass
from functools import lru_cache

from services.ingest.headers import Header, Word

# A line is: strength in log-odds, then what must be there ("A|B": either), "+A" what else may be, "!A" what must not.
# 4 leaves no doubt, 2.5 is the usual reading, 1 is a hint that the values have to support.
_RULES: dict[str, str] = {
    "customer_id": """
        4.0 CUSTOMER|COMPANY ID +NUMBER +CODE +RECORD +DIGITS !SUBSCRIPTION
        3.2 CUSTOMER|COMPANY ID|NUMBER VENDOR
        2.8 VENDOR ID
        3.5 CUSTOMER|COMPANY NUMBER|CODE +RECORD !USERS
        2.8 CUSTOMER NUMBER|CODE
        2.5 CONTACT|RECORD ID
        2.5 ID +CODE +NUMBER
        0.5 SUBSCRIPTION|CONTRACT|POLICY|PHONE ID|NUMBER|CODE +CUSTOMER
        -0.5 CUSTOMER|COMPANY|PHONE|CODE
        """,
    "customer_name": """
        4.0 CUSTOMER|COMPANY|CONTACT NAME
        3.0 NAME +FIRST !SURNAME
        1.2 SURNAME +LAST
        2.3 COMPANY +CUSTOMER
        1.0 CUSTOMER
        """,
    "email": "4.0 EMAIL +CUSTOMER +COMPANY +CONTACT +ADDRESS +BILLING",
    "tenure_months": """
        4.3 TENURE MONTH +CUSTOMER +COMPANY +SUBSCRIPTION +COUNT +NUMBER +TOTAL +SERVICE +CONTRACT
        4.0 TENURE +MONTH +YEAR +DAY +WEEK +CUSTOMER +COMPANY +SUBSCRIPTION +TIME +COUNT +NUMBER +TOTAL +SERVICE +CONTRACT
        4.0 MONTH|YEAR|DAY|WEEK SINCE SIGNUP|START|CREATED +CUSTOMER +SUBSCRIPTION +POLICY +NUMBER +COUNT +CONTRACT
        4.0 MONTH|YEAR|DAY|WEEK AS CUSTOMER|COMPANY +NUMBER +COUNT
        2.5 MONTH|YEAR|DAY|WEEK CUSTOMER|SUBSCRIPTION|SERVICE +DURATION +NUMBER +COUNT +SINCE +TOTAL +AGE
        2.5 MONTH|YEAR|DAY|WEEK ACTIVE +CUSTOMER +SUBSCRIPTION +NUMBER +COUNT +TOTAL !LAST
        2.5 CUSTOMER|SUBSCRIPTION|ACCOUNT DURATION +TIME !TERM
        2.5 ACCOUNT|SUBSCRIPTION AGE +MONTH +YEAR +DAY
        2.5 TIME|DURATION SINCE|AS SIGNUP|START|CUSTOMER +CUSTOMER
        1.0 CONTRACT DURATION|MONTH +MONTH +YEAR +DAY
        1.0 SINCE SIGNUP|START +CUSTOMER
        2.5 LIFETIME MONTH|YEAR|DAY|WEEK +CUSTOMER
        0.5 MONTH|LIFETIME +CUSTOMER
        """,
    "monthly_charges": """
        4.0 MONTHLY|MONTH|MRR MONEY|MRR +RECURRING +PAYMENT +SUBSCRIPTION +CUSTOMER +COMPANY +CONTRACT +PLAN +BILLING +INVOICE +SERVICE +CENTS +MONTHLY +ACCOUNT +MONEY
        4.0 MRR +SUBSCRIPTION +CUSTOMER +TOTAL +CONTRACT +PLAN +CENTS +MONTHLY +MONEY
        3.0 MRR AVERAGE|TOTAL +SUBSCRIPTION +CUSTOMER +MONEY +PLAN
        3.0 MONTHLY PAYMENT|INVOICE|BILLING +SUBSCRIPTION +CUSTOMER +CENTS
        2.8 MONTHLY|MONTH MONEY AVERAGE|TOTAL +PAYMENT +SUBSCRIPTION +CUSTOMER +BILLING +INVOICE
        2.5 YEARLY|YEAR|QUARTERLY|WEEKLY|DAILY MONEY +RECURRING +SUBSCRIPTION +CUSTOMER +CONTRACT +PLAN +BILLING +PAYMENT +CENTS !TOTAL
        2.5 ARR +SUBSCRIPTION +CUSTOMER +CONTRACT +MONEY +TOTAL
        2.0 RECURRING|SUBSCRIPTION|PLAN MONEY +TOTAL +CUSTOMER +CENTS +BILLING
        1.0 CONTRACT|SERVICE|BILLING|PAYMENT MONEY +CUSTOMER +CENTS
        1.0 MONEY +CUSTOMER +CENTS +BILLING +PAYMENT
        0.5 MONTHLY +SUBSCRIPTION +PLAN
        """,
    "total_charges": """
        4.0 TOTAL MONEY +MONEY +CUSTOMER +COMPANY +PAYMENT +BILLING +INVOICE +SUBSCRIPTION +CENTS +DATE !TAX !DISCOUNT
        4.0 TOTAL_MONEY +CUSTOMER
        2.5 TOTAL PAYMENT|BILLING|INVOICE +CUSTOMER +CENTS
        0.5 TOTAL MONEY PURCHASE|TRANSACTION +CUSTOMER
        0.5 MONEY +CUSTOMER
        """,
    "contract_type": """
        4.0 CONTRACT TYPE|TERM|INTERVAL|DURATION|PLAN +CUSTOMER +SUBSCRIPTION +MONTH +YEAR +BILLING !DATE
        4.0 CONTRACT_TYPE +CUSTOMER +MONTH +YEAR +CONTRACT +SUBSCRIPTION +BILLING
        4.0 BILLING|SUBSCRIPTION|PLAN|PAYMENT|RENEWAL INTERVAL +CUSTOMER +BILLING +PLAN +MONTH
        3.5 CONTRACT +CUSTOMER
        2.5 SUBSCRIPTION|BILLING|RENEWAL TERM|DURATION +CUSTOMER +MONTH
        2.0 TERM +MONTH
        1.0 SUBSCRIPTION|PLAN|BILLING|PAYMENT TYPE +CUSTOMER
        1.0 SUBSCRIPTION PLAN
        0.5 INTERVAL
        0.5 BILLING|PLAN|SUBSCRIPTION
        """,
    "payment_method": """
        4.0 PAYMENT METHOD|TYPE +CUSTOMER +BILLING +LAST +CARD +NAME
        4.0 PAYMENT_METHOD +CUSTOMER
        2.5 BILLING METHOD|TYPE +CUSTOMER
        1.0 PAYMENT +CUSTOMER
        0.5 METHOD
        """,
    "plan": """
        4.0 PLAN +NAME +TYPE +LEVEL +CUSTOMER +SUBSCRIPTION +PURCHASED +SERVICE +CONTRACT +BILLING +ITEM
        3.5 SUBSCRIPTION TYPE|LEVEL|NAME +CUSTOMER +PLAN
        2.0 PLAN ID|CODE +SUBSCRIPTION
        2.5 PLAN MONEY +SUBSCRIPTION +CUSTOMER
        1.5 SUBSCRIPTION
        1.0 CUSTOMER|ACCOUNT|SEAT|SERVICE|ITEM|CONTRACT TYPE|LEVEL|NAME !COMPANY
        0.5 CARD TYPE|LEVEL
        0.5 ITEM|COVERAGE +PURCHASED
        """,
    "seats_purchased": """
        4.0 SEAT +NUMBER +COUNT +TOTAL +PURCHASED +CUSTOMER +SUBSCRIPTION +PLAN +CONTRACT +QUANTITY +USERS !USED !ACTIVE
        4.0 SEAT PURCHASED +NUMBER +COUNT +TOTAL +CUSTOMER
        2.5 SUBSCRIPTION|PLAN QUANTITY +CUSTOMER
        2.5 USERS PURCHASED +NUMBER +COUNT +TOTAL
        1.5 USERS NUMBER|COUNT|TOTAL|QUANTITY +NUMBER +COUNT
        1.0 QUANTITY
        """,
    "seats_used": """
        4.0 SEAT USED|ACTIVE|USAGE +NUMBER +COUNT +TOTAL +CUSTOMER +USERS !SHARE !PERCENT
        2.5 USERS ACTIVE +DAYS_30 +DIGITS +DAY +LAST +NUMBER +COUNT +TOTAL +MONTHLY +MONTH +CUSTOMER
        """,
    "feature_usage_score": """
        4.0 FEATURE USAGE|ADOPTION|USED SCORE|PERCENT|SHARE +PRODUCT_USE +CUSTOMER +AVERAGE +SCORE +PERCENT +SHARE
        4.0 PRODUCT_USE|FEATURE USAGE|ADOPTION SCORE|PERCENT|SHARE +PERCENT +SHARE +CUSTOMER
        4.0 USAGE|ADOPTION SCORE +PERCENT +CUSTOMER
        3.5 FEATURE USAGE|ADOPTION +CUSTOMER
        3.0 ENGAGEMENT SCORE +CUSTOMER +PERCENT +PRODUCT_USE
        2.5 USAGE|ADOPTION PERCENT|SHARE
        1.5 PRODUCT_USE USAGE|ADOPTION
        1.0 ENGAGEMENT PERCENT|SHARE|LEVEL
        1.0 ACTIVITY SCORE
        0.5 USAGE|ENGAGEMENT|ADOPTION
        0.5 FEATURE USED +COUNT +NUMBER
        """,
    "last_activity_days_ago": """
        4.0 DAY SINCE LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +LAST +CUSTOMER +PRODUCT_USE +NUMBER +COUNT
        4.0 AGO LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +LAST +DAY +CUSTOMER +PRODUCT_USE
        4.0 DAY WITHOUT LOGIN|ACTIVITY|PURCHASE|USAGE|TRANSACTION +CUSTOMER
        3.5 WEEK|MONTH|HOUR SINCE LAST LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +CUSTOMER +PRODUCT_USE
        3.0 RECENCY +DAY +LOGIN +ACTIVITY +PURCHASE +CUSTOMER +NUMBER +COUNT
        3.0 LAST DAY LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +CUSTOMER +PRODUCT_USE
        3.0 SINCE LAST LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +TIME +CUSTOMER
        1.0 MONTH|WEEK|HOUR RECENCY +CUSTOMER
        0.8 LAST LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION +CUSTOMER
        """,
    "last_activity_date": """
        4.0 LAST LOGIN|ACTIVITY|ACTIVE|USAGE|USED DATE|ON|TIME +CUSTOMER +PRODUCT_USE +DATE +TIME +ON
        3.0 LAST LOGIN|ACTIVITY|ACTIVE|USAGE|USED +CUSTOMER +PRODUCT_USE
        2.8 LAST PURCHASE|TRANSACTION DATE|ON|TIME +CUSTOMER
        2.0 LAST PURCHASE|TRANSACTION +CUSTOMER
        1.0 ACTIVITY|LOGIN DATE
        """,
    "logins_last_30d": """
        4.0 LOGIN DAYS_30 +LAST +DAY +MONTH +NUMBER +COUNT +TOTAL +CUSTOMER +PRODUCT_USE +DIGITS +ACTIVITY +ON
        3.5 LOGIN MONTHLY|MONTH +LAST +NUMBER +COUNT +TOTAL +CUSTOMER +PRODUCT_USE +AVERAGE
        3.0 ACTIVE|ACTIVITY|USAGE DAYS_30 +LAST +DAY +NUMBER +COUNT +TOTAL +CUSTOMER +PRODUCT_USE +DIGITS !USERS
        2.2 ACTIVE DAY MONTH|MONTHLY +LAST +NUMBER +COUNT
        2.0 LOGIN COUNT|NUMBER +CUSTOMER +TOTAL +PRODUCT_USE
        2.0 LOGIN INTERVAL +CUSTOMER
        1.0 LOGIN +CUSTOMER +TOTAL
        0.5 USAGE|ACTIVITY INTERVAL|COUNT|MONTHLY +CUSTOMER
        """,
    "support_tickets": """
        4.0 TICKET NUMBER|COUNT|TOTAL +NUMBER +COUNT +TOTAL +SUPPORT +SERVICE +CUSTOMER +OPEN +REQUEST +LAST +DAYS_30 +DIGITS +DAY +MONTH +YEAR
        3.2 TICKET +SUPPORT +SERVICE +CUSTOMER +OPEN +REQUEST +CALL +LAST +DAYS_30 +DIGITS +DAY +MONTH +MONTHLY +CREATED +YEAR
        4.0 SUPPORT CALL|CONTACT|REQUEST|ACTIVITY +NUMBER +COUNT +TOTAL +CUSTOMER +SERVICE +LAST +DAYS_30 +DIGITS +DAY +MONTH +OPEN +YEAR
        3.5 SERVICE CALL|REQUEST +NUMBER +COUNT +TOTAL +CUSTOMER
        2.2 COMPLAINT NUMBER|COUNT|TOTAL +OPEN +CUSTOMER +SUPPORT +LAST +DAYS_30 +DIGITS +DAY +MONTH +YEAR
        1.5 SUPPORT NUMBER|COUNT|TOTAL +CUSTOMER
        1.0 COMPLAINT|REQUEST|SUPPORT +CUSTOMER
        1.0 CONTACT|REQUEST COUNT|NUMBER +CUSTOMER
        """,
    "nps_score": "4.0 NPS +SCORE +SURVEY +LAST +AVERAGE +CUSTOMER +TIMESPAN_OTHER",
    "csat_score": """
        4.0 SATISFACTION SCORE|LEVEL|SURVEY|PERCENT|SHARE +CUSTOMER +SUPPORT +SERVICE +LAST +SCORE +SURVEY +PERCENT
        3.5 SATISFACTION +CUSTOMER +AVERAGE +SUPPORT +LAST +SCORE
        1.5 SATISFACTION EXTREME +SCORE
        1.0 SURVEY SCORE +LAST
        0.5 SCORE +CUSTOMER +AVERAGE
        """,
    "discount": """
        4.0 DISCOUNT +PERCENT +SHARE +ACTIVE +CUSTOMER +CONTRACT +PLAN +AVERAGE +LEVEL +BILLING +SUBSCRIPTION
        1.0 DISCOUNT MONEY +TOTAL +CUSTOMER
        """,
    "country": """
        4.0 COUNTRY +CUSTOMER +COMPANY +CODE +NAME +BILLING +ADDRESS +PLACE +ID
        -0.5 PLACE|NATIONALITY +CUSTOMER +NAME
        """,
    "industry": "4.0 INDUSTRY +CUSTOMER +COMPANY +TYPE +NAME +CODE",
    "age": """
        4.0 AGE +YEAR +CUSTOMER !ACCOUNT !SUBSCRIPTION
        2.5 BIRTH YEAR +CUSTOMER
        """,
    "gender": """
        4.0 GENDER +CUSTOMER +CODE
        0.0 FEMALE
        """,
    "signup_date": """
        4.0 SIGNUP DATE|ON|TIME +CUSTOMER +COMPANY +SUBSCRIPTION +DATE +TIME +START
        4.0 CUSTOMER|SUBSCRIPTION|ACCOUNT CREATED|START DATE|ON|TIME +DATE +SUBSCRIPTION +CONTRACT +SERVICE +PLAN
        3.5 CUSTOMER SINCE
        3.0 SIGNUP +CUSTOMER +SUBSCRIPTION
        3.0 START|CREATED DATE|ON|TIME +DATE +TIME +SERVICE
        3.0 CONTRACT|PLAN START +DATE +ON +TIME
        2.5 CUSTOMER|SUBSCRIPTION CREATED|START|DATE
        1.5 FIRST SUBSCRIPTION|PURCHASE|LOGIN|ACTIVITY|TRANSACTION DATE|ON +CUSTOMER
        1.5 CONTRACT DATE
        1.0 START|CREATED|SINCE
        """,
    "churned": """
        4.0 CHURN +LABEL +IS +STATUS +TARGET +CUSTOMER +COMPANY +SUBSCRIPTION +CONTRACT +DATE !SCORE
        2.0 STATUS +CUSTOMER +SUBSCRIPTION +CONTRACT
        2.5 RETAINED +IS +LABEL +CUSTOMER +STATUS
        1.5 ACTIVE +IS +LABEL +CUSTOMER +SUBSCRIPTION +STATUS
        1.0 TARGET|LABEL
        """,
    "churn_date": """
        4.0 CHURN DATE|ON|TIME +CUSTOMER +SUBSCRIPTION +CONTRACT +DATE +TIME
        2.5 SUBSCRIPTION|CUSTOMER END +DATE +ON +TIME
        2.2 END DATE|ON|TIME
        1.5 CHURN
        1.0 CONTRACT END +DATE +ON
        """,
}

# Said beside a meaning, these change nothing for any field.
_ALWAYS_ALLOWED = frozenset({"CURRENCY_CODE"})


@dataclass(frozen=True)
class Rule:
    """One way to name a field: ``strength`` in log-odds if every one of ``needs`` is met by a word of its own."""

    strength: float
    needs: tuple[frozenset[str], ...]
    allowed: frozenset[str]
    forbidden: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """How far a header names a field: log-odds before unknown words are held against it, and those words."""

    field: str
    strength: float
    unknown: tuple[str, ...]


def _rule(line: str) -> Rule:
    strength, *terms = line.split()
    needs = tuple(frozenset(term.split("|")) for term in terms if term[0] not in "+!")
    # To say the same thing twice, as in "industry sector", changes nothing.
    repeated = [need for need in needs if len(need) == 1]
    allowed = _ALWAYS_ALLOWED.union((term[1:] for term in terms if term[0] == "+"), *repeated)
    return Rule(float(strength), needs, allowed, frozenset(term[1:] for term in terms if term[0] == "!"))


RULES: dict[str, tuple[Rule, ...]] = {
    field: tuple(_rule(line) for line in lines.strip().splitlines()) for field, lines in _RULES.items()
}

# The name of the field itself settles a tie with other names for it.
_EXACT_NAME = 1.0
# What an unknown word in a header costs in log-odds: enough to ask, not enough to overlook.
UNKNOWN_WORD = 2.5


def readings(header: Header) -> list[Reading]:
    """Every field that ``header`` may name, each once by its strongest rule, in the order of the fields; empty where none."""
    concepts = header.concepts
    found = []
    for field, rules in RULES.items():
        matches = [match for rule in rules if (match := _match(rule, header.words, concepts)) is not None]
        if matches:
            strength, unknown = max(matches, key=lambda match: match[0] - UNKNOWN_WORD * len(match[1]))
            if field == "_".join(word.text for word in header.words):
                strength += _EXACT_NAME
            found.append(Reading(field, strength, unknown))
    return found


def _match(rule: Rule, words: tuple[Word, ...], concepts: frozenset[str]) -> tuple[float, tuple[str, ...]] | None:
    """The rule's strength and the words it does not know, or None where it does not hold."""
    if any(need.isdisjoint(concepts) for need in rule.needs) or rule.forbidden & concepts:
        return None
    left = _without_needs(words, rule.needs)
    if left is None:
        return None
    allowed = rule.allowed
    spare = [word for word in left if not word.is_silent and word.concepts.isdisjoint(allowed)]
    if any(word.concepts for word in spare):
        return None
    return rule.strength, tuple(word.text for word in spare)


@lru_cache(maxsize=8192)
def _without_needs(words: tuple[Word, ...], needs: tuple[frozenset[str], ...]) -> tuple[Word, ...] | None:
    """``words`` without those that meet ``needs``, one each; None where a need stays unmet."""
    if not needs:
        return words
    for at, word in enumerate(words):
        if not word.concepts.isdisjoint(needs[0]):
            left = _without_needs(words[:at] + words[at + 1 :], needs[1:])
            if left is not None:
                return left
    return None
