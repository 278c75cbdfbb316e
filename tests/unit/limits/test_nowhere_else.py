"""No bound stands anywhere else: a number that is called like one comes from the limits.

What the form of a card or a source file states (`max_length` of its fields) is documented by the
schema of that form, and looked at elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.conftest import ROOT

CALLED = re.compile(
    r"(^|_)(MAX|MOST|LARGEST|LONGEST|LIMIT|SECONDS|HOURS|BYTES|KILOBYTES|MEGABYTES|PATIENCE"
    r"|AT_ONCE|CAPACITY|ROOM|TOGETHER|RETRY)(_|$)"
)
WIDGETS = ("max_chars", "max_entries")

METHOD = "a number of a method, which the documentation of the method gives"
AT_A_TIME = "how much is taken at a time; it bounds no whole"
LAYOUT = "how many are shown before the rest folds away"
WORDS = "where words are cut short that a label is made of"
ASKED = "how far a setting of a page goes, which is a part of its meaning"
MESSAGE = "what one message of our own slider can hold"

ELSEWHERE = {
    "backtest/flag_rules.py LONGEST": ASKED,
    "backtest/gates.py MOST_METRICS": METHOD,
    "backtest/leaks.py _TOGETHER": AT_A_TIME,
    "demo/names.py _PATIENCE": "how often a made-up name is drawn anew",
    "engine/parquet.py _AT_ONCE": AT_A_TIME,
    "engine/places.py _LONGEST": WORDS,
    "engine/postgres.py _MOST_ROWS": AT_A_TIME,
    "engine/postgres.py _PIECE_BYTES": AT_A_TIME,
    "engine/remote.py _GROUP_BYTES": AT_A_TIME,
    "engine/quality/swept.py _TOGETHER": AT_A_TIME,
    "engine/sheet.py _TEXT_AT_ONCE": AT_A_TIME,
    "engine/totals.py _MOST": METHOD,
    "kinds/normaliser.py LIMIT": "the largest number that a card can hold, a part of its form",
    "live/among.py MOST": "the dimensions of a filter, a part of its form",
    "live/sheets.py _MOST": "the arrays that are filled again instead of anew",
    "spec/diff_words.py LONGEST": WORDS,
    "spec/guess_notice.py _MOST_HAVE": METHOD,
    "spec/guess_roles.py MOST": METHOD,
    "tune/ignored.py _TOGETHER": AT_A_TIME,
    "tune/pairwise.py MOST": METHOD,
    "tune/ridge.py MOST_KEPT": METHOD,
    "tune/tries.py MOST": METHOD,
    "tune/weights.py PULSE_MOST": METHOD,
    "tune/weights.py USUAL_MOST": METHOD,
    "tune/worth.py MOST": METHOD,
    "ui/dragging.py _MOST": MESSAGE,
    "ui/dragging.py _MOST_IN_SIGHT": MESSAGE,
    "ui/dragging.py _MOST_WORDS": MESSAGE,
    "ui/live/part.py MOST_KEYS": "of how many parts a visit knows what it sent them last",
    "ui/panels/acting/books.py _HOURS": ASKED,
    "ui/panels/bar.py AT_ONCE": "how long a page waits before it shows a bar",
    "ui/panels/comparing/beside.py _MOST_LINES": LAYOUT,
    "ui/panels/condition_form.py _MOST": LAYOUT,
    "ui/panels/hints.py _MOST": LAYOUT,
    "views/alerts/firing.py MOST_CALM": ASKED,
    "views/alerts/firing.py MOST_MARGIN": ASKED,
    "views/by_line.py MOST_SHARED": METHOD,
    "views/listing.py MOST_PICKS": ASKED,
    "views/worklist.py RED_HOURS": METHOD,
    "workbench/acting.py MOST_CAPACITY": ASKED,
    "workbench/acting.py MOST_SEED": ASKED,
    "workbench/acting.py MOST_WINDOW": ASKED,
    "workbench/acting.py _LONGEST": WORDS,
    "workbench/asking.py _LONGEST": WORDS,
    "workbench/changed_lines.py MOST_STEPS": LAYOUT,
    "workbench/changed_lines.py _LONGEST": WORDS,
    "workbench/fitting.py _LONGEST": WORDS,
    "workbench/own_variant.py _LONGEST": WORDS,
    "workbench/sides.py _LONGEST": WORDS,
    "workbench/trying_further.py MOST_VALUES": METHOD,
}
"""Numbers that are called like a bound and are none: each with what it is."""

SAMPLE = """
MAX_ROWS: Final = 1 << 20
MOST, _TOGETHER = 100, 200
LONGEST = LINK.now
SIZE = 3
WAIT_SECONDS = -60.0
text_input("Name", max_chars=120)
"""


def bounds(text: str) -> Iterator[str]:
    """The names of a module that are called like a bound and are given a plain number."""
    tree = ast.parse(text)
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
            target = line.target if isinstance(line, ast.AnnAssign) else line.targets[0]
            for name, value in _pairs(target, line.value):
                if CALLED.search(name) and _is_number(value):
                    yield name
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in WIDGETS and _is_number(node.value):
            yield str(node.arg)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield ast.unparse(one), other
    else:
        yield ast.unparse(target), value


def _is_number(node: ast.expr) -> bool:
    """Whether an expression is made of numbers alone."""
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def test_a_bound_is_found_however_it_is_written() -> None:
    """Shifted, in a pair, below zero or in a widget; one that comes from the limits is none."""
    assert list(bounds(SAMPLE)) == ["MAX_ROWS", "MOST", "_TOGETHER", "WAIT_SECONDS", "max_chars"]


def test_no_bound_stands_anywhere_else() -> None:
    """Whatever is called like one is a limit, or is listed here with what it is instead."""
    package = ROOT / "scoring"
    found = {
        f"{path.relative_to(package)} {name}"
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in ("bench", "limits")
        for name in bounds(path.read_text(encoding="utf-8"))
    }
    assert found == set(ELSEWHERE)
