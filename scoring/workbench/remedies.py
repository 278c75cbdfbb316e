"""For each kind of finding the edits of a source that deal with it, with what they are called.

A remedy is a function of the source and the finding that yields labels and edits; an edit works
on the source as plain data, by the keys of the language. Whether it changes anything, and
whether a sound source results, its caller sees.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import partial

from scoring.errors import Finding
from scoring.spec.source import Source
from scoring.workbench.ways_of_writing import (
    WAYS_OF_WRITING,
    Edit,
    Remedy,
    Tree,
    into,
    nothing,
    place_of,
)

_NAMED = re.compile(r"(?:measure|dimension) '(.*)'", re.DOTALL)
_CELL = re.compile(r"(?:row [0-9]+: )?('.*'|\".*\")", re.DOTALL)
_CUT = 40  # so many characters of a cell an example shows


def _dropping(key: str, ways: Mapping[str, object]) -> Remedy:
    """A choice among the values of one key of `drop`."""

    def remedy(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
        del source, finding  # the same whatever was found
        for label, value in ways.items():
            yield label, partial(into, ("drop",), key, value)

    return remedy


def _measure(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Keep a measure, or do without it."""
    del source  # the finding names the measure
    yield "keep the measure", nothing
    yield "leave the measure out", partial(_leave_out, _title(finding))


def _leave_out(title: str, tree: Tree) -> None:
    parts, events = tree.get("snapshots", []), tree.get("events", [])
    for part in (*parts, tree.get("long", {})):
        if "measures" in part:
            part["measures"] = [m for m in part["measures"] if _called(m) != title]
    if tree.get("long", {}).get("measures") == []:
        del tree["long"]  # without a list it would take every name
    needed = ("month", "as_of", "arr")
    kept = [p for p in parts if p.get("measures") != [] or any(key in p for key in needed)]
    tree |= {"snapshots": kept, "events": [e for e in events if e["measure"] != title]}


def _odd(key: str, bound: float) -> Remedy:
    """Keep values beyond a bound, read them as missing, or do without the measure."""

    def remedy(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
        yield "keep them", nothing
        yield "read them as missing", partial(_each_measure, _title(finding), {key: bound})
        yield from (way for way in _measure(source, finding) if way[1] is not nothing)

    return remedy


def _bounds(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    del source  # the finding names the measure
    yield "read them as missing", nothing
    none = {"at_least": None, "at_most": None}
    yield "keep them", partial(_each_measure, _title(finding), none)


def _each_measure(title: str, changes: Mapping[str, object], tree: Tree) -> None:
    for part in tree.get("snapshots", []):
        for column in part.get("measures", []):
            if _called(column) == title:
                column.update(changes)


def _unreadable(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Cells that are no number or date: missing, nothing at all, or the column is of words."""
    file, column = place_of(finding)
    yield "read them as missing", nothing
    if finding.kind == "unreadable_number":
        yield "read the column as categories", partial(_as_text, file, column)
    known = list(source.files[file].dialect.null_text or ()) if file in source.files else []
    for cell in dict.fromkeys(_cells(finding)):
        empty = partial(into, ("files", file, "csv"), "null_text", [*known, cell])
        yield f"read {cell!r} as empty in the whole file", empty


def _signed(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Numbers with a sign, in brackets or with spaces between thousands."""
    del source  # the finding names the file
    yield "read them as numbers", nothing
    yield "read the column as categories", partial(_as_text, *place_of(finding))


def _total(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Whether a row that sums up the others is one of them; its id is a word that means nobody."""
    file, cells = place_of(finding)[0], list(_cells(finding))
    yield "keep it as a customer", nothing
    words = [cell for cell in cells if not cell.replace(".", "").isdecimal()]
    if words and len(words) == len(finding.examples):
        known = list(source.files[file].dialect.null_text or ())
        said = " and ".join(repr(word) for word in words)
        nobody = partial(into, ("files", file, "csv"), "null_text", [*known, *words])
        yield f"leave it out: {said} is no id, and empty in the whole file", nobody


def _as_text(file: str, column: str, tree: Tree) -> None:
    for part in tree.get("snapshots", []):
        for measure in part.get("measures", []):
            if part["from"] == file and measure["column"] == column:
                measure["type"] = "text"


def _repeated(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Which of the rows of one account, or of its month, is taken."""
    file, column = place_of(finding)
    own = (file, column) == (source.account.file, source.account.id)
    for label, value in (
        ("stop the loading", "refuse"),
        ("take the first row of each", "first"),
        ("take the last row of each", "last"),
    ):
        if own and finding.kind == "duplicate_ids":
            yield label, partial(into, ("account",), "repeated", value)
        else:
            yield label, partial(_one_row, file, finding.kind == "duplicate_months", value)


def _one_row(file: str, monthly: bool, value: str, tree: Tree) -> None:
    for part in tree.get("snapshots", []):
        if part["from"] == file and ("month" in part) == monthly:
            part["repeated"] = value


def _again(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    del source  # the finding names the file
    for label, value in (("count them as they stand", "keep"), ("count each once", "drop")):
        yield label, partial(into, ("files", place_of(finding)[0]), "repeats", value)


def _two_labels(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    del source, finding  # a source has one way to know of losses
    dates = ("churned_on", "event", "from", "id", "via", "take", "except")
    yield "the dates decide, the flag is compared", nothing
    yield "the dates alone, without the flag", partial(_without, ("flag", "is"))
    yield "the flag alone, without the dates", partial(_without, dates)


def _without(keys: tuple[str, ...], tree: Tree) -> None:
    for key in keys:
        tree["account"].get("churn", {}).pop(key, None)


def _returns(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    del source, finding  # a source has one way to know of losses
    churn = ("account", "churn")
    yield "the last loss counts", partial(into, churn, "take", "last")
    yield "the first loss since it last came back counts", partial(into, churn, "take", "first")


def _spelled(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Whether words much like those that mean lost mean it as well."""
    words, churn = list(_cells(finding)), source.account.churn
    yield "they are kept", nothing
    if churn and words:
        said = " and ".join(repr(word) for word in words)
        lost = partial(into, ("account", "churn"), "is", [*churn.values, *words])
        yield f"{said} mean{'s' if len(words) == 1 else ''} lost", lost


def _nobody(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    yield "nobody was lost", nothing
    if source.account.churn and source.account.churn.flag:
        for cell in _cells(finding):
            lost = partial(into, ("account", "churn"), "is", [cell])
            yield f"{cell!r} means lost", lost


def _title(finding: Finding) -> str:
    found = _NAMED.fullmatch(finding.place)
    return found[1] if found else ""


def _called(measure: Tree) -> str:
    return str(measure.get("name") or measure["column"])


def _cells(finding: Finding) -> Iterator[str]:
    """The cells among a finding's examples, but those that are too long to be shown whole."""
    for example in finding.examples:
        found = _CELL.fullmatch(example)
        cell = str(ast.literal_eval(found[1])) if found else ""
        if cell and len(cell) < _CUT:
            yield cell


_ROWS = {"keep them": "keep", "leave these rows out": "drop"}
_REPORTED = {"keep them": "report", "leave these rows out": "drop"}
_TOTALS = {"leave out what is a total": "drop", "keep it as a customer": "keep"}
_MONTH = {"keep the month": False, "leave the month out": True}
_DOUBTFUL = "constant static unit_jumps blanks_that_tell leaking_names too_good cliffs"
REMEDIES: Mapping[str, Remedy] = {
    **WAYS_OF_WRITING,
    **dict.fromkeys(_DOUBTFUL.split(), _measure),
    "after_churn": _dropping("after_churn", _ROWS),
    "before_start": _dropping("before_start", _REPORTED),
    "future_months": _dropping("future", _ROWS),
    "part_month": _dropping("part_months", _MONTH),
    "totals": _dropping("totals", _TOTALS),
    "below_0": _odd("at_least", 0.0),
    "above_1": _odd("at_most", 1.0),
    "bounds": _bounds,
    "unreadable_number": _unreadable,
    "unreadable_date": _unreadable,
    "signed": _signed,
    "total_rows": _total,
    "repeated_rows": _again,
    "brackets": _signed,
    "spaces": _signed,
    "duplicate_ids": _repeated,
    "duplicate_months": _repeated,
    "two_labels": _two_labels,
    "returns": _returns,
    "nobody_lost": _nobody,
    "flag_spellings": _spelled,
}
