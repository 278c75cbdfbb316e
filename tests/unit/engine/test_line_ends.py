"""Lines that end in two ways are rows all the same, and a line end in a cell stays one."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from scoring.engine.line_ends import with_one_end
from scoring.engine.opened import Opened
from scoring.errors import Stopped
from tests.unit.engine.loading import ONE, TWO, column, loaded, refused

ROWS = ["id,m", "a,1", "b,2"]
SUM = "SELECT sum(m) FROM snapshots"
BY_MONTH = "SELECT m FROM snapshots ORDER BY account_id, as_of"


@pytest.mark.parametrize("ends", [*itertools.product(["\n", "\r\n", "\r\r\n"], repeat=3)])
def test_each_mixture_holds_the_same_rows(tmp_path: Path, ends: tuple[str, ...]) -> None:
    """1 + 2 = 3, in whatever ways the three lines end; a mixture is noted, with its counts.

    The reader itself takes CR CR LF of the first line for CR LF, if all others end so.
    """
    data = loaded(tmp_path, a="".join(row + end for row, end in zip(ROWS, ends, strict=True)))
    assert column(data, SUM) == [3.0]
    told = [f.problem for f in data.findings if f.kind == "line_ends"]
    by_reader = ends == ("\r\r\n", "\r\n", "\r\n")
    assert bool(told) is ((len({*ends}) > 1 or "\r\r\n" in ends) and not by_reader)
    for end, said in (("\n", "in LF"), ("\r\n", "in CR LF"), ("\r\r\n", "in CR CR LF")):
        assert all((f"{ends.count(end)} {said}" in one) is (end in ends) for one in told)


def test_two_exports_joined_are_one_book(tmp_path: Path) -> None:
    """Months of a Windows export below those of another system: all four, beside their accounts."""
    accounts = "id,start,end\r\na,2024-12-01,\r\nb,2024-12-01,2025-06-01\r\n"
    months = "id,month,m\na,2025-01-31,1\nb,2025-01-31,2\n"
    months += "a,2025-02-28,3\r\nb,2025-02-28,4\r\n"
    data = loaded(tmp_path, TWO, a=accounts, b=months)
    assert column(data, BY_MONTH) == [1.0, 3.0, 2.0, 4.0]
    assert [f.problem for f in data.findings] == [
        "the lines end in different ways: 2 in CR LF, 3 in LF; each was read as a row"
    ]


def test_a_change_far_down_is_found(tmp_path: Path) -> None:
    """300,000 lines of the one end, then one of the other: 300,000 + 7."""
    content = "id,m\n" + "".join(f"x{i},1\n" for i in range(300_000)) + "a,7\r\n"
    assert column(loaded(tmp_path, a=content), SUM) == [300_007.0]


NOTES = {
    "a lone CR": '"one\rtwo"',
    "CR LF": '"one\r\ntwo"',
    "LF": '"one\ntwo"',
    "quotes within": '"one ""\r\n"" two"',
    "only quotes": '""""',
    "behind a space": ' "one\r\ntwo"',
    "a quote in the middle": '5" pipe',
    "two in the middle": 'the "big" one',
    "three lines": '"1\r\n2\n3\r4"',
}


@pytest.mark.parametrize("name", NOTES)
def test_line_ends_in_quotes_are_text(tmp_path: Path, name: str) -> None:
    """A note keeps its own line ends, as it does in a file whose lines all end alike."""
    source = ONE.replace("id: id}", "id: id, dimensions: [note]}")
    query = "SELECT account_id, dim_note, m FROM snapshots ORDER BY 1"
    note = NOTES[name]
    rows = ["id,note,m", f"a,{note},1", "b,plain,2", f"c,{note},3", ""]
    clean = loaded(tmp_path, source, a="\n".join(rows))
    mixed = loaded(tmp_path, source, a="\r\n".join(rows[:2]) + "\n" + "\n".join(rows[2:]))
    names = [c.column for c in clean.catalogue.dimensions]
    query = query.replace("dim_note", names[0])
    assert mixed.session.rows(query) == clean.session.rows(query)
    assert len(clean.session.rows(query)) == 3


@pytest.mark.parametrize("ends", [("\n", "\r\n"), ("\r\n", "\n")])
def test_an_end_behind_a_quote_is_one(tmp_path: Path, ends: tuple[str, str]) -> None:
    """The last cell of each row stands in quotes: 1 + 2 + 4 = 7."""
    above, below = ends
    content = f'id,"m"{above}a,"1"{above}b,"2"{below}c,"4"{below}'
    data = loaded(tmp_path, a=content)
    assert column(data, SUM) == [7.0]
    assert [f.kind for f in data.findings] == ["line_ends"]


def test_an_open_quote_is_named_among_different_ends(tmp_path: Path) -> None:
    """What is wrong is the quote of the fourth line, and no line end."""
    (found,) = refused(tmp_path, a='id,m\r\na,"1"\nb,2\r\n"c,3\n')
    assert (found.problem, found.line) == ("a quote is opened and not closed", 4)


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    """A fault below is on the line that an editor shows."""
    source = ONE.replace("[m]", "[{column: m, type: number}]")
    found = loaded(tmp_path, source, a='id,m\r\n"a\nx",1\nb,2\r\nc,zz\r\n').findings
    assert [f.line for f in found if f.kind != "line_ends"] == [5]


def test_a_mark_before_a_quoted_name_is_no_cell(tmp_path: Path) -> None:
    """The byte order mark of the first line stays the mark, and its cell a quoted one."""
    data = loaded(tmp_path, a=b'\xef\xbb\xbf"id",m\r\na,1\nb,2\r\n')
    assert column(data, SUM) == [3.0]


AMBIGUOUS = {
    "a lone CR between rows": ("id,m\na,1\rb,2\nc,3\n", 2),
    "a lone CR in a cell": ("id,m\r\na,1\nb\rb,2\r\n", 3),
    "behind quotes": ('id,m\r\n"a\ra",1\rb,2\n', 2),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_may_be_no_end_is_refused(tmp_path: Path, name: str) -> None:
    """A lone CR among other ends may end a row or stand in a cell: its line is named."""
    content, line = AMBIGUOUS[name]
    (found,) = refused(tmp_path, a=content)
    assert (found.problem, found.line) == ("the lines end in different ways", line)


def test_whoever_waits_can_end_it(tmp_path: Path) -> None:
    """Among 250,000 lines it is asked twice whether to go on, and ends when told to."""
    path, asked = tmp_path / "a.csv", []
    path.write_bytes(b"id,m\r\n" + b"a,1\n" * 250_000)
    opened = Opened(path, path, "csv", ("id", "m"), spare=tmp_path / "spare")

    def end_at_the_second() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Stopped("the work was stopped", fix="begin again when you like")

    with pytest.raises(Stopped, match="was stopped"):
        with_one_end(opened, "a", end_at_the_second)
    assert len(asked) == 2
