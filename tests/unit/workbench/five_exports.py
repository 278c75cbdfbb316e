"""Five made-up exports of one company, as they come: other ids, other marks, one log of tickets."""

from __future__ import annotations

import io
import random

import openpyxl

ACCOUNTS = 40
MONTHS = [f"2025-{m:02d}" for m in range(1, 13)]


def accounts() -> bytes:
    """The CRM: an account a row, with its number in finance; every fifth left in October."""
    rows = ["Account ID,Name,Segment,CSM,Billing No,Signed up,Cancelled on"]
    for i in range(ACCOUNTS):
        left = "2025-10-12" if i % 5 == 0 else ""
        segment, csm = ("SMB", "Mid")[i % 2], ("Ana", "Ben", "Cy")[i % 3]
        rows.append(
            f"ACC-{i:03d},Firm {i},{segment},{csm},{70_000 + 7 * i},2023-0{i % 9 + 1}-15,{left}"
        )
    return "\n".join(rows).encode()


def finance() -> bytes:
    """Finance: by its own number and month, semicolons, decimal commas, day first, cp1252."""
    rows = ["Kunden-Nr;Monat;Umsatz €;Tage überfällig"]
    for i in range(ACCOUNTS):
        for month in MONTHS[: 10 if i % 5 == 0 else 12]:
            year, number = month.split("-")
            rows.append(f"{70_000 + 7 * i};28.{number}.{year};{1000 + i},50;{i % 4 * 5}")
    return "\n".join(rows).encode("cp1252")


def tickets() -> bytes:
    """Support: a ticket a row, dated to the minute."""
    dice = random.Random(1)
    rows = ["ticket_id,account,opened_at,priority,resolution_hours,escalated"]
    for n in range(600):
        day = f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d} 10:{dice.randint(10, 59)}"
        priority = dice.choice(["low", "high", "urgent"])
        rows.append(
            f"T{n:04d},ACC-{dice.randrange(ACCOUNTS):03d},{day},{priority},"
            f"{dice.uniform(1, 72):.1f},{dice.choice(['yes', 'no', 'no'])}"
        )
    return "\n".join(rows).encode()


def usage() -> bytes:
    """The product: a workbook with a sheet of notes and one of logins by account and month."""
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notes"
    notes.append(["topic", "text"])
    notes.append(["logins", "counted by day"])
    sheet = book.create_sheet("Logins")
    sheet.append(["account_id", "month", "logins", "active_users"])
    for i in range(ACCOUNTS):
        for place, month in enumerate(MONTHS[: 10 if i % 5 == 0 else 12]):
            sheet.append([f"ACC-{i:03d}", f"{month}-01", 100 - i - 5 * place * (i % 5 == 0), i + 3])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def survey() -> bytes:
    """Surveys in the long form: an account, month and question a row."""
    rows = ["account_id,period,metric,score"]
    for i in range(ACCOUNTS):
        for month in ("2025-03", "2025-06", "2025-09"):
            rows.append(f"ACC-{i:03d},{month}-30,nps,{i % 11}")
            rows.append(f"ACC-{i:03d},{month}-30,csat,{i % 5 + 1}")
    return "\n".join(rows).encode()


def five() -> dict[str, bytes]:
    """All five by their file names."""
    return {
        "crm accounts.csv": accounts(),
        "finance.csv": finance(),
        "tickets.csv": tickets(),
        "usage.xlsx": usage(),
        "survey.csv": survey(),
    }
