"""What one file is: a row, its columns by their parts, how it is written, its first rows."""

from __future__ import annotations

import re
from typing import Any, get_args

import pandas as pd
import streamlit as st

from scoring.spec.guess_notice import UNSURE
from scoring.spec.tables import ASKED, DOUBT, Part, Table
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.wizard_fields import field
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.panels.wizard_words import LABELS, PARTS, how_sure
from scoring.workbench import LookedAt, SeenFile

_DECIMALS = {",": "a decimal comma (1,5 is one and a half)", ".": "a decimal point"}
_ORDERS = {"%d{0}%m{0}%Y": "the day first", "%m{0}%d{0}%Y": "the month first"}
_MARKS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "point"}


def file_form(wizard: Wizard, key: str) -> None:
    """Everything that is said of one file."""
    looked = wizard.looked
    assert looked is not None
    seen, table = looked.file(key), wizard.tables[key]
    _questions(wizard, seen)
    place = f"{wizard.mark}-{key}-part"
    parts: list[Part] = list(get_args(Part))

    def picked() -> None:
        wizard.call(key, st.session_state[place])

    st.selectbox(
        "One row is",
        parts,
        **chosen(place, table.part, parts),
        format_func=PARTS.__getitem__,
        on_change=picked,
    )
    sure = wizard.sure[key].get("part")
    if sure:
        st.caption(f"{how_sure(sure.share).capitalize()}: {plain(sure.why)}.")
    for note in (n for n in seen.notes if n.kind == "days_as_rows"):
        st.caption(f":material/info: {plain(note.problem[:1].upper() + note.problem[1:])}.")
    _fields(wizard, looked, table)
    _left_open(wizard, table)
    _columns(wizard, seen, table)
    _written(seen, table)


def _fields(wizard: Wizard, looked: LookedAt, table: Table) -> None:
    """The fields of a file in three columns, those that take several below."""
    listed = any(other.part == "accounts" for other in wizard.tables.values())
    asked = [
        f for f in ASKED[table.part] if not (f == "name" and listed) or table.part == "accounts"
    ]
    wide = [f for f in asked if f in ("dimensions", "measures", "sums", "means", "shares", "lasts")]
    narrow = [f for f in asked if f not in wide]
    for start in range(0, len(narrow), 3):
        for name, column in zip(narrow[start : start + 3], st.columns(3), strict=False):
            with column:
                field(wizard, looked, table, name)
    for name in wide:
        field(wizard, looked, table, name)


def _left_open(wizard: Wizard, table: Table) -> None:
    """What was not guessed because its column may mean two things, so that it is looked at."""
    for name in ASKED[table.part]:
        sure = wizard.sure[table.key].get(name)
        if sure and sure.share <= DOUBT and not getattr(table, name):
            st.caption(f":material/help: **{LABELS[name]}** is left empty: {plain(sure.why)}.")
        elif sure and name == "churned_on" and sure.share <= UNSURE and table.churned_on:
            st.caption(f":material/help: **{LABELS[name]}** is a guess: {plain(sure.why)}.")


def _questions(wizard: Wizard, seen: SeenFile) -> None:
    """What nothing in the file decides: how its dates and numbers are to be read."""
    for guess in seen.guesses:
        if not guess.ambiguous:
            continue
        key = f"{wizard.mark}-{seen.key}-{guess.about}"
        if guess.about == "order of dates":
            mark = (re.findall(r"[./-]", guess.value) or ["/"])[0]
            words = {form.format(mark): said for form, said in _ORDERS.items()}
            if re.fullmatch(r"\d\d/\d\d?/\d\d", guess.value):
                words["%y/%m/%d"] = "the year first"
            _question(wizard, seen, key, "date_format", f"Dates such as {guess.value} have", words)
        if guess.about == "decimal mark":
            _question(wizard, seen, key, "decimal", "Numbers have", _DECIMALS)
        st.caption(f":material/help: Nothing in the file decides it: {plain(guess.evidence)}.")


def _question(
    wizard: Wizard, seen: SeenFile, key: str, said: str, label: str, words: dict[str, str]
) -> None:
    dialect = wizard.tables[seen.key].file.csv
    before = getattr(dialect, said) if dialect else None

    def picked() -> None:
        wizard.write(seen.key, **{said: st.session_state[key]})

    options = list(words)
    place: dict[str, Any] = chosen(key, before, options) if before else {"key": key, "index": None}
    st.selectbox(
        plain(label),
        options,
        **place,
        placeholder="Choose, nothing is guessed here",
        format_func=words.__getitem__,
        on_change=picked,
    )


def _columns(wizard: Wizard, seen: SeenFile, table: Table) -> None:
    """Each column: what it holds, what it is taken for, how sure that is and why."""
    with st.expander("Columns and first rows"):
        st.dataframe(
            pd.DataFrame([_column(wizard, table, column) for column in seen.columns]),
            hide_index=True,
            height=min(300, 38 + 35 * len(seen.columns)),
            key=f"{wizard.mark}-{seen.key}-columns",
            column_config={"Filled": st.column_config.NumberColumn(format="percent")},
        )
        st.caption(f"The first {min(50, seen.rows)} of {seen.rows:,} rows")
        st.dataframe(
            pd.DataFrame(list(seen.preview), columns=[c.label for c in seen.columns]),
            hide_index=True,
            height=min(300, 38 + 35 * len(seen.preview)),
            key=f"{wizard.mark}-{seen.key}-rows",
        )


def _column(wizard: Wizard, table: Table, column: Any) -> dict[str, Any]:
    role = _role(table, column.label)
    sure = wizard.sure[table.key].get(role) if role else None
    return {
        "Column": column.label,
        "Holds": column.holds,
        "Filled": column.filled,
        "Different": column.distinct,
        "For instance": ", ".join(e[:60] for e in column.examples[:4]),
        "Taken for": LABELS[role] if role else "nothing",
        "How sure": how_sure(sure.share) if sure else "your choice" if role else "",
        "Why": sure.why if sure else "",
    }


def _role(table: Table, label: str) -> str | None:
    """The first field of the table that names the column."""
    for name in ASKED[table.part]:
        value = getattr(table, name)
        inside = isinstance(value, tuple) and name not in ("through", "only", "back")
        first = name in ("only", "back") and value and value[0] == label
        if value == label or first or (inside and label in value):
            return name
    return None


def _written(seen: SeenFile, table: Table) -> None:
    """How the file is read, each guess with its evidence, and what was said in place of one."""
    if not seen.guesses and not seen.notes:
        return
    said = table.file.dialect
    with st.expander("How the file was read"):
        for guess in seen.guesses:
            value = "not decided" if guess.ambiguous else _MARKS.get(guess.value, guess.value)
            if guess.about == "order of dates" and said.date_format:
                value = f"{said.date_format}, as you said"
            if guess.about == "decimal mark" and said.decimal:
                value = f"{_MARKS[said.decimal]}, as you said"
            st.markdown(f"- {guess.about}: **{plain(value)}** – {plain(guess.evidence)}")
        about = {guess.evidence for guess in seen.guesses}
        for note in (n for n in seen.notes if not any(said in n.problem for said in about)):
            st.markdown(f"- {plain(note.problem)}")
