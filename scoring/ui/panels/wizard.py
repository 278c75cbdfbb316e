"""Files of the visitor's own: dropped, looked at, confirmed, loaded and scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from scoring.errors import Finding, SourceError
from scoring.limits.writing import TYPED_CURRENCY, TYPED_NAME
from scoring.spec.source import Source
from scoring.spec.tables import Table
from scoring.spec.write_source import source_as_yaml
from scoring.ui.bound import held, plain
from scoring.ui.grid import grid
from scoring.ui.panels import loading, wizard_state
from scoring.ui.panels.wizard_drop import TOGETHER, drop_zone, looked, show, standing, start_over
from scoring.ui.panels.wizard_file import file_form
from scoring.ui.panels.wizard_fit import fit_onto, left_to_say, not_used
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.panels.wizard_words import SHORT, becomes, how_sure
from scoring.ui.state import State
from scoring.workbench import source_of, title_of


def wizard(here: State) -> None:
    """The drop zone, and once files are there the way to a scored book."""
    st.markdown("## Use your own files")
    st.caption(
        "Drop one file or several: customers, monthly figures, tickets, subscriptions, losses. CSV,"
        " XLSX, Parquet or DuckDB, and a source file (.yaml) if you saved one. They stay in memory"
        " for this tab alone and are gone when it is closed or reloaded; a private temporary folder"
        f" holds them only while they are read. At most {TOGETHER} MB together."
    )
    drop_zone(here)
    standing(here)
    now = wizard_state.current()
    if now is None:
        return
    show(now.refused)
    if now.given is not None and now.job is None and now.looked is None and not now.refused:
        named = ", ".join(title_of(file) for file in now.given.files.values())
        told = f"Drop the data files that it names along with it: {named}."
        st.info(plain(told), icon=":material/info:")
    if now.job is not None and not looked(now):
        return
    if now.looked is not None:
        beside = [fault for fault in now.looked.faults if _beside(now, fault)]
        show([fault for fault in now.looked.faults if fault not in beside], warn=True)
        for fault in beside:
            st.caption(f":material/info: Left out: {plain(f'{fault.place}, {fault.problem}')}.")
        _confirm(here, now)


def _beside(now: Wizard, fault: Finding) -> bool:
    """Whether it is about a sheet that lies beside one that is read, such as a note to readers."""
    assert now.looked is not None
    books = [seen.file.path for seen in now.looked.seen if seen.file.sheet]
    return any(f"'{book} " in fault.place for book in books)


def _confirm(here: State, now: Wizard) -> None:
    """By the source that fits these files, or by what is said in the form."""
    fit = fit_onto(now)
    if fit is not None:
        _finish(here, now, fit.source, left_to_say(now, fit))
        return
    _overview(now)
    not_used(tuple(_left_out(now)))
    st.caption("Where that is right, load it; what is not is changed below, file by file.")
    _finish(here, now, *_said(now))  # above the form, which is long and may be right as it is
    st.markdown("### What each file is")
    for tab, key in zip(st.tabs([plain(k) for k in now.tables]), now.tables, strict=True):
        with tab:
            file_form(now, key)


def _left_out(now: Wizard) -> Iterator[str]:
    """The files that the form takes for nothing, and why where nobody said so."""
    assert now.looked is not None
    for key, table in now.tables.items():
        if table.part == "out":
            sure, title = now.sure[key].get("part"), title_of(now.looked.file(key).file)
            yield f"{title} ({sure.why})" if sure else title


def _overview(now: Wizard) -> None:
    """What each file is taken for, at a glance."""
    assert now.looked is not None
    rows = []
    for key, table in now.tables.items():
        sure = now.sure[key].get("part")
        seen = now.looked.file(key)
        rows.append(
            {
                "File": title_of(seen.file),
                "One row is": _row_of(table),
                "Rows": seen.rows,
                "Account id": table.id or "",
                "How sure": how_sure(sure.share) if sure else "your choice",
                "Why": sure.why if sure else "",
                "Called": key,
            }
        )
    grid(pd.DataFrame(rows), f"{now.mark}-overview", saves=False)


def _row_of(table: Table) -> str:
    """What a row is, in few words; one that lists accounts may do so month by month."""
    by_month = table.part == "accounts" and table.month
    return SHORT["months" if by_month else table.part]


def _finish(here: State, now: Wizard, made: Source | None, faults: Sequence[str]) -> None:
    """What it will become, and the buttons."""
    _called(now)
    if made is not None:
        name, currency = now.name.strip() or made.name, now.currency.strip()
        made = made.model_copy(update={"name": name, "currency": currency})
        st.caption(plain(becomes(made, *_size(now, made))))
    for told in faults:
        st.warning(plain(told), icon=":material/info:")
    busy = here.job is not None and not here.job.done
    bar = st.container()  # above the buttons: below them it would be out of sight
    left, middle, right, _ = st.columns([2, 2, 1.4, 3])
    pressed = left.button(
        "Load and score", type="primary", disabled=made is None or busy, width="stretch"
    )
    if pressed and made is not None:
        loading.begin(here, made, now.place, "wizard")
        if here.job is not None and not here.job.done:
            st.rerun()  # so that no button offers to begin once more
    middle.download_button(
        "Save as source file",
        source_as_yaml(made) if made else "",
        "source.yaml",
        "application/yaml",
        disabled=made is None,
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
        help="Drop it along with next month's files, and they are read the same way.",
    )
    right.button("Start over", on_click=start_over, key="wizard-over", width="stretch")
    said_since = here.refused is not None and here.refused.asked != made
    with bar:
        if not said_since or busy:
            loading.loading(here, "wizard")


def _said(now: Wizard) -> tuple[Source | None, tuple[str, ...]]:
    """The source that the form says, or what it leaves open."""
    open_ones = tuple(
        f"Say first how {name} is written: its {' and its '.join(about)}."
        for name, about in now.questions.items()
    )
    try:
        made = source_of(list(now.tables.values()), now.name)
    except SourceError as error:
        faults = (f"{f.place}: {f.problem}. {f.fix.capitalize()}." for f in error.findings)
        return None, (*open_ones, *faults)
    return (None if open_ones else made), open_ones


def _size(now: Wizard, source: Source) -> tuple[int, int]:
    """How many rows the file of the accounts has, and how many different ids."""
    assert now.looked is not None
    title = title_of(source.files[source.account.file])
    seen = next((one for one in now.looked.seen if title_of(one.file) == title), None)
    if seen is None:
        return 0, 0
    ids = {column.label: column.distinct for column in seen.columns}
    return seen.rows, ids.get(source.account.id, seen.rows)


def _called(now: Wizard) -> None:
    """What the data set is called, and what stands before its amounts."""
    name, currency = f"{now.mark}-name", f"{now.mark}-currency"

    def named() -> None:
        now.name = st.session_state[name]

    def priced() -> None:
        now.currency = st.session_state[currency]

    left, right = st.columns([5, 1])
    left.text_input(
        "Name of the data set", **held(name, now.name), max_chars=TYPED_NAME.now, on_change=named
    )
    right.text_input(
        "Currency", **held(currency, now.currency), max_chars=TYPED_CURRENCY.now, on_change=priced
    )
    if not now.currency.strip() and now.looked is not None and now.looked.currency.sign is None:
        why = plain(now.looked.currency.why)
        st.caption(f":material/help: Amounts are shown without a sign: {why}.")
