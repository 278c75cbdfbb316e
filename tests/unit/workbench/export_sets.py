"""Made-up exports in the shapes in which programs and people write them, small and always alike."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Sequence

import openpyxl

FIRMS = 32
Cell = str | int | float | dt.date | None
Files = dict[str, bytes]
PAIRS = list(itertools.product(("Ash", "Bay", "Elm", "Fen", "Glen", "Jet", "Oak", "Rye"), range(4)))
NAMES = [f"{tree} {('Bikes', 'Foods', 'Media', 'Tech')[i]}" for tree, i in PAIRS]
START = [dt.date(2022 + i % 3, i % 12 + 1, i % 27 + 1) for i in range(FIRMS)]
LEFT = [dt.date(2025, 5 + i % 6, i % 27 + 1) if i % 4 == 1 else None for i in range(FIRMS)]
"""Eight of the 32 left."""
MRR = [(500, 1200, 2400, 4000)[i % 4] + i for i in range(FIRMS)]
MONTHS = [dt.date(2025, m, 15) for m in range(1, 12)]


def table(
    head: str, lines: Iterable[Sequence[Cell]], mark: str = ",", code: str = "utf-8"
) -> bytes:
    """A text table; an empty cell for nothing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    writer.writerows([head.split(mark), *lines])
    return out.getvalue().encode(code)


def day(when: dt.date | None, form: str) -> str:
    return when.strftime(form) if when else ""


def german(number: float) -> str:
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def active(i: int) -> list[dt.date]:
    """The months in which a firm was a customer."""
    left = LEFT[i]
    return [m for m in MONTHS if left is None or m <= left]


def billing() -> Files:
    """Names with their object before them; a term for all, a cancellation for those who left."""
    accounts = "Account: Account Number,Account: Name,Account: Currency,Account: Status"
    head = (
        "Subscription: ID,Account: Account Number,Subscription: Contract Effective Date,"
        "Subscription: Term End Date,Subscription: Cancelled Date,Rate Plan Charge: MRR"
    )
    state = ["Canceled" if left else "Active" for left in LEFT]
    one = [(f"A{i:08}", NAMES[i], "USD", state[i]) for i in range(FIRMS)]
    two = [
        (f"2c92{i:012x}", f"A{i:08}", START[i], dt.date(2025, 12, 31), LEFT[i], MRR[i])
        for i in range(FIRMS)
    ]
    return {"Account.csv": table(accounts, one), "Subscription.csv": table(head, two)}


def debtors() -> Files:
    """German bookings: a minus behind credits, and a column that names the currency."""
    one = [
        (100_200 + i, NAMES[i], day(START[i], "%d.%m.%Y"), day(LEFT[i], "%d.%m.%Y"))
        for i in range(FIRMS)
    ]
    two = [
        (100_200 + i, day(m, "%d.%m.%Y"), german(MRR[i]) + "-" * (i == m.month), "NOK")
        for i in range(FIRMS)
        for m in active(i)
    ]
    head = "Debitor;Name 1;Kunde seit;Gekündigt zum"
    return {
        "debitoren.csv": table(head, one, ";", "cp1252"),
        "buchungen.csv": table("Debitor;Belegdatum;Betrag;Hauswährung", two, ";", "cp1252"),
    }


def tracker() -> Files:
    """A sheet kept by hand: a title, a last column that most rows leave empty, sums and means."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Client retainers (keep up to date!)"])
    sheet.append([])
    sheet.append(["Client", "Account lead", "Retainer / month", "Started", "Status", "Left"])
    for i in range(FIRMS):
        state = "Lost" if LEFT[i] else "Live"
        sheet.append([NAMES[i], ("Jo", "Kit")[i % 2], MRR[i], START[i], state, LEFT[i]])
    sheet.append(["Total", None, sum(MRR)])
    sheet.append(["Average", None, sum(MRR) / FIRMS])
    out = io.BytesIO()
    book.save(out)
    return {"Client tracker.xlsx": out.getvalue()}


def telco() -> Files:
    """Spanish: days of joining and leaving, a fee a month, decimal commas."""
    head = "ID cliente;Nombre;Fecha de alta;Fecha de baja;Motivo de baja;Cuota mensual (€);Consumo"
    lines = [
        (
            *(f"CL-{i:05}", NAMES[i], day(START[i], "%d/%m/%Y"), day(LEFT[i], "%d/%m/%Y")),
            *("Precio" if LEFT[i] else "", german(MRR[i] / 20), german(i * 7.5)),
        )
        for i in range(FIRMS)
    ]
    return {"clientes.csv": table(head, lines, ";")}


def schools() -> Files:
    """No column is called a name, and months stand side by side."""
    head = "School ID,School,License start,License end,Annual price"
    one = [
        (
            f"{60_000_000 + i * 13}",
            f"{NAMES[i]} School",
            *(day(dt.date(2024, 8, 1), "%m/%d/%Y"), day(dt.date(2025, 7, 31), "%m/%d/%Y")),
            f"${MRR[i] * 10:,}",
        )
        for i in range(FIRMS)
    ]
    months = ",".join(day(m, "%b-%y") for m in MONTHS)
    two = [
        (f"{60_000_000 + i * 13}", *(i * 31 % 97 + m.month for m in MONTHS)) for i in range(FIRMS)
    ]
    return {
        "schools.csv": table(head, one),
        "usage by month.csv": table(f"School ID,{months}", two),
    }


def dutch() -> Files:
    """A notice for those who left, and an end of the contract for all."""
    head = "Debiteurnummer;Naam;Klant sinds;Opgezegd op;Einddatum contract;MRR;Accountmanager"
    form, lines = "%d-%m-%Y", []
    for i in range(FIRMS):
        left = LEFT[i]
        notice = left - dt.timedelta(days=60) if left else None
        end = left or dt.date(2026, i % 12 + 1, 28)
        dates = (day(START[i], form), day(notice, form), day(end, form))
        lines.append((30_000 + i, NAMES[i], *dates, german(MRR[i]), ("Jan", "Piet")[i % 2]))
    tickets = [
        (5_000 + n, 30_000 + n * 7 % FIRMS, f"{n % 28 + 1:02}-{n % 11 + 1:02}-2025", f"Vraag {n}")
        for n in range(160)
    ]
    return {
        "klanten.csv": table(head, lines, ";"),
        "tickets.csv": table("Ticketnr;Debiteur;Aangemaakt op;Onderwerp", tickets, ";"),
    }


def french() -> Files:
    """A turnover by name of the year, a space between thousands, a state in words."""
    head = "Réf client;Raison sociale;Date de début;Date de résiliation;CA annuel (€);Statut;Postes"
    lines = [
        (
            *(f"C{i:04}", NAMES[i], day(START[i], "%d/%m/%Y"), day(LEFT[i], "%d/%m/%Y")),
            f"{MRR[i] * 12:,}".replace(",", " ") + ",00",
            *("Résilié" if LEFT[i] else "Actif", i * 7 % 31 + 1),
        )
        for i in range(FIRMS)
    ]
    return {"clients.csv": table(head, lines, ";", "cp1252")}


def daily() -> Files:
    """Surrogate keys, and a row a day whose counts add up."""
    head = "account_sk,account_name,arr,valid_from,churned_at"
    one = [
        (90_000_017 * 2 + i * 34, NAMES[i], MRR[i] * 12, START[i], LEFT[i]) for i in range(FIRMS)
    ]
    first = dt.date(2025, 9, 1)
    two = [
        (first + dt.timedelta(days=d), 90_000_017 * 2 + i * 34, d * i % 7, d * i % 900)
        for i in range(FIRMS)
        for d in range(80)
    ]
    return {
        "dim_accounts.csv": table(head, one),
        "fct_daily_usage.csv": table("usage_date,account_sk,sessions,seconds_active", two),
    }
