"""A made-up customer file that looks like the export of a subscription business: the same every time, with happy and unhappy."""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20_240_229
HEADERS = (
    "Customer ID",
    "Company",
    "Plan",
    "Contract",
    "MRR",
    "Signup Date",
    "Seats Purchased",
    "Seats Used",
    "Logins Last 30 Days",
    "Last Login",
    "Support Tickets",
    "NPS Score",
    "Payment Method",
    "Country",
)
# Plan, price of a seat per month, smallest and largest number of seats, how usual it is.
PLANS = (("Starter", 12, 1, 10, 5), ("Team", 18, 5, 60, 4), ("Business", 26, 20, 250, 2), ("Enterprise", 34, 100, 900, 1))
FIRST_WORDS = (
    "Alder",
    "Beacon",
    "Cobalt",
    "Dune",
    "Ember",
    "Fjord",
    "Granite",
    "Harbour",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lumen",
)
LAST_WORDS = (
    "Analytics",
    "Foods",
    "Freight",
    "Health",
    "Labs",
    "Legal",
    "Media",
    "Outdoor",
    "Robotics",
    "Studios",
    "Travel",
    "Works",
)
COUNTRIES = ("Germany", "United States", "France", "Brazil", "Spain", "Italy", "Netherlands", "Canada")
OLDEST_MONTHS = 72
# Not everybody answers the Net Promoter question.
ANSWERED_NPS = 0.6


@dataclass(frozen=True)
class _Account:
    """What a row is made of; ``health`` is 0..1 and shows in every column a customer manager would look at."""

    number: int
    health: float
    plan: str
    seats: int
    seat_price: int


def sample(row_count: int, today: date) -> str:
    """A CSV with a header and ``row_count`` customers; days are counted back from ``today``."""
    source = random.Random(SEED)  # noqa: S311 - made-up customers need no secrecy, but the same ones every time
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADERS)
    writer.writerows(_row(_account(source, number), source, today) for number in range(1, row_count + 1))
    return file.getvalue()


def _account(source: random.Random, number: int) -> _Account:
    plan, price, fewest, most, _ = source.choices(PLANS, weights=[plan[-1] for plan in PLANS])[0]
    # Two humps: most accounts do well, a good part does badly, and few are in between.
    health = source.betavariate(5, 2) if source.random() < 0.7 else source.betavariate(1.5, 5)
    return _Account(number, health, plan, source.randint(fewest, most), price)


def _row(account: _Account, source: random.Random, today: date) -> list[object]:
    health = account.health
    months = max(1, round(OLDEST_MONTHS * source.random() * (0.25 + 0.75 * health)))
    signed_up = today - timedelta(days=round(months * 30.4) + source.randrange(28))
    idle_days = min(round(source.expovariate(1 / (1 + 75 * (1 - health) ** 2))), (today - signed_up).days)
    is_yearly = source.random() < 0.15 + 0.7 * health
    used = min(account.seats, max(0, round(account.seats * source.gauss(0.15 + 0.8 * health, 0.1))))
    logins = 0 if idle_days > 30 else max(1, round(source.gauss(45 * health, 6)))
    return [
        f"C-{100_000 + account.number * 37}",
        f"{source.choice(FIRST_WORDS)} {source.choice(LAST_WORDS)}",
        account.plan,
        "Annual" if is_yearly else "Month-to-month",
        f"{account.seats * account.seat_price * (0.85 if is_yearly else 1):.2f}",
        signed_up.isoformat(),
        account.seats,
        used,
        logins,
        (today - timedelta(days=idle_days)).isoformat(),
        max(0, round(source.gauss(6 * (1 - health), 1.2))),
        min(10, max(0, round(source.gauss(2 + 8 * health, 1.2)))) if source.random() < ANSWERED_NPS else "",
        source.choice(("Credit card", "Credit card", "Invoice", "Bank transfer", "Direct debit")),
        source.choice(COUNTRIES),
    ]
