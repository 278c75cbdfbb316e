"""Names and values as exports write them are taken for what they are, and what is open is left."""

from __future__ import annotations

import pytest

from scoring.spec.tables import Guessed
from tests.own_files import looked_at
from tests.unit.spec.test_guess_tables import rows

pytestmark = pytest.mark.slow


def guesses(**files: str) -> dict[str, Guessed]:
    """What each file, written with a bar between lines, is taken for."""
    content = {f"{key}.csv": text.replace("|", "\n").encode() for key, text in files.items()}
    return {g.table.key: g for g in looked_at(content).guessed}


def listed(head: str, line: str, count: int = 40, **texts: tuple[str, ...]) -> str:
    """Rows of accounts: in each `{i}` is its number, and other words take turns."""
    each = ({key: words[i % len(words)] for key, words in texts.items()} for i in range(count))
    return rows(head, *(line.format(i=i, **words) for i, words in enumerate(each)))


def test_a_code_goes_before_a_name() -> None:
    """Both are different in every row; the number sign says which is the id."""
    text = listed("Company,Acct #,Tier,ARR", "Firm {i},A{i:03},{tier},{i}00", tier=("a", "b"))
    table = guesses(crm=text)["crm"].table
    assert (table.id, table.name) == ("Acct #", "Company")


def test_a_code_goes_before_a_name_that_another_file_holds_as_well() -> None:
    """Answers carry the name and the id of the account: they are tied by the id."""
    accounts = listed("Company,Acct #,ARR", "Firm {i},A{i:03},{i}00")
    answers = listed("Account ID,Company,Score,Date", "A{i:03},Firm {i},{i},2025-0{m}-11", m="123")
    twice = answers + "|" + answers.split("|", 1)[1].replace("-11", "-12")
    found = guesses(accounts=accounts, answers=twice)
    assert found["accounts"].table.id == "Acct #"
    assert (found["answers"].table.id, found["answers"].table.part) == ("Account ID", "events")


def test_the_number_of_a_ticket_is_no_level() -> None:
    """The mean of the tickets' numbers grows by itself; that of their hours says something."""
    accounts = listed("Account ID,Name,ARR", "A{i:03},Firm {i},{i}00")
    line = "{i},A{a},2025-0{m}-11,{h}"
    three, alike = ("000", "001", "002"), ("2", "5", "9", "4")
    log = listed("Ticket,Account,Opened on,Hours", line, a=three, m=("1", "2"), h=alike)
    table = guesses(crm=accounts, ticket_log=log)["ticket_log"].table
    assert (table.part, table.means, table.sums) == ("events", ("Hours",), ())


def test_a_table_for_each_month_is_said_to_be_one_of_several() -> None:
    """The revenue would be that of one month, and the others its measures: none is sure."""
    text = listed("Account ID,Name,MRR", "A{i:03},Firm {i},{i}00")
    found = guesses(jan_2025=text, feb_2025=text, mar_2025=text)
    part = next(g for g in found.values() if g.table.part == "accounts").sure["part"]
    assert part.share == pytest.approx(0.3)
    assert part.why.endswith(
        " and 1 more have the same columns: if they are other months or customers,"
        " write all into one table, months with a column that says which"
    )
    usage = listed("Account ID,Logins,MRR", "A{i:03},{i},{i}00")
    assert guesses(crm=text, usage=usage)["crm"].sure["part"].share > 0.5


def test_a_number_to_call_is_no_id() -> None:
    """Phone numbers differ as ids do, and their name holds the word number."""
    text = listed("Record ID,Phone Number,Seats", "{i}77,+1 555 0{i:03},{n}", n=("1", "5"))
    assert guesses(crm=text)["crm"].table.id == "Record ID"


def test_the_words_of_a_german_ledger_are_known() -> None:
    """The number of the debtor is the id, and nothing that is measured."""
    head = "Debitorennummer;Kundenname;Kunde seit;Gekündigt zum;Jahresumsatz"
    line = "1{i:04};Firma {i};0{m}.0{m}.2023;{left};{i}00"
    text = listed(head, line, m=("1", "2"), left=("", "", "31.10.2025"))
    table = guesses(debitoren=text)["debitoren"].table
    assert (table.id, table.name, table.arr) == ("Debitorennummer", "Kundenname", "Jahresumsatz")
    assert (table.start_on, table.churned_on) == ("Kunde seit", "Gekündigt zum")
    assert table.measures == ("Jahresumsatz",)


def test_an_end_of_the_contract_that_all_have_is_no_loss() -> None:
    """Forty customers of forty do not leave: it is the renewal, and the doubt is told."""
    text = listed("Account ID,Contract End,Seats", "A{i},2026-0{m}-15,{i}", m="12345")
    found = guesses(crm=text)["crm"]
    assert (found.table.renewal_on, found.table.churned_on) == ("Contract End", None)
    assert found.sure["churned_on"].why == (
        "Contract End is filled in 100% of the rows, and may be the renewal:"
        " choose it if it is the day they left"
    )


@pytest.mark.parametrize("head", ["Contract End", "customerTo", "End Date"])
def test_an_end_that_few_have_is_the_loss(head: str) -> None:
    """One of five has it."""
    text = listed(f"Account ID,{head},Seats", "A{i},{end},{i}", end=("2025-04-15", *[""] * 4))
    table = guesses(crm=text)["crm"].table
    assert (table.churned_on, table.renewal_on) == (head, None)


@pytest.mark.parametrize(
    ("head", "lost", "kept"),
    [
        ("Customer Status", "Former customer", "Active customer"),
        ("Type", "Former Customer", "Customer"),
        ("account_state", "closed", "active"),
        ("Lifecycle Stage", "Churned", "Adopting"),
        ("Type", "Partner", "Customer"),
        ("State", "CA", "NY"),
    ],
)
def test_a_word_for_who_left_is_read_in_phrases_and_states(head: str, lost: str, kept: str) -> None:
    """A state of the union and a kind of partner say nothing of a loss."""
    text = listed(f"Account ID,{head},Seats", "A{i},{w},{i}", w=(lost, kept, kept))
    table = guesses(crm=text)["crm"].table
    said = lost not in ("Partner", "CA")
    assert (table.flag, table.lost_values) == ((head, (lost,)) if said else (None, ()))


def test_what_a_customer_earns_is_asked_about() -> None:
    """Annual revenue beside a number of employees is the customer's own; a contract's is ours."""
    line = "A{i},{i}000000,{i},{i}00"
    open_one = guesses(crm=listed("Account ID,Annual Revenue,Employees,Calls", line))["crm"]
    assert open_one.table.arr is None
    assert open_one.sure["arr"].why.startswith("Annual Revenue stands beside Employees")
    both = guesses(crm=listed("Account ID,Annual Revenue,Employees,Contract Value", line))["crm"]
    assert both.table.arr == "Contract Value"
    alone = guesses(crm=listed("Account ID,Annual Revenue,Seats,Calls", line))["crm"]
    assert (alone.table.arr, alone.table.monthly_revenue) == ("Annual Revenue", False)


@pytest.mark.parametrize(
    ("head", "asked"), [("plan_amount", True), ("bill_avg", True), ("refund_amount", False)]
)
def test_what_a_customer_may_pay_is_asked_about(head: str, asked: bool) -> None:
    """Billing writes 4900 for 49 a month: no revenue is taken from that, nor is it passed by."""
    one = guesses(billing=listed(f"customer,{head},seats", "A{i},{i}900,{i}"))["billing"]
    assert one.table.arr is None
    why = one.sure["arr"].why if "arr" in one.sure else ""
    assert why.startswith(f"{head} may be what they pay") == asked


@pytest.mark.parametrize(
    ("head", "monthly"), [("revenue", True), ("annual_revenue", False), ("acv", False)]
)
def test_revenue_of_a_month_is_times_twelve(head: str, monthly: bool) -> None:
    """Where a row is a month its revenue is the month's, unless the name says a year's."""
    lines = [f"A{i},2025-{m:02},{i * m}" for i in range(20) for m in range(1, 9)]
    table = guesses(book=rows(f"account_id,month,{head}", *lines))["book"].table
    assert (table.arr, table.monthly_revenue) == (head, monthly)


def test_the_mood_of_a_manager_is_no_manager() -> None:
    """A sentiment is a dimension; who looks after the account is the owner."""
    text = listed("Account ID,CSM sentiment,CSM", "A{i},{w},{p}", w=("Green", "Red"), p="ABC")
    table = guesses(crm=text)["crm"].table
    assert (table.owner, table.dimensions) == ("CSM", ("CSM sentiment",))


def test_a_term_that_goes_on_ends_no_subscription() -> None:
    """It begins by its start and not by the day of its entry, and ends by what few have."""
    head = "id,Customer ID,Created,Start Date,Current Period End,Canceled At,Ended At,Amount"
    line = "s{i},C{i},2024-01-02,2024-02-01,2025-12-01,{left},{left},{i}"
    subscriptions = listed(head, line, left=("", "", "2025-05-05"))
    customers = listed("Customer ID,Plan", "C{i},{p}", p="ab")
    found = guesses(customers=customers, subscriptions=subscriptions)["subscriptions"].table
    assert (found.part, found.day, found.until) == ("spans", "Start Date", "Ended At")


def test_tickets_that_are_closed_are_counted_when_they_come() -> None:
    """Created and closed they happen once, though they too have a begin and an end."""
    line = "T{n},A{i:02},2025-0{m}-1{d},2025-0{m}-2{d}"
    lines = [line.format(n=20 * m + i, i=i, m=m, d=i % 9) for i in range(20) for m in (1, 2, 3)]
    accounts = listed("account_id,plan", "A{i:02},{p}", 20, p="ab")
    tickets = rows("Ticket ID,account_id,Created at,Closed at", *lines)
    found = guesses(accounts=accounts, tickets=tickets)["tickets"].table
    assert (found.part, found.day) == ("events", "Created at")


@pytest.mark.parametrize(("head", "kept"), [("Churn date", "out"), ("End date", "losses")])
def test_losses_are_dated_once(head: str, kept: str) -> None:
    """A date named for losses goes before a list of them, and that before any end."""
    accounts = listed(f"Account ID,{head},Seats", "A{i},{d},{i}", d=("2025-04-15", "", ""))
    churned = listed("Account ID,Churn date,Note", "A{i},2025-04-1{i},n", 9)
    found = guesses(accounts=accounts, churned=churned)
    assert found["churned"].table.part == kept
    assert (found["accounts"].table.churned_on is None) == (kept == "losses")


def test_names_lead_to_the_id_of_their_account() -> None:
    """Deals hold other ids and the names: the id stays the id, and they go through the name."""
    accounts = listed("Account ID,Account Name,Tier", "00{i:03},Firm {i},{t}", t="ab")
    lines = [f"D{i},X{i % 40},Firm {i % 40},2025-0{i % 9 + 1}-1{i % 7},{i}" for i in range(90)]
    deals = rows("Deal ID,Account ID,Account Name,Close Date,Amount", *lines)
    found = guesses(accounts=accounts, deals=deals)
    assert (found["accounts"].table.id, found["deals"].table.id) == ("Account ID", "Account Name")
    assert found["deals"].table.through == ("accounts", "Account Name")


def test_a_list_of_accounts_by_name_with_a_date_is_no_list_of_events() -> None:
    """Every customer stands in it once; the day it went live is its start."""
    text = listed("Customer,ARR,Go-live", "Firm {i},{i}00,2024-0{m}-11", m="12345")
    table = guesses(health=text)["health"].table
    assert (table.part, table.id, table.start_on) == ("accounts", "Customer", "Go-live")
