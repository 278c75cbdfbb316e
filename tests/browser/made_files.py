"""Made-up files of a visitor, small enough to be read here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random


def table(rows: list[dict[str, object]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def snapshot(accounts: int = 60) -> bytes:
    """One row an account of a made-up telephone company; every fourth has left."""
    dice = random.Random(4)
    return table(
        [
            {
                "customerID": f"{i:04d}-TEL",
                "Contract": dice.choice(["Month-to-month", "One year", "Two year"]),
                "tenure": dice.randint(0, 72),
                "SupportCalls": dice.randint(0, 9),
                "MonthlyCharges": round(dice.uniform(20, 120), 2),
                "Churn": "Yes" if i % 4 == 0 else "No",
            }
            for i in range(accounts)
        ]
    )


def monthly(accounts: int = 30, months: int = 12) -> bytes:
    """One row an account and month; every third account leaves in the ninth month."""
    dice = random.Random(5)
    return table(
        [
            {
                "account_id": f"A{i:03d}",
                "month": dt.date(2025, month, 28),
                "plan": ["Basic", "Pro"][i % 2],
                "logins": dice.randint(0, 40) - (12 if i % 3 == 0 else 0),
                "tickets": dice.randint(0, 6),
                "arr": 1000 * (i + 1),
                "churned_on": "2025-09-15" if i % 3 == 0 else "",
            }
            for i in range(accounts)
            for month in range(1, months + 1)
            if i % 3 or month <= 9
        ]
    )
