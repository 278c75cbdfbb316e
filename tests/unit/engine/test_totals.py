"""A row that sums up the others is no customer, and never counts as one in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.load import load
from scoring.errors import Finding
from scoring.spec.source import parse_source
from scoring.workbench import choices
from tests.unit.engine.loading import ONE, TODAY, column, loaded

pytestmark = pytest.mark.slow

SUMS = ONE.replace("id: id", "id: id, arr: mrr")
BOOK = "id,mrr,m\na,40,7\nb,30,5\nc,13,4\n"
"""40 + 30 + 13 = 83, 7 + 5 + 4 = 16."""


def of_totals(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.kind == "total_rows"]


@pytest.mark.parametrize(
    "word",
    ["Total", "TOTAL:", "Grand total", "Totals 2025", "Sum", "Summe", "Gesamt", "Итого", "Somme"],
)
def test_a_row_called_a_total_is_told(tmp_path: Path, word: str) -> None:
    """The word alone will do, whatever its row holds, and where it stands is said."""
    data = loaded(tmp_path, SUMS, a=f"{BOOK}{word},83,\n")
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("total_rows", "warning", 1)
    assert found.problem == "1 row reads as a total; kept as a customer"
    assert (found.line, found.examples) == (5, (f"row 4: {word!r}",))
    assert data.catalogue.accounts == 4


@pytest.mark.parametrize("name", ["Totally", "Sumo", "Gesamtwerk AG", "Total Wine", "A-Total"])
def test_a_name_that_only_begins_so_is_none(tmp_path: Path, name: str) -> None:
    """Customers have such names."""
    assert loaded(tmp_path, SUMS, a=f"{BOOK}{name},12,3\n").findings == ()


def test_totals_of_months_are_told_with_all_their_rows(tmp_path: Path) -> None:
    """A total below each month is one more account in each month."""
    source = ONE.replace("from: a, measures", "from: a, month: month, measures")
    rows = "id,month,m\na,2024-01,1\nTotal,2024-01,1\na,2024-02,2\nTotal,2024-02,2\nSum,2024-02,9\n"
    (found,) = loaded(tmp_path, source, a=rows).findings
    assert (found.count, found.examples) == (3, ("row 2: 'Total'", "row 5: 'Sum'"))
    assert found.problem == "3 rows read as totals; kept as a customer"


def test_a_last_row_that_holds_the_sums_is_told(tmp_path: Path) -> None:
    """An id that says nothing: 83 and 16 are the sums of both columns, 83 and 17 only of one."""
    (found,) = loaded(tmp_path, SUMS, a=BOOK + "9999,83,16\n").findings
    assert found.problem == "1 row reads as the sums of all rows above; kept as a customer"
    assert found.examples == ("row 4: '9999'",)
    assert of_totals(loaded(tmp_path, SUMS, a=BOOK + "9999,83,17\n").findings) == []
    assert of_totals(loaded(tmp_path, SUMS, a=BOOK + "9999,83,\n").findings) == []
    assert (
        of_totals(loaded(tmp_path, SUMS, a="id,mrr,m\na,0,0\nb,0,0\nc,0,0\nd,0,0\n").findings) == []
    )


def test_the_row_can_be_left_out(tmp_path: Path) -> None:
    """A choice reads the word as no id: its row is left out then, and that is told as well."""
    data = loaded(tmp_path, SUMS, a=BOOK + "Total,83,16\n")
    keep, leave = choices(data.source, data.findings[0])
    assert (keep.label, keep.now, leave.now) == ("keep it as a customer", True, False)
    assert leave.label == "leave it out: 'Total' is no id, and empty in the whole file"
    again = load(leave.source, tmp_path, today=TODAY)
    assert [f.problem for f in again.findings] == ["1 row has no account id; left out"]
    assert column(again, "SELECT sum(arr) FROM snapshots") == [40 + 30 + 13]


def test_a_number_is_not_read_as_empty_in_the_whole_file(tmp_path: Path) -> None:
    """9999 may be somebody's revenue: such a row can only be taken out of the file."""
    data = loaded(tmp_path, SUMS, a=BOOK + "9999,83,16\n")
    assert choices(data.source, data.findings[0]) == ()


def test_a_row_of_months_without_an_id_is_told(tmp_path: Path) -> None:
    """It is nobody's, in a file of months as well as in one of accounts."""
    source = parse_source(ONE.replace("from: a, measures", "from: a, month: month, measures"))
    (tmp_path / "a.csv").write_text("id,month,m\na,2024-01,1\n,2024-01,2\n", encoding="utf-8")
    (found,) = load(source, tmp_path, today=TODAY).findings
    assert found.problem == "1 row has no account id; left out"
    assert (found.line, found.examples) == (3, ("row 2",))
