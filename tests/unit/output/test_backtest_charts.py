"""The numbers of the charts that show a back-test."""

from __future__ import annotations

from scoring.output.charts import board


def test_a_board_keeps_the_given_order() -> None:
    """Rows stand as they come, and two customers of one name are two rows."""
    lines = [board.Line("Acme", "missed", []), board.Line("Acme", "caught", [])]
    rows = board.rows(lines, 4)["lines"]
    assert [(row["account"], row["verdict"], row["sign"]) for row in rows] == [
        ("Acme", "missed", "✕"),
        ("Acme", "caught", "✓"),
    ]
    assert len({row["row"] for row in rows}) == 2


def test_a_month_without_a_row_is_a_gap() -> None:
    """Of 24 months two have cells, so 24 − 2 = 22 are gaps, and the oldest cell comes first."""
    cells: list[board.Cell] = [(1, "bad", "Red", "score 20"), (24, "good", "Green", "score 80")]
    data = board.rows([board.Line("Acme", "too late", cells, 1)], 4)
    assert [row["month"] for row in data["gaps"]] == list(range(-23, -1))
    assert [(row["month"], row["sign"], row["turned"]) for row in data["cells"]] == [
        (-24, "●", True),
        (-1, "▲", True),
    ]
    assert [row["when"] for row in data["cells"]] == [
        "24 months before the notice",
        "1 month before the notice",
    ]


def test_a_run_is_bracketed_from_its_first_red_month() -> None:
    """A run of 5 months starts at −5, one of 30 at the edge of the board, and 0 is no run."""
    lines = [board.Line(name, "caught", [], run) for name, run in (("a", 5), ("b", 30), ("c", 0))]
    data = board.rows(lines, 4)
    assert [(row["row"], row["from"], row["to"]) for row in data["runs"]] == [
        ("0|a", -5, -1),
        ("1|b", -24, -1),
    ]
    assert data["lead"][0]["at"] == -4


def test_a_board_grows_by_the_row() -> None:
    """Forty rows more are 40 × 26 = 1,040 pixels more."""
    assert board.height(60) - board.height(20) == 1040
