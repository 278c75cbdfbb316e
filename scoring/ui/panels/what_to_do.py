"""What can be done about the findings: a choice each, and one button that loads again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring.errors import Finding
from scoring.ui.panels.loading import loading, reload
from scoring.ui.panels.ways import ways
from scoring.ui.state import State, attempt
from scoring.workbench import questions, with_choices


def what_to_do(here: State, found: Sequence[Finding]) -> None:
    """The findings that another way of loading deals with, each with its ways."""
    source = here.data.loaded.source
    offered = questions(source, found)
    if not offered:
        st.caption("None of this changes by loading in another way.")
        return
    with st.expander("What to do about it", key="what-to-do", icon=":material/rule:"):
        wanted = ways(f"way-{here.data.catalogue.version}", offered)
        _again(here, wanted, len(found) - sum(len(one.findings) for one in offered))
    loading(here, "findings")


def _again(here: State, wanted: Sequence[tuple[Finding, str]], rest: int) -> None:
    source = here.data.loaded.source
    changed = with_choices(source, wanted)
    st.button(
        "Load again with these choices",
        key="load-again",
        icon=":material/refresh:",
        disabled=changed == source,
        on_click=lambda: attempt(lambda: reload(here, changed)),
        help="The same files are read once more. What you have stays until that is done.",
    )
    if rest:
        one = "One finding" if rest == 1 else f"{rest} findings"
        st.caption(f"{one} above can only be dealt with in the files themselves.")
