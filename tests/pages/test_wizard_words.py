"""What the wizard says of files is so: what they become, how they are read and called."""

from __future__ import annotations

import io

import openpyxl
from streamlit.testing.v1 import AppTest

from scoring.spec.source import Source, parse_source
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.panels.wizard_words import becomes
from scoring.workbench import Dropped
from tests.conftest import ROOT
from tests.own_files import looked_at

SOURCE = """
version: 1
name: Words
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, %s, measures: [m]}]
"""
TWO_FILES = """
version: 1
name: Both
files: {customers: {path: customers.csv}, losses: {path: losses.csv}}
account: {from: customers, id: account_id, churn: {event: losses.cancelled_on}}
snapshots: [{from: customers, measures: [mrr]}]
"""
UNCLEAR = b"account_id,signed,mrr\n" + b"".join(
    b"A%d,0%d/0%d/2025,%d EUR\n" % (n, n % 9 + 1, n % 7 + 1, n) for n in range(40)
)
LOSSES = b"account_id,cancelled_on\n" + b"".join(b"A%d,2025-03-1%d\n" % (n, n) for n in range(9))


def wizard(earlier: Source | None = None, **files: bytes) -> AppTest:
    """The Data page with files in hand that have been looked at, and data loaded before."""
    contents = {n if "." in n else f"{n}.csv": content for n, content in files.items()}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    now = Wizard("mark", Dropped(contents), None, "first")
    now.earlier = earlier
    now.take(looked_at(contents))
    app.session_state["wizard"] = now
    return app.run().switch_page("pages/data.py").run()


def test_rows_are_not_called_account_months_before_they_are() -> None:
    """Accounts are counted by their ids; a month that is stated is one snapshot, not many."""
    monthly = becomes(parse_source(SOURCE % "month: month"), 482, 41)
    assert monthly.startswith("It becomes 41 accounts from 482 rows, with 1 measure, by month")
    once = becomes(parse_source(SOURCE % "as_of: 2025-06"), 482, 482)
    assert once.startswith("It becomes 482 accounts with 1 measure, in one snapshot")
    alone = becomes(parse_source(SOURCE % "month: month"), 6, 1)
    assert alone.startswith("It becomes 1 account from 6 rows, with 1 measure, by month")


def test_a_sheet_of_notes_is_left_out_without_alarm() -> None:
    """The sheet beside it is read: nothing is to be mended, and it is named all the same."""
    book = openpyxl.Workbook()
    notes = book.create_sheet("Notes", 0)
    notes.append(["exported by the product team"])
    del book["Sheet"]
    rows = book.create_sheet("Usage")
    for row in (["account_id", "month", "logins"], *([f"A{n}", "2025-01-31", n] for n in range(9))):
        rows.append(row)
    content = io.BytesIO()
    book.save(content)
    app = wizard(**{"usage.xlsx": content.getvalue()})
    assert not app.warning
    (said,) = [one.value for one in app.main.caption if "Left out" in one.value]
    assert "usage.xlsx Notes" in said
    assert "the sheet has a header but no rows" in said


def test_a_row_a_month_is_called_so_at_a_glance() -> None:
    """A file of accounts by month lists no account a row."""
    rows = b"".join(b"A%d,2025-0%d-28,%d\n" % (n % 9, n // 9 + 1, n) for n in range(54))
    app = wizard(usage=b"account_id,month,logins\n" + rows)
    (table,) = [one.value for one in app.dataframe if "One row is" in one.value]
    assert list(table["One row is"]) == ["account and month"]


def test_dates_of_losses_are_a_state_beside_one_snapshot() -> None:
    """As the page says of it once it is loaded; with months before them they are dates."""
    dated = SOURCE.replace("id: id}", "id: id, churn: {churned_on: left}}")
    once = becomes(parse_source(dated % "as_of: 2025-06"), 9, 9)
    assert once.endswith("in one snapshot; losses are a state.")
    monthly = becomes(parse_source(dated % "month: month"), 9, 3)
    assert monthly.endswith("by month; losses are known by their dates.")


def test_a_data_set_is_called_like_the_file_of_its_accounts() -> None:
    """Not like the cancellations, which come first by the alphabet."""
    app = wizard(cancellations=LOSSES, customers=UNCLEAR)
    assert app.text_input(key="mark-name").value == "customers"


def test_a_part_of_the_data_set_is_not_taken_for_the_whole() -> None:
    """Of losses alone the missing customers are told, and nothing where a strange file is by."""
    source = parse_source(TWO_FILES)
    told = [m.value for m in wizard(source, losses=LOSSES).info]
    assert [t for t in told if "are here without customers.csv. Drop those along" in t]
    strange = wizard(source, losses=LOSSES, other=b"a,b\n1,2\n3,4\n")
    assert not [m.value for m in strange.info if "are here without" in m.value]


def test_the_order_of_dates_that_was_said_is_the_one_shown() -> None:
    """Before the choice nothing is decided, and after it nothing else is shown."""
    app = wizard(customers=UNCLEAR)
    shown = [m.value for m in app.markdown if "order of dates" in m.value]
    assert "**not decided**" in shown[0]
    (box,) = (s for s in app.selectbox if s.label.startswith("Dates such as"))
    assert box.label == "Dates such as 01/01/2025 have"
    box.set_value("%d/%m/%Y").run()
    shown = [m.value for m in app.markdown if "order of dates" in m.value]
    assert "**%d/%m/%Y, as you said**" in shown[0]


def test_the_currency_is_guessed_and_can_be_changed() -> None:
    """EUR in the cells of the revenue gives €; what is typed stands in the source."""
    app = wizard(customers=UNCLEAR)
    assert app.text_input(key="mark-currency").value == "€"
    app.text_input(key="mark-currency").set_value("kr").run()
    assert app.session_state["wizard"].currency == "kr"


def test_what_was_left_open_is_said_below_the_fields() -> None:
    """A revenue that the customer itself may earn: once it is chosen, nothing is open."""
    head = b"account_id,Annual Revenue,Employees\n"
    app = wizard(crm=head + b"".join(b"A%d,%d000000,%d\n" % (n, n, n) for n in range(40)))
    said = "**Revenue** is left empty: Annual Revenue stands beside Employees"
    assert [said in c.value for c in app.caption].count(True) == 1
    app.selectbox(key="mark-crm-accounts-arr").set_value("Annual Revenue").run()
    assert not [c for c in app.caption if "is left empty" in c.value]


def test_columns_that_became_rows_are_told() -> None:
    """Before anything is loaded, with the name that the file gave their cells."""
    months = b",".join(b"2025-%02d" % m for m in range(1, 7))
    lines = b"".join(b"C%d,%d,2,3,4,5,6\n" % (n, n) for n in range(20))
    app = wizard(**{"MRR_by_customer": b"customer_id," + months + b"\n" + lines})
    said = "Columns are named by days: each day became a row, its cell 'MRR'"
    assert [said in c.value for c in app.caption].count(True) == 1
